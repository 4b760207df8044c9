-- one row per record of a table that is about one nomination and stands
SELECT * FROM {table} AS r
WHERE r.nomination = $code
ORDER BY r.source
