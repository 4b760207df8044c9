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
    SELECT u.code AS key, CASE $within WHEN 'district' THEN u.parent ELSE '' END AS peers_of,
           p.stays, coalesce(m.at_least, 0) AS at_least, m.at_most
    FROM unit AS u
    JOIN {peers} AS p ON p.key = u.code
    LEFT JOIN {measure} AS m ON m.key = u.code
    WHERE list_contains($among, u.kind)
),
compared AS (
    SELECT me.key, other.stays,
           CASE $ties WHEN 'shared' THEN other.at_least > me.at_most
                      ELSE other.at_least >= me.at_most END AS surely_before,
           CASE $ties WHEN 'shared' THEN other.at_most > me.at_least
                      ELSE other.at_most >= me.at_least END AS maybe_before,
           other.at_least = other.at_most AND me.at_least = me.at_most AND other.at_least = me.at_least AS equal
    FROM placed AS me
    LEFT JOIN placed AS other ON other.peers_of = me.peers_of AND other.key <> me.key
),
final AS (
    SELECT key,
           1 + count(*) FILTER (stays = 3 AND coalesce(surely_before, false)) AS at_least,
           1 + count(*) FILTER (stays > 0 AND coalesce(maybe_before, true)) AS at_most,
           CASE WHEN bool_or(equal AND stays > 0) THEN 'tie' END AS mark
    FROM compared GROUP BY key
)
SELECT final.key, final.at_least, final.at_most, {sources} AS sources, final.mark
FROM final LEFT JOIN {measure} AS m USING (key)
