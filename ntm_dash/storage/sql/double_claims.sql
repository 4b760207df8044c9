-- one row per nomination and reason to look twice: proposed for two levels, twice for one, or a contribution claimed twice
-- A person's ruling goes before names: two ruled to be one share the identity of the first, one ruled to be another has its own.
WITH named AS (
    SELECT code, award, name,
           CASE WHEN subject IN ('commune', 'district') THEN coalesce(commune, district)
                ELSE search_key(name) || ' @ ' || coalesce(commune, district, '') END AS identity
    FROM nomination WHERE list_contains($awards, award)
),
ruled AS (
    SELECT second AS code, bool_or(same) AS same, min(first) FILTER (same) AS as_code FROM identity_ruling GROUP BY second
),
identified AS (
    SELECT n.code, n.award, n.name,
           CASE WHEN r.code IS NULL THEN n.identity WHEN r.same THEN coalesce(o.identity, n.identity)
                ELSE n.identity || ' # ' || n.code END AS identity
    FROM named AS n
    LEFT JOIN ruled AS r ON r.code = n.code
    LEFT JOIN named AS o ON o.code = r.as_code
),
counted AS (
    SELECT code, count(*) OVER (PARTITION BY identity, award) AS same_award,
           count(*) OVER (PARTITION BY identity) AS all_awards
    FROM identified
),
claims AS (
    SELECT c.nomination, c.given_on, c.year, c.kind, c.value, c.paper, i.identity
    FROM contribution AS c JOIN identified AS i ON i.code = c.nomination
    WHERE c.value IS NOT NULL AND c.year IS NOT NULL AND c.delivered IS DISTINCT FROM false
),
claimed_twice AS (
    SELECT DISTINCT a.nomination AS code
    FROM claims AS a JOIN claims AS b
      ON a.nomination <> b.nomination AND a.kind = b.kind AND a.value = b.value AND a.year = b.year
     AND a.given_on IS NOT DISTINCT FROM b.given_on
     AND (a.paper = b.paper OR a.identity = b.identity)
),
final AS (
    SELECT code, 'same_award_twice' AS flag FROM counted WHERE same_award > 1
    UNION ALL SELECT code, 'both_levels' FROM counted WHERE all_awards > same_award
    UNION ALL SELECT code, 'contribution_twice' FROM claimed_twice
)
SELECT code, flag FROM final
ORDER BY code, flag
