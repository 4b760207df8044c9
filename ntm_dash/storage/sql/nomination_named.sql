-- one row, if a nomination of that code was ever sent in: the code
SELECT code FROM store.nomination WHERE code = $code LIMIT 1
