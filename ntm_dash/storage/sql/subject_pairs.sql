-- one row per pair of nominations whose subject is or may be the same: how sure the names make it, and what was ruled
-- Certain: the same unit, or the same name in the same place. Likely: the same name elsewhere, or where is not said.
-- Close: at most two letters apart, in the same district. Names are compared without case and diacritics.
WITH identified AS (
    SELECT code, award, subject, search_key(name) AS key, coalesce(commune, district, '') AS place,
           coalesce(district, '') AS district, subject IN ('commune', 'district') AS is_unit
    FROM nomination WHERE list_contains($awards, award)
),
paired AS (
    SELECT a.code AS first, b.code AS second, a.award = b.award AS same_award,
           CASE WHEN a.place = b.place THEN 'certain' END AS certainty
    FROM identified AS a JOIN identified AS b ON a.place = b.place AND a.subject = b.subject AND a.code < b.code
    WHERE a.is_unit
    UNION ALL
    SELECT a.code, b.code, a.award = b.award, CASE WHEN a.place = b.place THEN 'certain' ELSE 'likely' END
    FROM identified AS a JOIN identified AS b ON a.key = b.key AND a.code < b.code
    WHERE NOT a.is_unit AND NOT b.is_unit AND (a.place = b.place OR a.subject = b.subject)
    UNION ALL
    SELECT a.code, b.code, a.award = b.award, 'close'
    FROM identified AS a JOIN identified AS b ON a.district = b.district AND a.subject = b.subject AND a.code < b.code
    WHERE NOT a.is_unit AND a.subject NOT IN ('department', 'mass_organisation', 'village') AND a.key <> b.key
      AND abs(length(a.key) - length(b.key)) <= 2 AND levenshtein(a.key, b.key) <= 2
),
final AS (
    SELECT p.first, p.second, p.same_award, p.certainty, r.same, r.why, r.who
    FROM paired AS p LEFT JOIN identity_ruling AS r ON r.first = p.first AND r.second = p.second
    UNION ALL
    SELECT r.first, r.second, a.award = b.award, 'ruled', r.same, r.why, r.who
    FROM identity_ruling AS r
    JOIN identified AS a ON a.code = r.first
    JOIN identified AS b ON b.code = r.second
    ANTI JOIN paired AS p ON p.first = r.first AND p.second = r.second
)
SELECT first, second, same_award, certainty, same, why, who FROM final ORDER BY first, second
