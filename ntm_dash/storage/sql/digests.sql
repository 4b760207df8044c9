-- one row per batch of a range: the digest of what it brought into one table, whatever the order of its rows
-- A record is its columns that hold something, so that a migration may add columns. The hashes of a batch are gathered
-- in 256 heaps, each ordered by itself: millions of records then take megabytes to digest, not gigabytes.
WITH hashed AS (
    SELECT batch, sha256(json_merge_patch('{}', to_json(r))::VARCHAR) AS record
    FROM store.{table} AS r
    WHERE batch BETWEEN ? AND ?
),
heaps AS (
    SELECT batch, left(record, 2) AS heap, sha256(string_agg(record, '' ORDER BY record)) AS digest
    FROM hashed
    GROUP BY batch, heap
),
final AS (
    SELECT batch, sha256(string_agg(heap || digest, '' ORDER BY heap)) AS digest
    FROM heaps
    GROUP BY batch
)
SELECT batch, digest FROM final ORDER BY batch
