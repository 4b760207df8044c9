-- one row per proposing unit that staff put into a cluster
SELECT proposer, cluster FROM unit_cluster WHERE cluster <> '' ORDER BY proposer
