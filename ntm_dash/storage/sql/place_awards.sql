-- one row per earlier award of a commune or district itself, or statement that there is none, latest first
SELECT form, movement, decision, decided_on, decided_year, status, source
FROM award_history
WHERE holder = unit_as_holder($place)
ORDER BY coalesce(year(decided_on), decided_year) DESC NULLS LAST, source
