-- one row per move of one nomination, the first first
SELECT seq, acted_at, who, from_stage, to_stage, kind, why, due_on, moved_on
FROM nomination_move
WHERE nomination = $code
ORDER BY seq
