-- one row per earlier award of an invented nominee or unit, or statement that there is none; a tenth has no history
WITH holders AS (
    SELECT nomination AS number, nomination_code(nomination) AS nomination, NULL AS unit, subject_of(nomination) AS subject
    FROM numbers() WHERE subject_of(nomination) NOT IN ('commune', 'district')
    UNION ALL
    SELECT 1000000000 + commune, NULL, commune_code(commune), 'commune'
    FROM (SELECT unnest(range(1, communes() + 1)) AS commune) WHERE getvariable('first') = 1
    UNION ALL
    SELECT 2000000000 + district, NULL, district_code(district), 'district'
    FROM (SELECT unnest(range(1, districts() + 1)) AS district) WHERE getvariable('first') = 1
),
counted AS (
    SELECT *, CASE WHEN chance('history', number) < 0.62 THEN 0 WHEN chance('history', number) < 0.85 THEN 1 ELSE 2 END AS awards
    FROM holders WHERE chance('history sent', number) > 0.1
),
rows AS (
    SELECT *, number * 2 + position AS award, awards > 0 AS any_award
    FROM counted, unnest(range(0, greatest(awards, 1))) AS p (position)
),
drawn AS (
    SELECT *, 2009 + floor(chance('decided', award) * 11)::BIGINT AS decided,
           chance('award dated', award) AS dating, chance('award period', award) < 0.6 AS with_period
    FROM rows
),
final AS (
    SELECT row_number() OVER (ORDER BY number, position) - 1 AS n, nomination, unit, subject,
           CASE WHEN any_award THEN CASE WHEN chance('form said', award) > 0.05
                THEN pick(['giay_khen', 'giay_khen', 'bang_khen_tinh', 'bang_khen_tinh', 'bang_khen_tinh', 'bang_khen_bo',
                           'co_thi_dua_tinh', 'bang_khen_thu_tuong', 'huan_chuong'], 'form', award) END END AS form,
           CASE WHEN any_award AND chance('movement said', award) > 0.08
                THEN CASE WHEN chance('movement', award) < 0.6 THEN getvariable('own_movement') ELSE word('other_movement') END END AS movement,
           CASE WHEN any_award THEN award || '/' || word('decision') END AS decision,
           CASE WHEN any_award AND dating > 0.25 THEN make_date(decided, 1 + (award % 12), 1 + (award % 28)) END AS decided_on,
           CASE WHEN any_award AND dating > 0.08 THEN decided END::INTEGER AS decided_year,
           CASE WHEN any_award AND with_period THEN decided - 3 END::INTEGER AS from_year,
           CASE WHEN any_award AND with_period THEN decided END::INTEGER AS to_year,
           CASE WHEN NOT any_award THEN 'none' WHEN chance('annulled', award) < 0.05 THEN 'annulled' ELSE 'in_force' END AS status
    FROM drawn
)
SELECT n, nomination, unit, subject, form, movement, decision, decided_on, decided_year, from_year, to_year, status FROM final
