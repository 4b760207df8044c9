-- fact: whether a district-level unit is of one of some kinds (1 or 0)
-- key: district
-- argument kinds: huyen, thanh_pho, thi_xa, quan
-- unit: truth
-- datum: unit
-- owner: secretary
-- unknown: never
CREATE MACRO unit_is(kinds) AS TABLE
SELECT code AS key, list_contains(kinds, kind)::BIGINT AS at_least, list_contains(kinds, kind)::BIGINT AS at_most,
       []::BIGINT[] AS sources, NULL::VARCHAR AS mark
FROM district;
