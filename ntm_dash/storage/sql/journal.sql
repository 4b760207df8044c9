-- one row per event, in order
SELECT seq, id, acted_at, who, kind, campaign, subject, body, digest, hash
FROM store.event
ORDER BY seq
