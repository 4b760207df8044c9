-- the whole store into another file, as of one moment
ATTACH '{place}' AS copy (TYPE duckdb);
COPY FROM DATABASE store TO copy;
CHECKPOINT copy
