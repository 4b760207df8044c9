-- one row per commune: its last assessment by the cut-off however old, what of the valid one and of the baseline is blank
-- `known` and `baseline_known` are bits of the criteria that were assessed, null without such an assessment.
WITH last AS (
    SELECT unit, max(assessed_on) AS assessed_on FROM assessment WHERE assessed_on <= cutoff() GROUP BY unit
)
SELECT c.code, c.name, c.district, last.assessed_on, now.known, baseline.known AS baseline_known
FROM commune AS c
LEFT JOIN last ON last.unit = c.code
LEFT JOIN state_on(cutoff()) AS now ON now.unit = c.code
LEFT JOIN baseline_of($baseline_on::DATE) AS baseline ON baseline.unit = c.code
ORDER BY c.name COLLATE vi, c.code
