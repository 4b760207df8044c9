"""Progress: its figures are those of the records, worked out again from the tables; what is missing stays a range."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ntm_dash.domain.terms import Outcome
from ntm_dash.services.campaigns import Campaign, campaign, prepare
from ntm_dash.services.criteria import Standing, standing
from ntm_dash.services.progress import Commune, Extent, Growth, Place, Province, progress
from ntm_dash.services.years import PROVINCE, band_floors, banded, bands
from ntm_dash.storage.store import Store, open_store
from tests.screening.records import BASELINE, LATEST, World

CUTOFF = pd.Timestamp(2019, 7, 31)
FULL = (1 << 19) - 1


@pytest.fixture(scope="module")
def province(store: Store, invented: Campaign) -> Province:
    return progress(store, invented)


# ---------------------------------------------------------------- against the records of the demonstration


@dataclass
class Records:
    """The records of the demonstration as frames, read without any view, and one row per commune worked out of them."""

    units: pd.DataFrame
    assessed: pd.DataFrame
    events: pd.DataFrame
    communes: pd.DataFrame


@pytest.fixture(scope="module")
def records(store: Store) -> Records:
    cursor = store.scope().cursor
    units = cursor.execute("SELECT code, name, kind, parent FROM store.unit WHERE list = '2019'").df()
    assessed = cursor.execute("SELECT unit, assessed_on, criteria_set, met, known FROM store.assessment").df()
    events = cursor.execute("SELECT unit, district, kind, from_on, to_on FROM store.commune_event").df()
    assessed = assessed.sort_values(["assessed_on", "criteria_set"])
    valid = assessed["assessed_on"].between(CUTOFF - pd.DateOffset(months=12), CUTOFF)
    now = assessed[valid].drop_duplicates("unit", keep="last").set_index("unit")
    was = assessed[assessed["assessed_on"] == "2015-12-31"].drop_duplicates("unit", keep="last").set_index("unit")
    communes = units[units["kind"] == "xa"].set_index("code")
    for name, frame in (("now", now), ("was", was)):
        met, known = (frame[column].reindex(communes.index).fillna(0).astype(int) for column in ("met", "known"))
        communes[f"{name}_least"] = met.map(int.bit_count)
        communes[f"{name}_most"] = (met | (~known & FULL)).map(int.bit_count)
    communes["gain_least"] = communes["now_least"] - communes["was_most"]
    communes["gain_most"] = communes["now_most"] - communes["was_least"]
    recognised = events[(events["kind"] == "recognised") & (events["from_on"] <= CUTOFF)]["unit"]
    closed = events[(events["kind"] == "recognised_list_complete") & (events["from_on"] >= CUTOFF)]["district"]
    assert closed.notna().all(), "each district declares for itself"
    communes["recognised"] = communes.index.isin(recognised)
    communes["recognised_most"] = communes["recognised"] | ~communes["parent"].isin(closed)
    communes["assessed"] = communes.index.isin(now.index)
    return Records(units, assessed, events, communes)


def extent(frame: pd.DataFrame, least: str, most: str) -> Extent:
    return Extent(frame[least].mean(), frame[most].mean())


def test_each_district_has_the_figures_of_its_communes(province: Province, records: Records) -> None:
    said = {
        code: (
            len(each.communes),
            each.recognised,
            each.full,
            each.unassessed,
            *(pytest.approx(figure) for figure in (each.share, each.average, each.gain, each.average_gain)),
        )
        for code, each in province.districts.items()
    }
    worked_out = {}
    for code, of in records.communes.groupby("parent"):
        gain = extent(of, "gain_least", "gain_most")
        worked_out[code] = (
            len(of),
            Extent(of["recognised"].sum(), of["recognised_most"].sum()),
            Extent((of["now_least"] == 19).sum(), (of["now_most"] == 19).sum()),
            (~of["assessed"]).sum(),
            extent(of, "recognised", "recognised_most"),
            extent(of, "now_least", "now_most"),
            gain,
            gain,
        )
    assert said == worked_out


def test_the_province_has_the_figures_of_all_communes(province: Province, records: Records) -> None:
    everyone = records.communes
    assert {commune.code for commune in province.communes} == set(everyone.index)
    assert province.recognised == (everyone["recognised"].sum(), everyone["recognised_most"].sum())
    assert province.average == pytest.approx(extent(everyone, "now_least", "now_most"))
    assert province.average_gain == pytest.approx(extent(everyone, "gain_least", "gain_most"))
    assert province.growth == Growth(2016, 2020, "net")
    assert province.growth.baseline == BASELINE


def test_each_commune_has_the_figures_of_its_assessments(province: Province, records: Records) -> None:
    columns = ["now_least", "now_most", "gain_least", "gain_most", "recognised", "recognised_most"]
    said = {each.code: (*each.met, *each.gained, *each.recognised) for each in province.communes}
    assert said == {row[0]: tuple(map(int, row[1:])) for row in records.communes[columns].itertuples()}


def places(figures: dict[str, Extent]) -> dict[str, tuple[int, int, bool]]:
    """The places each may have, and whether another surely has the same figure."""
    ranked = {}
    for code, own in figures.items():
        others = [each for other, each in figures.items() if other != code]
        ranked[code] = (
            1 + sum(each.at_least > own.at_most for each in others),
            1 + sum(each.at_most > own.at_least for each in others),
            own.certain and own in others,
        )
    return ranked


@pytest.mark.parametrize("measure", ["share", "gain"])
def test_a_place_is_the_range_that_the_figures_of_all_districts_leave(province: Province, measure: str) -> None:
    found = {code: getattr(each, f"{measure}_place") for code, each in province.districts.items()}
    said = {code: (place.at_least, place.at_most, place.tie) for code, place in found.items()}
    assert said == places({code: getattr(each, measure) for code, each in province.districts.items()})
    assert {place.required for place in found.values()} == {2}
    outcomes = {
        code: Outcome.MET if place.at_most <= 2 else Outcome.UNMET if place.at_least > 2 else Outcome.UNKNOWN
        for code, place in found.items()
    }
    assert {code: place.outcome for code, place in found.items()} == outcomes


def test_goals_are_reached_by_surely_new_criteria_and_the_lower_one_by_listed_communes_only(
    province: Province,
) -> None:
    asked = [(goal.clause, goal.required, goal.disadvantaged_only) for goal in province.goals]
    assert asked == [("3.2.1.d-2", 10, False), ("3.2.1.d-3", 8, True)]

    def reached(commune: Commune) -> tuple[str, ...]:
        gained, listed = commune.gained.at_least, commune.disadvantaged.at_least == 1
        return tuple(clause for clause, required, only in asked if gained >= required and (listed or not only))

    assert {each.code: each.reached for each in province.communes} == {
        each.code: reached(each) for each in province.communes
    }
    assert {each.reached for each in province.communes} >= {(), ("3.2.1.d-2",), ("3.2.1.d-3",)}


def test_bands_count_every_commune_of_every_year_and_the_unsure_apart(
    store: Store, invented: Campaign, records: Records
) -> None:
    def band(count: int) -> int:
        return next(floor for floor in (19, 15, 10, 5, 0) if floor <= count)

    assessed = records.assessed
    yearly = assessed[assessed["assessed_on"] < "2019-01-01"].copy()
    yearly["year"] = yearly["assessed_on"].dt.year
    yearly = yearly.drop_duplicates(["unit", "year"], keep="last")
    counted: dict[tuple[str, int, int | None], int] = {}
    for code, row in records.communes.iterrows():
        ends = {2019: (row["now_least"], row["now_most"])}
        for each in yearly[yearly["unit"] == code].itertuples():
            ends[each.year] = int(each.met).bit_count(), (int(each.met) | (~int(each.known) & FULL)).bit_count()
        for year in range(yearly["year"].min(), 2020):
            low, high = (band(end) for end in ends.get(year, (0, 19)))
            key = (row["parent"], year, low if low == high else None)
            counted[key] = counted.get(key, 0) + 1
    told = banded(store, invented)
    assert {
        (district, year, band): communes
        for district, by_year in told.items()
        if district != PROVINCE
        for year, by_band in by_year.items()
        for band, communes in by_band.items()
    } == counted
    assert {year: sum(by_band.values()) for year, by_band in told[PROVINCE].items()} == dict.fromkeys(
        range(2011, 2020), len(records.communes)
    )
    found = bands(store, invented)
    assert {
        (row.district, row.year, None if pd.isna(row.band) else row.band): row.communes for row in found.itertuples()
    } == counted


def test_bands_have_no_floor_above_all_criteria() -> None:
    assert band_floors(19) == [19, 15, 10, 5, 0]
    assert band_floors(10) == [10, 5, 0]


def test_cities_stand_before_districts_and_names_in_the_order_of_the_alphabet(province: Province) -> None:
    assert [each.name.removeprefix("Huyện ") for each in province.districts.values()] == [
        "Thành phố Lạng Sơn",
        "Bắc Sơn",
        "Bình Gia",
        "Cao Lộc",
        "Chi Lăng",
        "Đình Lập",
        "Hữu Lũng",
        "Lộc Bình",
        "Tràng Định",
        "Văn Lãng",
        "Văn Quan",
    ]


# ---------------------------------------------------------------- small provinces


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "ntm.duckdb")
    prepare(opened)
    yield opened
    opened.close()


def written(world: World, store: Store) -> Campaign:
    world.write(store)
    return campaign(store, world.name)


def only(province: Province) -> Commune:
    [commune] = province.communes
    return commune


def test_a_criterion_is_gained_kept_lost_or_unknown_beside_the_baseline(small: Store) -> None:
    world = World("standings")
    commune = world.commune(world.district())
    world.assess(commune, BASELINE, [1, 2, 5], unknown=[4])
    world.assess(commune, LATEST, [1, 3, 4], unknown=[6])
    found = only(progress(small, written(world, small)))
    assert [standing(found.now, found.baseline, number) for number in range(1, 8)] == [
        Standing.KEPT,
        Standing.LOST,
        Standing.GAINED,
        Standing.MET,
        Standing.LOST,
        Standing.UNKNOWN,
        Standing.UNMET,
    ]


def test_growth_follows_the_reading_in_force(small: Store) -> None:
    world = World("readings")
    commune = world.commune(world.district())
    world.assess(commune, BASELINE, [1, 2])
    world.assess(commune, LATEST, [2, 3, 4, 5])
    net = written(world, small)
    gross = replace(net, choices={**net.choices, "growth": "gross"})
    assert only(progress(small, net)).gained == (2, 2)
    assert only(progress(small, gross)).gained == (3, 3)
    assert progress(small, gross).growth == Growth(2016, 2020, "gross")


def test_a_baseline_scored_again_by_the_later_set_stands(small: Store) -> None:
    world = World("rescored")
    commune = world.commune(world.district())
    world.assess(commune, BASELINE, 8)
    world.assess(commune, BASELINE, 5, set=1980)
    world.assess(commune, LATEST, 12)
    assert only(progress(small, written(world, small))).gained == (7, 7)


def test_a_commune_without_assessments_is_not_at_zero(small: Store) -> None:
    world = World("missing")
    district = world.district()
    silent, known = world.commune(district), world.commune(district)
    world.assess(known, BASELINE, 5)
    world.assess(known, LATEST, 9)
    world.assess(silent, date(2018, 7, 30), 19)
    found = progress(small, written(world, small))
    assert [(each.code, each.now is None, each.met, each.gained) for each in found.communes] == [
        (known, False, (9, 9), (4, 4)),
        (silent, True, (0, 19), (-19, 19)),
    ]
    assert (found.unassessed, found.average, found.full) == (1, (4.5, 14), (0, 1))
    assert found.answers(1) == [True, None]


def test_a_district_that_sent_nothing_is_not_ranked_last(small: Store) -> None:
    world = World("silent")
    for gained in (4, 3, 2):
        commune = world.commune(world.district())
        world.assess(commune, BASELINE, 5)
        world.assess(commune, LATEST, 5 + gained)
    world.commune(world.district())
    found = progress(small, written(world, small)).districts.values()
    gains = [each.gain_place for each in found]
    assert [(place.at_least, place.at_most) for place in gains if place] == [(1, 2), (2, 3), (3, 4), (1, 4)]


def test_equal_districts_share_the_better_place_and_are_said_to_be_tied(small: Store) -> None:
    world = World("ties")
    for recognised in (True, True, False):
        district = world.district()
        commune = world.commune(district)
        if recognised:
            world.event(commune, "recognised", date(2018, 1, 1))
        world.complete("recognised", district=district)
    found = progress(small, written(world, small)).districts.values()
    shares = [each.share_place for each in found]
    assert shares == [
        Place(1, 1, True, Outcome.MET, 2, "III.3.2.1.c, gạch đầu dòng 1"),
        Place(1, 1, True, Outcome.MET, 2, "III.3.2.1.c, gạch đầu dòng 1"),
        Place(3, 3, False, Outcome.UNMET, 2, "III.3.2.1.c, gạch đầu dòng 1"),
    ]


def test_a_city_has_no_place_where_only_districts_are_ranked(small: Store) -> None:
    world = World("city")
    city, district = world.district("thanh_pho"), world.district()
    world.commune(city), world.commune(district)
    in_force = written(world, small)
    out = replace(in_force, choices={**in_force.choices, "rank-city": "out"})
    found = progress(small, out).districts
    assert found[city].share_place is None
    assert found[city].gain_place is None
    assert found[district].share_place == Place(1, 1, False, Outcome.MET, 2, "III.3.2.1.c, gạch đầu dòng 1")


def test_a_campaign_without_records_is_empty_and_one_recognition_fills_it(small: Store) -> None:
    empty, filled = World("empty"), World("filled")
    empty.commune(empty.district())
    commune = filled.commune(filled.district())
    filled.event(commune, "recognised", date(2018, 1, 1))
    assert progress(small, written(empty, small)).empty is True
    assert progress(small, written(filled, small)).empty is False
