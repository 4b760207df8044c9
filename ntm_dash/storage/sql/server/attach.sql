-- a database of a server under the store's one name
-- A statement sees what was committed before it: whoever holds the row of the version then sees all that stands.
ATTACH '{place}' AS store (TYPE postgres, SCHEMA 'public', ISOLATION_LEVEL 'READ COMMITTED')
