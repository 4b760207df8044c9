-- one row per campaign in which a ballot was ever opened
SELECT DISTINCT campaign FROM store.event WHERE kind = 'ballot_opened'
