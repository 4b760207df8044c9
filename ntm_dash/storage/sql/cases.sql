-- one row per case: each nomination for a screened award and, where asked, each commune and district for each award
-- `standard` is the number of what its award and subject must meet; cases without one are not asked for.
WITH standards AS (SELECT unnest($standards::STRUCT(award VARCHAR, subject VARCHAR, standard INTEGER)[], recursive := true)),
named AS (
    SELECT code AS case_id, code AS nomination, award, subject,
           holder_of(subject, code, commune, district) AS holder, commune, district
    FROM nomination
    WHERE $only IS NULL OR code = $only
    UNION ALL
    SELECT 'unit ' || c.code || ' ' || a.award, NULL, a.award, 'commune', unit_as_holder(c.code), c.code, c.district
    FROM commune AS c, unnest($unit_awards::VARCHAR[]) AS a (award)
    UNION ALL
    SELECT 'unit ' || d.code || ' ' || a.award, NULL, a.award, 'district', unit_as_holder(d.code), NULL, d.code
    FROM district AS d, unnest($unit_awards::VARCHAR[]) AS a (award)
)
SELECT named.*, standard FROM named JOIN standards USING (award, subject)
