-- fact: how many criteria a commune meets at the cut-off
-- key: commune
-- over: assessment_of_commune
-- argument among: criteria (only these criteria; all where empty)
-- unit: criteria
-- datum: assessment
-- owner: district
-- unknown: a criterion not assessed counts for at most only; a commune without a valid assessment may meet any number
CREATE MACRO criteria_met(among) AS TABLE
SELECT commune AS key,
       bit_count(coalesce(state_of(met, standing, assessed_on, cutoff()), 0) & criteria_mask(among))::BIGINT AS at_least,
       bit_count(coalesce(state_of(maybe_met, standing, assessed_on, cutoff()), -1) & criteria_mask(among))::BIGINT AS at_most,
       [state_of(source, standing, assessed_on, cutoff())] AS sources,
       NULL::VARCHAR AS mark
FROM assessment_of_commune
GROUP BY commune;
