-- one row per event of an invented commune, or per declaration that a district's list is complete
WITH communes AS (
    SELECT commune, recognised_on(commune) AS recognised_on, recognised_year(commune) IS NOT NULL AS recognised
    FROM (SELECT unnest(range(1, communes() + 1)) AS commune)
),
happened AS (
    SELECT commune, 0 AS position, 'recognised' AS kind, recognised_on AS from_on, NULL::DATE AS to_on, true AS decided
    FROM communes WHERE recognised AND (leads(commune) OR chance('recognition sent', commune) > 0.08)
    UNION ALL
    SELECT commune, 1, 'advanced_plan', DATE '2018-09-01', NULL, true
    FROM communes WHERE recognised AND chance('plan sent', commune) > 0.15
    UNION ALL
    SELECT commune, 2, 'model_area', DATE '2018-03-15', NULL, chance('area decided', commune) < 0.6
    FROM communes WHERE chance('area sent', commune) < CASE WHEN recognised THEN 0.8 ELSE 0.15 END
    UNION ALL
    SELECT commune, 3, 'loss', recognised_on + 400, NULL, false
    FROM communes WHERE recognised AND chance('loss reported', commune) < 0.05
    UNION ALL
    SELECT commune, 4, 'advanced', recognised_on + 700, NULL, true
    FROM communes WHERE recognised AND chance('advanced', commune) < 0.1
    UNION ALL
    SELECT commune, 5, 'disadvantaged', make_date(2011 + commune % 7, 1, 1),
           CASE WHEN chance('left the list', commune) < 0.4 THEN make_date(2015 + commune % 5, 12, 31) END, true
    FROM communes WHERE chance('disadvantaged', commune) < 0.5
),
districts AS (SELECT unnest(range(1, districts() + 1)) AS district),
declared AS (
    SELECT district, position, kind, CASE WHEN chance(kind, district) < 0.8 THEN DATE '2019-07-31' ELSE DATE '2018-12-31' END AS from_on
    FROM districts CROSS JOIN (VALUES (0, 'recognised_list_complete'), (1, 'disadvantaged_list_complete')) AS l (position, kind)
    WHERE chance(kind, district) < 0.9
),
final AS (
    SELECT commune * 10 + position AS n, commune_code(commune) AS unit, district_code(district_of(commune)) AS district,
           kind, from_on, to_on,
           CASE WHEN decided THEN commune || '/' || position || '/' || word('decision') END AS decision
    FROM happened
    UNION ALL
    SELECT (communes() + 1) * 10 + district * 2 + position, NULL, district_code(district), kind, from_on, NULL, NULL
    FROM declared
)
SELECT n, unit, district, kind, from_on, to_on, decision, word('content') AS content FROM final
