-- fact: how many dated reviews since recognition find a recognised commune below all its criteria
-- key: commune
-- argument reviews: any | last (every review since recognition, or only the last)
-- unit: reviews
-- datum: assessment
-- owner: district
-- unknown: no complete assessment since recognition, or one with gaps; a commune that is not recognised has none
-- A baseline scored again by a later criteria set is no review.
CREATE MACRO reviews_below_standard(reviews) AS TABLE
WITH recognition AS (
    SELECT unit, min(from_on) AS recognised_on FROM commune_event
    WHERE kind = 'recognised' AND from_on <= cutoff()
    GROUP BY unit
),
assessments AS (
    SELECT a.unit, a.assessed_on AS reviewed_on, false AS is_loss, a.source,
           (a.known & ~a.met & all_criteria()) <> 0 AS surely_below,
           (a.met & all_criteria()) <> all_criteria() AS maybe_below,
           (a.known & all_criteria()) = all_criteria() AS complete
    FROM assessment AS a JOIN recognition AS r USING (unit) LEFT JOIN criteria_set AS s ON s.number = a.criteria_set
    WHERE a.assessed_on > r.recognised_on AND a.assessed_on <= cutoff()
      AND year(a.assessed_on) >= coalesce(s.first_year, 0)
    QUALIFY row_number() OVER (PARTITION BY a.unit, a.assessed_on ORDER BY a.criteria_set DESC) = 1
),
losses AS (
    SELECT e.unit, e.from_on AS reviewed_on, true AS is_loss, e.source,
           true AS surely_below, true AS maybe_below, true AS complete
    FROM commune_event AS e JOIN recognition AS r USING (unit)
    WHERE e.kind = 'loss' AND e.from_on >= r.recognised_on AND e.from_on <= cutoff()
      AND (reviews = 'any' OR e.to_on IS NULL OR e.to_on > cutoff())
),
reviewed AS (FROM assessments UNION ALL FROM losses),
asked AS (
    FROM reviewed
    QUALIFY reviews = 'any'
         OR row_number() OVER (PARTITION BY unit ORDER BY reviewed_on DESC, is_loss DESC, surely_below DESC) = 1
),
counted AS (
    SELECT unit, count(*) FILTER (surely_below) AS surely, count(*) FILTER (maybe_below) AS maybe,
           bool_or(complete) AS any_complete, list(source) AS sources
    FROM asked GROUP BY unit
),
final AS (
    SELECT known.key,
           coalesce(c.surely, 0) AS at_least,
           CASE WHEN r.unit IS NULL AND known.at_most = 0 THEN 0
                WHEN c.any_complete THEN c.maybe END AS at_most,
           c.sources,
           NULL::VARCHAR AS mark
    FROM recognised() AS known
    LEFT JOIN recognition AS r ON r.unit = known.key
    LEFT JOIN counted AS c ON c.unit = known.key
)
FROM final;
