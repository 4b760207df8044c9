-- one row per invented official and year rated, 2011 to 2018; some joined later, some years were never sent
WITH officials AS (
    SELECT nomination, CASE WHEN chance('joined late', nomination) < 0.15 THEN 2012 + nomination % 4 ELSE 2011 END AS joined,
           CASE WHEN chance('gaps in ratings', nomination) < 0.25 THEN 0.15 ELSE 0 END AS gaps,
           chance('standing', nomination) AS standing
    FROM numbers() WHERE subject_of(nomination) = 'official'
),
years AS (
    SELECT *, nomination * 8 + year - 2011 AS number_of_row
    FROM officials CROSS JOIN (SELECT unnest(range(2011, 2019)) AS year)
),
final AS (
    SELECT number_of_row - getvariable('first')::BIGINT * 8 AS n, nomination_code(nomination) AS nomination, year::INTEGER AS year,
           CASE WHEN year < joined THEN 'not_employed'
                WHEN chance('level', number_of_row) < standing * 0.8 THEN 'excellent'
                WHEN chance('slip', number_of_row) < 0.03 THEN pick(['completed', 'limited', 'failed'], 'slipped to', number_of_row)
                ELSE 'good' END AS level
    FROM years
    WHERE chance('rating sent', number_of_row) >= gaps
)
SELECT n, nomination, year, level FROM final
