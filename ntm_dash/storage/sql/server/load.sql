-- the reader and writer of PostgreSQL, from the file that was installed with the program
-- Tables are read in one piece: read in parts, a search for the newest rows passes over the whole table.
LOAD '{place}';
SET GLOBAL pg_use_ctid_scan = false
