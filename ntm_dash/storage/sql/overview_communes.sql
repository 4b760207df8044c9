-- one row: communes, recognised at least and at most, criteria met at least and at most in all of them, not assessed
WITH met AS (FROM criteria_met([])),
known AS (FROM recognised()),
final AS (
    SELECT count(*) AS communes,
           sum(r.at_least)::BIGINT AS recognised_at_least, sum(r.at_most)::BIGINT AS recognised_at_most,
           sum(m.at_least)::BIGINT AS met_at_least, sum(m.at_most)::BIGINT AS met_at_most,
           count(*) FILTER (m.at_least = 0 AND m.at_most = getvariable('criteria')) AS not_assessed
    FROM met AS m JOIN known AS r USING (key)
)
FROM final
