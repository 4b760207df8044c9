-- fact: the share of a district's communes that are recognised by the cut-off (0 to 1)
-- key: district
-- unit: share
-- datum: commune_event
-- owner: coordination_office
-- unknown: a commune whose recognition is not known counts for at most only
CREATE MACRO recognised_share() AS TABLE
SELECT c.district AS key,
       sum(r.at_least)::DOUBLE / count(*) AS at_least,
       sum(r.at_most)::DOUBLE / count(*) AS at_most,
       flatten(list(r.sources) FILTER (r.at_least = 1)) AS sources,
       NULL::VARCHAR AS mark
FROM commune AS c JOIN recognised() AS r ON r.key = c.code
GROUP BY c.district;
