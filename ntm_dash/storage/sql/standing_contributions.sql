-- one row per contribution that stands for some nominations
SELECT source, nomination, given_on, year, kind, description, value, quantity, quantity_unit,
       delivered, confirmed_by, paper
FROM contribution
WHERE list_contains($nominations, nomination)
