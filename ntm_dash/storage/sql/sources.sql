-- one row per file row asked for: the import, file, sheet and line it came from
SELECT a.source, s.batch, s.file, s.name AS sheet, s.form, a.source & 1048575 AS line, e.acted_at, e.who
FROM (SELECT unnest($sources::BIGINT[]) AS source) AS a
JOIN store.sheet AS s ON s.batch = a.source >> 28 AND s.sheet = (a.source >> 20) & 255
JOIN store.event AS e ON e.seq = s.batch
