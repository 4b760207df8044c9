-- one row per event of a range, in order
SELECT * FROM store.event WHERE seq BETWEEN ? AND ? ORDER BY seq
