-- one row per table of the attached store
SELECT table_name FROM duckdb_tables() WHERE database_name = 'store'
