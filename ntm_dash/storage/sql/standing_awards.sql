-- one row per earlier award that stands for some nominations or units
SELECT source, nomination, unit, name, subject, form, movement, decision, decided_on, decided_year,
       from_year, to_year, status
FROM earlier_award
WHERE list_contains($nominations, nomination) OR list_contains($units, unit)
