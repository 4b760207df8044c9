-- fact: whether an item of evidence is stated for a nomination (1 or 0)
-- key: nomination
-- argument item: word
-- unit: truth
-- datum: evidence
-- owner: proposer
-- unknown: nothing was sent under this item
CREATE MACRO evidence_stated(asked_item) AS TABLE
SELECT nomination AS key, coalesce(stated, false)::BIGINT AS at_least, coalesce(stated, true)::BIGINT AS at_most,
       [source] AS sources, NULL::VARCHAR AS mark
FROM evidence
WHERE item = asked_item;
