-- one row per nomination and reason to look twice: proposed for two levels, twice for one, or a contribution claimed twice
-- A person's ruling goes before names: those ruled to be one are one with all that either is, those ruled apart are not,
-- and what was not ruled on stays as names have it. Rulings are few: only names that one touches are paired one by one.
WITH RECURSIVE named AS (
    SELECT code, award, name,
           CASE WHEN subject IN ('commune', 'district') THEN coalesce(commune, district)
                ELSE search_key(name) || ' @ ' || coalesce(commune, district, '') END AS identity
    FROM nomination WHERE list_contains($awards, award)
),
one AS (
    SELECT first AS code, second AS other FROM identity_ruling WHERE same
    UNION ALL SELECT second, first FROM identity_ruling WHERE same
),
reached AS (
    SELECT code, code AS other FROM one
    UNION SELECT r.code, o.other FROM reached AS r JOIN one AS o ON o.code = r.other
),
headed AS (
    SELECT code, min(other) AS head FROM reached GROUP BY code
),
touched AS (
    SELECT DISTINCT n.identity FROM named AS n
    JOIN (SELECT first AS code FROM identity_ruling UNION ALL SELECT second FROM identity_ruling) AS r ON r.code = n.code
),
near AS (
    SELECT n.code, n.award, n.identity, coalesce(h.head, n.code) AS head
    FROM named AS n SEMI JOIN touched AS t ON t.identity = n.identity LEFT JOIN headed AS h ON h.code = n.code
),
apart AS (
    SELECT a.head, b.head AS other, r.first, r.second FROM identity_ruling AS r
    JOIN near AS a ON a.code = r.first JOIN near AS b ON b.code = r.second
    WHERE NOT r.same
),
ruled_apart AS (
    SELECT DISTINCT a.code, b.code AS other FROM apart AS r
    JOIN near AS a ON a.head = r.head JOIN near AS b ON b.head = r.other
    WHERE r.head <> r.other OR (a.code = r.first AND b.code = r.second)
),
alike AS (
    SELECT DISTINCT a.head, b.head AS other FROM near AS a JOIN near AS b ON b.identity = a.identity
),
pairs AS (
    SELECT a.code, b.code AS other, a.award = b.award AS same_award
    FROM near AS a JOIN alike AS k ON k.head = a.head JOIN near AS b ON b.head = k.other AND b.code <> a.code
    ANTI JOIN ruled_apart AS r ON r.code = least(a.code, b.code) AND r.other = greatest(a.code, b.code)
    ANTI JOIN ruled_apart AS q ON q.other = least(a.code, b.code) AND q.code = greatest(a.code, b.code)
),
by_name AS (
    SELECT n.code, n.award, n.identity FROM named AS n ANTI JOIN touched AS t ON t.identity = n.identity
),
counted AS (
    SELECT code, count(*) OVER (PARTITION BY identity, award) > 1 AS same_award,
           count(*) OVER (PARTITION BY identity) > count(*) OVER (PARTITION BY identity, award) AS other_award
    FROM by_name
    UNION ALL
    SELECT code, bool_or(same_award), bool_or(NOT same_award) FROM pairs GROUP BY code
),
claims AS (
    SELECT c.nomination, c.given_on, c.year, c.kind, c.value, c.paper, i.identity
    FROM contribution AS c
    JOIN (SELECT code, identity FROM by_name UNION ALL SELECT code, NULL FROM near) AS i ON i.code = c.nomination
    WHERE c.value IS NOT NULL AND c.year IS NOT NULL AND c.delivered IS DISTINCT FROM false
),
claimed_twice AS (
    SELECT DISTINCT a.nomination AS code
    FROM claims AS a JOIN claims AS b
      ON a.nomination <> b.nomination AND a.kind = b.kind AND a.value = b.value AND a.year = b.year
     AND a.given_on IS NOT DISTINCT FROM b.given_on
    LEFT JOIN pairs AS p ON p.code = a.nomination AND p.other = b.nomination
    WHERE a.paper = b.paper OR a.identity = b.identity OR p.code IS NOT NULL
),
final AS (
    SELECT code, 'same_award_twice' AS flag FROM counted WHERE same_award
    UNION ALL SELECT code, 'both_levels' FROM counted WHERE other_award
    UNION ALL SELECT code, 'contribution_twice' FROM claimed_twice
)
SELECT code, flag FROM final
ORDER BY code, flag
