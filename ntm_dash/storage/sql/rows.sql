-- all rows of a table
SELECT * FROM store.{table}
