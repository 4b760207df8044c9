-- one row per invented nomination
WITH drawn AS (
    SELECT nomination, subject_of(nomination) AS subject, award_of(nomination) AS award, commune_of(nomination) AS commune,
           district_of(commune_of(nomination)) AS district
    FROM numbers()
),
placed AS (
    SELECT *,
           subject IN ('department', 'mass_organisation') AS of_the_province,
           subject IN ('enterprise', 'businessperson') AS of_the_district,
           chance('from elsewhere', nomination) < 0.1 AS from_elsewhere
    FROM drawn
),
final AS (
    SELECT nomination - getvariable('first') AS n, nomination_code(nomination) AS code,
           CASE subject
               WHEN 'district' THEN district_name(district)
               WHEN 'commune' THEN word('commune_title') || ' ' || word('commune') || ' ' || commune
               WHEN 'village' THEN word('village') || ' ' || nomination
               WHEN 'department' THEN proposer_of(nomination)
               WHEN 'mass_organisation' THEN proposer_of(nomination)
               WHEN 'enterprise' THEN word('enterprise') || ' ' || nomination
               WHEN 'household' THEN word('household') || ' ' || nomination
               ELSE word('person') || ' ' || nomination END AS name,
           subject,
           CASE WHEN subject IN ('worker', 'contributor') AND chance('farmer said', nomination) > 0.1
                THEN chance('farmer', nomination) < 0.3 END AS farmer,
           CASE WHEN subject = 'official' THEN word('post') END AS post,
           CASE WHEN NOT of_the_province AND NOT (of_the_district AND from_elsewhere) THEN district_code(district) END AS district,
           CASE WHEN subject <> 'district' AND NOT of_the_province AND NOT of_the_district
                 AND (subject IN ('commune', 'village') OR NOT from_elsewhere) THEN commune_code(commune) END AS commune,
           CASE WHEN subject IN ('village', 'household') THEN word('village') || ' ' || nomination % 12 END AS village,
           award, proposer_of(nomination) AS proposer,
           CASE WHEN chance('receipt noted', nomination) > 0.1
                THEN DATE '2019-06-20' + floor(chance('received', nomination) * 50)::INTEGER END AS received_on,
           CASE WHEN chance('achievements told', nomination) > 0.2 THEN word('achievements') || ' ' || nomination END AS achievements
    FROM placed
)
SELECT n, code, name, subject, farmer, post, district, commune, village, award, proposer, received_on, achievements FROM final
