-- one row per district: its communes, how many of them hold an award of the movement, how many are recognised at least
-- and at most, and when the last one was, where all of them are
WITH awarded AS (
    SELECT DISTINCT holder FROM award_history WHERE status = 'in_force' AND of_own_movement
),
recognised_days AS (
    SELECT unit, min(from_on) AS recognised_on FROM commune_event
    WHERE kind = 'recognised' AND from_on <= cutoff() GROUP BY unit
),
states AS (FROM recognised()),
final AS (
    SELECT d.code, d.name, count(c.code) AS communes,
           count(c.code) FILTER (a.holder IS NOT NULL) AS awarded,
           coalesce(sum(s.at_least), 0)::BIGINT AS recognised_at_least,
           coalesce(sum(s.at_most), 0)::BIGINT AS recognised_at_most,
           max(r.recognised_on) AS last_recognised_on
    FROM district AS d
    LEFT JOIN commune AS c ON c.district = d.code
    LEFT JOIN awarded AS a ON a.holder = unit_as_holder(c.code)
    LEFT JOIN states AS s ON s.key = c.code
    LEFT JOIN recognised_days AS r ON r.unit = c.code
    GROUP BY d.code, d.name
)
FROM final ORDER BY name COLLATE vi
