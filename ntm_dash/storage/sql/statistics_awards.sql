-- one row per level of award, class of subject and period: earlier awards of the movement that stand
-- An award without a year is counted under no period; one whose movement was left blank counts apart.
WITH periods AS (
    SELECT unnest($periods::STRUCT("first" INTEGER, "last" INTEGER)[], recursive := true)
),
awards AS (
    SELECT f.level, coalesce(a.subject, n.subject) AS subject,
           coalesce(year(a.decided_on), a.decided_year) AS year, a.of_own_movement
    FROM award_history AS a
    LEFT JOIN nomination AS n ON n.code = a.nomination
    LEFT JOIN award_form AS f ON f.form = a.form
    WHERE a.status = 'in_force'
),
sorted AS (
    SELECT level,
           CASE WHEN list_contains($persons, subject) THEN 'person' WHEN subject = 'household' THEN 'household'
                WHEN subject IS NOT NULL THEN 'collective' END AS class,
           p."first" AS period
    FROM awards LEFT JOIN periods AS p ON year BETWEEN p."first" AND p."last"
    WHERE of_own_movement
),
final AS (SELECT level, class, period, count(*) AS awards FROM sorted GROUP BY ALL)
FROM final ORDER BY level, class, period
