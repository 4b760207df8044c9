-- one row, of the nomination of a code as it stands
SELECT * FROM nomination WHERE code = $code
