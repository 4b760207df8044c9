-- one row per record of an import that replaced another: where it was read, the record before, the record after
SELECT n.sheet, n.line, o AS before, n AS after
FROM store.replaced AS r
JOIN store.{table} AS n ON n.batch = r.batch AND n.sheet = r.sheet AND n.line = r.line
JOIN store.{table} AS o ON o.batch = r.old_batch AND o.sheet = r.old_sheet AND o.line = r.old_line
JOIN store.sheet AS s ON s.batch = r.batch AND s.sheet = r.sheet AND s.form = $form
WHERE r.batch = $batch
ORDER BY n.sheet, n.line
LIMIT $most
