-- one row per district: its communes, what is certain of the sums that are compared, and in how many communes they are open
-- Sums are over all communes: recognised by decision, and criteria gained in the period.
SELECT d.code, d.name, count(c.code) AS communes,
       coalesce(sum(r.at_least), 0)::BIGINT AS recognised_at_least,
       coalesce(sum(r.at_most), 0)::BIGINT AS recognised_at_most,
       count(*) FILTER (r.at_least < r.at_most) AS recognition_open,
       coalesce(sum(g.at_least), 0)::BIGINT AS gained_at_least,
       coalesce(sum(g.at_most), 0)::BIGINT AS gained_at_most,
       count(*) FILTER (g.at_least < g.at_most) AS growth_open
FROM district AS d
LEFT JOIN commune AS c ON c.district = d.code
LEFT JOIN recognised() AS r ON r.key = c.code
LEFT JOIN criteria_gained($from_year::INTEGER, $to_year::INTEGER, $count_as, []) AS g ON g.key = c.code
GROUP BY d.code, d.name
ORDER BY d.name COLLATE vi, d.code
