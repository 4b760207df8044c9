-- the copy in memory that is read in place of a server, under the store's one name
ATTACH ':memory:' AS store
