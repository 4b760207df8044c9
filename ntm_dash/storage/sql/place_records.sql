-- one row per record that speaks of one commune, or of one district and its communes: its file row, and the proposer
-- of the nomination that it belongs to, null where it is of the place itself
-- Declarations that a list is complete speak of every place they cover.
WITH place AS (
    SELECT code, coalesce(parent, code) AS district FROM unit WHERE code = $place
),
nominated AS (
    SELECT code, source, proposer, award FROM nomination
    WHERE $place IN (commune, district)
),
of_place AS (
    SELECT a.source FROM assessment AS a JOIN unit AS u ON u.code = a.unit AND $place IN (u.code, u.parent)
    UNION
    SELECT e.source FROM commune_event AS e JOIN unit AS u ON u.code = e.unit AND $place IN (u.code, u.parent)
    UNION
    SELECT e.source FROM commune_event AS e
    CROSS JOIN place AS p
    WHERE e.unit IS NULL AND (e.district = p.district OR e.district IS NULL)
    UNION
    SELECT a.source FROM award_history AS a
    JOIN unit AS u ON a.holder = unit_as_holder(u.code) AND $place IN (u.code, u.parent)
),
of_nominations AS (
    SELECT source, proposer FROM nominated
    UNION
    SELECT c.source, n.proposer FROM contribution AS c JOIN nominated AS n ON n.code = c.nomination
    UNION
    SELECT a.source, n.proposer FROM award_history AS a JOIN nominated AS n ON n.code = a.holder
    UNION
    SELECT r.source, n.proposer FROM rating AS r JOIN nominated AS n ON n.code = r.nomination
    UNION
    SELECT e.source, n.proposer FROM evidence AS e JOIN nominated AS n ON n.code = e.nomination
    UNION
    SELECT p.source, n.proposer FROM paper AS p
    JOIN nominated AS n
      ON n.code = p.nomination OR (p.nomination IS NULL AND n.proposer = p.proposer AND n.award = p.award)
),
final AS (
    SELECT source, NULL::VARCHAR AS proposer FROM of_place
    UNION ALL
    FROM of_nominations
)
FROM final ORDER BY source
