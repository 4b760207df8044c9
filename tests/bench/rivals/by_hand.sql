-- one row per screened nomination: code and outcome (0 not eligible, 1 unknown, 2 for the Council, 3 eligible)
-- The guidance under the default readings, written by hand for this one document: each table is read once.
WITH happened AS (
    SELECT unit,
           min(from_on) FILTER (kind = 'recognised') AS recognised_on,
           bool_or(kind = 'advanced_plan') AS has_plan,
           bool_or(kind = 'model_area') AS has_area,
           bool_or(kind = 'disadvantaged' AND (to_on IS NULL OR to_on >= DATE '2016-01-01')) AS listed
    FROM commune_event
    WHERE from_on <= DATE '2019-07-31' AND unit IS NOT NULL
    GROUP BY unit
),
complete_lists AS (
    SELECT c.code AS unit,
           coalesce(bool_or(e.kind = 'recognised_list_complete' AND e.from_on >= DATE '2019-07-31'), false) AS of_recognised,
           coalesce(bool_or(e.kind = 'disadvantaged_list_complete' AND e.from_on >= DATE '2019-07-31'), false) AS of_disadvantaged
    FROM commune AS c
    LEFT JOIN commune_event AS e
      ON e.kind IN ('recognised_list_complete', 'disadvantaged_list_complete')
     AND (e.district = c.district OR e.district IS NULL)
    GROUP BY c.code
),
reviews AS (
    SELECT a.unit, arg_max(a.known & ~a.met & 524287 <> 0, a.criteria_set) AS surely_below,
           arg_max(a.met & 524287 <> 524287, a.criteria_set) AS maybe_below,
           arg_max(a.known & 524287 = 524287, a.criteria_set) AS complete
    FROM assessment AS a JOIN happened AS h ON h.unit = a.unit AND a.assessed_on > h.recognised_on
    WHERE a.assessed_on <= DATE '2019-07-31' AND (a.criteria_set <> 1980 OR a.assessed_on >= DATE '2016-01-01')
    GROUP BY a.unit, a.assessed_on
    UNION ALL
    SELECT e.unit, true, true, true
    FROM commune_event AS e JOIN happened AS h ON h.unit = e.unit AND e.from_on >= h.recognised_on
    WHERE e.kind = 'loss' AND e.from_on <= DATE '2019-07-31'
),
reviewed AS (
    SELECT unit, bool_or(surely_below) AS surely_below, bool_or(maybe_below) AS maybe_below, bool_or(complete) AS complete
    FROM reviews GROUP BY unit
),
now AS (
    SELECT unit, arg_max(met, (assessed_on, criteria_set)) & 524287 AS met,
           arg_max(known, (assessed_on, criteria_set)) & 524287 AS known
    FROM assessment WHERE assessed_on BETWEEN DATE '2018-07-31' AND DATE '2019-07-31'
    GROUP BY unit
),
baseline AS (
    SELECT unit, arg_max(met, criteria_set) & 524287 AS met, arg_max(known, criteria_set) & 524287 AS known
    FROM assessment WHERE assessed_on = DATE '2015-12-31'
    GROUP BY unit
),
states AS (
    SELECT c.code AS commune, c.district,
           coalesce(n.met, 0) AS met, coalesce(n.met | (524287 & ~n.known), 524287) AS maybe_met,
           coalesce(b.met, 0) AS was_met, coalesce(b.met | (524287 & ~b.known), 524287) AS maybe_was_met
    FROM commune AS c LEFT JOIN now AS n ON n.unit = c.code LEFT JOIN baseline AS b ON b.unit = c.code
),
communes AS (
    SELECT s.commune, s.district,
           CASE WHEN h.recognised_on IS NOT NULL THEN 3 WHEN l.of_recognised THEN 0 ELSE 1 END AS recognised,
           CASE WHEN h.listed THEN 3 WHEN l.of_disadvantaged THEN 0 ELSE 1 END AS disadvantaged,
           CASE WHEN h.has_plan THEN 3 ELSE 1 END AS has_plan,
           CASE WHEN h.has_area THEN 3 ELSE 1 END AS has_area,
           CASE WHEN r.surely_below THEN 0
                WHEN h.recognised_on IS NULL AND l.of_recognised THEN 3
                WHEN r.complete AND NOT r.maybe_below THEN 3 ELSE 1 END AS no_loss,
           bit_count(s.met)::INTEGER - bit_count(s.maybe_was_met) AS gained_least,
           bit_count(s.maybe_met)::INTEGER - bit_count(s.was_met) AS gained_most,
           CASE WHEN bit_count(s.met & ~s.maybe_was_met & 1536) = 2 THEN 3
                WHEN bit_count(s.maybe_met & ~s.was_met & 1536) < 2 THEN 0 ELSE 1 END AS income_and_poverty
    FROM states AS s
    LEFT JOIN complete_lists AS l ON l.unit = s.commune
    LEFT JOIN happened AS h ON h.unit = s.commune
    LEFT JOIN reviewed AS r ON r.unit = s.commune
),
district_figures AS (
    SELECT district, avg((recognised = 3)::INTEGER) AS share_least, avg((recognised > 0)::INTEGER) AS share_most,
           avg(gained_least) AS gain_least, avg(gained_most) AS gain_most
    FROM communes GROUP BY district
),
districts AS (
    SELECT a.district,
           CASE WHEN count(*) FILTER (b.share_most > a.share_least) < 2 THEN 3
                WHEN count(*) FILTER (b.share_least > a.share_most) >= 2 THEN 0 ELSE 1 END AS place_by_share,
           CASE WHEN count(*) FILTER (b.gain_most > a.gain_least) < 2 THEN 3
                WHEN count(*) FILTER (b.gain_least > a.gain_most) >= 2 THEN 0 ELSE 1 END AS place_by_gain
    FROM district_figures AS a LEFT JOIN district_figures AS b ON b.district <> a.district
    GROUP BY a.district
),
movements AS (
    SELECT movement, contains(search_key(movement), 'nong thon moi') OR contains(search_key(movement), 'ntm') AS own
    FROM (SELECT DISTINCT movement FROM earlier_award)
),
history AS (
    SELECT a.nomination, a.unit, a.status = 'in_force' AND coalesce(f.rank >= 2 AND m.own, true) AS maybe_counts,
           a.status = 'in_force' AND coalesce(f.rank >= 2 AND m.own, false) AS surely_counts,
           coalesce(year(a.decided_on), a.decided_year) AS decided
    FROM earlier_award AS a
    LEFT JOIN award_form AS f ON f.form = a.form
    LEFT JOIN movements AS m ON m.movement IS NOT DISTINCT FROM a.movement
),
held AS (
    SELECT CASE n.subject WHEN 'commune' THEN n.commune WHEN 'district' THEN n.district ELSE n.code END AS holder, h.*
    FROM history AS h JOIN nomination AS n ON n.code = h.nomination
    UNION ALL
    SELECT unit, * FROM history WHERE nomination IS NULL
),
earlier AS (
    SELECT holder,
           CASE WHEN bool_or(surely_counts AND coalesce(decided BETWEEN 2011 AND 2015, false)) THEN 0
                WHEN bool_or(maybe_counts AND coalesce(decided BETWEEN 2011 AND 2015, true)) THEN 1 ELSE 3 END AS none_2011_2015,
           CASE WHEN bool_or(surely_counts AND coalesce(decided BETWEEN 2016 AND 2018, false)) THEN 0
                WHEN bool_or(maybe_counts AND coalesce(decided BETWEEN 2016 AND 2018, true)) THEN 1 ELSE 3 END AS none_2016_2018
    FROM held GROUP BY holder
),
gifts AS (
    SELECT nomination, kind IN ('money', 'goods') AS liquid, value,
           coalesce(delivered, false) AND confirmed_by IS NOT NULL AND coalesce(year BETWEEN 2011 AND 2020, false) AS surely,
           coalesce(delivered, true) AND coalesce(year BETWEEN 2011 AND 2020, true) AS maybe
    FROM contribution
),
given AS (
    SELECT nomination,
           coalesce(sum(value) FILTER (surely), 0) AS all_least,
           CASE WHEN NOT bool_or(maybe AND value IS NULL) THEN coalesce(sum(value) FILTER (maybe), 0) END AS all_most,
           coalesce(sum(value) FILTER (surely AND liquid), 0) AS liquid_least,
           CASE WHEN NOT bool_or(maybe AND liquid AND value IS NULL)
                THEN coalesce(sum(value) FILTER (maybe AND liquid), 0) END AS liquid_most
    FROM gifts GROUP BY nomination
),
said AS (
    SELECT nomination,
           max(CASE WHEN number >= 1 OR (number IS NULL AND stated) THEN 3 WHEN number IS NULL AND stated IS NULL THEN 1 ELSE 0 END)
               FILTER (item = 'jobs') AS jobs,
           max(CASE WHEN number >= 1 OR (number IS NULL AND stated) THEN 3 WHEN number IS NULL AND stated IS NULL THEN 1 ELSE 0 END)
               FILTER (item = 'helped_commune') AS helped,
           max(CASE WHEN number >= 1 OR (number IS NULL AND stated) THEN 3 WHEN number IS NULL AND stated IS NULL THEN 1 ELSE 0 END)
               FILTER (item = 'model_area') AS area,
           max(CASE WHEN number >= 1000000000 THEN 3 WHEN number IS NULL AND coalesce(stated, true) THEN 1 ELSE 0 END)
               FILTER (item = 'income') AS income,
           max(CASE WHEN stated THEN 3 WHEN stated IS NULL THEN 1 ELSE 0 END) FILTER (item = 'linkage') AS linkage
    FROM evidence GROUP BY nomination
),
rated AS (
    SELECT nomination,
           CASE WHEN count(*) FILTER (level IN ('failed', 'limited', 'completed')) > 0 THEN 0
                WHEN count(*) = 8 THEN 3 ELSE 1 END AS never_below_good,
           CASE WHEN count(*) FILTER (level = 'excellent') >= 3 THEN 3
                WHEN count(*) FILTER (level = 'excellent') + 8 - count(*) < 3 THEN 0 ELSE 1 END AS three_excellent
    FROM rating WHERE year BETWEEN 2011 AND 2018 GROUP BY nomination
),
known AS (
    SELECT n.code, n.subject, n.award,
           coalesce(e.none_2011_2015, 1) AS none_2011_2015, coalesce(e.none_2016_2018, 1) AS none_2016_2018,
           coalesce(s.jobs, 1) AS jobs, coalesce(s.helped, 1) AS helped, coalesce(s.income, 1) AS income,
           coalesce(s.linkage, 1) AS linkage,
           coalesce(r.never_below_good, 1) AS never_below_good, coalesce(r.three_excellent, 1) AS three_excellent,
           coalesce(g.all_least, 0) AS all_least, g.all_most, coalesce(g.liquid_least, 0) AS liquid_least, g.liquid_most,
           c.recognised, c.disadvantaged, c.has_plan, greatest(c.has_area, coalesce(s.area, 1)) AS has_area, c.no_loss,
           c.gained_least, c.gained_most, c.income_and_poverty, d.place_by_share, d.place_by_gain
    FROM nomination AS n
    LEFT JOIN earlier AS e
      ON e.holder = CASE n.subject WHEN 'commune' THEN n.commune WHEN 'district' THEN n.district ELSE n.code END
    LEFT JOIN said AS s ON s.nomination = n.code
    LEFT JOIN rated AS r ON r.nomination = n.code
    LEFT JOIN given AS g ON g.nomination = n.code
    LEFT JOIN communes AS c ON c.commune = CASE n.subject WHEN 'commune' THEN n.commune END
    LEFT JOIN districts AS d ON d.district = CASE n.subject WHEN 'district' THEN n.district END
    WHERE n.award IN ('bang_khen_tinh', 'bang_khen_thu_tuong')
),
final AS (
    SELECT code,
           CASE WHEN award = 'bang_khen_tinh' THEN CASE
               WHEN subject IN ('department', 'mass_organisation') THEN least(2, none_2011_2015, none_2016_2018)
               WHEN subject = 'district' THEN least(none_2016_2018, greatest(place_by_share, place_by_gain))
               WHEN subject = 'commune' THEN greatest(
                   least(2, recognised, has_plan, has_area, no_loss),
                   CASE WHEN gained_least >= 10 THEN 3 WHEN gained_most < 10 THEN 0 ELSE 1 END,
                   least(disadvantaged, none_2016_2018, CASE WHEN gained_least >= 8 THEN 3 WHEN gained_most < 8 THEN 0 ELSE 1 END))
               WHEN subject = 'village' THEN 2
               WHEN subject = 'enterprise' THEN least(
                   linkage, jobs, CASE WHEN liquid_least >= 1000000000 THEN 3 WHEN liquid_most < 1000000000 THEN 0 ELSE 1 END)
               WHEN subject = 'household' THEN CASE WHEN all_least >= 400000000 THEN 3 WHEN all_most < 400000000 THEN 0 ELSE 1 END
               WHEN subject = 'official' THEN least(2, helped, none_2011_2015, none_2016_2018)
               ELSE CASE WHEN all_least >= 300000000 THEN 3 WHEN all_most < 300000000 THEN 0 ELSE 1 END END
           ELSE CASE
               WHEN subject = 'commune' THEN greatest(
                   least(2, recognised, has_plan, has_area, no_loss, none_2011_2015),
                   least(2, disadvantaged, income_and_poverty,
                         CASE WHEN gained_least >= 10 THEN 3 WHEN gained_most < 10 THEN 0 ELSE 1 END))
               WHEN subject = 'official' THEN least(2, never_below_good, three_excellent)
               WHEN subject = 'worker' THEN CASE WHEN all_least >= 500000000 THEN 3 WHEN all_most < 500000000 THEN 0 ELSE 1 END
               WHEN subject = 'household' THEN least(2, income, jobs)
               WHEN subject IN ('businessperson', 'enterprise') THEN least(
                   2, linkage, jobs, CASE WHEN liquid_least >= 1500000000 THEN 3 WHEN liquid_most < 1500000000 THEN 0 ELSE 1 END)
               ELSE 0 END END::TINYINT AS outcome
    FROM known
)
SELECT code, outcome FROM final
