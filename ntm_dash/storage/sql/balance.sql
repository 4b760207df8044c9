-- one row per nomination asked for: district by name, kind of subject, post
SELECT n.code, coalesce(d.name, '') AS district, n.subject, coalesce(n.post, '') AS post
FROM nomination AS n LEFT JOIN unit AS d ON d.code = n.district
WHERE list_contains($codes, n.code)
ORDER BY n.code
