-- one row per form and district (null: of no district) with records: the last day of them
-- Assessments and events: the last one by the cut-off; nominations and papers: the last received; the others: the last import.
WITH papers AS (
    SELECT n.district, p.received_on FROM nomination AS n JOIN paper AS p ON p.nomination = n.code
    UNION ALL
    SELECT n.district, p.received_on
    FROM nomination AS n JOIN paper AS p ON p.nomination IS NULL AND p.proposer = n.proposer AND p.award = n.award
),
came AS (
    SELECT 'criteria' AS form, c.district, max(a.assessed_on) AS last_on
    FROM assessment AS a JOIN commune AS c ON c.code = a.unit
    WHERE a.assessed_on <= cutoff() GROUP BY c.district
    UNION ALL
    SELECT 'commune_events', coalesce(c.district, e.district), max(e.from_on)
    FROM commune_event AS e LEFT JOIN commune AS c ON c.code = e.unit
    WHERE e.from_on <= cutoff() GROUP BY coalesce(c.district, e.district)
    UNION ALL
    SELECT 'nominations', district, max(received_on) FROM nomination GROUP BY district
    UNION ALL
    SELECT 'papers', district, max(received_on) FROM papers GROUP BY district
),
imported AS (
    SELECT 'contributions' AS form, n.district, r.source FROM contribution AS r JOIN nomination AS n ON n.code = r.nomination
    UNION ALL
    SELECT 'ratings', n.district, r.source FROM rating AS r JOIN nomination AS n ON n.code = r.nomination
    UNION ALL
    SELECT 'evidence', n.district, r.source FROM evidence AS r JOIN nomination AS n ON n.code = r.nomination
    UNION ALL
    SELECT 'earlier_awards', n.district, r.source
    FROM nomination AS n JOIN award_history AS r ON r.holder = holder_of(n.subject, n.code, n.commune, n.district)
    UNION ALL
    SELECT 'council', NULL, source FROM council_member
),
final AS (
    SELECT form, district, last_on FROM came
    UNION ALL
    SELECT i.form, i.district, max(e.acted_at)::DATE
    FROM imported AS i JOIN store.event AS e ON e.seq = i.source >> 28
    GROUP BY i.form, i.district
)
SELECT form, district, last_on FROM final WHERE last_on IS NOT NULL
