"""The demonstration: true to what is published, with each case worth seeing, the same every time, ended for good."""

import csv
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest

from ntm_dash.domain.paths import DEMONSTRATION as DATA
from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Refused
from ntm_dash.domain.terms import Award, Subject, Verdict
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import FIRST_CAMPAIGN, campaign, campaigns, prepare, scope_of
from ntm_dash.services.demonstration import DEMONSTRATION, end_demonstration, start_demonstration
from ntm_dash.services.imports import imports
from ntm_dash.services.screening import Case, cases, tally
from ntm_dash.storage.backup import back_up, restore
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify

TODAY = date(2019, 9, 2)
CUTOFF = pd.Timestamp(2019, 7, 31)

Fact = dict[str, str]


def started(folder: Path) -> Store:
    opened = open_store(folder / "ntm.duckdb")
    prepare(opened)
    assert start_demonstration(opened, today=TODAY) == DEMONSTRATION
    return opened


@pytest.fixture(scope="module")
def found(store: Store) -> dict[str, Case]:
    """Every screened nomination by its code."""
    return {str(case.screened.nomination): case for case in cases(store, campaign(store, DEMONSTRATION))}


def codes(name: str) -> list[str]:
    return [each["code"] for each in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))[name]]


# ---------------------------------------------------------------- published facts


class Published:
    """The records of the demonstration as frames, read from the tables of the store without any of its views."""

    def __init__(self, store: Store) -> None:
        def frame(query: str) -> pd.DataFrame:
            return store.scope().cursor.execute(query).df()

        self.units = frame("SELECT code, name, kind, parent FROM store.unit WHERE list = '2019'").set_index("code")
        self.events = frame("SELECT unit, kind, from_on, to_on, decision FROM store.commune_event")
        assessed = frame("SELECT unit, assessed_on, criteria_set, met FROM store.assessment")
        assessed["count"] = assessed["met"].map(lambda met: int(met).bit_count())
        self.assessed = assessed.sort_values("criteria_set").drop_duplicates(["unit", "assessed_on"])

    def days(self, kind: str, unit: str | None = None) -> pd.Series:
        """When events of a kind were, by the unit's code."""
        of_kind = self.events[self.events["kind"] == kind].set_index("unit")["from_on"]
        return of_kind if unit is None else of_kind[of_kind.index == unit]

    def counts(self, day: pd.Timestamp) -> pd.Series:
        """How many criteria each commune met by its assessment of that day, by the set then in force."""
        return self.assessed[self.assessed["assessed_on"] == day].set_index("unit")["count"]

    def of_district(self, communes: pd.Index, district: str) -> list[str]:
        return [code for code in communes if self.units.loc[code, "parent"] == district]


def day_of(fact: Fact) -> pd.Timestamp | None:
    """The day a fact speaks of, where it tells the day."""
    said = fact["date"] if fact["date"].startswith("20") else f"{fact['year']}-{fact['date']}"
    try:
        return pd.Timestamp(date.fromisoformat(said))
    except ValueError:
        return None


def year_of(fact: Fact) -> int:
    return int(fact["year"].removeprefix("<=")[:4])


def end_of(fact: Fact) -> pd.Timestamp:
    return pd.Timestamp(year_of(fact), 12, 31)


def in_scope(fact: Fact) -> bool:
    """Sourced, and of a day up to the cut-off; a fact without a day counts from the first day of its year."""
    since = day_of(fact) or pd.Timestamp(year_of(fact), 1, 1)
    return fact["confidence"] in ("A", "A-") and since <= CUTOFF


def facts(name: str) -> list[Fact]:
    with (REFERENCE / f"published_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def appraised(fact: Fact, told: Published) -> bool:
    """All criteria at the end of that year, and recognised after the appraisal, not before."""
    met = told.counts(end_of(fact))[fact["commune_code"]] == int(fact["criteria_met"])
    day = day_of(fact)
    assert day is not None
    return met and list(told.days("recognised", fact["commune_code"]) > day) == [True]


def recognised(fact: Fact, told: Published) -> bool:
    """Recognised by the decision told, else in the year told and by the day of the ceremony; all criteria that year."""
    met = told.counts(end_of(fact))[fact["commune_code"]] == int(fact["criteria_met"])
    events = told.events[(told.events["unit"] == fact["commune_code"]) & (told.events["kind"] == "recognised")]
    [(on, decision)] = events[["from_on", "decision"]].itertuples(index=False, name=None)
    if fact["decision_date"]:
        return met and (on, decision) == (pd.Timestamp(fact["decision_date"]), fact["decision_number"])
    return met and on.year == year_of(fact) and on <= day_of(fact)


def recognised_by_the_end_of_the_year(fact: Fact, told: Published) -> bool:
    met = told.counts(end_of(fact))[fact["commune_code"]] == int(fact["criteria_met"])
    return met and list(told.days("recognised", fact["commune_code"]) <= end_of(fact)) == [True]


def pilot_of_the_advanced(fact: Fact, told: Published) -> bool:
    """Recognised by then, with a plan to become advanced of that year."""
    planned = told.days("advanced_plan", fact["commune_code"])
    return recognised_by_the_end_of_the_year({**fact, "criteria_met": "19"}, told) and list(
        planned.dt.year == year_of(fact)
    ) == [True]


def met_so_many(fact: Fact, told: Published) -> bool:
    day = day_of(fact)
    assert day is not None
    return bool(told.counts(day)[fact["commune_code"]] == int(fact["criteria_met"]))


def not_recognised_before(fact: Fact, told: Published) -> bool:
    """A commune that strives to meet the standard in a year has not been recognised before it."""
    return not any(told.days("recognised", fact["commune_code"]).dt.year < year_of(fact))


def leaves_no_record(fact: Fact, told: Published) -> bool:
    """A plan, a visit, or a figure that no form holds: nothing in the store could agree with it or contradict it."""
    return True


OF_COMMUNES: dict[str, Callable[[Fact, Published], bool]] = {
    "tham_dinh_dat": appraised,
    "dat_chuan_den_cuoi_nam": recognised_by_the_end_of_the_year,
    "cong_nhan_dat_chuan": recognised,
    "xa_diem_nang_cao": pilot_of_the_advanced,
    "so_tieu_chi": met_so_many,
    "xa_diem_phan_dau": not_recognised_before,
    "kiem_tra": leaves_no_record,  # a visit
}


def value_of(fact: Fact) -> int:
    return int(fact["value"])


def district_met_all(fact: Fact, told: Published) -> bool:
    day, district = day_of(fact), fact["district_code"]
    assert day is not None
    met, named = told.counts(day), told.days("recognised")
    return (
        len(told.of_district(met[met == 19].index, district))
        == len(told.of_district(named[named <= day].index, district))
        == value_of(fact)
    )


def district_recognised_that_year(fact: Fact, told: Published) -> bool:
    days = told.days("recognised")
    return len(told.of_district(days[days.dt.year == year_of(fact)].index, fact["district_code"])) == value_of(fact)


OF_DISTRICTS: dict[str, Callable[[Fact, Published], bool]] = {
    "so_xa_dat_19_tieu_chi": district_met_all,
    "so_xa_cong_nhan_them": district_recognised_that_year,
    "ke_hoach_xa_dat_chuan_moi_nam": leaves_no_record,  # a plan
}


def recognised_or_just_appraised(fact: Fact, told: Published) -> bool:
    """Those recognised by that day and those appraised on it; all of them had all criteria at the end of the year."""
    day = day_of(fact)
    days, met = told.days("recognised"), told.counts(end_of(fact))
    just_appraised = {each["commune_code"] for each in facts("commune_events") if each["event"] == "tham_dinh_dat"}
    together = set(days[days <= day].index) | just_appraised
    return len(together) == value_of(fact) and together == set(met[met == 19].index)


def recognised_that_day(fact: Fact, told: Published) -> bool:
    return int((told.days("recognised") == day_of(fact)).sum()) == value_of(fact)


def advanced_by_the_cutoff(fact: Fact, told: Published) -> bool:
    return int((told.days("advanced") <= CUTOFF).sum()) == value_of(fact)


def units_below_the_districts(fact: Fact, told: Published) -> bool:
    return int(told.units["kind"].isin(["xa", "thi_tran", "phuong"]).sum()) == value_of(fact)


def disadvantaged_through_the_years(fact: Fact, told: Published) -> bool:
    listed = told.events[told.events["kind"] == "disadvantaged"]
    standing = listed[(listed["from_on"] <= pd.Timestamp(2018, 1, 1)) & (listed["to_on"] >= pd.Timestamp(2019, 12, 31))]
    return standing["unit"].nunique() == value_of(fact)


OF_THE_PROVINCE: dict[str, Callable[[Fact, Published], bool]] = {
    "so_xa_dat_chuan_luy_ke": recognised_or_just_appraised,
    "so_xa_cong_nhan_trong_quyet_dinh": recognised_that_day,
    "so_xa_da_dat_nang_cao": advanced_by_the_cutoff,
    "tong_don_vi_cap_xa": units_below_the_districts,
    "so_xa_dac_biet_kho_khan": disadvantaged_through_the_years,
    "ke_hoach_so_xa_dat_chuan": leaves_no_record,  # a plan
    "so_thon_ban_khoi_pho": leaves_no_record,  # no form holds villages
    "so_thon_dac_biet_kho_khan": leaves_no_record,
    "so_huyen_ngheo": leaves_no_record,  # nor poor districts
    "dan_so": leaves_no_record,  # nor inhabitants
    "so_xa_khu_vuc_III_de_nghi": leaves_no_record,  # proposals of 2013, for a list before that of 2016
    "so_xa_khu_vuc_II_de_nghi": leaves_no_record,
    "so_thon_DBKK_de_nghi": leaves_no_record,
}

CHECKS = {
    "commune_events": ("event", OF_COMMUNES),
    "district_figures": ("figure", OF_DISTRICTS),
    "province_figures": ("figure", OF_THE_PROVINCE),
}


def test_it_agrees_with_every_published_fact_up_to_the_cutoff(store: Store) -> None:
    told = Published(store)
    checked = []
    for name, (column, checks) in CHECKS.items():
        for fact in filter(in_scope, facts(name)):
            assert checks[fact[column]](fact, told), fact
            checked.append(fact[column])
    assert set(checked) == set(chain(OF_COMMUNES, OF_DISTRICTS, OF_THE_PROVINCE)), "each check has a fact"
    assert len(checked) == 32


def test_every_published_commune_has_the_name_of_its_code(store: Store) -> None:
    told = Published(store)
    named = {
        fact["commune_code"]: fact["commune_name"] for fact in facts("commune_events") if fact["unit_list"] == "2019"
    }
    assert {code: f"Xã {told.units.loc[code, 'name']}" for code in named} == named


def test_it_does_not_run_ahead_of_what_was_published_later(store: Store) -> None:
    """Communes that were to be recognised only after the campaign are not recognised in it."""
    later = {"dang_ky_dat_chuan", "de_nghi_cong_nhan_2023"}
    waiting = {
        fact["commune_code"]
        for fact in facts("commune_events")
        if fact["event"] in later and fact["unit_list"] == "2019"
    }
    assert len(waiting) == 5
    assert waiting & set(Published(store).days("recognised").index) == set()


# ---------------------------------------------------------------- the records


def test_every_commune_has_results_for_every_year_but_for_the_gaps_that_are_cases(store: Store) -> None:
    told = Published(store)
    communes = set(told.units[told.units["kind"] == "xa"].index)
    assert len(communes) == 207
    days = [*(date(year, 12, 31) for year in range(2011, 2019)), date(2019, 6, 30)]
    missing = {(code, day) for day in days for code in communes - set(told.counts(pd.Timestamp(day)).index)}
    assert missing == {
        ("06043", date(2015, 12, 31)),
        ("06133", date(2018, 12, 31)),
        ("06133", date(2019, 6, 30)),
    }


def test_the_sets_are_those_in_force_and_some_baselines_are_scored_again(store: Store) -> None:
    rows = (
        store.scope()
        .cursor.execute("SELECT DISTINCT criteria_set, year(assessed_on) FROM store.assessment ORDER BY ALL")
        .fetchall()
    )
    assert rows == [(491, year) for year in range(2011, 2016)] + [(1980, year) for year in range(2015, 2020)]


def test_lists_are_declared_complete_but_for_the_recognitions_of_one_district(store: Store) -> None:
    declared = (
        store.scope()
        .cursor.execute(
            "SELECT kind, district FROM store.commune_event WHERE unit IS NULL AND from_on = DATE '2019-07-31'"
        )
        .fetchall()
    )
    districts = set(Published(store).units.query("kind in ('huyen', 'thanh_pho')").index)
    assert set(declared) == {("disadvantaged_list_complete", None)} | {
        ("recognised_list_complete", code) for code in districts - {"189"}
    }


def test_every_kind_of_subject_is_proposed_for_the_province_and_most_for_the_nation(store: Store) -> None:
    proposed = {
        (Award(award), Subject(subject))
        for award, subject in store.scope()
        .cursor.execute("SELECT DISTINCT award, subject FROM store.nomination")
        .fetchall()
    }
    assert {subject for award, subject in proposed if award == Award.PROVINCIAL} == set(Subject)
    assert {subject for award, subject in proposed if award == Award.NATIONAL} == set(Subject) - {
        Subject.DEPARTMENT,
        Subject.MASS_ORGANISATION,
        Subject.DISTRICT,
        Subject.CONTRIBUTOR,
    }
    assert {subject for award, subject in proposed if award == Award.CERTIFICATE} != set()


def test_nearly_all_units_have_sent_something(store: Store) -> None:
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        register = {row["name"] for row in csv.DictReader(file)}
    sent = {row[0] for row in store.scope().cursor.execute("SELECT proposer FROM store.nomination").fetchall()}
    assert sent - register == set()
    assert register - sent == {
        "UBND huyện Bình Gia",
        "Sở Ngoại vụ",
        "Sở Tư pháp",
        "Thanh tra tỉnh",
        "Ban Quản lý Khu KTCK Đồng Đăng - Lạng Sơn",
        "Liên đoàn Lao động tỉnh",
    }


def test_dossiers_came_between_june_and_the_day_after_the_deadline(store: Store) -> None:
    days = store.scope().cursor.execute("SELECT min(received_on), max(received_on) FROM store.nomination").fetchall()
    assert days == [(date(2019, 6, 16), date(2019, 8, 1))]


def test_the_council_has_nineteen_members_with_their_roles(store: Store) -> None:
    roles = store.scope().cursor.execute("SELECT role FROM store.council_member").fetchall()
    assert Counter(role for (role,) in roles) == {"chair": 1, "vice_chair": 4, "member": 13, "secretary": 1}


def test_all_of_it_came_in_by_imports_without_a_remark(store: Store) -> None:
    made = imports(store, campaign(store, DEMONSTRATION), LOCAL)
    assert [len(each.files) for each in reversed(made)] == [11, 2, 1, 1, 20, 38, 62, 40]
    assert {each.withdrawn_at for each in made} == {None}
    assert verify(store) == []


# ---------------------------------------------------------------- the cases worth seeing

ELIGIBLE, FOR_COUNCIL, UNKNOWN, NOT_ELIGIBLE = (
    Verdict.ELIGIBLE,
    Verdict.FOR_COUNCIL,
    Verdict.UNKNOWN,
    Verdict.NOT_ELIGIBLE,
)

EXPECTED: dict[str, tuple[Verdict, set[str], set[str]]] = {
    # code: verdict, flags, readings that the answer turns on
    "TP-01": (NOT_ELIGIBLE, set(), set()),
    "HL-01": (ELIGIBLE, set(), set()),
    "VQ-01": (ELIGIBLE, {"tie"}, {"rank-ties"}),
    "CL-01": (ELIGIBLE, {"tie"}, {"rank-ties"}),
    "VL-01": (UNKNOWN, set(), set()),
    "BS-01": (UNKNOWN, {"tie"}, {"rank-exclusion", "rank-city"}),
    "CLA-01": (UNKNOWN, {"tie"}, {"rank-exclusion", "rank-city"}),
    "DL-01": (UNKNOWN, {"deadline_day"}, {"deadline-day"}),
    "LB-01": (NOT_ELIGIBLE, set(), set()),
    "BS-02": (FOR_COUNCIL, {"rival_claim"}, set()),
    "BS-03": (FOR_COUNCIL, {"rival_claim"}, set()),
    "BS-04": (ELIGIBLE, set(), set()),
    "BS-05": (UNKNOWN, set(), set()),
    "HL-02": (NOT_ELIGIBLE, set(), {"no-loss"}),
    "HL-03": (FOR_COUNCIL, {"rival_claim"}, {"model-area"}),
    "HL-04": (ELIGIBLE, set(), set()),
    "CLA-02": (FOR_COUNCIL, {"both_levels", "rival_claim"}, set()),
    "CLA-03": (FOR_COUNCIL, {"both_levels", "rival_claim"}, set()),
    "CLA-04": (NOT_ELIGIBLE, set(), {"growth"}),
    "VQ-02": (ELIGIBLE, {"rival_claim"}, {"d3-scope"}),
    "LB-02": (ELIGIBLE, set(), {"disadvantaged-when"}),
    "LB-03": (UNKNOWN, set(), set()),
    "LB-04": (FOR_COUNCIL, set(), {"national-growth-period"}),
    "CL-03": (NOT_ELIGIBLE, set(), {"income-poverty", "national-growth-period"}),
    "TD-02": (UNKNOWN, set(), set()),
    "DL-02": (UNKNOWN, {"deadline_day", "rival_claim"}, {"deadline-day"}),
    "VL-02": (NOT_ELIGIBLE, set(), set()),
    "CL-10": (NOT_ELIGIBLE, set(), set()),
    "CL-11": (ELIGIBLE, set(), set()),
    "VQ-10": (ELIGIBLE, set(), set()),
    "HL-10": (NOT_ELIGIBLE, set(), {"enterprise-kinds"}),
    "HL-11": (ELIGIBLE, {"contribution_twice"}, set()),
    "HL-12": (ELIGIBLE, {"contribution_twice"}, set()),
    "BS-10": (NOT_ELIGIBLE, set(), set()),
    "BS-11": (FOR_COUNCIL, set(), {"worker-family"}),
    "TD-10": (UNKNOWN, set(), set()),
    "SNN-01": (UNKNOWN, set(), set()),
    "SNN-02": (FOR_COUNCIL, set(), {"ratings"}),
    "SNN-03": (NOT_ELIGIBLE, set(), {"official-contributor"}),
    "SNV-01": (UNKNOWN, {"exclusion_uncertain"}, set()),
    "SXD-01": (FOR_COUNCIL, set(), set()),
    "MT-01": (FOR_COUNCIL, {"later_award"}, {"year-2019"}),
    "SYT-01": (FOR_COUNCIL, set(), {"earlier-award"}),
    "SGD-01": (FOR_COUNCIL, {"later_award"}, {"award-period", "year-2019"}),
    "SKH-01": (UNKNOWN, {"exclusion_uncertain"}, set()),
    "LB-10": (NOT_ELIGIBLE, set(), set()),
    "LB-11": (FOR_COUNCIL, {"evidence_missing"}, set()),
    "LB-12": (FOR_COUNCIL, {"deadline_day"}, {"deadline-day"}),
    "VL-10": (FOR_COUNCIL, set(), set()),
}

FIGURES = {
    # code, condition of a clause: what is known of the figure, at least and at most
    ("TP-01", "3.2.1.c-1", "place"): (1, 1),
    ("HL-01", "3.2.1.c-2", "place"): (1, 1),
    ("VQ-01", "3.2.1.c-2", "place"): (2, 2),
    ("CL-01", "3.2.1.c-2", "place"): (2, 2),
    ("VL-01", "3.2.1.c-2", "place"): (2, 9),
    ("BS-01", "3.2.1.c-1", "place"): (2, 3),
    ("DL-01", "3.2.1.c-1", "place"): (1, 4),
    ("BS-04", "3.2.1.d-3", "gained"): (8, 8),
    ("BS-05", "3.2.1.d-2", "gained"): (9, 11),
    ("HL-04", "3.2.1.d-3", "gained"): (10, 10),
    ("HL-02", "3.2.1.d-1", "no_loss"): (1, 1),
    ("CLA-04", "3.2.1.d-2", "gained"): (9, 9),
    ("LB-03", "3.2.1.d-3", "gained"): (7, 9),
    ("TD-02", "3.2.1.d-3", "gained"): (-10, 9),
    ("CL-10", "3.2.2.b", "contributed"): (299_999_999, 299_999_999),
    ("CL-11", "3.2.2.b", "contributed"): (300_000_000, 300_000_000),
    ("VQ-10", "3.2.1.g", "contributed"): (400_000_000, 400_000_000),
    ("HL-10", "3.2.1.f", "contributed"): (700_000_000, 700_000_000),
    ("BS-10", "3.2.2.b", "contributed"): (250_000_000, 250_000_000),
    ("TD-10", "3.3.2-2", "contributed"): (260_000_000, 560_000_000),
    ("SNN-01", "3.3.2-1", "rated_good"): (0, 1),
    ("SNN-02", "3.3.2-1", "rated_excellent"): (3, 3),
    ("SXD-01", "3.2.1.a", "not_awarded_2016_2018"): (0, 0),
}


def test_the_cases_listed_are_those_told_and_those_tested() -> None:
    listed = tomllib.loads((DATA / "cases.toml").read_text(encoding="utf-8"))["cases"]
    assert list(listed) == list(EXPECTED)
    assert sorted(listed) == sorted(codes("dossiers"))
    assert {code for code, sentence in listed.items() if not sentence.endswith(".")} == set()


def test_every_case_has_its_verdict_flags_and_readings(found: dict[str, Case]) -> None:
    seen = {
        code: (found[code].screened.verdict, set(found[code].flags), set(found[code].turns_on)) for code in EXPECTED
    }
    assert seen == EXPECTED


def test_every_case_has_its_figures(found: dict[str, Case]) -> None:
    seen = {}
    for code, clause, condition in FIGURES:
        [finding] = [
            finding
            for finding in found[code].screened.findings
            if (finding.test.clause, finding.test.condition) == (clause, condition)
        ]
        seen[code, clause, condition] = (finding.at_least, finding.at_most)
    assert seen == FIGURES


def test_a_village_has_no_clause_for_the_national_award(found: dict[str, Case]) -> None:
    assert [code for code, case in found.items() if not case.screened.has_clause] == ["LB-10"]


def test_dossiers_and_days_of_the_cases_about_them(found: dict[str, Case]) -> None:
    asked = ("CL-11", "VQ-10", "VL-10", "LB-11", "LB-12")
    seen = {}
    for code in asked:
        dossier = found[code].dossier
        assert dossier is not None
        short = [(str(gap.kind), gap.required, gap.at_most) for gap in dossier.missing]
        seen[code] = (dossier.complete, short, found[code].received_on, found[code].on_time)
    assert seen == {
        "CL-11": (True, [], date(2019, 7, 18), True),
        "VQ-10": (False, [("summary_report", 2, 1)], date(2019, 7, 12), True),
        "VL-10": (False, [("achievement_report", 3, 2)], date(2019, 7, 24), True),
        "LB-11": (True, [], date(2019, 8, 1), False),
        "LB-12": (True, [], date(2019, 7, 31), False),
    }


def test_every_reading_of_the_rulebook_turns_some_case(store: Store, found: dict[str, Case]) -> None:
    readings = {reading.id for reading in campaign(store, DEMONSTRATION).rulebook.readings}
    assert {reading for case in found.values() for reading in case.turns_on} == readings


def test_about_250_nominations_are_spread_over_the_verdicts(found: dict[str, Case]) -> None:
    counts = tally(list(found.values()))
    shares = {verdict: round(100 * count / len(found)) for verdict, count in counts.items()}
    assert len(found) == 251
    assert shares == {ELIGIBLE: 25, FOR_COUNCIL: 28, UNKNOWN: 24, NOT_ELIGIBLE: 23}


# ---------------------------------------------------------------- starting and ending


def test_two_starts_bring_the_same_records(store: Store, tmp_path: Path) -> None:
    def told(opened: Store) -> list[tuple[str, str, str]]:
        return [(row[4], row[7], row[8]) for row in opened.scope().rows("journal")]

    again = started(tmp_path)
    assert told(again) == told(store)
    again.close()


def test_a_second_start_is_refused_and_changes_nothing(store: Store) -> None:
    before = store.version()
    with pytest.raises(Refused) as refusal:
        start_demonstration(store, today=TODAY)
    assert [problem.code for problem in refusal.value.problems] == ["campaign_exists"]
    assert store.version() == before


def test_records_of_the_future_start_nothing(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "ntm.duckdb")
    prepare(opened)
    before = opened.version()
    with pytest.raises(Refused) as refusal:
        start_demonstration(opened, today=date(2019, 7, 31) - timedelta(days=1))
    assert {problem.code for problem in refusal.value.problems} == {"date_future"}
    assert opened.version() == before
    assert [each.id for each in campaigns(opened)] == [FIRST_CAMPAIGN]
    opened.close()


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Iterator[Store]:
    """A store of its own with the demonstration in it."""
    back_up(store, tmp_path / "ntm.duckdb")
    opened = open_store(tmp_path / "ntm.duckdb")
    yield opened
    opened.close()


def test_ending_leaves_an_empty_campaign_to_work_in_and_the_records_readable(copy: Store, tmp_path: Path) -> None:
    before = cases(copy, campaign(copy, DEMONSTRATION))
    assert campaign(copy).id == DEMONSTRATION
    _, working = end_demonstration(copy, by=LOCAL, backup_folder=tmp_path / "backups")
    assert working == campaign(copy).id == FIRST_CAMPAIGN
    assert [(each.id, each.illustrative, each.ended) for each in campaigns(copy)] == [
        (FIRST_CAMPAIGN, False, False),
        (DEMONSTRATION, True, True),
    ]
    assert imports(copy, campaign(copy), LOCAL) == []
    assert scope_of(copy, campaign(copy)).cursor.execute("SELECT count(*) FROM nomination").fetchall() == [(0,)]
    assert cases(copy, campaign(copy, DEMONSTRATION)) == before
    assert [(row[3], row[4], row[5]) for row in copy.scope().rows("journal")][-1] == (
        LOCAL.signature,
        "campaign_ended",
        DEMONSTRATION,
    )
    assert verify(copy) == []


def test_the_backup_of_the_ending_brings_the_demonstration_back(copy: Store, tmp_path: Path) -> None:
    before = copy.version()
    backup, _ = end_demonstration(copy, by=LOCAL, backup_folder=tmp_path / "backups")
    assert backup.parent == tmp_path / "backups"
    restore(copy.path, backup)
    again = open_store(copy.path)
    assert again.version() == before
    assert campaign(again).id == DEMONSTRATION
    assert verify(again) == []
    again.close()


def test_what_has_ended_cannot_end_again_and_no_backup_is_made(copy: Store, tmp_path: Path) -> None:
    end_demonstration(copy, by=LOCAL, backup_folder=tmp_path / "backups")
    before = copy.version()
    with pytest.raises(Refused) as refusal:
        end_demonstration(copy, by=LOCAL, backup_folder=tmp_path / "again")
    assert [problem.code for problem in refusal.value.problems] == ["campaign_not_standing"]
    assert copy.version() == before
    assert not (tmp_path / "again").exists()


def test_a_store_without_the_demonstration_has_none_to_end(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "ntm.duckdb")
    prepare(opened)
    with pytest.raises(Refused) as refusal:
        end_demonstration(opened, by=LOCAL, backup_folder=tmp_path / "backups")
    assert [problem.code for problem in refusal.value.problems] == ["campaign_unknown"]
    assert not (tmp_path / "backups").exists()
    opened.close()
