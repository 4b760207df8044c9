-- one row: the digest of what a batch brought into one table, whatever the order of the rows
SELECT coalesce(sha256(string_agg(record, chr(10) ORDER BY record)), '')
FROM (SELECT to_json(r)::VARCHAR AS record FROM store.{table} AS r WHERE batch = ?)
