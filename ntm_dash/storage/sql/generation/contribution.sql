-- one row per invented contribution: three for each nomination built, shared out among those who give
-- Totals lie around the thresholds, some on them to the dong; a tenth of the rows leaves something open.
WITH givers AS (
    SELECT nomination, row_number() OVER (ORDER BY nomination) - 1 AS giver,
           CASE subject_of(nomination)
               WHEN 'household' THEN 400000000
               WHEN 'contributor' THEN 300000000
               WHEN 'worker' THEN CASE award_of(nomination) WHEN 'bang_khen_tinh' THEN 300000000 ELSE 500000000 END
               WHEN 'businessperson' THEN CASE award_of(nomination) WHEN 'bang_khen_tinh' THEN 300000000 ELSE 1500000000 END
               ELSE CASE award_of(nomination) WHEN 'bang_khen_tinh' THEN 1000000000 ELSE 1500000000 END END AS threshold,
           subject_of(nomination) IN ('enterprise', 'businessperson') AS in_business
    FROM numbers()
    WHERE subject_of(nomination) IN ('enterprise', 'household', 'contributor', 'worker', 'businessperson')
      AND chance('says what was given', nomination) > 0.05
),
gifts AS (
    SELECT gift, floor(chance('giver', gift) * (SELECT count(*) FROM givers))::BIGINT AS giver
    FROM (SELECT unnest(range((getvariable('first')::BIGINT - 1) * 3, getvariable('last')::BIGINT * 3)) AS gift)
),
shared AS (
    SELECT gift, nomination, in_business,
           floor(threshold::DOUBLE * pick([0.4, 0.8, 0.999999999, 1.0, 1.05, 1.1, 1.3, 1.6, 2.0, 3.0], 'total', nomination)) AS total,
           count(*) OVER of_one AS parts,
           row_number() OVER (of_one ORDER BY gift) AS part
    FROM gifts JOIN givers USING (giver)
    WINDOW of_one AS (PARTITION BY nomination)
),
valued AS (
    SELECT *, CASE WHEN part < parts THEN floor(total / parts * (0.3 + 0.7 * chance('share', gift)) / 1000) * 1000 END AS share
    FROM shared
),
final AS (
    SELECT gift, row_number() OVER (ORDER BY nomination, part) - 1 AS n, nomination_code(nomination) AS nomination,
           CASE WHEN chance('year said', gift) > 0.01
                THEN CASE WHEN chance('year', gift) < 0.01 THEN 2010 ELSE 2011 + floor(chance('which year', gift) * 9)::INTEGER END
           END AS year,
           chance('day said', gift) > 0.3 AS dated,
           pick(CASE WHEN in_business THEN ['money', 'money', 'money', 'money', 'money', 'money', 'goods', 'goods', 'goods', 'land']
                     ELSE ['money', 'money', 'goods', 'land', 'land', 'property', 'labour'] END, 'kind', gift) AS kind,
           CASE WHEN chance('value said', gift) > 0.02
                THEN coalesce(share, total - coalesce(sum(share) OVER (PARTITION BY nomination), 0))::BIGINT END AS value,
           CASE WHEN chance('status', gift) < 0.02 THEN NULL ELSE chance('status', gift) > 0.05 END AS delivered,
           CASE WHEN chance('confirmed', gift) > 0.03 THEN word('committee') || ' ' || district_name(1 + gift % districts()) END AS confirmed_by,
           CASE WHEN chance('paper', gift) > 0.1
                THEN CASE WHEN chance('same paper', gift) < 0.01 THEN gift // 7 ELSE gift END || '/' || word('paper') END AS paper
    FROM valued
)
SELECT n, nomination, CASE WHEN dated THEN make_date(year, 1 + (gift % 12), 1 + (gift % 28)) END AS given_on, year::INTEGER AS year, kind,
       word('contribution') || ' ' || gift AS description, value, delivered, confirmed_by, paper
FROM final
