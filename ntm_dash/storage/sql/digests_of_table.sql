-- one row per batch: the digest of what it brought into one table (the same digest as digest_of_batch)
SELECT batch, sha256(string_agg(record, chr(10) ORDER BY record)) AS digest
FROM (SELECT batch, to_json(r)::VARCHAR AS record FROM store.{table} AS r)
GROUP BY batch
ORDER BY batch
