-- one row per record of a range of batches
SELECT * FROM store.{table} WHERE batch BETWEEN ? AND ?
