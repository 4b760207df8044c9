-- fact: how many events of a kind a commune has had by the cut-off
-- key: commune
-- over: event_of_commune
-- argument kind: advanced | exemplary | model_area | advanced_plan
-- argument status: any | decided (decided: only those with a decision's number)
-- unit: events
-- datum: commune_event
-- owner: district
-- unknown: such lists are never complete, so more may exist than were sent
CREATE MACRO commune_events(event_kind, decided) AS TABLE
SELECT commune AS key,
       count(*) FILTER (kind = event_kind AND from_on <= cutoff() AND (decided = 'any' OR decision IS NOT NULL)) AS at_least,
       NULL::BIGINT AS at_most,
       list(source) FILTER (kind = event_kind AND from_on <= cutoff()) AS sources,
       NULL::VARCHAR AS mark
FROM event_of_commune
WHERE kind = event_kind AND from_on <= cutoff()
GROUP BY commune;
