-- fact: how many criteria a commune has gained between the end of the year before a period and its end or the cut-off
-- key: commune
-- argument from_year: year (the baseline is the assessment of 31 December of the year before)
-- argument to_year: year
-- argument count_as: net | gross (net: met at the end less met at the baseline; gross: met at the end and not at the baseline)
-- argument among: criteria (only these criteria; all where empty)
-- unit: criteria
-- datum: assessment
-- owner: district
-- unknown: what is not assessed at either end widens the range by one for each criterion
CREATE MACRO criteria_gained(from_year, to_year, count_as, among) AS TABLE
WITH now AS (FROM state_on(least(cutoff(), make_date(to_year::BIGINT, 12, 31)))),
baseline AS (FROM baseline_of(make_date((from_year - 1)::BIGINT, 12, 31))),
asked AS (SELECT criteria_mask(among) AS mask),
states AS (
    SELECT c.code AS key, mask,
           coalesce(now.met, 0) AS met, coalesce(now.met, 0) | ~coalesce(now.known, 0) AS maybe_met,
           coalesce(baseline.met, 0) AS was_met,
           coalesce(baseline.met, 0) | ~coalesce(baseline.known, 0) AS maybe_was_met,
           [now.source, baseline.source] AS sources
    FROM commune AS c
    CROSS JOIN asked
    LEFT JOIN now ON now.unit = c.code
    LEFT JOIN baseline ON baseline.unit = c.code
),
final AS (
    SELECT key,
           CASE count_as
               WHEN 'net' THEN bit_count(met & mask)::BIGINT - bit_count(maybe_was_met & mask)
               ELSE bit_count(met & ~maybe_was_met & mask)::BIGINT END AS at_least,
           CASE count_as
               WHEN 'net' THEN bit_count(maybe_met & mask)::BIGINT - bit_count(was_met & mask)
               ELSE bit_count(maybe_met & ~was_met & mask)::BIGINT END AS at_most,
           sources,
           NULL::VARCHAR AS mark
    FROM states
)
FROM final;
