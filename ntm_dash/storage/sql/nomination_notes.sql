-- one row per note beside one nomination, the first first
SELECT seq, acted_at, who, note FROM nomination_note WHERE nomination = $code ORDER BY seq
