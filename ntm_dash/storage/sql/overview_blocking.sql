-- one row per criterion: in how many communes it is not met, and in how many not known, at the cut-off
WITH now AS (FROM state_on(cutoff())),
numbers AS (SELECT unnest(range(1, getvariable('criteria')::BIGINT + 1)) AS number),
states AS (
    SELECT number, coalesce(now.met, 0) >> (number - 1) & 1 AS met, coalesce(now.known, 0) >> (number - 1) & 1 AS known
    FROM commune AS c CROSS JOIN numbers LEFT JOIN now ON now.unit = c.code
),
final AS (
    SELECT number, count(*) FILTER (known = 1 AND met = 0) AS unmet, count(*) FILTER (known = 0) AS unknown
    FROM states GROUP BY number
)
FROM final ORDER BY unmet DESC, unknown DESC, number
