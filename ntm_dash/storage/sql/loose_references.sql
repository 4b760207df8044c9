-- one row per reference to a nomination, unit or file row that the store does not hold
WITH referring AS (
    SELECT 'contribution' AS referrer, batch, sheet, line, nomination FROM store.contribution
    UNION ALL SELECT 'earlier_award', batch, sheet, line, nomination FROM store.earlier_award
    UNION ALL SELECT 'rating', batch, sheet, line, nomination FROM store.rating
    UNION ALL SELECT 'evidence', batch, sheet, line, nomination FROM store.evidence
    UNION ALL SELECT 'paper', batch, sheet, line, nomination FROM store.paper
    UNION ALL SELECT 'assessment', batch, sheet, line, NULL FROM store.assessment
    UNION ALL SELECT 'commune_event', batch, sheet, line, NULL FROM store.commune_event
    UNION ALL SELECT 'nomination', batch, sheet, line, NULL FROM store.nomination
    UNION ALL SELECT 'closing_report', batch, sheet, line, NULL FROM store.closing_report
    UNION ALL SELECT 'council_member', batch, sheet, line, NULL FROM store.council_member
),
loose_nominations AS (
    SELECT DISTINCT referrer, nomination AS value FROM referring
    WHERE nomination IS NOT NULL AND nomination NOT IN (SELECT code FROM store.nomination)
),
loose_sheets AS (
    SELECT DISTINCT referrer, batch || '/' || sheet AS value FROM referring
    ANTI JOIN store.sheet USING (batch, sheet)
),
located AS (
    SELECT 'assessment' AS referrer, unit FROM store.assessment
    UNION ALL SELECT 'commune_event', unit FROM store.commune_event
    UNION ALL SELECT 'nomination', commune FROM store.nomination
    UNION ALL SELECT 'nomination', district FROM store.nomination
),
loose_units AS (
    SELECT DISTINCT referrer, unit AS value FROM located
    WHERE unit IS NOT NULL AND unit NOT IN (SELECT code FROM store.unit)
),
doubled_rows AS (
    SELECT DISTINCT referrer, batch || '/' || sheet || '/' || line AS value FROM referring
    GROUP BY referrer, batch, sheet, line HAVING count(*) > 1
),
final AS (
    FROM loose_nominations UNION ALL FROM loose_sheets UNION ALL FROM loose_units UNION ALL FROM doubled_rows
)
SELECT referrer, value FROM final ORDER BY ALL LIMIT 100
