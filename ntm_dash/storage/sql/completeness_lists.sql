-- one row per district with communes and list that can be declared complete: up to which day it is, null if never
WITH declared AS (
    SELECT unit, 'recognised_list_complete' AS kind, until_on FROM list_complete_until('recognised_list_complete')
    UNION ALL
    SELECT unit, 'disadvantaged_list_complete', until_on FROM list_complete_until('disadvantaged_list_complete')
)
SELECT c.district, d.kind, max(d.until_on) AS until_on
FROM commune AS c JOIN declared AS d ON d.unit = c.code
GROUP BY c.district, d.kind
ORDER BY c.district, d.kind DESC
