-- fact: how many whole years in a row after an event a commune has kept at least some number of criteria
-- key: commune
-- argument criteria: integer (how many must hold at the last assessment of the year)
-- argument after: recognised | advanced | exemplary
-- unit: years
-- datum: assessment
-- owner: district
-- unknown: a year without assessment, or with gaps, counts for at most only; no event, no certain year, but none at all once the list of recognitions is complete
CREATE MACRO years_held(enough, start_kind) AS TABLE
WITH started AS (
    SELECT unit, min(from_on) AS started_on, list(source) AS sources FROM commune_event
    WHERE kind = start_kind AND from_on <= cutoff()
    GROUP BY unit
),
years AS (
    SELECT s.unit, y.year
    FROM started AS s, unnest(range(year(s.started_on) + 1, year(cutoff() + INTERVAL 1 DAY))) AS y (year)
),
last_of_year AS (
    SELECT unit, year(assessed_on) AS year, met & all_criteria() AS met, known & all_criteria() AS known, source
    FROM assessment WHERE assessed_on <= cutoff()
    QUALIFY row_number() OVER (PARTITION BY unit, year(assessed_on) ORDER BY assessed_on DESC, criteria_set DESC) = 1
),
kept AS (
    SELECT y.unit, y.year, s.source,
           coalesce(bit_count(s.met) >= enough, false) AS surely,
           coalesce(bit_count(s.met | (all_criteria() & ~s.known)) >= enough, true) AS maybe
    FROM years AS y LEFT JOIN last_of_year AS s USING (unit, year)
),
runs AS (
    SELECT unit, source,
           bool_and(surely) OVER in_order AS surely_so_far,
           bool_and(maybe) OVER in_order AS maybe_so_far
    FROM kept
    WINDOW in_order AS (PARTITION BY unit ORDER BY year)
),
counted AS (
    SELECT unit, count(*) FILTER (surely_so_far) AS surely, count(*) FILTER (maybe_so_far) AS maybe,
           list(source) FILTER (source IS NOT NULL) AS sources
    FROM runs GROUP BY unit
),
final AS (
    SELECT c.code AS key,
           coalesce(n.surely, 0) AS at_least,
           CASE WHEN s.unit IS NOT NULL THEN coalesce(n.maybe, 0)
                WHEN start_kind = 'recognised' AND r.at_most = 0 THEN 0 END AS at_most,
           list_concat(s.sources, n.sources) AS sources,
           NULL::VARCHAR AS mark
    FROM commune AS c
    JOIN recognised() AS r ON r.key = c.code
    LEFT JOIN started AS s ON s.unit = c.code
    LEFT JOIN counted AS n ON n.unit = c.code
)
FROM final;
