-- one row per event of that number, at most one, with the number of the event that undid it, and whether a
-- clock set back has stamped it
SELECT e.seq, e.acted_at, e.who, e.kind, e.campaign, e.subject, e.body,
       (SELECT min(u.seq) FROM store.event AS u
        WHERE (u.kind = 'import_withdrawn' AND u.subject = e.seq::VARCHAR)
           OR (contains(u.body, '"undoes"') AND json_extract_string(u.body, '$.undoes') = e.seq::VARCHAR)) AS undone_by,
       e.seq IN (SELECT seq FROM clock_step) AS set_back
FROM store.event AS e
WHERE e.seq = $seq
