-- one row per district, cities first: what is certain of the figures by which districts are ranked
SELECT d.code, d.name, s.at_least AS share_at_least, s.at_most AS share_at_most,
       g.at_least AS gain_at_least, g.at_most AS gain_at_most
FROM district AS d
JOIN recognised_share() AS s ON s.key = d.code
JOIN average_gain($from_year::INTEGER, $to_year::INTEGER, $count_as) AS g ON g.key = d.code
ORDER BY d.kind = 'huyen', d.name COLLATE vi, d.code
