-- one row per contribution that stands under two nominations: same day or year, kind and value, and the same paper or name
WITH claims AS (
    SELECT c.source, c.nomination, c.given_on, c.year, c.kind, c.value, c.paper, c.description, search_key(n.name) AS key
    FROM contribution AS c JOIN nomination AS n ON n.code = c.nomination
    WHERE list_contains($awards, n.award) AND c.value IS NOT NULL AND c.year IS NOT NULL
      AND c.delivered IS DISTINCT FROM false
)
SELECT a.nomination AS first, b.nomination AS second, a.kind, a.year, a.value, a.description, a.paper,
       a.source AS first_source, b.source AS second_source
FROM claims AS a JOIN claims AS b
  ON a.nomination < b.nomination AND a.kind = b.kind AND a.value = b.value AND a.year = b.year
 AND a.given_on IS NOT DISTINCT FROM b.given_on AND (a.paper = b.paper OR a.key = b.key)
ORDER BY first, second, a.year, a.value
