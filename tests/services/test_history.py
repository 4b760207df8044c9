"""The history of a commune: what each assessment changed beside what was last known, and its events."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ntm_dash.domain.terms import CommuneEvent
from ntm_dash.services.campaigns import campaign, prepare
from ntm_dash.services.criteria import Standing
from ntm_dash.services.history import Event, History, history
from ntm_dash.storage.store import Store, open_store
from tests.screening.records import World


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "ntm.duckdb")
    prepare(opened)
    yield opened
    opened.close()


def of(world: World, commune: str, store: Store) -> History:
    world.write(store)
    return history(store, campaign(store, world.name), commune)


def changes(found: History) -> list[tuple[date, list[int], list[int]]]:
    """Day, criteria gained and criteria lost of each assessment that stands."""
    return [
        (each.state.assessed_on, each.numbers(19, Standing.GAINED), each.numbers(19, Standing.LOST))
        for each in found.reviews
        if each.stands
    ]


def test_gains_and_losses_are_told_beside_what_was_last_known(store: Store) -> None:
    world = World("changes")
    commune = world.commune(world.district())
    world.assess(commune, date(2017, 12, 31), [1, 2, 3])
    world.assess(commune, date(2018, 6, 30), [1, 4], unknown=[2])
    world.assess(commune, date(2018, 12, 31), [1, 3, 4])
    assert changes(of(world, commune, store)) == [
        (date(2017, 12, 31), [], []),
        (date(2018, 6, 30), [4], [3]),
        (date(2018, 12, 31), [3], [2]),
    ]


def test_a_baseline_scored_again_is_shown_but_only_the_later_set_stands(store: Store) -> None:
    world = World("rescored")
    commune = world.commune(world.district())
    world.assess(commune, date(2014, 12, 31), [1, 2])
    world.assess(commune, date(2015, 12, 31), [1, 2, 3])
    world.assess(commune, date(2015, 12, 31), [1], set=1980)
    world.assess(commune, date(2016, 12, 31), [1, 2])
    found = of(world, commune, store)
    assert [(each.criteria_set, each.stands, each.changed_set) for each in found.reviews] == [
        (491, True, False),
        (491, False, False),
        (1980, True, True),
        (1980, True, False),
    ]
    assert changes(found) == [
        (date(2014, 12, 31), [], []),
        (date(2015, 12, 31), [], [2]),
        (date(2016, 12, 31), [2], []),
    ]


def test_assessments_after_the_cut_off_are_left_out_and_events_are_all_listed(store: Store) -> None:
    world = World("late")
    district = world.district()
    commune, other = world.commune(district), world.commune(district)
    world.assess(commune, date(2019, 6, 30), 19)
    world.assess(commune, date(2019, 8, 31), 18)
    world.event(commune, "recognised", date(2019, 9, 1), decision="12/QĐ-UBND")
    world.event(commune, "disadvantaged", date(2016, 1, 1), to=date(2018, 12, 31))
    world.event(other, "loss", date(2018, 1, 1))
    world.complete("recognised", district=district)
    found = of(world, commune, store)
    assert [each.state.assessed_on for each in found.reviews] == [date(2019, 6, 30)]
    sources = [each.source for each in found.events]
    assert found.events == (
        Event(CommuneEvent.DISADVANTAGED, date(2016, 1, 1), date(2018, 12, 31), None, None, sources[0]),
        Event(CommuneEvent.RECOGNISED, date(2019, 9, 1), None, "12/QĐ-UBND", None, sources[1]),
    )
    assert [source & 1048575 for source in sources] == [3, 2], "the lines of the sheet they stand on"
