-- fact: the number given under an item of evidence of a nomination
-- key: nomination
-- argument item: word
-- unit: number
-- datum: evidence
-- owner: proposer
-- unknown: nothing was sent under this item; words in place of a number say "at least one", or none where they deny it
CREATE MACRO evidence_number(asked_item) AS TABLE
SELECT nomination AS key,
       CASE WHEN number IS NOT NULL THEN number WHEN stated THEN 1 ELSE 0 END::DOUBLE AS at_least,
       CASE WHEN number IS NOT NULL THEN number WHEN NOT stated THEN 0 END::DOUBLE AS at_most,
       [source] AS sources, NULL::VARCHAR AS mark
FROM evidence
WHERE item = asked_item;
