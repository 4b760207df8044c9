-- one row per nomination: how many rows of each form name it, and what is blank in them
WITH holders AS (SELECT code, holder_of(subject, code, commune, district) AS holder FROM nomination),
given AS (
    SELECT nomination, count(*) AS contributions,
           count(*) FILTER (coalesce(delivered, true) AND confirmed_by IS NULL) AS unconfirmed,
           count(*) FILTER (value IS NULL) AS unvalued
    FROM contribution GROUP BY nomination
),
history AS (SELECT holder, count(*) AS awards FROM award_history GROUP BY holder),
rated AS (SELECT nomination, count(*) AS ratings FROM rating GROUP BY nomination),
stated AS (SELECT nomination, list(item) AS items FROM evidence GROUP BY nomination)
SELECT n.code, coalesce(g.contributions, 0) AS contributions, coalesce(g.unconfirmed, 0) AS unconfirmed,
       coalesce(g.unvalued, 0) AS unvalued, coalesce(h.awards, 0) AS awards,
       coalesce(r.ratings, 0) AS ratings, coalesce(s.items, []) AS items
FROM nomination AS n
JOIN holders AS o ON o.code = n.code
LEFT JOIN given AS g ON g.nomination = n.code
LEFT JOIN history AS h ON h.holder = o.holder
LEFT JOIN rated AS r ON r.nomination = n.code
LEFT JOIN stated AS s ON s.nomination = n.code
ORDER BY n.code
