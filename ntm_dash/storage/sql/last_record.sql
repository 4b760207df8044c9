-- one row: the last event that can change what the screening says: its number, and its hash
SELECT coalesce(max(a.seq), 0), coalesce(arg_max(e.hash, e.seq), '')
FROM act AS a JOIN store.event AS e USING (seq)
WHERE a.kind IN ('imported', 'import_withdrawn', 'campaign_started', 'reading_ruled', 'reading_reopened',
                 'condition_judged', 'condition_reopened')
