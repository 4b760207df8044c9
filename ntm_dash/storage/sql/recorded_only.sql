-- one row per proposer: how many of its nominations are for awards that are recorded but not screened
SELECT proposer, count(*) AS nominations
FROM nomination
WHERE NOT list_contains($awards, award)
GROUP BY proposer
ORDER BY proposer
