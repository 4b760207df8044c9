-- fact: how many criteria a commune meets at the cut-off
-- key: commune
-- argument among: criteria (only these criteria; all where empty)
-- unit: criteria
-- datum: assessment
-- owner: district
-- unknown: a criterion not assessed counts for at most only; a commune without a valid assessment may meet any number
CREATE MACRO criteria_met(among) AS TABLE
WITH now AS (FROM state_on(cutoff())),
asked AS (SELECT criteria_mask(among) AS mask),
final AS (
    SELECT c.code AS key,
           bit_count(coalesce(now.met, 0) & mask)::BIGINT AS at_least,
           bit_count((coalesce(now.met, 0) | ~coalesce(now.known, 0)) & mask)::BIGINT AS at_most,
           [now.source] AS sources,
           NULL::VARCHAR AS mark
    FROM commune AS c
    CROSS JOIN asked
    LEFT JOIN now ON now.unit = c.code
)
FROM final;
