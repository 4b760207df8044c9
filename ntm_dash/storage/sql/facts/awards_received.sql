-- fact: how many earlier awards stand in a period
-- key: holder
-- argument from_year: year
-- argument to_year: year
-- argument least_rank: integer (the lowest rank of award that counts, from the list of award forms)
-- argument movement: own | any (own: awards of this movement only)
-- argument dated_by: decision | achievement
-- unit: awards
-- datum: earlier_award
-- owner: secretary
-- unknown: no history supplied; a date, form or movement left blank counts for at most only
-- mark: later_award (an award that stands, after the period, in the year of the cut-off or later)
-- when unknown: exclusion_uncertain
CREATE MACRO awards_received(period_start, period_end, least_rank, asked_movement, dated_by) AS TABLE
WITH history AS (
    SELECT *,
           status = 'in_force' AS stands,
           asked_movement = 'any' OR of_own_movement AS of_movement,
           CASE dated_by WHEN 'decision' THEN coalesce(year(decided_on), decided_year)
                         ELSE from_year END AS first_year,
           CASE dated_by WHEN 'decision' THEN coalesce(year(decided_on), decided_year)
                         ELSE to_year END AS last_year
    FROM award_history
),
judged AS (
    SELECT holder, source, stands,
           (rank >= least_rank OR least_rank <= (SELECT min(rank) FROM award_form)) AND of_movement AS counts,
           CASE WHEN first_year > period_end OR last_year < period_start THEN false
                WHEN first_year >= period_start OR last_year <= period_end THEN true
                WHEN first_year < period_start AND last_year > period_end THEN true END AS in_period,
           coalesce(last_year, first_year) >= greatest(period_end + 1, year(cutoff())) AS later
    FROM history
),
final AS (
    SELECT holder AS key,
           count(*) FILTER (stands AND counts AND in_period) AS at_least,
           count(*) FILTER (stands AND coalesce(counts, true) AND coalesce(in_period, true)) AS at_most,
           list(source) AS sources,
           CASE WHEN bool_or(stands AND counts AND later) THEN 'later_award' END AS mark
    FROM judged
    GROUP BY holder
)
FROM final;
