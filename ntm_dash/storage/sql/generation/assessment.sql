-- one row per commune and assessment: each 31 December of 2011 to 2018, mid-2019, and a re-scored baseline for some
-- A few assessments were never sent, and some leave a few criteria open.
WITH communes AS (SELECT unnest(range(1, communes() + 1)) AS commune),
dates AS (
    SELECT year - 2011 AS position, make_date(year, 12, 31) AS assessed_on, year,
           CASE WHEN year < 2016 THEN 491 ELSE 1980 END AS criteria_set
    FROM (SELECT unnest(range(2011, 2019)) AS year)
    UNION ALL SELECT 8, DATE '2019-06-30', 2019, 1980
    UNION ALL SELECT 9, DATE '2015-12-31', 2015, 1980
),
sent AS (
    SELECT commune * 10 + position AS n, commune, year, assessed_on, criteria_set,
           0.05 + talent(commune) * ((year - 2010) / 9) ** 1.8 AS progress,
           coalesce(make_date(recognised_year(commune), 12, 31) <= assessed_on, false) AS recognised
    FROM communes CROSS JOIN dates
    WHERE chance('assessment sent', commune * 10 + position) > 0.04
      AND (position < 9 OR chance('scored again', commune) < 0.5)
),
cells AS (
    SELECT *, criterion,
           chance('criterion', commune * 100 + criterion) < progress
             OR (recognised AND NOT (criterion = 1 + commune % 19 AND chance('lost', n) < 0.08)) AS met,
           chance('gaps', n) > 0.10 OR chance('gap', n * 100 + criterion) > 0.15 AS known
    FROM sent CROSS JOIN (SELECT unnest(range(1, 20)) AS criterion)
),
final AS (
    SELECT n - 10 AS n, commune_code(commune) AS unit, assessed_on, criteria_set::INTEGER AS criteria_set,
           coalesce(bit_or(1::BIGINT << (criterion - 1)::INTEGER) FILTER (met AND known), 0) AS met,
           coalesce(bit_or(1::BIGINT << (criterion - 1)::INTEGER) FILTER (known), 0) AS known
    FROM cells
    GROUP BY n, commune, assessed_on, criteria_set
)
SELECT n, unit, assessed_on, criteria_set, met, known FROM final
