-- one row per invented unit: districts, their communes, and a township each that is never counted
WITH districts AS (SELECT unnest(range(1, districts() + 1)) AS district),
communes AS (SELECT unnest(range(1, communes() + 1)) AS commune),
final AS (
    SELECT district_code(district) AS code, district_name(district) AS name,
           CASE WHEN is_city(district) THEN 'thanh_pho' ELSE 'huyen' END AS kind, NULL AS parent,
           NULL::DOUBLE AS longitude, NULL::DOUBLE AS latitude
    FROM districts
    UNION ALL
    SELECT commune_code(commune), word('commune') || ' ' || commune, 'xa', district_code(district_of(commune)),
           longitude_in(district_of(commune), 'commune', commune), latitude_in(district_of(commune), 'commune', commune)
    FROM communes
    UNION ALL
    SELECT printf('GT%03d', district), word('township') || ' ' || district, 'thi_tran', district_code(district),
           longitude_in(district, 'township', district), latitude_in(district, 'township', district)
    FROM districts
)
SELECT getvariable('list') AS list, code, name, kind, parent, longitude, latitude FROM final ORDER BY code
