-- one row: nobody else changes the tables until the end of the transaction; the number is this program's own
SELECT * FROM postgres_query('store', 'SELECT pg_advisory_xact_lock(20112020)')
