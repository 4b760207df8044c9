-- one row per import of a campaign, latest first: who, when, what came, and whether it was withdrawn
WITH withdrawn AS (
    SELECT subject::BIGINT AS batch, acted_at, who FROM store.event WHERE kind = 'import_withdrawn'
),
final AS (
    SELECT e.seq AS batch, e.acted_at, e.who, e.body, w.acted_at AS withdrawn_at, w.who AS withdrawn_by
    FROM store.event AS e LEFT JOIN withdrawn AS w ON w.batch = e.seq
    WHERE e.kind = 'imported' AND e.campaign = getvariable('campaign').id
)
FROM final ORDER BY batch DESC
