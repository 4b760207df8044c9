-- fact: how many criteria a commune has gained between the end of the year before a period and its end or the cut-off
-- key: commune
-- over: assessment_of_commune
-- argument from_year: year (the baseline is the assessment of 31 December of the year before)
-- argument to_year: year
-- argument count_as: net | gross (net: met at the end less met at the baseline; gross: met at the end and not at the baseline)
-- argument among: criteria (only these criteria; all where empty)
-- unit: criteria
-- datum: assessment
-- owner: district
-- unknown: what is not assessed at either end widens the range by one for each criterion
CREATE MACRO criteria_gained(from_year, to_year, count_as, among) AS TABLE
SELECT commune AS key,
       CASE count_as
           WHEN 'net' THEN bit_count(coalesce(state_of(met, standing, assessed_on, end_of_gain(to_year)), 0) & criteria_mask(among))::BIGINT
                           - bit_count(coalesce(baseline(maybe_met, standing, assessed_on, start_of_gain(from_year)), -1) & criteria_mask(among))
           ELSE bit_count(coalesce(state_of(met, standing, assessed_on, end_of_gain(to_year)), 0)
                          & ~coalesce(baseline(maybe_met, standing, assessed_on, start_of_gain(from_year)), -1) & criteria_mask(among))::BIGINT END AS at_least,
       CASE count_as
           WHEN 'net' THEN bit_count(coalesce(state_of(maybe_met, standing, assessed_on, end_of_gain(to_year)), -1) & criteria_mask(among))::BIGINT
                           - bit_count(coalesce(baseline(met, standing, assessed_on, start_of_gain(from_year)), 0) & criteria_mask(among))
           ELSE bit_count(coalesce(state_of(maybe_met, standing, assessed_on, end_of_gain(to_year)), -1)
                          & ~coalesce(baseline(met, standing, assessed_on, start_of_gain(from_year)), 0) & criteria_mask(among))::BIGINT END AS at_most,
       [state_of(source, standing, assessed_on, end_of_gain(to_year)),
        baseline(source, standing, assessed_on, start_of_gain(from_year))] AS sources,
       NULL::VARCHAR AS mark
FROM assessment_of_commune
GROUP BY commune;
