-- one row per event that a clock set back has stamped: its number, its time, and the time of the event before it
SELECT seq, acted_at, before_at FROM clock_step ORDER BY seq
