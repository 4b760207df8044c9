-- one row per event: its number and its hash
SELECT seq, hash FROM store.event ORDER BY seq
