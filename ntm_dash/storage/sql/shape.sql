-- no row: the columns of a table of records as they come in
SELECT * EXCLUDE (batch) FROM store.{table} LIMIT 0
