-- fact: the share of a district's communes that are recognised by the cut-off (0 to 1)
-- key: district
-- unit: share
-- jumps: each commune moves it by its part
-- datum: commune_event
-- owner: coordination_office
-- unknown: a commune whose recognition is not known counts for at most only; a district without communes has none to share
CREATE MACRO recognised_share() AS TABLE
SELECT d.code AS key,
       coalesce(sum(r.at_least)::DOUBLE / nullif(count(r.key), 0), 0) AS at_least,
       coalesce(sum(r.at_most)::DOUBLE / nullif(count(r.key), 0), 0) AS at_most,
       flatten(list(r.sources) FILTER (r.at_least = 1)) AS sources,
       NULL::VARCHAR AS mark
FROM district AS d
LEFT JOIN commune AS c ON c.district = d.code
LEFT JOIN recognised() AS r ON r.key = c.code
GROUP BY d.code;
