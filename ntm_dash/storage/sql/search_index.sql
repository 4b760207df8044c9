-- one row per thing that can be looked for: kind, code that opens it, kind of place, name, district, whose nomination it is
-- `name_key` and `own_key` are their words for comparing: lower case, no diacritics, single spaces.
-- Townships and wards have no page of their own: they open their district. Districts' names hold their kind, others' do not.
WITH sought AS (
    SELECT 1 AS place, 'district' AS kind, code, NULL AS unit_kind, name, NULL AS district, NULL AS proposer, code AS own
    FROM district
    UNION ALL
    SELECT 2, 'commune', c.code, 'xa', c.name, d.name, NULL, c.code
    FROM commune AS c JOIN district AS d ON d.code = c.district
    UNION ALL
    SELECT 3, 'district', d.code, u.kind, u.name, d.name, NULL, u.code
    FROM unit AS u JOIN district AS d ON d.code = u.parent
    WHERE u.kind <> 'xa'
    UNION ALL
    SELECT DISTINCT 4, 'proposer', proposer, NULL, proposer, NULL, proposer, proposer FROM nomination
    UNION ALL
    SELECT 5, 'nomination', n.code, NULL, n.name, d.name, n.proposer, n.code
    FROM nomination AS n LEFT JOIN district AS d ON d.code = n.district
)
SELECT kind, code, unit_kind, name, district, proposer, own,
       trim(regexp_replace(search_key(name), '[^a-z0-9]+', ' ', 'g')) AS name_key,
       trim(regexp_replace(search_key(own), '[^a-z0-9]+', ' ', 'g')) AS own_key
FROM sought
ORDER BY place, name COLLATE vi, district COLLATE vi, own
