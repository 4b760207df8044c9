-- one row per district: its communes recognised at least and at most, and those known to have been awarded by the province or higher
WITH recognised_in AS (
    SELECT c.district, sum(r.at_least)::BIGINT AS at_least, sum(r.at_most)::BIGINT AS at_most
    FROM recognised() AS r JOIN commune AS c ON c.code = r.key
    GROUP BY c.district
),
awarded AS (
    SELECT DISTINCT c.code, c.district
    FROM award_history AS h JOIN commune AS c ON h.holder = unit_as_holder(c.code)
    WHERE h.status = 'in_force' AND h.rank >= 2 AND h.of_own_movement
),
final AS (
    SELECT d.name AS district, r.at_least, r.at_most, count(a.code) AS awarded
    FROM district AS d
    JOIN recognised_in AS r ON r.district = d.code
    LEFT JOIN awarded AS a ON a.district = d.code
    GROUP BY d.name, r.at_least, r.at_most
)
FROM final ORDER BY district
