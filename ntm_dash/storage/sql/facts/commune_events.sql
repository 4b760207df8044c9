-- fact: how many events of a kind a commune has had by the cut-off
-- key: commune
-- argument kind: advanced | exemplary | model_area | advanced_plan
-- argument status: any | decided (decided: only those with a decision's number)
-- unit: events
-- datum: commune_event
-- owner: district
-- unknown: such lists are never complete, so more may exist than were sent
CREATE MACRO commune_events(event_kind, decided) AS TABLE
SELECT e.unit AS key, count(*) FILTER (decided = 'any' OR e.decision IS NOT NULL) AS at_least,
       NULL::BIGINT AS at_most, list(e.source) AS sources, NULL::VARCHAR AS mark
FROM commune_event AS e
WHERE e.kind = event_kind AND e.from_on <= cutoff()
GROUP BY e.unit;
