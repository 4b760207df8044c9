-- fact: whether a commune has been recognised as meeting the standard by decision, by the cut-off (1 or 0)
-- key: commune
-- unit: truth
-- datum: commune_event
-- owner: coordination_office
-- unknown: no recognition stands and the list of recognitions is not declared complete up to the cut-off
CREATE MACRO recognised() AS TABLE
WITH events AS (
    SELECT unit, list(source) AS sources FROM commune_event
    WHERE kind = 'recognised' AND from_on <= cutoff()
    GROUP BY unit
),
final AS (
    SELECT l.unit AS key,
           (e.unit IS NOT NULL)::BIGINT AS at_least,
           (e.unit IS NOT NULL OR coalesce(l.until_on < cutoff(), true))::BIGINT AS at_most,
           coalesce(e.sources, l.sources) AS sources,
           NULL::VARCHAR AS mark
    FROM list_complete_until('recognised_list_complete') AS l
    LEFT JOIN events AS e USING (unit)
)
FROM final;
