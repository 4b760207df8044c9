-- one row per thing that can be looked for: kind, code, and the name people know it by
SELECT 'district' AS kind, code, name AS label FROM district
UNION ALL
SELECT 'commune', c.code, c.name || ', ' || d.name FROM commune AS c JOIN district AS d ON d.code = c.district
UNION ALL
SELECT 'nomination', code, name || ' · ' || code FROM nomination
UNION ALL
SELECT DISTINCT 'proposer', proposer, proposer FROM nomination
ORDER BY kind, label
