-- fact: the place of a unit among its peers by another fact: 1 and the number of peers that stand before it
-- key: unit
-- argument of: word (the fact that is compared, largest first)
-- argument of_arguments: table (the arguments of that fact)
-- argument among: huyen, thanh_pho, thi_xa, quan, xa (the kinds of unit that are peers)
-- argument within: province | district (peers of the whole province, or of the own district only)
-- argument ties: shared | last (equal units share the better place, or all take the worse one)
-- argument excluding: condition (a condition of the same clause that peers must not fail; empty for none)
-- unit: place
-- jumps: one peer's figure can move it by several places
-- datum: assessment
-- owner: coordination_office
-- unknown: a peer whose figure or standing is not known may stand before or behind
-- mark: tie (another peer has the same figure)
WITH placed AS (
    SELECT u.code AS key, u.kind, CASE $within WHEN 'district' THEN u.parent ELSE '' END AS peers_of,
           coalesce(m.at_least, 0) AS at_least, m.at_most, {sources} AS sources{stays}
    FROM unit AS u
    LEFT JOIN {measure} AS m ON m.key = u.code
    {peers}
    WHERE list_contains({kinds}, u.kind)
),
compared AS (
    SELECT me.key, me.kind, me.at_least, me.at_most, me.sources, other.kind AS other_kind,
           other.at_least AS other_least, other.at_most AS other_most{other_stays}
    FROM placed AS me
    LEFT JOIN placed AS other ON other.peers_of = me.peers_of AND other.key <> me.key
)
SELECT key,
       CASE WHEN list_contains($among, kind) THEN 1 + count(*) FILTER (
           list_contains($among, other_kind) AND {stay} = 3
           AND coalesce(CASE $ties WHEN 'shared' THEN other_least > at_most ELSE other_least >= at_most END, false)
       ) END AS at_least,
       CASE WHEN list_contains($among, kind) THEN 1 + count(*) FILTER (
           list_contains($among, other_kind) AND {stay} > 0
           AND coalesce(CASE $ties WHEN 'shared' THEN other_most > at_least ELSE other_most >= at_least END, true)
       ) END AS at_most,
       any_value(sources) AS sources,
       CASE WHEN bool_or(
           list_contains($among, kind) AND list_contains($among, other_kind) AND {stay} > 0
           AND other_least = other_most AND at_least = at_most AND other_least = at_least) THEN 'tie' END AS mark
FROM compared
GROUP BY key, kind
