-- one row per commune, criterion and change of it that is asked for, of one page, with how many were lost and gained in
-- all; one row without a change where the page has none
-- `since` is baseline (the valid state at the cut-off beside the baseline) or review (each review up to the cut-off
-- beside the last answer before it). What was not assessed at either end is no change.
WITH numbers AS (
    SELECT unnest(range(1, getvariable('campaign').criteria::INTEGER + 1))::INTEGER AS number
),
asked AS (
    SELECT code, name, district FROM commune
    WHERE ($district IS NULL OR district = $district)
      AND ($communes IS NULL OR list_contains($communes::VARCHAR[], code))
),
reviews AS (
    SELECT unit, assessed_on, criteria_set, met, known, source FROM assessment
    WHERE $since = 'review' AND assessed_on <= cutoff()
    QUALIFY row_number() OVER (PARTITION BY unit, assessed_on ORDER BY criteria_set DESC) = 1
),
ends AS (
    SELECT unit, $baseline_on::DATE AS assessed_on, NULL AS criteria_set, met, known, source
    FROM baseline_of($baseline_on::DATE)
    WHERE $since = 'baseline'
    UNION ALL
    SELECT unit, assessed_on, NULL, met, known, source FROM state_on(cutoff())
    WHERE $since = 'baseline' AND assessed_on > $baseline_on::DATE
),
answers AS (
    SELECT s.unit, number, s.assessed_on, s.criteria_set, s.source, (s.met >> (number - 1)) & 1 AS met
    FROM (FROM reviews UNION ALL FROM ends) AS s
    JOIN asked ON asked.code = s.unit
    CROSS JOIN numbers
    WHERE (s.known >> (number - 1)) & 1 = 1 AND ($number IS NULL OR number = $number::INTEGER)
),
compared AS (
    SELECT *, lag(met) OVER before AS was, lag(assessed_on) OVER before AS was_on,
           lag(source) OVER before AS was_source, lag(criteria_set) OVER before AS was_set
    FROM answers
    WINDOW before AS (PARTITION BY unit, number ORDER BY assessed_on)
),
changed AS (
    SELECT c.unit, a.name, a.district, c.number, c.met = 0 AS lost, c.assessed_on, c.was_on, c.source, c.was_source,
           coalesce(c.criteria_set <> c.was_set, false) AS changed_set
    FROM compared AS c
    JOIN asked AS a ON a.code = c.unit
    WHERE c.met <> c.was
),
totals AS (
    SELECT count(*) FILTER (lost) AS all_lost, count(*) FILTER (NOT lost) AS all_gained FROM changed
),
page AS (
    FROM changed
    WHERE $lost IS NULL OR lost = $lost
    ORDER BY lost DESC, assessed_on DESC, district, unit, number
    LIMIT $most OFFSET $skipped
)
SELECT t.all_lost, t.all_gained, p.* FROM totals AS t LEFT JOIN page AS p ON true
ORDER BY p.lost DESC, p.assessed_on DESC, p.district, p.unit, p.number
