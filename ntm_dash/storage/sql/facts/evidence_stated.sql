-- fact: whether an item of evidence is stated for a nomination (1 or 0)
-- key: nomination
-- over: evidence
-- argument item: word
-- unit: truth
-- datum: evidence
-- owner: proposer
-- unknown: nothing was sent under this item
CREATE MACRO evidence_stated(asked_item) AS TABLE
SELECT nomination AS key,
       coalesce(max(coalesce(stated, false)::BIGINT) FILTER (item = asked_item), 0) AS at_least,
       max(coalesce(stated, true)::BIGINT) FILTER (item = asked_item) AS at_most,
       list(source) FILTER (item = asked_item) AS sources,
       NULL::VARCHAR AS mark
FROM evidence
WHERE item = asked_item
GROUP BY nomination;
