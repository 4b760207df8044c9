-- one row per kind of event that the store holds
SELECT DISTINCT kind FROM store.event ORDER BY kind
