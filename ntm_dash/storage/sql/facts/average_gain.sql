-- fact: the criteria gained in a period, on average over all communes of a district
-- key: district
-- argument from_year: integer
-- argument to_year: integer
-- argument count_as: net | gross
-- unit: criteria
-- datum: assessment
-- owner: district
-- unknown: what is not assessed in any commune widens the range
CREATE MACRO average_gain(from_year, to_year, count_as) AS TABLE
SELECT c.district AS key,
       sum(g.at_least)::DOUBLE / count(*) AS at_least,
       sum(g.at_most)::DOUBLE / count(*) AS at_most,
       list_distinct(flatten(list(g.sources))) AS sources,
       NULL::VARCHAR AS mark
FROM commune AS c JOIN criteria_gained(from_year, to_year, count_as, []) AS g ON g.key = c.code
GROUP BY c.district;
