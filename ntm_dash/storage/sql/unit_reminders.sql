-- one row per reminder sent, the first first
SELECT proposer, sent_on, text, who, acted_at FROM unit_reminder ORDER BY seq
