-- one row per kind of contribution by enterprises and businesspeople: nominees who gave, and the value in dong that a
-- body confirmed, and that is said to be delivered in all
SELECT c.kind, count(DISTINCT c.nomination) AS givers,
       coalesce(sum(c.value) FILTER (c.confirmed_by IS NOT NULL), 0)::BIGINT AS confirmed,
       coalesce(sum(c.value), 0)::BIGINT AS delivered,
       count(*) FILTER (c.value IS NULL) AS without_value
FROM contribution AS c
JOIN nomination AS n ON n.code = c.nomination
WHERE n.subject IN ('enterprise', 'businessperson') AND c.delivered
GROUP BY c.kind ORDER BY c.kind
