-- fact: the value of what a nominee has given in a period, in dong
-- key: nomination
-- over: contribution
-- argument from_year: year
-- argument to_year: year
-- argument kinds: money, goods, land, property, labour
-- unit: dong
-- jumps: each contribution moves it by its value
-- datum: contribution
-- owner: proposer
-- unknown: no rows at all; what no body confirms, or has no value, year or status, counts for at most only; a pledge never
CREATE MACRO contribution_total(from_year, to_year, kinds) AS TABLE
SELECT nomination AS key,
       coalesce(sum(value) FILTER (
           sure AND list_contains(kinds, kind) AND year BETWEEN from_year AND to_year), 0)::BIGINT AS at_least,
       CASE WHEN count(*) FILTER (
           value IS NULL AND possible AND list_contains(kinds, kind)
           AND (year BETWEEN from_year AND to_year) IS DISTINCT FROM false) > 0 THEN NULL
       ELSE coalesce(sum(value) FILTER (
           possible AND list_contains(kinds, kind)
           AND (year BETWEEN from_year AND to_year) IS DISTINCT FROM false), 0)::BIGINT END AS at_most,
       list(source) AS sources,
       NULL::VARCHAR AS mark
FROM contribution
GROUP BY nomination;
