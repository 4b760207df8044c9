-- the store under its one name
ATTACH '{place}' AS store
