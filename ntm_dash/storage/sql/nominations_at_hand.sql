-- one row per nomination for a screened award: who, for what, since when at hand
SELECT code, name, subject, award, proposer, received_on, commune, district, source
FROM nomination
WHERE list_contains($awards, award)
ORDER BY code
