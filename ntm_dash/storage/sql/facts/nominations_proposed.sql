-- fact: how many nominations of the same subject and award the proposer, or all units of a district, have sent
-- key: nomination
-- argument by_whom: proposer | district
-- unit: nominations
-- datum: nomination
-- owner: proposer
-- unknown: never: the nominations at hand are counted
CREATE MACRO nominations_proposed(by_whom) AS TABLE
SELECT code AS key, count(*) OVER same_group AS at_least, count(*) OVER same_group AS at_most,
       [source] AS sources, NULL::VARCHAR AS mark
FROM nomination
WINDOW same_group AS (
    PARTITION BY subject, award, CASE by_whom WHEN 'proposer' THEN proposer ELSE district END
);
