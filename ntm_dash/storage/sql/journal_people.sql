-- one row per account that has acted: the account, and how it signed last
WITH signed AS (
    SELECT seq, who, coalesce(nullif(regexp_extract(who, '\(([^()]*)\)$', 1), ''), who) AS account FROM store.event
)
SELECT account, arg_max(who, seq) AS who FROM signed GROUP BY account ORDER BY who COLLATE vi
