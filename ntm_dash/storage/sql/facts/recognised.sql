-- fact: whether a commune has been recognised as meeting the standard by decision, by the cut-off (1 or 0)
-- key: commune
-- over: event_of_commune
-- unit: truth
-- datum: commune_event
-- owner: coordination_office
-- unknown: no recognition stands and the list of recognitions is not declared complete up to the cut-off
CREATE MACRO recognised() AS TABLE
SELECT commune AS key,
       (count(*) FILTER (kind = 'recognised' AND from_on <= cutoff()) > 0)::BIGINT AS at_least,
       (count(*) FILTER (kind = 'recognised' AND from_on <= cutoff()) > 0
        OR coalesce(max(from_on) FILTER (kind = 'recognised_list_complete') < cutoff(), true))::BIGINT AS at_most,
       coalesce(list(source) FILTER (kind = 'recognised' AND from_on <= cutoff()),
                list(source) FILTER (kind = 'recognised_list_complete')) AS sources,
       NULL::VARCHAR AS mark
FROM event_of_commune
GROUP BY commune;
