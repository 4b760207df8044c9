-- one row per member of the Council, in the order of the list
SELECT name, coalesce(post, '') AS post, coalesce(organisation, '') AS organisation, role
FROM council_member ORDER BY source
