-- one row per campaign, as its latest row says
SELECT id, name, unit_list, rulebook, illustrative, ended
FROM store.campaign
QUALIFY row_number() OVER (PARTITION BY id ORDER BY batch DESC) = 1
ORDER BY min(batch) OVER (PARTITION BY id)
