-- one row per district and year: criteria met by its assessed communes in all, communes assessed, communes recognised by
-- the end of it
-- A year shows the last assessment of that year, the year of the cut-off the valid state at the cut-off.
WITH last_of_year AS (
    SELECT unit, year(assessed_on) AS year, met & all_criteria() AS met
    FROM assessment WHERE year(assessed_on) < year(cutoff())
    QUALIFY row_number() OVER (PARTITION BY unit, year(assessed_on) ORDER BY assessed_on DESC, criteria_set DESC) = 1
),
states AS (
    FROM last_of_year
    UNION ALL
    SELECT unit, year(cutoff()), met FROM state_on(cutoff())
),
years AS (SELECT unnest(range(min(year), year(cutoff()) + 1)) AS year FROM states),
recognitions AS (
    SELECT unit, min(from_on) AS recognised_on FROM commune_event
    WHERE kind = 'recognised' AND from_on <= cutoff() GROUP BY unit
),
final AS (
    SELECT c.district, y.year::INTEGER AS year, coalesce(sum(bit_count(s.met)), 0)::BIGINT AS criteria_met,
           count(s.unit) AS assessed, count(r.unit) FILTER (year(r.recognised_on) <= y.year) AS recognised,
           count(*) AS communes
    FROM commune AS c
    CROSS JOIN years AS y
    LEFT JOIN states AS s ON s.unit = c.code AND s.year = y.year
    LEFT JOIN recognitions AS r ON r.unit = c.code
    GROUP BY c.district, y.year
)
FROM final ORDER BY district, year
