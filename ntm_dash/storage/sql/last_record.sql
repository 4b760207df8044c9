-- one row: the number of the last event that can change what the screening says
SELECT coalesce(max(seq), 0) FROM act
WHERE kind IN ('imported', 'import_withdrawn', 'campaign_started', 'reading_ruled', 'reading_reopened',
               'condition_judged', 'condition_reopened')
