-- one row per nomination and earlier award of its nominee that stands, oldest first
SELECT n.code, a.form, a.movement, a.decision, a.decided_on, a.decided_year
FROM nomination AS n
JOIN award_history AS a ON a.holder = holder_of(n.subject, n.code, n.commune, n.district)
WHERE list_contains($codes, n.code) AND a.status = 'in_force'
ORDER BY n.code, coalesce(a.decided_on, make_date(a.decided_year::BIGINT, 1, 1)), a.decision
