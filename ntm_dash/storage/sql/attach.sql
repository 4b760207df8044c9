-- the store under its one name; the type is said, or a file of another kind makes DuckDB ask the network for a reader
ATTACH '{place}' AS store (TYPE duckdb)
