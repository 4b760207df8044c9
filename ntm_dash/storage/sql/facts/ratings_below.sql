-- fact: in how many years of a period an official was rated below a level
-- key: nomination
-- argument level: limited | completed | good | excellent
-- argument from_year: year
-- argument to_year: year
-- unit: years
-- datum: rating
-- owner: proposer
-- unknown: a year without a rating counts for at most only; a year before joining never
CREATE MACRO ratings_below(asked_level, from_year, to_year) AS TABLE
WITH ladder AS (SELECT ['failed', 'limited', 'completed', 'good', 'excellent'] AS levels),
rated AS (
    SELECT r.nomination, r.source, r.level = 'not_employed' AS absent,
           list_position(levels, r.level) < list_position(levels, asked_level) AS below
    FROM rating AS r CROSS JOIN ladder
    WHERE r.year BETWEEN from_year AND to_year
),
final AS (
    SELECT nomination AS key,
           count(*) FILTER (below AND NOT absent) AS at_least,
           count(*) FILTER (below AND NOT absent) + (to_year - from_year + 1 - count(*)) AS at_most,
           list(source) AS sources,
           NULL::VARCHAR AS mark
    FROM rated GROUP BY nomination
)
FROM final;
