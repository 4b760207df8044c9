-- one row per table or view of the attached store
SELECT table_name FROM duckdb_tables() WHERE database_name = 'store'
UNION ALL
SELECT view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal
