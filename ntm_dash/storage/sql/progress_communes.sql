-- one row per commune, best first: its latest valid assessment, that of the baseline, and what is certain of its figures
WITH baseline AS (
    SELECT *, $baseline_on::DATE AS assessed_on FROM baseline_of($baseline_on::DATE)
),
final AS (
    SELECT c.code, c.name, c.district,
           now.assessed_on, now.met, now.known, now.source,
           baseline.assessed_on AS baseline_on, baseline.met AS baseline_met, baseline.known AS baseline_known,
           baseline.source AS baseline_source,
           m.at_least AS met_at_least, m.at_most AS met_at_most,
           g.at_least AS gained_at_least, g.at_most AS gained_at_most,
           r.at_least AS recognised_at_least, r.at_most AS recognised_at_most,
           d.at_least AS disadvantaged_at_least, d.at_most AS disadvantaged_at_most
    FROM commune AS c
    JOIN criteria_met([]) AS m ON m.key = c.code
    JOIN criteria_gained($from_year::INTEGER, $to_year::INTEGER, $count_as, []) AS g ON g.key = c.code
    JOIN recognised() AS r ON r.key = c.code
    JOIN especially_disadvantaged($as_of_when, $since_year::INTEGER) AS d ON d.key = c.code
    LEFT JOIN state_on(cutoff()) AS now ON now.unit = c.code
    LEFT JOIN baseline ON baseline.unit = c.code
)
FROM final ORDER BY assessed_on IS NULL, met_at_least DESC, met_at_most DESC, name COLLATE vi, code
