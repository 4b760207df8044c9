-- one row per case: each nomination for a screened award and, where asked, each commune and district for each award
SELECT code AS case_id, code AS nomination, subject, award,
       holder_of(subject, code, commune, district) AS holder, commune, district
FROM nomination
WHERE list_contains($awards, award) AND ($only IS NULL OR code = $only)
UNION ALL
SELECT 'unit ' || c.code || ' ' || a.award, NULL, 'commune', a.award, c.code, c.code, c.district
FROM commune AS c, unnest($unit_awards::VARCHAR[]) AS a (award)
UNION ALL
SELECT 'unit ' || d.code || ' ' || a.award, NULL, 'district', a.award, d.code, NULL, d.code
FROM district AS d, unnest($unit_awards::VARCHAR[]) AS a (award)
