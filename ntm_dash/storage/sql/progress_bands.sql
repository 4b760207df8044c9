-- one row per district, year and band that a commune is in: how many communes are in it
-- A year shows the last assessment of that year, the year of the cut-off the valid state at the cut-off. The band is
-- its lowest number of criteria; it is null where a commune may be in either of two, or was not assessed.
WITH last_of_year AS (
    SELECT unit, year(assessed_on) AS year, met & all_criteria() AS met, known & all_criteria() AS known
    FROM assessment WHERE year(assessed_on) < year(cutoff())
    QUALIFY row_number() OVER (PARTITION BY unit, year(assessed_on) ORDER BY assessed_on DESC, criteria_set DESC) = 1
),
states AS (
    FROM last_of_year
    UNION ALL
    SELECT unit, year(cutoff()), met, known FROM state_on(cutoff())
),
years AS (SELECT unnest(range(min(year), year(cutoff()) + 1)) AS year FROM states),
counted AS (
    SELECT c.district, y.year, bit_count(coalesce(s.met, 0)) AS at_least,
           bit_count((coalesce(s.met, 0) | ~coalesce(s.known, 0)) & all_criteria()) AS at_most
    FROM commune AS c
    CROSS JOIN years AS y
    LEFT JOIN states AS s ON s.unit = c.code AND s.year = y.year
),
banded AS (
    SELECT district, year, list_max(list_filter($floors::INTEGER[], lambda floor: floor <= at_least)) AS band,
           list_max(list_filter($floors::INTEGER[], lambda floor: floor <= at_most)) AS band_at_most
    FROM counted
),
final AS (
    SELECT district, year::INTEGER AS year, CASE WHEN band = band_at_most THEN band END AS band, count(*) AS communes
    FROM banded GROUP BY ALL
)
FROM final ORDER BY district, year, band
