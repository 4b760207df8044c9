-- one row: the highest migration applied
SELECT coalesce(max(number), 0) FROM store.migration
