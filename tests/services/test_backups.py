"""Backups as an administrator keeps them: tried aside, put back as they were looked at, told when missing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_dash.services.access import LOCAL
from ntm_dash.services.backups import Watch, copies, put_back, take, trial
from ntm_dash.storage.backups import Kind, Retention, folder_of
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.storage.acts import import_ratings, note, refused, who_wrote

pytestmark = pytest.mark.on_files


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "ntm.duckdb"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    """A store with one import."""
    opened = open_store(place)
    import_ratings(opened)
    yield opened
    open_store(place).close()


def test_a_copy_is_tried_beside_the_store_and_nothing_changes(store: Store) -> None:
    name = take(store, LOCAL).name
    import_ratings(store, "HS-2")
    note(store, "Ông Ất")
    before = store.version()
    found = trial(store, name, LOCAL)
    assert (found.common, found.losing, found.bringing) == (1, 2, 0)
    assert [(each.seq, each.who, each.kind) for each in found.lost] == [
        (3, "Ông Ất", "noted"),
        (2, "Bà Giáp", "imported"),
    ]
    assert (found.backup.records["rating"], found.standing.records["rating"]) == (3, 6)
    assert found.backup.last is not None
    assert found.backup.last.kind == "imported"
    assert store.version() == before
    assert [path.name for path in folder_of(store).iterdir()] == [name]


def test_a_copy_is_put_back_and_the_replaced_store_is_kept_and_can_come_back(store: Store, place: Path) -> None:
    name = take(store, LOCAL).name
    note(store)
    kept = put_back(store, name, store.version(), LOCAL)
    restored = open_store(place)
    assert verify(restored) == []
    assert who_wrote(restored) == [(1, "Bà Giáp"), (2, LOCAL.account)]
    with refused("store_closed"):
        store.version()
    found = trial(restored, kept.name, LOCAL)
    assert (found.common, found.losing, found.bringing) == (1, 1, 1)
    assert [each.kind for each in copies(restored, LOCAL) if each.path == kept] == [Kind.REPLACED]


def test_a_store_that_has_moved_on_is_not_replaced(store: Store) -> None:
    name = take(store, LOCAL).name
    seen = store.version()
    note(store)
    with refused("store_moved_on"):
        put_back(store, name, seen, LOCAL)
    assert store.version()[0] == 2


@pytest.mark.parametrize("name", ["../ntm.duckdb", "khong-co.duckdb", "/etc/passwd", "", "a\x00b"])
def test_only_a_copy_of_the_list_is_ever_opened(store: Store, name: str) -> None:
    with refused("backup_missing"):
        trial(store, name, LOCAL)


def test_a_damaged_copy_is_refused_and_the_store_stays(store: Store) -> None:
    copy = take(store, LOCAL)
    copy.write_bytes(copy.read_bytes()[:5000])
    before = store.version()
    with refused("backup_unsound", "store_unreadable"):
        trial(store, copy.name, LOCAL)
    with refused("backup_unsound", "store_unreadable"):
        put_back(store, copy.name, before, LOCAL)
    assert store.version() == before


def test_a_daily_copy_that_fails_is_told_until_one_succeeds(store: Store) -> None:
    watch = Watch()
    folder_of(store).write_text("a file where the folder should be")
    watch.keep(store, Retention())
    assert [problem.code for problem in watch.problems] == ["backup_unwritable"]
    folder_of(store).unlink()
    watch.keep(store, Retention())
    assert watch.problems == ()
    assert [each.kind for each in copies(store, LOCAL)] == [Kind.DAILY]
    shutil.rmtree(folder_of(store))
