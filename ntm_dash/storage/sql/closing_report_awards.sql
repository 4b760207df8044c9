-- one row per proposing unit, group and period: earlier awards by the province or higher known of its nominees, for this movement
WITH awarded AS (
    SELECT n.proposer, n.subject, coalesce(h.decided_year, year(h.decided_on)) AS decided_year
    FROM nomination AS n JOIN award_history AS h
      ON h.holder = holder_of(n.subject, n.code, n.commune, n.district)
    WHERE h.status = 'in_force' AND h.rank >= 2 AND h.of_own_movement
    QUALIFY row_number() OVER (PARTITION BY h.source ORDER BY n.code) = 1
),
final AS (
    SELECT proposer,
           CASE WHEN list_contains($collectives, subject) THEN 'collectives' ELSE 'persons' END AS party,
           CASE WHEN decided_year <= 2015 THEN '2011_2015' ELSE '2016_2020' END AS period,
           count(*) AS awards
    FROM awarded WHERE decided_year BETWEEN 2011 AND 2020
    GROUP BY ALL
)
FROM final ORDER BY ALL
