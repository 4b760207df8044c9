-- one row: how many records a table of the store holds
SELECT count(*) FROM store.{table}
