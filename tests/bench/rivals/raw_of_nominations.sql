-- one row per nomination of a sample: code, rules (the award and subject) and what a rules engine is told of it, as JSON
-- Its own records as they came; of its commune and district, which no single record shows, what facts say of them.
WITH sample AS (
    SELECT code, award, subject, commune, district, holder_of(subject, code, commune, district) AS holder
    FROM nomination
    WHERE award IN ('bang_khen_tinh', 'bang_khen_thu_tuong')
    ORDER BY hash(code)
    LIMIT $size
),
gifts AS (
    SELECT nomination AS code, list({'kind': kind, 'value': value, 'year': year, 'delivered': delivered,
                                     'confirmed': confirmed_by IS NOT NULL}) AS listed
    FROM contribution SEMI JOIN sample ON sample.code = nomination
    GROUP BY nomination
),
said AS (
    SELECT nomination AS code, map(list(item), list({'number': number, 'stated': stated})) AS listed
    FROM evidence SEMI JOIN sample ON sample.code = nomination
    GROUP BY nomination
),
rated AS (
    SELECT nomination AS code, list({'year': year, 'level': level}) AS listed
    FROM rating SEMI JOIN sample ON sample.code = nomination
    GROUP BY nomination
),
awarded AS (
    SELECT holder, list({'status': status, 'rank': rank, 'own': of_own_movement, 'decided': decision_year}) AS listed
    FROM award_history SEMI JOIN sample USING (holder)
    GROUP BY holder
),
communes AS (
    SELECT c.code, {
        'recognised': {'least': r.at_least, 'most': r.at_most},
        'disadvantaged': {'least': d.at_least, 'most': d.at_most},
        'plans': coalesce(p.at_least, 0),
        'areas': coalesce(a.at_least, 0),
        'reviews_below': {'least': b.at_least, 'most': b.at_most},
        'gained': {'least': g.at_least, 'most': g.at_most},
        'income_and_poverty': {'least': i.at_least, 'most': i.at_most}
    } AS told
    FROM commune AS c
    LEFT JOIN recognised() AS r ON r.key = c.code
    LEFT JOIN especially_disadvantaged('ever', 2016) AS d ON d.key = c.code
    LEFT JOIN commune_events('advanced_plan', 'any') AS p ON p.key = c.code
    LEFT JOIN commune_events('model_area', 'any') AS a ON a.key = c.code
    LEFT JOIN reviews_below_standard('any') AS b ON b.key = c.code
    LEFT JOIN criteria_gained(2016, 2020, 'net', []) AS g ON g.key = c.code
    LEFT JOIN criteria_gained(2016, 2020, 'gross', [10, 11]) AS i ON i.key = c.code
),
figures AS (
    SELECT s.key, s.at_least AS share_least, s.at_most AS share_most, g.at_least AS gain_least, g.at_most AS gain_most
    FROM recognised_share() AS s JOIN average_gain(2016, 2020, 'net') AS g USING (key)
),
districts AS (
    SELECT me.key AS code, {
        'place_by_share': {'least': 1 + count(*) FILTER (other.share_least > me.share_most),
                           'most': 1 + count(*) FILTER (other.share_most > me.share_least)},
        'place_by_gain': {'least': 1 + count(*) FILTER (other.gain_least > me.gain_most),
                          'most': 1 + count(*) FILTER (other.gain_most > me.gain_least)}
    } AS told
    FROM figures AS me LEFT JOIN figures AS other ON other.key <> me.key
    GROUP BY me.key
)
SELECT s.code, s.award || ' ' || s.subject AS rules,
       to_json({'contributions': coalesce(g.listed, []), 'evidence': coalesce(e.listed, map()),
                'ratings': coalesce(r.listed, []), 'awards': coalesce(a.listed, []),
                'commune': c.told, 'district': d.told})::VARCHAR AS told
FROM sample AS s
LEFT JOIN gifts AS g ON g.code = s.code
LEFT JOIN said AS e ON e.code = s.code
LEFT JOIN rated AS r ON r.code = s.code
LEFT JOIN awarded AS a ON a.holder = s.holder
LEFT JOIN communes AS c ON c.code = s.commune
LEFT JOIN districts AS d ON d.code = s.district
