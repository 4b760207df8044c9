-- one row per nomination for a screened award, or per code asked for: where it stands and how it came there
SELECT code, name, proposer, subject, award, stage, since, moved, who, acted_at, from_stage, kind, why, due_on
FROM nomination_stage
WHERE list_contains($awards, award) AND ($codes IS NULL OR list_contains($codes, code))
ORDER BY code
