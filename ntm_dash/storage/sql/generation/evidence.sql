-- one row per invented nomination and item of evidence that was sent for it
WITH expected AS (
    SELECT subject, position, item
    FROM (VALUES (0, 'initiative', ['department', 'mass_organisation', 'official']), (1, 'helped_commune', ['official']),
                 (2, 'linkage', ['enterprise', 'businessperson']), (3, 'jobs', ['enterprise', 'businessperson', 'household', 'worker']),
                 (4, 'income', ['household', 'worker']), (5, 'model_area', ['commune', 'village'])) AS e (position, item, subjects),
         unnest(e.subjects) AS s (subject)
),
sent AS (
    SELECT nomination, position, item, nomination * 6 + position AS number_of_row
    FROM (SELECT nomination, subject_of(nomination) AS subject FROM numbers()) JOIN expected USING (subject)
    WHERE chance('evidence sent', nomination * 6 + position) > 0.1
),
worded AS (
    SELECT *, chance('evidence in words', number_of_row) < 0.08 OR item IN ('initiative', 'linkage') AS in_words,
           chance('evidence says', number_of_row) AS says
    FROM sent
),
final AS (
    SELECT number_of_row - getvariable('first')::BIGINT * 6 AS n, nomination_code(nomination) AS nomination, item,
           CASE WHEN NOT in_words THEN CASE item
               WHEN 'helped_commune' THEN floor(says * 3)
               WHEN 'jobs' THEN floor(greatest(0, says * 60 - 4))
               WHEN 'income' THEN pick([250000000, 800000000, 999999999, 1000000000, 1000000001, 1800000000], 'income', nomination)
               WHEN 'model_area' THEN floor(says * 3) END END::DOUBLE AS number,
           CASE WHEN in_words THEN CASE WHEN says < 0.8 THEN true WHEN says < 0.92 THEN false END ELSE true END AS stated
    FROM worded
)
SELECT n, nomination, item,
       CASE WHEN number IS NOT NULL THEN number::BIGINT::VARCHAR WHEN stated THEN word('stated')
            WHEN NOT stated THEN word('denied') ELSE word('unclear') END AS value,
       number, CASE WHEN number IS NOT NULL THEN number > 0 ELSE stated END AS stated,
       CASE WHEN chance('evidence document', n) > 0.3 THEN n || '/' || word('paper') END AS document
FROM final
