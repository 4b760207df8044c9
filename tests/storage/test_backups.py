"""One copy a day beside the store, the old ones removed; which copies there are is read off the folder."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ntm_dash.storage.backups import Kind, Retention, copies, folder_of, keep_daily, take
from ntm_dash.storage.store import Store, open_store
from tests.clock import Clock
from tests.storage.acts import import_ratings, no_file_longer_than, note, refused

pytestmark = pytest.mark.on_files

EVENING = datetime(2026, 11, 26, 16, 30)
"""In UTC; half past eleven at night in Vietnam."""
TWO, ONE = Retention(keep_days=2, keep_at_least=1), Retention(keep_days=1, keep_at_least=3)


@pytest.fixture
def clock() -> Clock:
    return Clock(EVENING)


@pytest.fixture
def kept(place: Path, clock: Clock) -> Iterator[Store]:
    """A store with one import, whose clock the test moves."""
    opened = open_store(place, clock=clock)
    import_ratings(opened)
    yield opened
    opened.close()


def days(store: Store) -> list[int]:
    return [each.at.day for each in copies(store) if each.kind is Kind.DAILY]


def test_the_copy_of_a_day_is_taken_once_and_the_day_is_vietnams(kept: Store, clock: Clock) -> None:
    head = kept.version()[1]
    first = keep_daily(kept, TWO)
    assert first == folder_of(kept) / f"ntm-hang-ngay-20261126T163000Z-1-{head[:12]}.duckdb"
    assert keep_daily(kept, TWO) is None
    clock.now += timedelta(hours=1)  # past midnight in Vietnam, the same day in UTC
    assert keep_daily(kept, TWO) == folder_of(kept) / f"ntm-hang-ngay-20261126T173000Z-1-{head[:12]}.duckdb"
    [latest, _] = copies(kept)
    assert (latest.kind, latest.number, latest.head, latest.at) == (Kind.DAILY, 1, head[:12], clock.now)


def test_old_daily_copies_go_and_all_others_stay(kept: Store, clock: Clock) -> None:
    take(kept)
    (folder_of(kept) / "cua-toi.duckdb").write_bytes(b"x")
    for _ in range(4):
        keep_daily(kept, TWO)
        clock.now += timedelta(days=1)
    assert days(kept) == [29, 28, 27]
    clock.now += timedelta(days=30)
    keep_daily(kept, ONE)
    assert days(kept) == [30, 29, 28]
    assert sorted(each.kind for each in copies(kept) if each.kind is not Kind.DAILY) == [Kind.OTHER, Kind.TAKEN]


def test_a_copy_that_cannot_be_written_is_refused_and_the_older_ones_stay(kept: Store, clock: Clock) -> None:
    keep_daily(kept, TWO)
    clock.now += timedelta(days=9)
    with no_file_longer_than(1000), refused("backup_unwritable"):
        keep_daily(kept, TWO)
    assert days(kept) == [26]
    assert note(kept) == 2
