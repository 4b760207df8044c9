-- fact: the number given under an item of evidence of a nomination
-- key: nomination
-- over: evidence
-- argument item: word
-- unit: number
-- datum: evidence
-- owner: proposer
-- unknown: nothing was sent under this item; words in place of a number say "at least one", or none where they deny it
CREATE MACRO evidence_number(asked_item) AS TABLE
SELECT nomination AS key,
       coalesce(max(CASE WHEN number IS NOT NULL THEN number WHEN stated THEN 1 ELSE 0 END)
           FILTER (item = asked_item), 0)::DOUBLE AS at_least,
       max(CASE WHEN number IS NOT NULL THEN number WHEN NOT stated THEN 0 END) FILTER (item = asked_item)::DOUBLE AS at_most,
       list(source) FILTER (item = asked_item) AS sources,
       NULL::VARCHAR AS mark
FROM evidence
WHERE item = asked_item
GROUP BY nomination;
