-- one row per nomination and earlier award in force, for this movement, of the same level or higher
SELECT n.code, h.form, h.decision, h.decided_on, coalesce(h.decided_year, year(h.decided_on)) AS decided_year, h.source
FROM nomination AS n
JOIN award_history AS h ON h.holder = holder_of(n.subject, n.code, n.commune, n.district)
JOIN award_form AS f ON f.form = n.award
WHERE list_contains($awards, n.award) AND h.status = 'in_force' AND h.of_own_movement AND h.rank >= f.rank
ORDER BY n.code, decided_year
