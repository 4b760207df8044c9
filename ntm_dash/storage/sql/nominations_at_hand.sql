-- one row per nomination for a screened award: who, for what, since when at hand
SELECT n.code, n.name, n.subject, n.award, n.proposer, r.received_on, n.commune, n.district, n.source
FROM nomination AS n JOIN nomination_receipt AS r ON r.code = n.code
WHERE list_contains($awards, award)
ORDER BY n.code
