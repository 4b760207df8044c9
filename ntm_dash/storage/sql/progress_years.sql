-- one row per district and year: its communes, the criteria they met together, and how many were recognised by then
SELECT district, year, count(*) AS communes,
       sum(met_at_least)::BIGINT AS met_at_least, sum(met_at_most)::BIGINT AS met_at_most,
       sum(recognised_at_least)::BIGINT AS recognised_at_least, sum(recognised_at_most)::BIGINT AS recognised_at_most
FROM commune_year
GROUP BY district, year
ORDER BY district, year
