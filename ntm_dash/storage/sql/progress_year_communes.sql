-- one row per commune of a district, of all without one, in one year, best first: what it met and since when recognised
SELECT unit, name, district, met_at_least, met_at_most, recognised_at_least, recognised_at_most, assessed_on, source
FROM commune_year
WHERE year = $year::INTEGER AND ($district IS NULL OR district = $district)
ORDER BY assessed_on IS NULL, met_at_least DESC, met_at_most DESC, name COLLATE vi, unit
