-- one row per thing that can be looked for: kind, code, the name people know it by, whose nomination it is
SELECT 'district' AS kind, code, name AS label, NULL AS proposer FROM district
UNION ALL
SELECT 'commune', c.code, c.name || ', ' || d.name, NULL FROM commune AS c JOIN district AS d ON d.code = c.district
UNION ALL
SELECT 'nomination', code, name || ' · ' || code, proposer FROM nomination
UNION ALL
SELECT DISTINCT 'proposer', proposer, proposer, proposer FROM nomination
ORDER BY kind, label
