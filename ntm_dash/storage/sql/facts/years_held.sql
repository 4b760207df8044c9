-- fact: how many whole years in a row after an event a commune has kept at least some number of criteria
-- key: commune
-- argument criteria: count (how many must hold at the last assessment of the year)
-- argument after: recognised | advanced | exemplary
-- unit: years
-- datum: assessment
-- owner: district
-- unknown: a year without assessment, or with gaps, counts for at most only; so do years after an event that may have been
CREATE MACRO years_held(enough, start_kind) AS TABLE
WITH started AS (
    SELECT unit, year(min(from_on)) AS start, list(source) AS sources FROM commune_event
    WHERE kind = start_kind AND from_on <= cutoff()
    GROUP BY unit
),
may_have_started AS (
    SELECT l.unit, y.start
    FROM list_complete_until('recognised_list_complete') AS l,
         unnest(range(year(l.until_on + INTERVAL 1 DAY), year(cutoff()) + 1)) AS y (start)
    WHERE start_kind = 'recognised' AND l.unit NOT IN (SELECT unit FROM started)
),
starts AS (
    SELECT unit, start, true AS sure FROM started
    UNION ALL
    SELECT unit, start, false FROM may_have_started
),
years AS (
    SELECT s.unit, s.start, s.sure, y.year
    FROM starts AS s, unnest(range(s.start + 1, year(cutoff() + INTERVAL 1 DAY))) AS y (year)
),
last_of_year AS (
    SELECT unit, year(assessed_on) AS year, met & all_criteria() AS met, known & all_criteria() AS known, source
    FROM assessment WHERE assessed_on <= cutoff()
    QUALIFY row_number() OVER (PARTITION BY unit, year(assessed_on) ORDER BY assessed_on DESC, criteria_set DESC) = 1
),
kept AS (
    SELECT y.unit, y.start, y.sure, y.year, s.source,
           coalesce(bit_count(s.met) >= enough, false) AS surely,
           coalesce(bit_count(s.met | (all_criteria() & ~s.known)) >= enough, true) AS maybe
    FROM years AS y LEFT JOIN last_of_year AS s USING (unit, year)
),
runs AS (
    SELECT unit, start, source, sure,
           bool_and(surely) OVER in_order AS surely_so_far,
           bool_and(maybe) OVER in_order AS maybe_so_far
    FROM kept
    WINDOW in_order AS (PARTITION BY unit, start ORDER BY year)
),
counted AS (
    SELECT unit, start, count(*) FILTER (sure AND surely_so_far) AS surely, count(*) FILTER (maybe_so_far) AS maybe,
           list(source) FILTER (source IS NOT NULL) AS sources
    FROM runs GROUP BY unit, start
),
longest AS (
    SELECT unit, max(surely) AS surely, max(maybe) AS maybe, list_distinct(flatten(list(sources))) AS sources
    FROM counted GROUP BY unit
),
final AS (
    SELECT l.unit AS key,
           coalesce(n.surely, 0) AS at_least,
           CASE WHEN s.unit IS NOT NULL OR (start_kind = 'recognised' AND l.until_on IS NOT NULL)
                THEN coalesce(n.maybe, 0) END AS at_most,
           list_concat(coalesce(s.sources, l.sources), n.sources) AS sources,
           NULL::VARCHAR AS mark
    FROM list_complete_until('recognised_list_complete') AS l
    LEFT JOIN started AS s ON s.unit = l.unit
    LEFT JOIN longest AS n ON n.unit = l.unit
)
FROM final;
