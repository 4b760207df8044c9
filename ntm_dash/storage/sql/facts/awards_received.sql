-- fact: how many earlier awards stand in a period
-- key: holder
-- over: award_history
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
SELECT holder AS key,
       count(*) FILTER (
           stands AND award_counts(rank, lowest_rank, of_own_movement, least_rank, asked_movement)
           AND award_falls(dated_by, decision_year, from_year, to_year, period_start, period_end)) AS at_least,
       count(*) FILTER (
           stands AND coalesce(award_counts(rank, lowest_rank, of_own_movement, least_rank, asked_movement), true)
           AND coalesce(award_falls(dated_by, decision_year, from_year, to_year, period_start, period_end), true)) AS at_most,
       list(source) AS sources,
       CASE WHEN bool_or(
           stands AND award_counts(rank, lowest_rank, of_own_movement, least_rank, asked_movement)
           AND CASE dated_by WHEN 'decision' THEN decision_year ELSE coalesce(to_year, from_year) END
               >= greatest(period_end + 1, year(cutoff()))) THEN 'later_award' END AS mark
FROM award_history
GROUP BY holder;
