-- one row per commune-level unit of the campaign's list: where its centre is, null where the list does not say
SELECT c.code, c.name, c.kind, c.parent, d.name AS district, c.longitude, c.latitude
FROM unit AS c JOIN unit AS d ON d.code = c.parent
ORDER BY c.code
