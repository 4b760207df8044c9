-- fact: how many nominations of the same subject and award the proposer, or all units of a district, have sent
-- key: nomination
-- argument by_whom: proposer | district
-- unit: nominations
-- datum: nomination
-- owner: proposer
-- unknown: a nomination that names no district may belong to any
CREATE MACRO nominations_proposed(by_whom) AS TABLE
WITH sent AS (
    SELECT code, source, subject, award, CASE by_whom WHEN 'proposer' THEN proposer ELSE district END AS sender
    FROM nomination
),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY subject, award, sender) AS together FROM sent
),
compared AS (
    SELECT *,
           count(*) FILTER (sender IS NULL) OVER alike AS unplaced,
           coalesce(max(together) FILTER (sender IS NOT NULL) OVER alike, 0) AS largest
    FROM counted
    WINDOW alike AS (PARTITION BY subject, award)
),
final AS (
    SELECT code AS key,
           CASE WHEN sender IS NULL THEN 1 ELSE together END AS at_least,
           CASE WHEN sender IS NULL THEN largest ELSE together END + unplaced AS at_most,
           [source] AS sources,
           NULL::VARCHAR AS mark
    FROM compared
)
FROM final;
