-- one row per nomination and paper its dossier must hold: copies required, and at least and at most at hand
-- `registered` says whether any paper of the dossier was registered at all; without one, nothing is known.
WITH required AS (
    SELECT r.position, r.award, r.subjects, r.farmers, r.kind, r.copies, r.place
    FROM (SELECT unnest(from_json($sets::JSON, '[{"position": "INTEGER", "award": "VARCHAR",
          "subjects": ["VARCHAR"], "farmers": "BOOLEAN", "kind": "VARCHAR", "copies": "INTEGER", "place": "INTEGER"}]'), recursive := true)) AS r
),
fitting AS (
    SELECT n.code, n.proposer, n.award, r.position, r.kind, r.copies, r.place
    FROM nomination AS n
    JOIN required AS r ON r.award = n.award
     AND ((r.subjects IS NULL AND NOT r.farmers) OR coalesce(list_contains(r.subjects, n.subject), false)
          OR (r.farmers AND coalesce(n.farmer, false)))
    QUALIFY r.position = min(r.position) OVER (PARTITION BY n.code)
),
dossiers AS (SELECT DISTINCT code, proposer, award FROM fitting),
covering AS (
    SELECT d.code, p.kind, p.copies FROM dossiers AS d JOIN paper AS p ON p.nomination = d.code
    UNION ALL
    SELECT d.code, p.kind, p.copies FROM dossiers AS d
    JOIN paper AS p ON p.nomination IS NULL AND p.proposer = d.proposer AND p.award = d.award
),
at_hand AS (
    SELECT code, kind, max(coalesce(copies, 1)) AS at_least,
           CASE WHEN count(*) FILTER (copies IS NULL) = 0 THEN max(copies) END AS at_most
    FROM covering GROUP BY code, kind
),
registered AS (SELECT DISTINCT code FROM at_hand),
final AS (
    SELECT f.code, f.place, f.kind, f.copies, r.code IS NOT NULL AS registered,
           coalesce(h.at_least, 0) AS at_least,
           CASE WHEN h.code IS NOT NULL THEN h.at_most WHEN r.code IS NOT NULL THEN 0 END AS at_most
    FROM fitting AS f
    LEFT JOIN at_hand AS h ON h.code = f.code AND h.kind = f.kind
    LEFT JOIN registered AS r ON r.code = f.code
)
SELECT code, kind, copies, registered, at_least, at_most FROM final
ORDER BY code, place
