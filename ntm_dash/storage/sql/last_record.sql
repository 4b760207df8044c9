-- one row: the last event that can change what the screening says: its number, and its hash
SELECT coalesce(max(a.seq), 0), coalesce(arg_max(e.hash, e.seq), '')
FROM act AS a JOIN store.event AS e USING (seq)
WHERE a.kind IN ('imported', 'import_withdrawn', 'campaign_started', 'reading_ruled', 'reading_reopened',
                 'condition_judged', 'condition_reopened', 'deadline_extended', 'identity_ruled')
   -- The day on which a dossier is received may be known by this step alone; the other steps change no answer.
   OR (a.kind = 'nomination_moved' AND (a.body ->> 'to') = getvariable('campaign').stage_received)
