"""Completeness: every cell counted again from the records; each kind of gap once; what turns a verdict is missing."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import Campaign, campaign, prepare
from ntm_dash.services.completeness import FORMS, Completeness, completeness
from ntm_dash.services.gaps import PROVINCE, Missing, Reason
from ntm_dash.services.nominations import chases
from ntm_dash.services.screening import cases
from ntm_dash.storage.store import Store, open_store
from tests.pages.records import proposing_units
from tests.screening.records import BASELINE, CUTOFF, LATEST, World

FULL = (1 << 19) - 1

# ---------------------------------------------------------------- against the records of the demonstration


@pytest.fixture(scope="module")
def found(store: Store) -> Completeness:
    return completeness(store, campaign(store), LOCAL)


def codes(found: Completeness, form: str, *reasons: str) -> set[str]:
    """The subjects that lack one of these things."""
    return {
        each.code
        for each in found.chosen(None, form).missing
        if not reasons or {reason.code for reason in each.reasons} & set(reasons)
    }


def test_communes_lack_what_their_assessments_lack(store: Store, found: Completeness) -> None:
    cursor = store.scope().cursor
    communes = cursor.execute("SELECT code, parent FROM store.unit WHERE list = '2019' AND kind = 'xa'").df()
    rows = cursor.execute("SELECT unit, assessed_on, criteria_set, known FROM store.assessment").df()
    rows = rows.sort_values(["assessed_on", "criteria_set"])
    cutoff = pd.Timestamp(CUTOFF)
    by_then = rows[rows["assessed_on"] <= cutoff]
    valid = by_then[by_then["assessed_on"] >= cutoff - pd.DateOffset(months=12)]
    now = valid.drop_duplicates("unit", keep="last")
    was = rows[rows["assessed_on"] == pd.Timestamp(BASELINE)].drop_duplicates("unit", keep="last")
    everyone = set(communes["code"])
    assert codes(found, "criteria", "never_assessed") == everyone - set(by_then["unit"])
    assert codes(found, "criteria", "too_old") == set(by_then["unit"]) - set(valid["unit"])
    assert codes(found, "criteria", "blanks") == set(now[now["known"] & FULL != FULL]["unit"])
    assert codes(found, "criteria", "no_baseline") == everyone - set(was["unit"])
    assert codes(found, "criteria", "baseline_blanks") == set(was[was["known"] & FULL != FULL]["unit"])
    sizes = communes.groupby("parent").size().to_dict()
    assert {place: found.cells[place, "criteria"].asked for place in found.places if place != PROVINCE} == sizes
    last = by_then.merge(communes, left_on="unit", right_on="code").groupby("parent")["assessed_on"].max()
    assert {place: found.cells[place, "criteria"].last_on for place in sizes} == {
        place: day.date() for place, day in last.items()
    }


def test_a_list_that_nobody_declared_complete_is_missing(store: Store, found: Completeness) -> None:
    declared = store.scope().cursor.execute(
        "SELECT district FROM store.commune_event "
        "WHERE kind = 'recognised_list_complete' AND from_on >= DATE '2019-07-31'"
    )
    without = set(found.places) - {PROVINCE} - {district for (district,) in declared.fetchall()}
    lists = [each for each in found.chosen(None, "commune_events").missing if each.kind == "list"]
    assert {(each.district, each.code, each.owner) for each in lists} == {
        (district, "recognised_list_complete", "coordination_office") for district in without
    }
    assert without == {"189"}


def test_nominations_are_asked_for_their_day_and_units_for_nominations(store: Store, found: Completeness) -> None:
    nominations = (
        store.scope()
        .cursor.execute(
            "SELECT code, coalesce(district, '') AS district, received_on FROM store.nomination "
            "WHERE award IN ('bang_khen_tinh', 'bang_khen_thu_tuong')"
        )
        .df()
    )
    assert codes(found, "nominations", "not_received") == set(nominations[nominations["received_on"].isna()]["code"])
    senders = {name for (name,) in store.scope().cursor.execute("SELECT proposer FROM store.nomination").fetchall()}
    units = [each for each in found.chosen(None, "nominations").missing if each.kind == "unit"]
    assert {each.code for each in units} == proposing_units() - senders
    silent = Counter(each.district for each in units)
    assert [each.code for each in units if each.district == "181"] == ["UBND huyện Bình Gia"]
    asked = (nominations.groupby("district").size() + pd.Series(silent).reindex(found.places, fill_value=0)).dropna()
    assert {place: found.cells[place, "nominations"].asked for place in asked.index} == asked.to_dict()


@pytest.mark.parametrize(
    ("form", "reason", "table", "lacking"),
    [
        ("contributions", "no_contributions", "contribution", "true"),
        ("ratings", "no_ratings", "rating", "true"),
    ],
)
def test_who_has_no_row_at_all_has_none_in_the_table(
    store: Store, found: Completeness, form: str, reason: str, table: str, lacking: str
) -> None:
    rows = store.scope().cursor.execute(f"SELECT DISTINCT nomination FROM store.{table}").fetchall()
    assert codes(found, form, reason) & {code for (code,) in rows} == set()


def test_who_has_no_history_of_awards_has_no_row_in_the_table(store: Store, found: Completeness) -> None:
    rows = store.scope().cursor.execute(
        "SELECT n.code FROM store.nomination AS n JOIN store.earlier_award AS a ON a.nomination = n.code "
        "OR (n.subject = 'commune' AND a.unit = n.commune) OR (n.subject = 'district' AND a.unit = n.district)"
    )
    assert codes(found, "earlier_awards", "no_history") & {code for (code,) in rows.fetchall()} == set()
    assert len(codes(found, "earlier_awards", "no_history")) == 11


def test_contributions_that_nobody_confirmed_are_counted(store: Store, found: Completeness) -> None:
    rows = store.scope().cursor.execute(
        "SELECT nomination, count(*) FROM store.contribution "
        "WHERE delivered IS NOT false AND confirmed_by IS NULL GROUP BY nomination"
    )
    counted = dict(rows.fetchall())
    said = {
        each.code: reason.detail
        for each in found.chosen(None, "contributions").missing
        for reason in each.reasons
        if reason.code == "unconfirmed"
    }
    assert said
    assert said == {code: counted[code] for code in said}


def test_dossiers_lack_papers_as_the_screening_says(store: Store, found: Completeness) -> None:
    screened = cases(store, campaign(store))
    assert codes(found, "papers") == {
        case.screened.nomination for case in screened if case.dossier and case.dossier.complete is not True
    }
    assert codes(found, "papers", "papers_unknown") == {
        case.screened.nomination for case in screened if case.dossier and case.dossier.complete is None
    }


def test_the_verdicts_that_turn_are_those_of_the_chase_list(store: Store, found: Completeness) -> None:
    owed = {code for chase in chases(store, campaign(store), LOCAL) for code in chase.cases}
    assert set(found.chosen(None, None).turns) == owed


def test_a_number_equals_the_list_that_it_opens(found: Completeness) -> None:
    for place in (*found.places, None):
        for form in (*FORMS, None):
            cell = found.chosen(place, form)
            assert cell.at_hand + len(cell.missing) == cell.asked
            assert len({(each.form, each.kind, each.code, each.district) for each in cell.missing}) == len(cell.missing)
            assert set(cell.turns) <= set(found.names)
            assert not cell.turns or cell.missing, "a verdict waits only for what is missing"
    total = found.chosen(None, None)
    assert total.asked == sum(cell.asked for cell in found.cells.values())
    assert total.missing == tuple(each for cell in found.cells.values() for each in cell.missing)


def test_a_unit_sees_gaps_of_its_own_nominations_and_of_places(store: Store, found: Completeness) -> None:
    unit = Person("unit", "", Role.UNIT, "UBND huyện Bắc Sơn")
    own = completeness(store, campaign(store), unit)
    named = {each.code for each in own.chosen(None, None).missing if each.kind in ("nomination", "unit")}
    assert named
    assert {code.partition("-")[0] for code in named} == {"BS"}
    for place in found.places:
        assert own.cells[place, "criteria"].asked == found.cells[place, "criteria"].asked


# ---------------------------------------------------------------- small provinces


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("small") / "ntm.duckdb")
    prepare(opened)
    yield opened
    opened.close()


def written(world: World, store: Store) -> Campaign:
    world.write(store)
    return campaign(store, world.name)


def missing(store: Store, world: World, form: str) -> list[Missing]:
    return list(completeness(store, written(world, store), LOCAL).chosen(None, form).missing)


@pytest.mark.parametrize(
    ("on", "known", "reasons"),
    [
        (None, FULL, [Reason("never_assessed")]),
        (date(2018, 7, 30), FULL, [Reason("too_old", date(2018, 7, 30))]),
        (date(2018, 7, 31), FULL, []),
        (LATEST, FULL & ~0b11, [Reason("blanks", (1, 2))]),
        (LATEST, FULL, []),
        (date(2019, 8, 1), FULL, [Reason("never_assessed")]),
    ],
)
def test_an_assessment_is_missing_too_old_or_blank(
    small: Store, on: date | None, known: int, reasons: list[Reason]
) -> None:
    world = World(f"assessment-{on}-{known}")
    commune = world.commune(world.district())
    world.add("assessment", unit=commune, assessed_on=BASELINE, criteria_set=491, met=0, known=FULL)
    if on:
        world.add("assessment", unit=commune, assessed_on=on, criteria_set=1980, met=0, known=known)
    # The baseline itself is an assessment by then, however old.
    expected = [Reason("too_old", BASELINE) if each.code == "never_assessed" else each for each in reasons]
    assert [list(each.reasons) for each in missing(small, world, "criteria")] == ([expected] if expected else [])


def test_a_commune_of_which_nothing_came_lacks_both_assessments(small: Store) -> None:
    world = World("silent")
    district = world.district()
    commune = world.commune(district)
    [item] = missing(small, world, "criteria")
    assert (item.code, item.owner, item.body) == (commune, "district", district)
    assert item.reasons == (Reason("never_assessed"), Reason("no_baseline", BASELINE))


@pytest.mark.parametrize(("until", "open_lists"), [(date(2019, 7, 30), 1), (CUTOFF, 0)])
def test_a_list_declared_complete_the_day_before_the_cut_off_is_not_complete(
    small: Store, until: date, open_lists: int
) -> None:
    world = World(f"lists-{until}")
    district = world.district()
    world.commune(district)
    world.complete("recognised", until, district)
    world.complete("disadvantaged", CUTOFF)
    items = missing(small, world, "commune_events")
    assert [each.reasons for each in items] == [(Reason("recognised_list_complete", until),)] * open_lists


@pytest.mark.parametrize(
    ("others", "turned"), [((3, None), [2]), ((None, None), [1, 2]), ((1, None), []), ((3, 2), [])]
)
def test_a_nomination_turns_on_the_data_of_the_district_that_may_pass_it(
    small: Store, others: tuple[int | None, ...], turned: list[int]
) -> None:
    """The first district has one of four communes recognised; it is among the first two unless both others pass it."""
    world = World(f"rank-{others}")
    districts = [world.district() for _ in range(3)]
    for district, recognised in zip(districts, (1, *others), strict=True):
        for number in range(4):
            commune = world.commune(district)
            if recognised is not None and number < recognised:
                world.event(commune, "recognised", date(2018, 1, 1))
        if recognised is not None:
            world.complete("recognised", district=district)
    nominee = {"subject": "district", "award": "bang_khen_tinh", "awards": "none"}
    world.nominate("N1", nominee, district=districts[0], commune="")
    found = completeness(small, written(world, small), LOCAL)
    waiting = [place for place in districts if "N1" in found.cells[place, "commune_events"].turns]
    assert waiting == [districts[number] for number in turned]


def test_council_members_are_missing_until_there_is_one(small: Store) -> None:
    without, with_one = World("no-council"), World("council")
    for world in (without, with_one):
        world.commune(world.district())
    with_one.add("council_member", name="A", role="chair")
    assert [each.reasons for each in missing(small, without, "council")] == [(Reason("no_council"),)]
    assert missing(small, with_one, "council") == []
