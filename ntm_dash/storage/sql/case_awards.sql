-- one row per earlier award of a nominee, or statement that there is none, in order of decision
SELECT a.form, a.movement, a.decision, a.decided_on, a.decided_year, a.from_year, a.to_year, a.status
FROM award_history AS a
JOIN nomination AS n ON a.holder = holder_of(n.subject, n.code, n.commune, n.district)
WHERE n.code = $nomination
ORDER BY coalesce(a.decided_on, make_date(coalesce(a.decided_year, 9999), 12, 31)), a.decision
