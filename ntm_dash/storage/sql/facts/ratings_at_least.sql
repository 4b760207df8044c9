-- fact: in how many years of a period an official was rated at a level or better
-- key: nomination
-- over: rating
-- argument level: limited | completed | good | excellent
-- argument from_year: year
-- argument to_year: year
-- unit: years
-- datum: rating
-- owner: proposer
-- unknown: a year without a rating counts for at most only; a year before joining never
CREATE MACRO ratings_at_least(asked_level, from_year, to_year) AS TABLE
SELECT nomination AS key,
       count(*) FILTER (year BETWEEN from_year AND to_year AND rating_step(level) >= rating_step(asked_level)) AS at_least,
       CASE WHEN count(*) FILTER (year BETWEEN from_year AND to_year) > 0 THEN
           to_year - from_year + 1
           - count(*) FILTER (year BETWEEN from_year AND to_year
                              AND coalesce(NOT rating_step(level) >= rating_step(asked_level), true)) END AS at_most,
       list(source) FILTER (year BETWEEN from_year AND to_year) AS sources,
       NULL::VARCHAR AS mark
FROM rating
WHERE year BETWEEN from_year AND to_year
GROUP BY nomination;
