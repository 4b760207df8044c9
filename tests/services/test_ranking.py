"""The rankings of districts, worked out again from the records; ties, exclusion, the city, unknowns, close calls."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.problems import Refused
from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.screening.compilation import Variant
from ntm_dash.services.campaigns import Campaign, campaign, prepare
from ntm_dash.services.progress import Extent, Growth
from ntm_dash.services.ranking import Changes, Ranked, Ranking, Turn, rankings, readings_of
from ntm_dash.services.screening import cases
from ntm_dash.storage.store import Store, open_store
from tests.screening.records import BASELINE, LATEST, World

CUTOFF = pd.Timestamp(2019, 7, 31)
FULL = (1 << 19) - 1
ONE = Extent(1, 1)

# ---------------------------------------------------------------- against the records of the demonstration


@pytest.fixture(scope="module")
def found(store: Store) -> tuple[Ranking, ...]:
    return rankings(store, campaign(store))


@pytest.fixture(scope="module")
def totals(store: Store) -> pd.DataFrame:
    """One row per district, out of the tables alone: communes, recognised and gained at least and at most."""
    cursor = store.scope().cursor
    units = cursor.execute("SELECT code, name, kind, parent FROM store.unit WHERE list = '2019'").df()
    assessed = cursor.execute("SELECT unit, assessed_on, criteria_set, met, known FROM store.assessment").df()
    events = cursor.execute("SELECT unit, district, kind, from_on FROM store.commune_event").df()
    assessed = assessed.sort_values(["assessed_on", "criteria_set"])
    valid = assessed["assessed_on"].between(CUTOFF - pd.DateOffset(months=12), CUTOFF)
    communes = units[units["kind"] == "xa"].set_index("code")
    for name, frame in (("now", assessed[valid]), ("was", assessed[assessed["assessed_on"] == "2015-12-31"])):
        last = frame.drop_duplicates("unit", keep="last").set_index("unit")
        met, known = (last[column].reindex(communes.index).fillna(0).astype(int) for column in ("met", "known"))
        communes[f"{name}_least"] = met.map(int.bit_count)
        communes[f"{name}_most"] = (met | (~known & FULL)).map(int.bit_count)
    communes["gained_least"] = communes["now_least"] - communes["was_most"]
    communes["gained_most"] = communes["now_most"] - communes["was_least"]
    recognised = events[(events["kind"] == "recognised") & (events["from_on"] <= CUTOFF)]["unit"]
    closed = events[(events["kind"] == "recognised_list_complete") & (events["from_on"] >= CUTOFF)]["district"]
    communes["recognised_least"] = communes.index.isin(recognised).astype(int)
    communes["recognised_most"] = (communes.index.isin(recognised) | ~communes["parent"].isin(closed)).astype(int)
    sums = ["recognised_least", "recognised_most", "gained_least", "gained_most"]
    by_district = communes.groupby("parent")[sums].sum()
    by_district["communes"] = communes.groupby("parent").size()
    return by_district


@pytest.mark.parametrize(("number", "measure"), [(0, "recognised"), (1, "gained")])
def test_each_district_has_the_total_and_the_places_of_its_records(
    found: tuple[Ranking, ...], totals: pd.DataFrame, number: int, measure: str
) -> None:
    low, high = (totals[f"{measure}_{end}"] / totals["communes"] for end in ("least", "most"))
    worked_out = {
        code: (
            row["communes"],
            Extent(row[f"{measure}_least"], row[f"{measure}_most"]),
            1 + sum(low.drop(code) > high[code]),
            1 + sum(high.drop(code) > low[code]),
        )
        for code, row in totals.iterrows()
    }
    said = {
        row.code: (row.communes, row.total, row.place.at_least, row.place.at_most)
        for row in found[number].rows
        if row.place
    }
    assert said == worked_out


def test_the_rows_stand_in_the_order_of_their_places(found: tuple[Ranking, ...]) -> None:
    for ranking in found:
        places = [(row.place.at_least, row.place.at_most) for row in ranking.rows if row.place]
        assert places == sorted(places)
        assert len(places) == 11


def test_a_district_is_eligible_as_its_case_says(store: Store, found: tuple[Ranking, ...]) -> None:
    best = {row.code: max(ranking.named(row.code).outcome for ranking in found) for row in found[0].rows}
    screened = {
        each.screened.district: each.screened.verdict
        for each in cases(store, campaign(store), all_units=True)
        if each.screened.case_id.startswith("unit ") and each.screened.subject == "district"
        if each.screened.award == "bang_khen_tinh"
    }
    assert {code: Verdict.of(outcome) for code, outcome in best.items()} == screened


def test_an_exclusion_names_its_decision_and_day(store: Store, found: tuple[Ranking, ...]) -> None:
    rows = store.scope().cursor.execute(
        "SELECT coalesce(n.district, a.unit), a.decision, a.decided_on FROM store.earlier_award AS a "
        "LEFT JOIN store.nomination AS n ON n.code = a.nomination AND n.subject = 'district' "
        "WHERE a.status = 'in_force' AND (n.code IS NOT NULL OR a.subject = 'district')"
    )
    given = set(rows.fetchall())
    assert {(row.code, each.decision, each.decided_on) for row in found[0].rows for each in row.awards} == given
    assert {row.code for row in found[0].rows if row.excluded} == {"178"}
    assert [row.name for row in found[0].rows if row.excluded] == ["Thành phố Lạng Sơn"]


def test_the_nominations_of_a_district_are_those_for_the_award_of_the_clause(
    store: Store, found: tuple[Ranking, ...]
) -> None:
    rows = store.scope().cursor.execute(
        "SELECT district, code FROM store.nomination WHERE subject = 'district' AND award = 'bang_khen_tinh'"
    )
    assert {(row.code, code) for row in found[0].rows for code in row.nominations} == set(rows.fetchall())


def test_a_unit_sees_its_own_nomination_beside_the_districts(store: Store) -> None:
    unit = Person("unit", "", Role.UNIT, "UBND huyện Bắc Sơn")
    shown = {row.code: row.nominations for row in rankings(store, campaign(store), (), unit)[0].rows if row.nominations}
    assert shown == {"185": ("BS-01",)}


def test_what_another_choice_would_change_is_what_it_does_change(store: Store, found: tuple[Ranking, ...]) -> None:
    in_force = campaign(store)
    for reading, choice in (
        ("rank-city", "out"),
        ("rank-exclusion", "before"),
        ("rank-ties", "two"),
        ("growth", "gross"),
    ):
        taken = rankings(store, in_force, [(reading, choice)])
        for before, after in zip(found, taken, strict=True):
            changed = {
                Turn(row.code, Verdict.of(row.outcome), Verdict.of(after.named(row.code).outcome))
                for row in before.rows
                if row.outcome is not after.named(row.code).outcome
            }
            assert set(before.turns.get(Variant(reading, choice), ())) == changed


def test_only_readings_that_the_rankings_know_are_offered(store: Store, found: tuple[Ranking, ...]) -> None:
    assert [reading.id for reading in readings_of(campaign(store), found)] == [
        "rank-exclusion",
        "rank-ties",
        "rank-city",
        "earlier-award",
        "award-period",
        "year-2019",
        "growth",
    ]
    assert "growth" not in {variant.reading for variant in found[0].turns}


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


def recognise(world: World, of: tuple[int, int], kind: str = "huyen", *, awards: object = "none") -> str:
    """A district of which so many communes of so many are recognised, its list complete, its award history known."""
    district = world.district(kind)
    for number in range(of[1]):
        commune = world.commune(district)
        if number < of[0]:
            world.event(commune, "recognised", date(2018, 1, 1))
    world.complete("recognised", district=district)
    if awards is not None:
        world.history(awards, unit=district)  # type: ignore[arg-type]
    return district


def by_share(store: Store, campaign: Campaign, *changes: tuple[str, str]) -> Ranking:
    share, _ = rankings(store, campaign, changes)
    return share


def places(ranking: Ranking) -> dict[str, tuple[int, int] | None]:
    return {row.code: (row.place.at_least, row.place.at_most) if row.place else None for row in ranking.rows}


def outcomes(ranking: Ranking) -> dict[str, Outcome]:
    return {row.code: row.outcome for row in ranking.rows}


AWARDED = [{"decided": date(2017, 2, 1)}]


def test_an_excluded_district_keeps_its_place_or_leaves_it_as_the_reading_says(small: Store) -> None:
    world = World("exclusion")
    first, second, third = (
        recognise(world, (9, 10), awards=AWARDED),
        recognise(world, (5, 10)),
        recognise(world, (4, 10)),
    )
    in_force = written(world, small)
    after = by_share(small, in_force)
    assert places(after) == {first: (1, 1), second: (2, 2), third: (3, 3)}
    assert outcomes(after) == {first: Outcome.UNMET, second: Outcome.MET, third: Outcome.UNMET}
    assert [after.named(code).excluded for code in (first, second, third)] == [True, False, False]
    assert [each.decided_on for each in after.named(first).awards] == [date(2017, 2, 1)]
    assert after.turns[Variant("rank-exclusion", "before")] == (Turn(third, Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE),)
    before = by_share(small, in_force, ("rank-exclusion", "before"))
    assert [places(before)[code] for code in (second, third)] == [(1, 1), (2, 2)]
    assert outcomes(before) == {first: Outcome.UNMET, second: Outcome.MET, third: Outcome.MET}


def test_an_award_of_2019_excludes_only_under_the_other_reading(small: Store) -> None:
    world = World("later-award")
    district = recognise(world, (1, 1), awards=[{"decided": date(2019, 2, 1)}])
    in_force = written(world, small)
    assert by_share(small, in_force).named(district).excluded is False
    assert by_share(small, in_force, ("year-2019", "yes")).named(district).excluded is True


def test_an_award_history_that_was_not_supplied_leaves_the_exclusion_open(small: Store) -> None:
    world = World("no-history")
    first, second = recognise(world, (2, 2), awards=None), recognise(world, (1, 2))
    in_force = written(world, small)
    row = by_share(small, in_force).named(first)
    assert (row.excluded, row.outcome) == (None, Outcome.UNKNOWN)
    before = by_share(small, in_force, ("rank-exclusion", "before"))
    assert places(before)[second] == (1, 2)
    assert before.named(second).waits_for == (first,)


def test_ties_share_the_better_place_and_the_next_is_skipped(small: Store) -> None:
    world = World("ties")
    first, same, third = recognise(world, (1, 2)), recognise(world, (2, 4)), recognise(world, (1, 4))
    in_force = written(world, small)
    found = by_share(small, in_force)
    assert places(found) == {first: (1, 1), same: (1, 1), third: (3, 3)}
    assert [row.place.tie for row in found.rows if row.place] == [True, True, False]


def test_of_three_that_are_tied_two_are_for_the_council_to_choose(small: Store) -> None:
    world = World("three-tied")
    tied = [recognise(world, (1, 2)) for _ in range(3)]
    found = by_share(small, written(world, small), ("rank-ties", "two"))
    assert outcomes(found) == dict.fromkeys(tied, Outcome.FOR_COUNCIL)
    assert places(found) == dict.fromkeys(tied, (1, 1))


def test_a_city_is_ranked_or_stands_apart_as_the_reading_says(small: Store) -> None:
    world = World("city")
    city = recognise(world, (3, 3), "thanh_pho")
    first, second = recognise(world, (2, 4)), recognise(world, (1, 4))
    in_force = written(world, small)
    inside = by_share(small, in_force)
    assert places(inside) == {city: (1, 1), first: (2, 2), second: (3, 3)}
    outside = by_share(small, in_force, ("rank-city", "out"))
    assert places(outside) == {first: (1, 1), second: (2, 2), city: None}
    apart = outside.named(city)
    assert (apart.outcome, apart.to_required, apart.to_better, apart.lead) == (Outcome.UNMET, None, None, None)
    assert outside.rows[-1] == apart


def test_a_district_whose_data_is_incomplete_is_a_range_and_not_last(small: Store) -> None:
    world = World("incomplete")
    first, second, third = recognise(world, (3, 4)), recognise(world, (2, 4)), recognise(world, (1, 4))
    silent = world.district()
    for _ in range(4):
        world.commune(silent)
    found = by_share(small, written(world, small))
    assert places(found) == {first: (1, 2), silent: (1, 4), second: (2, 3), third: (3, 4)}
    assert [row.code for row in found.rows] == [first, silent, second, third]
    row = found.named(silent)
    assert (row.total, row.open_communes, row.outcome) == (Extent(0, 4), 4, Outcome.UNKNOWN)
    assert {code: found.named(code).waits_for for code in (first, second, third, silent)} == {
        first: (silent,),
        second: (silent,),
        third: (silent,),
        silent: (silent,),
    }
    assert (found.datum, found.owner) == ("commune_event", "coordination_office")


def test_one_commune_is_told_as_one_commune(small: Store) -> None:
    world = World("one-commune")
    first, second, third, fourth = (recognise(world, (count, 10)) for count in (9, 5, 4, 2))
    found = by_share(small, written(world, small))
    assert (found.named(third).to_required, found.named(third).to_better) == (ONE, ONE)
    assert (found.named(fourth).to_required, found.named(fourth).to_better) == ((3, 3), (2, 2))
    assert (found.named(second).lead, found.named(second).to_better) == ((2, 2), (4, 4))
    assert (found.named(first).lead, found.named(first).to_better) == ((6, 6), None)


def test_a_tied_district_loses_its_place_with_one_commune(small: Store) -> None:
    world = World("tied-lead")
    first, second, third = recognise(world, (3, 4)), recognise(world, (2, 4)), recognise(world, (2, 4))
    found = by_share(small, written(world, small))
    assert [found.named(code).lead for code in (first, second, third)] == [(2, 2), ONE, ONE]


def test_growth_is_counted_in_criteria_as_the_reading_says(small: Store) -> None:
    world = World("growth")
    lost, kept, less = world.district(), world.district(), world.district()
    for district, was, now in ((lost, [1, 2], [2, 3, 4, 5]), (kept, [1], [1, 2, 3]), (less, [1], [1, 2])):
        commune = world.commune(district)
        world.assess(commune, BASELINE, was)
        world.assess(commune, LATEST, now)
    in_force = written(world, small)
    _, net = rankings(small, in_force)
    _, gross = rankings(small, in_force, [("growth", "gross")])
    assert [net.named(code).total for code in (lost, kept, less)] == [(2, 2), (2, 2), (1, 1)]
    assert [gross.named(code).total for code in (lost, kept, less)] == [(3, 3), (2, 2), (1, 1)]
    assert (net.growth, gross.growth) == (Growth(2016, 2020, "net"), Growth(2016, 2020, "gross"))
    assert (places(net)[kept], places(gross)[kept]) == ((1, 1), (2, 2))
    assert (net.measure, net.datum, net.owner) == ("average_gain", "assessment", "district")
    assert net.named(less).to_required == ONE


def test_a_reading_or_choice_that_is_not_there_is_refused(small: Store) -> None:
    world = World("refused")
    world.commune(world.district())
    in_force = written(world, small)
    wrong: list[Changes] = [[("rank-moon", "in")], [("rank-city", "maybe")]]
    for changes in wrong:
        with pytest.raises(Refused):
            rankings(small, in_force, changes)


def test_a_campaign_without_records_has_every_district_at_every_place(small: Store) -> None:
    world = World("empty")
    districts = [world.district() for _ in range(3)]
    for district in districts:
        world.commune(district)
    for ranking in rankings(small, written(world, small)):
        assert places(ranking) == dict.fromkeys(districts, (1, 3))
        assert [row.open_communes for row in ranking.rows] == [1, 1, 1]


def test_the_average_is_over_all_communes() -> None:
    row = Ranked("1", "-", 4, Extent(1, 3), 2, None, Outcome.UNKNOWN, None, (), False, (), None, None, None, ())
    assert row.average == (0.25, 0.75)
