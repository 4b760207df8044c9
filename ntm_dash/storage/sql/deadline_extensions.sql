-- one row per proposing unit and deadline that was moved for it alone
SELECT proposer, deadline, until_on, why, who, acted_at FROM deadline_extension ORDER BY proposer, deadline
