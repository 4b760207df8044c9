-- one row per account, as its latest row says
SELECT account, name, roles, coalesce(unit, '') AS unit, active
FROM store.account
QUALIFY row_number() OVER (PARTITION BY account ORDER BY batch DESC) = 1
ORDER BY account
