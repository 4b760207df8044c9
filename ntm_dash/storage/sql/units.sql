-- one row per unit of the campaign's list
SELECT code, name, kind, coalesce(parent, '') AS parent FROM unit ORDER BY code
