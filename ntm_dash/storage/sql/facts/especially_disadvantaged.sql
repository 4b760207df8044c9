-- fact: whether a commune is on the list of especially disadvantaged communes (1 or 0)
-- key: commune
-- over: event_of_commune
-- argument as_of_when: ever | cutoff (at any time since the first day, or at the cut-off)
-- argument since_year: year
-- unit: truth
-- datum: commune_event
-- owner: coordination_office
-- unknown: not on the list, and the list is not declared complete up to the cut-off
CREATE MACRO especially_disadvantaged(as_of_when, since_year) AS TABLE
SELECT commune AS key,
       (count(*) FILTER (kind = 'disadvantaged' AND on_list(from_on, to_on, as_of_when, since_year)) > 0)::BIGINT AS at_least,
       (count(*) FILTER (kind = 'disadvantaged' AND on_list(from_on, to_on, as_of_when, since_year)) > 0
        OR coalesce(max(from_on) FILTER (kind = 'disadvantaged_list_complete') < cutoff(), true))::BIGINT AS at_most,
       coalesce(list(source) FILTER (kind = 'disadvantaged' AND on_list(from_on, to_on, as_of_when, since_year)),
                list(source) FILTER (kind = 'disadvantaged_list_complete')) AS sources,
       NULL::VARCHAR AS mark
FROM event_of_commune
GROUP BY commune;
