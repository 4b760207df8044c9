"""Years, changes, targets and groups: each figure worked out again from the records, ends of ranges included."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ntm_dash.services.campaigns import Campaign, campaign, prepare
from ntm_dash.services.changes import PAGE, Changes, changes, losses
from ntm_dash.services.progress import Extent, progress
from ntm_dash.services.targets import Reached, reached, targets
from ntm_dash.services.years import PROVINCE, Year, communes_of_year, years
from ntm_dash.storage.store import Store, open_store
from tests.screening.records import BASELINE, CUTOFF, LATEST, World

FULL = (1 << 19) - 1


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "ntm.duckdb")
    prepare(opened)
    yield opened
    opened.close()


def written(world: World, store: Store) -> Campaign:
    world.write(store)
    return campaign(store, world.name)


def of_year(store: Store, year: int) -> pd.DataFrame:
    """One row per commune as it stood in a year: district, least, most, recognised, maybe_recognised."""
    cursor = store.scope().cursor
    units = cursor.execute("SELECT code, parent FROM store.unit WHERE list = '2019' AND kind = 'xa'").df()
    assessed = cursor.execute("SELECT unit, assessed_on, criteria_set, met, known FROM store.assessment").df()
    events = cursor.execute("SELECT unit, district, kind, from_on FROM store.commune_event").df()
    end = min(pd.Timestamp(year, 12, 31), pd.Timestamp(CUTOFF))
    begin = pd.Timestamp(year, 1, 1) if year < CUTOFF.year else end - pd.DateOffset(months=12)
    rows = assessed[assessed["assessed_on"].between(begin, end)].sort_values(["assessed_on", "criteria_set"])
    last = rows.drop_duplicates("unit", keep="last").set_index("unit")
    found = units.set_index("code")
    met, known = (last[name].reindex(found.index).fillna(0).astype(int) for name in ("met", "known"))
    found["least"], found["most"] = met.map(int.bit_count), (met | (~known & FULL)).map(int.bit_count)
    found["recognised"] = found.index.isin(
        events[(events["kind"] == "recognised") & (events["from_on"] <= end)]["unit"]
    )
    closed = events[(events["kind"] == "recognised_list_complete") & (events["from_on"] >= end)]["district"]
    found["maybe"] = found["recognised"] | ~found["parent"].isin(closed)
    return found


@pytest.mark.parametrize("year", [2011, 2015, 2018, 2019])
def test_a_year_is_the_sum_of_its_communes_and_of_the_list_behind_it(
    store: Store, invented: Campaign, year: int
) -> None:
    expected = of_year(store, year)
    found = years(store, invented)
    groups = {PROVINCE: expected, **dict(iter(expected.groupby("parent")))}
    said = {code: next(each for each in own if each.year == year) for code, own in found.items()}
    assert said == {
        code: Year(
            year,
            len(of),
            Extent(of["least"].sum(), of["most"].sum()),
            Extent(of["recognised"].sum(), of["maybe"].sum()),
        )
        for code, of in groups.items()
    }
    for district in (None, "182"):
        listed = communes_of_year(store, invented, district, year)
        whole = said[district or PROVINCE]
        assert len(listed) == whole.communes
        assert Extent(*(sum(each.met[end] for each in listed) for end in (0, 1))) == whole.met
        assert Extent(*(sum(each.recognised[end] for each in listed) for end in (0, 1))) == whole.recognised


def test_a_commune_recognised_on_the_last_day_of_a_year_counts_in_it_and_one_day_later_in_the_next(
    small: Store,
) -> None:
    world = World("days")
    district = world.district()
    first, second = world.commune(district), world.commune(district)
    for commune in (first, second):
        world.assess(commune, date(2016, 12, 31), 19)
        world.assess(commune, LATEST, 19)
    world.event(first, "recognised", date(2017, 12, 31))
    world.event(second, "recognised", date(2018, 1, 1))
    world.complete("recognised", district=district)
    found = years(small, written(world, small))
    assert [(each.year, each.recognised, each.met) for each in found[district]] == [
        (2016, (0, 0), (38, 38)),
        (2017, (1, 1), (0, 38)),
        (2018, (2, 2), (0, 38)),
        (2019, (2, 2), (38, 38)),
    ]


def everything(store: Store, of: Campaign, since: str, **asked: object) -> Changes:
    """All pages together."""
    first = changes(store, of, since, BASELINE, **asked)  # type: ignore[arg-type]
    listed = list(first.listed)
    while len(listed) < first.lost + first.gained:
        page = 1 + len(listed) // PAGE
        listed += changes(store, of, since, BASELINE, page=page, **asked).listed  # type: ignore[arg-type]
    return replace(first, listed=tuple(listed))


def test_changes_since_the_baseline_are_the_differing_answers_of_both_assessments(
    store: Store, invented: Campaign
) -> None:
    province = progress(store, invented)
    expected = {
        (commune.code, number, now is False)
        for commune in province.communes
        for number in range(1, 20)
        if commune.now and commune.baseline
        for now, was in [(commune.now.answer(number), commune.baseline.answer(number))]
        if None not in (now, was) and now != was
    }
    found = everything(store, invented, "baseline")
    assert {(each.code, each.number, each.lost) for each in found.listed} == expected
    assert len(found.listed) == len(expected) == found.lost + found.gained
    assert found.lost == sum(lost for *_, lost in expected) > 0
    assert {(each.was_on, each.changed_set) for each in found.listed} == {(BASELINE, False)}


def test_changes_are_asked_by_district_criterion_commune_and_direction(store: Store, invented: Campaign) -> None:
    whole = everything(store, invented, "review")
    of_district = everything(store, invented, "review", district="185", number=14)
    assert set(of_district.listed) == {e for e in whole.listed if e.district == "185" and e.number == 14}
    code = whole.listed[0].code
    of_commune = everything(store, invented, "review", communes=(code,))
    assert set(of_commune.listed) == {each for each in whole.listed if each.code == code}
    lost = changes(store, invented, "review", BASELINE, lost=True)
    assert (lost.lost, lost.gained) == (whole.lost, whole.gained)
    assert all(each.lost for each in lost.listed)


def test_a_review_is_compared_with_the_last_answer_even_where_one_between_was_blank(small: Store) -> None:
    world = World("blank")
    commune = world.commune(world.district())
    world.assess(commune, date(2016, 12, 31), [1, 2])
    world.assess(commune, date(2017, 12, 31), [1, 3], unknown=[2])
    world.assess(commune, date(2018, 12, 31), [1])
    found = everything(small, written(world, small), "review")
    assert [(each.number, each.lost, each.was_on.year, each.on.year) for each in found.listed] == [
        (2, True, 2016, 2018),
        (3, True, 2017, 2018),
        (3, False, 2016, 2017),
    ]


def test_nothing_changed_is_told_as_none_and_losses_of_form_02_stand_apart(small: Store) -> None:
    world = World("still")
    commune = world.commune(world.district())
    world.assess(commune, BASELINE, [1])
    world.assess(commune, LATEST, [1])
    world.event(commune, "loss", CUTOFF)
    world.event(commune, "loss", date(2019, 8, 1))
    of = written(world, small)
    assert changes(small, of, "baseline", BASELINE) == Changes(0, 0, ())
    assert changes(small, of, "baseline", None) == Changes(0, 0, ())
    assert [each.from_on for each in losses(small, of)] == [CUTOFF]


def test_groups_split_the_communes_by_the_list_of_the_disadvantaged(small: Store) -> None:
    world = World("groups")
    closed, open_one = world.district(), world.district()
    hard, other, unsure = world.commune(closed), world.commune(closed), world.commune(open_one)
    world.event(hard, "disadvantaged", date(2016, 1, 1))
    world.complete("disadvantaged", district=closed)
    for commune, met in ((hard, 6), (other, 12), (unsure, 9)):
        world.assess(commune, LATEST, met)
    found = progress(small, written(world, small)).groups
    assert {
        truth: ([each.code for each in group.communes], group.average, list(group.districts))
        for truth, group in found.items()
    } == {
        True: ([hard], (6, 6), [closed]),
        False: ([other], (12, 12), [closed]),
        None: ([unsure], (9, 9), [open_one]),
    }
    assert found[True].districts[closed].share_place is None


def test_targets_are_the_published_ones_of_the_province_and_none_of_another(store: Store, invented: Campaign) -> None:
    found = targets(invented)
    assert [(each.district, each.year, each.figure, each.value) for each in found if each.value.isdecimal()] == [
        (None, "2015", "ke_hoach_so_xa_dat_chuan", "13"),
        (None, "2020", "ke_hoach_them_xa_dat_chuan", "13"),
        (None, "2020", "ke_hoach_them_xa_nang_cao", "3"),
        ("181", "2016-2020", "ke_hoach_xa_dat_chuan_moi_nam", "1"),
    ]
    assert all(each.source.startswith("http") for each in found)
    assert targets(replace(invented, unit_list="elsewhere")) == ()


def test_a_target_is_held_against_the_years_that_have_ended(store: Store, invented: Campaign) -> None:
    found = {each.figure: each for each in targets(invented)}
    known = years(store, invented)
    by_2015 = next(each for each in known[PROVINCE] if each.year == 2015).recognised
    assert reached(found["ke_hoach_so_xa_dat_chuan"], known, CUTOFF) == (Reached(2015, by_2015, 13),)
    yearly = reached(found["ke_hoach_xa_dat_chuan_moi_nam"], known, CUTOFF)
    assert [each.year for each in yearly] == [2016, 2017, 2018]
    assert [each.year for each in reached(found["ke_hoach_xa_dat_chuan_moi_nam"], known, date(2019, 12, 31))] == [
        2016,
        2017,
        2018,
        2019,
    ]
    assert reached(found["ke_hoach_them_xa_dat_chuan"], known, CUTOFF) == ()
    assert reached(found["muc_tieu_tieu_chi_xa_bien_gioi"], known, CUTOFF) == ()
