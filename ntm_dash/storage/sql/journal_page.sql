-- one row per event that passes the filters, latest first, a page of them; each with how many pass; one of nulls if none
-- A filter that is null lets everything pass. `quoted` is the nomination's code as it stands in a JSON body.
WITH concerning AS (
    SELECT batch FROM store.nomination WHERE code = $nomination
    UNION ALL SELECT batch FROM store.contribution WHERE nomination = $nomination
    UNION ALL SELECT batch FROM store.earlier_award WHERE nomination = $nomination
    UNION ALL SELECT batch FROM store.rating WHERE nomination = $nomination
    UNION ALL SELECT batch FROM store.evidence WHERE nomination = $nomination
    UNION ALL SELECT batch FROM store.paper WHERE nomination = $nomination
),
passing AS (
    SELECT seq FROM store.event
    WHERE ($account IS NULL OR who = $account OR ends_with(who, '(' || $account || ')'))
      AND ($kind IS NULL OR kind = $kind)
      AND ($campaign IS NULL OR campaign = $campaign)
      AND ($since::TIMESTAMP IS NULL OR acted_at >= $since::TIMESTAMP)
      AND ($before::TIMESTAMP IS NULL OR acted_at < $before::TIMESTAMP)
      AND ($nomination IS NULL OR subject = $nomination OR contains(body, $quoted)
           OR seq IN (SELECT batch FROM concerning))
),
page AS (
    SELECT seq FROM passing ORDER BY seq DESC LIMIT $size OFFSET $skipped
),
undone AS (
    SELECT CASE WHEN kind = 'import_withdrawn' THEN subject::BIGINT
                ELSE try_cast(json_extract_string(body, '$.undoes') AS BIGINT) END AS seq, min(seq) AS undone_by
    FROM store.event WHERE kind = 'import_withdrawn' OR contains(body, '"undoes"')
    GROUP BY ALL
),
shown AS (
    SELECT e.seq, e.acted_at, e.who, e.kind, e.campaign, e.subject, e.body, u.undone_by,
           e.seq IN (SELECT seq FROM clock_step) AS set_back
    FROM store.event AS e LEFT JOIN undone AS u ON u.seq = e.seq
    WHERE e.seq IN (SELECT seq FROM page)
),
final AS (
    SELECT c.passing, s.* FROM (SELECT count(*) AS passing FROM passing) AS c LEFT JOIN shown AS s ON true
)
FROM final ORDER BY seq DESC
