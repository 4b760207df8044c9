-- one row per act of a meeting, in order
SELECT subject, seq, acted_at, who, kind, body FROM act
WHERE list_contains($kinds, kind) AND ($meeting IS NULL OR subject = $meeting)
ORDER BY seq
