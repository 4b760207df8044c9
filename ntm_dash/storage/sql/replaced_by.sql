-- one row per earlier record behind each of some records that are about to be replaced, themselves included
WITH asked AS (SELECT unnest($sources::BIGINT[]) AS source)
SELECT source, source AS old FROM asked
UNION
SELECT a.source, source_of(r.old_batch, r.old_sheet, r.old_line)
FROM asked AS a JOIN store.replaced AS r ON source_of(r.batch, r.sheet, r.line) = a.source
