-- one row per unit list in the store
SELECT DISTINCT list FROM store.unit ORDER BY list
