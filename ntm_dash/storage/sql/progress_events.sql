-- one row per event of one commune, oldest first
SELECT kind, from_on, to_on, decision, content, source
FROM commune_event
WHERE unit = $commune
ORDER BY from_on, kind, source
