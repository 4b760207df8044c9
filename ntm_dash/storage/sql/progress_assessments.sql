-- one row per assessment of one commune up to the cut-off, oldest first; of two on one day the later set stands
SELECT assessed_on, met & all_criteria() AS met, known & all_criteria() AS known, source, criteria_set,
       criteria_set = max(criteria_set) OVER (PARTITION BY assessed_on) AS stands
FROM assessment
WHERE unit = $commune AND assessed_on <= cutoff()
ORDER BY assessed_on, criteria_set
