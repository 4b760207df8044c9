-- views and macros in memory, over the attached store: the current state of a campaign, as of an event
-- The cursor's variables choose: campaign (and of it what is declared here; `movement` as search keys, stages where
-- nominations begin), cutoff, as_of (event number), supposed.
SET VARIABLE campaign = NULL::STRUCT(
    id VARCHAR, unit_list VARCHAR, valid_months BIGINT, criteria BIGINT, movement VARCHAR[],
    stage_undated VARCHAR, stage_received VARCHAR
);

CREATE MACRO as_of() AS coalesce(getvariable('as_of')::BIGINT, 9223372036854775807);
CREATE MACRO cutoff() AS getvariable('cutoff')::DATE;

-- one number that names a file row: batch, sheet and row packed (rows stay below 2^20, sheets below 2^8)
CREATE MACRO source_of(batch, sheet, line) AS (batch << 28) + (sheet::BIGINT << 20) + line;

-- text for comparing names and words: lower case, no diacritics
CREATE MACRO search_key(words) AS lower(translate(strip_accents(words), 'Đđ', 'Dd'));

-- one row per batch of records that stands: brought in by then, not withdrawn by then
CREATE VIEW live_batch AS
WITH withdrawn AS (
    SELECT subject::BIGINT AS batch FROM store.event
    WHERE kind = 'import_withdrawn' AND seq <= as_of()
)
SELECT seq AS batch FROM store.event
WHERE kind = 'imported' AND campaign = getvariable('campaign').id AND seq <= as_of()
  AND seq NOT IN (SELECT batch FROM withdrawn);

-- one row per record that a standing batch has replaced
CREATE VIEW replaced AS
SELECT source_of(old_batch, old_sheet, old_line) AS source
FROM store.replaced WHERE batch IN (SELECT batch FROM live_batch);

-- one row per event whose time lies more than a minute before that of the event before it: the clock was set back
-- Less than a minute the machines that share a store may differ. What comes after what is told by the number alone.
CREATE VIEW clock_step AS
SELECT e.seq, e.acted_at, b.acted_at AS before_at
FROM store.event AS e JOIN store.event AS b ON b.seq = e.seq - 1
WHERE e.acted_at < b.acted_at - INTERVAL 1 MINUTE;

-- one row per act of the campaign, as of the event
CREATE VIEW act AS
SELECT seq, acted_at, who, kind, subject, body FROM store.event
WHERE campaign = getvariable('campaign').id AND seq <= as_of();

-- one row per reading that the Council has settled and not taken up again
CREATE VIEW ruling AS
SELECT subject AS reading, body ->> 'choice' AS choice, body ->> 'meeting' AS meeting,
       (body ->> 'held_on')::DATE AS held_on, body ->> 'reason' AS reason, who, seq
FROM (
    FROM act WHERE kind IN ('reading_ruled', 'reading_reopened')
    QUALIFY row_number() OVER (PARTITION BY subject ORDER BY seq DESC) = 1
)
WHERE kind = 'reading_ruled';

-- one row per judged condition of a case that the Council has answered and not taken up again
CREATE VIEW given_judgement AS
SELECT subject AS case_id, clause, condition, (body ->> 'holds')::BOOLEAN AS holds, body ->> 'meeting' AS meeting,
       (body ->> 'held_on')::DATE AS held_on, body ->> 'reason' AS reason, who, seq
FROM (
    SELECT *, body ->> 'clause' AS clause, body ->> 'condition' AS condition
    FROM act WHERE kind IN ('condition_judged', 'condition_reopened')
    QUALIFY row_number() OVER (PARTITION BY subject, clause, condition ORDER BY seq DESC) = 1
)
WHERE kind = 'condition_judged';

-- one row per judged condition of a case and its answer: what is supposed for a moment stands before what was given
CREATE VIEW judgement AS
WITH supposed AS (
    SELECT unnest(getvariable('supposed')::STRUCT(case_id VARCHAR, clause VARCHAR, condition VARCHAR, holds BOOLEAN)[],
                  recursive := true)
)
SELECT case_id, clause, condition, holds FROM supposed
UNION ALL
SELECT case_id, clause, condition, holds FROM given_judgement ANTI JOIN supposed USING (case_id, clause, condition);

-- one row per unit of the campaign's list
CREATE VIEW unit AS
SELECT code, name, kind, parent, longitude, latitude FROM store.unit
WHERE list = getvariable('campaign').unit_list;

-- one row per commune proper (xã): wards and townships are not counted
CREATE VIEW commune AS SELECT code, name, parent AS district FROM unit WHERE kind = 'xa';

-- one row per district or city
CREATE VIEW district AS SELECT code, name, kind FROM unit WHERE kind IN ('huyen', 'thanh_pho', 'thi_xa', 'quan');

CREATE VIEW assessment AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source FROM store.assessment
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW commune_event AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source,
       CASE WHEN kind = 'model_area' THEN coalesce(content, '') ELSE '' END AS area FROM store.commune_event
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW nomination AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source FROM store.nomination
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

-- one row per contribution that stands: `sure` where delivered and confirmed, `possible` where it is not a pledge
CREATE VIEW contribution AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source,
       coalesce(delivered, false) AND confirmed_by IS NOT NULL AS sure, coalesce(delivered, true) AS possible FROM store.contribution
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW earlier_award AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source,
       status = 'none' AS status_none FROM store.earlier_award
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW rating AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source FROM store.rating
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW evidence AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source FROM store.evidence
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW paper AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source FROM store.paper
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW closing_report AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source FROM store.closing_report
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

CREATE VIEW council_member AS
SELECT * EXCLUDE (batch, sheet, line), source_of(batch, sheet, line) AS source FROM store.council_member
WHERE batch IN (SELECT batch FROM live_batch)
  AND source_of(batch, sheet, line) NOT IN (SELECT source FROM replaced);

-- bits 0 to n-1 set: the mask of all criteria of a set
CREATE MACRO all_criteria() AS ((1::BIGINT << getvariable('campaign').criteria::INTEGER) - 1);

-- the mask of some criteria by number; of all where none is named
CREATE MACRO criteria_mask(numbers) AS (
    CASE WHEN len(numbers) = 0 THEN all_criteria()
         ELSE list_sum(list_transform(numbers, lambda n: 1::BIGINT << (n::INTEGER - 1)))::BIGINT END
);

-- one row per commune with an assessment on or before a day and not out of date by then: the latest one
-- Of two on one day the one by the later criteria set stands.
CREATE MACRO state_on(day) AS TABLE
SELECT unit, met & all_criteria() AS met, known & all_criteria() AS known, assessed_on, source
FROM assessment
WHERE assessed_on <= day AND assessed_on >= day - to_months(getvariable('campaign').valid_months::INTEGER)
QUALIFY row_number() OVER (PARTITION BY unit ORDER BY assessed_on DESC, criteria_set DESC) = 1;

-- one row per commune with an assessment of that very day: the baseline of a period
CREATE MACRO baseline_of(day) AS TABLE
SELECT unit, met & all_criteria() AS met, known & all_criteria() AS known, source
FROM assessment
WHERE assessed_on = day
QUALIFY row_number() OVER (PARTITION BY unit ORDER BY criteria_set DESC) = 1;

-- one row per commune and assessment of it, and one without for a commune that was never assessed
-- `standing` grows with the day, on one day with the criteria set.
CREATE VIEW assessment_of_commune AS
SELECT c.code AS commune, a.assessed_on, a.met & all_criteria() AS met,
       a.met & all_criteria() | ~(a.known & all_criteria()) AS maybe_met, a.source,
       (a.assessed_on - DATE '1900-01-01')::BIGINT * 65536 + a.criteria_set AS standing
FROM commune AS c LEFT JOIN assessment AS a ON a.unit = c.code;

-- what the assessment that is a commune's state on a day says, and what that of the baseline says: as `state_on`, `baseline_of`
CREATE MACRO state_of(said, standing, assessed_on, day) AS
    arg_max(said, standing) FILTER (
        assessed_on <= day AND assessed_on >= day - to_months(getvariable('campaign').valid_months::INTEGER));
CREATE MACRO baseline(said, standing, assessed_on, day) AS arg_max(said, standing) FILTER (assessed_on = day);

-- the days between which criteria are gained
CREATE MACRO end_of_gain(to_year) AS least(cutoff(), make_date(to_year::BIGINT, 12, 31));
CREATE MACRO start_of_gain(from_year) AS make_date((from_year - 1)::BIGINT, 12, 31);

-- one row per commune and event that speaks of it: its own, and lists declared complete for its district or the province
-- A commune of which nothing is said has one row without an event.
CREATE VIEW event_of_commune AS
SELECT c.code AS commune, e.kind, e.from_on, e.to_on, e.decision, e.source
FROM commune AS c LEFT JOIN commune_event AS e ON e.unit = c.code
UNION ALL
SELECT c.code, e.kind, e.from_on, e.to_on, e.decision, e.source
FROM commune AS c JOIN commune_event AS e ON e.district = c.district WHERE e.unit IS NULL
UNION ALL
SELECT c.code, e.kind, e.from_on, e.to_on, e.decision, e.source
FROM commune AS c CROSS JOIN commune_event AS e WHERE e.unit IS NULL AND e.district IS NULL;

-- whether a commune is on the list of especially disadvantaged communes, from a day to a day, when it counts
CREATE MACRO on_list(from_on, to_on, as_of_when, since_year) AS
    from_on <= cutoff()
    AND coalesce(to_on, cutoff())
        >= CASE as_of_when WHEN 'ever' THEN make_date(since_year::BIGINT, 1, 1) ELSE cutoff() END;

-- one row per commune: the day up to which the list of such events is declared complete for it, null if never
CREATE MACRO list_complete_until(declaration) AS TABLE
SELECT commune AS unit, max(from_on) FILTER (kind = declaration) AS until_on,
       list(source) FILTER (kind = declaration) AS sources
FROM event_of_commune
GROUP BY commune;

-- whether an earlier award is of a rank and movement that count, and whether it falls into a period; null where not said
CREATE MACRO award_counts(rank, lowest_rank, of_own_movement, least_rank, asked_movement) AS
    (rank >= least_rank OR lowest_rank >= least_rank) AND (asked_movement = 'any' OR of_own_movement);
CREATE MACRO years_fall(first_year, last_year, period_start, period_end) AS
    CASE WHEN first_year > period_end OR last_year < period_start THEN false
         WHEN first_year >= period_start OR last_year <= period_end THEN true
         WHEN first_year < period_start AND last_year > period_end THEN true END;
CREATE MACRO award_falls(dated_by, decision_year, from_year, to_year, period_start, period_end) AS
    CASE dated_by WHEN 'decision' THEN decision_year BETWEEN period_start AND period_end
                  ELSE years_fall(from_year, to_year, period_start, period_end) END;

-- the place of a rating on its ladder; a year before joining has none
CREATE MACRO rating_step(level) AS
    CASE level WHEN 'failed' THEN 1 WHEN 'limited' THEN 2 WHEN 'completed' THEN 3 WHEN 'good' THEN 4 WHEN 'excellent' THEN 5 END;

-- one row per commune and year, from the first year of any assessment to that of the cut-off: what was met then, at
-- least and at most, and whether the commune was recognised by then (1 or 0, at least and at most)
-- A year shows its last assessment, the year of the cut-off the valid state at the cut-off.
CREATE VIEW commune_year AS
WITH last_of_year AS (
    SELECT unit, year(assessed_on) AS year, met & all_criteria() AS met, known & all_criteria() AS known,
           assessed_on, source
    FROM assessment WHERE year(assessed_on) < year(cutoff())
    QUALIFY row_number() OVER (PARTITION BY unit, year(assessed_on) ORDER BY assessed_on DESC, criteria_set DESC) = 1
),
states AS (
    FROM last_of_year
    UNION ALL
    SELECT unit, year(cutoff()), met, known, assessed_on, source FROM state_on(cutoff())
),
years AS (
    SELECT year::INTEGER AS year, least(make_date(year, 12, 31), cutoff()) AS ends_on
    FROM (SELECT unnest(range(min(year), year(cutoff()) + 1)) AS year FROM states)
),
recognition AS (
    SELECT unit, min(from_on) AS since FROM commune_event WHERE kind = 'recognised' GROUP BY unit
)
SELECT c.code AS unit, c.name, c.district, y.year,
       bit_count(coalesce(s.met, 0)) AS met_at_least,
       bit_count((coalesce(s.met, 0) | ~coalesce(s.known, 0)) & all_criteria()) AS met_at_most,
       coalesce(r.since <= y.ends_on, false)::INTEGER AS recognised_at_least,
       (coalesce(r.since <= y.ends_on, false) OR coalesce(l.until_on < y.ends_on, true))::INTEGER AS recognised_at_most,
       s.assessed_on, s.source
FROM commune AS c
CROSS JOIN years AS y
LEFT JOIN states AS s ON s.unit = c.code AND s.year = y.year
LEFT JOIN recognition AS r ON r.unit = c.code
LEFT JOIN list_complete_until('recognised_list_complete') AS l ON l.unit = c.code;

-- where earlier awards are looked up: the unit itself for communes and districts, else the nomination
CREATE MACRO unit_as_holder(code) AS 'unit ' || code;
CREATE MACRO holder_of(subject, nomination, commune, district) AS (
    CASE subject WHEN 'commune' THEN unit_as_holder(commune) WHEN 'district' THEN unit_as_holder(district)
                 ELSE nomination END
);

-- one row per earlier award, or statement that there is none, with the holder it speaks of
CREATE VIEW award_history AS
WITH movements AS (
    SELECT movement,
           list_bool_or(list_transform(getvariable('campaign').movement::VARCHAR[],
                                       lambda w: contains(search_key(movement), search_key(w)))) AS is_own
    FROM earlier_award WHERE movement IS NOT NULL
    GROUP BY movement
),
of_units AS (
    SELECT code, holder_of(subject, code, commune, district) AS holder
    FROM nomination WHERE subject IN ('commune', 'district')
)
SELECT a.*, a.status = 'in_force' AS stands, coalesce(year(a.decided_on), a.decided_year) AS decision_year,
       m.is_own AS of_own_movement, coalesce(n.holder, a.nomination, unit_as_holder(a.unit)) AS holder,
       f.rank, (SELECT min(rank) FROM award_form) AS lowest_rank
FROM earlier_award AS a
LEFT JOIN of_units AS n ON n.code = a.nomination
LEFT JOIN award_form AS f ON f.form = a.form
LEFT JOIN movements AS m ON m.movement = a.movement;

-- one row per move of a nomination from stage to stage; `moved_on` is the day it happened, `acted_at` when it was recorded
CREATE VIEW nomination_move AS
SELECT seq, acted_at, who, subject AS nomination, body ->> 'from' AS from_stage, body ->> 'to' AS to_stage,
       body ->> 'kind' AS kind, body ->> 'why' AS why, (body ->> 'due')::DATE AS due_on, (body ->> 'on')::DATE AS moved_on
FROM store.event
WHERE kind = 'nomination_moved' AND campaign = getvariable('campaign').id AND seq <= as_of();

-- one row per nomination: the day its dossier came, by its record or by the first time it was received
CREATE VIEW nomination_receipt AS
WITH first_received AS (
    SELECT nomination, arg_min(moved_on, seq) AS received_on FROM nomination_move
    WHERE to_stage = getvariable('campaign').stage_received GROUP BY nomination
)
SELECT n.code, coalesce(n.received_on, f.received_on) AS received_on
FROM nomination AS n LEFT JOIN first_received AS f ON f.nomination = n.code;

-- one row per nomination: the stage it stands in, since when, and the move that brought it there (`moved` 0 if none)
CREATE VIEW nomination_stage AS
WITH latest AS (
    SELECT * FROM nomination_move QUALIFY row_number() OVER (PARTITION BY nomination ORDER BY seq DESC) = 1
)
SELECT n.code, n.name, n.proposer, n.subject, n.award,
       coalesce(m.to_stage, CASE WHEN n.received_on IS NULL THEN getvariable('campaign').stage_undated
                                 ELSE getvariable('campaign').stage_received END) AS stage,
       coalesce(m.moved_on, n.received_on) AS since, coalesce(m.seq, 0) AS moved,
       m.who, m.acted_at, m.from_stage, m.kind, m.why, m.due_on
FROM nomination AS n LEFT JOIN latest AS m ON m.nomination = n.code;

-- one row per proposing unit: the cluster (khối, cụm thi đua) that staff last put it into
CREATE VIEW unit_cluster AS
SELECT subject AS proposer, arg_max(body ->> 'cluster', seq) AS cluster FROM store.event
WHERE kind = 'unit_grouped' AND campaign = getvariable('campaign').id AND seq <= as_of()
GROUP BY subject;

-- one row per proposing unit and deadline moved for it alone: the day last set, why, by whom
CREATE VIEW deadline_extension AS
SELECT subject AS proposer, body ->> 'deadline' AS deadline, (body ->> 'until')::DATE AS until_on,
       body ->> 'why' AS why, who, acted_at
FROM store.event
WHERE kind = 'deadline_extended' AND campaign = getvariable('campaign').id AND seq <= as_of()
QUALIFY row_number() OVER (PARTITION BY subject, body ->> 'deadline' ORDER BY seq DESC) = 1;

-- one row per reminder sent to a proposing unit
CREATE VIEW unit_reminder AS
SELECT seq, acted_at, who, subject AS proposer, (body ->> 'on')::DATE AS sent_on, body ->> 'text' AS text
FROM store.event
WHERE kind = 'unit_reminded' AND campaign = getvariable('campaign').id AND seq <= as_of();

-- one row per note written beside a nomination
CREATE VIEW nomination_note AS
SELECT seq, acted_at, who, subject AS nomination, body ->> 'note' AS note
FROM store.event
WHERE kind = 'nomination_noted' AND campaign = getvariable('campaign').id AND seq <= as_of();

-- one row per pair of nominations that a person has compared: whether both are the same subject, why, by whom
CREATE VIEW identity_ruling AS
SELECT body ->> 'first' AS first, body ->> 'second' AS second, (body ->> 'same')::BOOLEAN AS same,
       body ->> 'why' AS why, who, acted_at
FROM store.event
WHERE kind = 'identity_ruled' AND campaign = getvariable('campaign').id AND seq <= as_of()
QUALIFY row_number() OVER (PARTITION BY subject ORDER BY seq DESC) = 1;
