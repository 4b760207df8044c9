-- fact: whether a commune is on the list of especially disadvantaged communes (1 or 0)
-- key: commune
-- argument as_of_when: ever | cutoff (at any time since the first day, or at the cut-off)
-- argument since_year: year
-- unit: truth
-- datum: commune_event
-- owner: coordination_office
-- unknown: not on the list, and the list is not declared complete up to the cut-off
CREATE MACRO especially_disadvantaged(as_of_when, since_year) AS TABLE
WITH listed AS (
    SELECT unit, list(source) AS sources FROM commune_event
    WHERE kind = 'disadvantaged' AND from_on <= cutoff()
      AND coalesce(to_on, cutoff())
          >= CASE as_of_when WHEN 'ever' THEN make_date(since_year::BIGINT, 1, 1) ELSE cutoff() END
    GROUP BY unit
),
final AS (
    SELECT l.unit AS key,
           (e.unit IS NOT NULL)::BIGINT AS at_least,
           (e.unit IS NOT NULL OR coalesce(l.until_on < cutoff(), true))::BIGINT AS at_most,
           coalesce(e.sources, l.sources) AS sources,
           NULL::VARCHAR AS mark
    FROM list_complete_until('disadvantaged_list_complete') AS l
    LEFT JOIN listed AS e USING (unit)
)
FROM final;
