-- one row per district, year and band that a commune is in: how many communes are in it
-- The band is its lowest number of criteria; it is null where a commune may be in either of two, or was not assessed.
WITH banded AS (
    SELECT district, year, list_max(list_filter($floors::INTEGER[], lambda floor: floor <= met_at_least)) AS band,
           list_max(list_filter($floors::INTEGER[], lambda floor: floor <= met_at_most)) AS band_at_most
    FROM commune_year
),
final AS (
    SELECT district, year, CASE WHEN band = band_at_most THEN band END AS band, count(*) AS communes
    FROM banded GROUP BY ALL
)
FROM final ORDER BY district, year, band
