-- one row per earlier award that stands for a district, in order of decision
SELECT d.code AS district, a.form, a.movement, a.of_own_movement, a.decision, a.decided_on,
       coalesce(year(a.decided_on), a.decided_year) AS decided_year, a.source
FROM district AS d
JOIN award_history AS a ON a.holder = unit_as_holder(d.code)
WHERE a.status = 'in_force'
ORDER BY district, decided_year, decided_on, a.source
