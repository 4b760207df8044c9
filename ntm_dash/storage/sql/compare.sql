-- one row per incoming record of one form: the record merged with the one that stands, and what it is to it
-- A blank never overwrites: {merged} keeps what stands where nothing came.
WITH compared AS (
    SELECT i.sheet, i.line, {merged}, s.source AS old,
           CASE WHEN s.source IS NULL THEN 'new' WHEN {same} THEN 'same' ELSE 'changed' END AS state,
           s.before
    FROM incoming AS i
    LEFT JOIN (SELECT *, {before} AS before FROM {table}) AS s ON {keys}
)
SELECT * REPLACE (CASE WHEN state = 'changed' THEN before END AS before) FROM compared
ORDER BY sheet, line
