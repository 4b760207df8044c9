-- one row per event that says a commune no longer keeps its criteria, up to the cut-off, latest first
SELECT e.unit, c.name, c.district, e.from_on, e.to_on, e.decision, e.content, e.source
FROM commune_event AS e
JOIN commune AS c ON c.code = e.unit
WHERE e.kind = 'loss' AND e.from_on <= cutoff()
ORDER BY e.from_on DESC, c.district, c.name COLLATE vi, e.source
