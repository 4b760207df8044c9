-- fact: the criteria gained in a period, on average over all communes of a district
-- key: district
-- argument from_year: year
-- argument to_year: year
-- argument count_as: net | gross
-- unit: criteria
-- jumps: each commune moves it by its part
-- datum: assessment
-- owner: district
-- unknown: what is not assessed in any commune widens the range; a district without communes has gained nothing
CREATE MACRO average_gain(from_year, to_year, count_as) AS TABLE
SELECT d.code AS key,
       coalesce(sum(g.at_least)::DOUBLE / nullif(count(g.key), 0), 0) AS at_least,
       coalesce(sum(g.at_most)::DOUBLE / nullif(count(g.key), 0), 0) AS at_most,
       list_distinct(flatten(list(g.sources))) AS sources,
       NULL::VARCHAR AS mark
FROM district AS d
LEFT JOIN commune AS c ON c.district = d.code
LEFT JOIN criteria_gained(from_year, to_year, count_as, []) AS g ON g.key = c.code
GROUP BY d.code;
