-- the record of one file row
SELECT * FROM store.{table}
WHERE batch = $source >> 28 AND sheet = ($source >> 20) & 255 AND line = $source & 1048575
