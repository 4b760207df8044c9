"""Copies of the store: taken while it works, put back only when they are sound."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ntm_dash.domain.problems import Problem
from ntm_dash.storage.backup import back_up, restore
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.house.tree import ROOT
from tests.storage.acts import behind, import_ratings, no_file_longer_than, note, refused, rows_of, who_wrote


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def state(store: Store) -> tuple[int, str, int]:
    """Version, head and ratings."""
    return (*store.version(), rows_of(store, "rating"))


def state_of(place: Path) -> tuple[int, str, int]:
    """The same of a closed store, which is sound."""
    store = open_store(place)
    assert verify(store) == []
    found = state(store)
    store.close()
    return found


# ---------------------------------------------------------------- taking a copy


def test_a_backup_holds_all_that_the_store_holds(store: Store, tmp_path: Path) -> None:
    import_ratings(store)
    note(store)
    target = tmp_path / "bản sao" / "d'Hồ.duckdb"
    assert back_up(store, target) == store.version()[1]
    assert names(target.parent) == ["d'Hồ.duckdb"]
    assert state_of(target) == state(store)
    assert note(store) == 3


def test_a_backup_taken_while_others_write_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    import_ratings(store)
    done = threading.Event()

    def write(person: int) -> None:
        while not done.is_set():
            import_ratings(store, f"HS-{person}")

    writers = [threading.Thread(target=write, args=[person]) for person in range(4)]
    for writer in writers:
        writer.start()
    heads = [back_up(store, tmp_path / f"{number}.duckdb") for number in range(4)]
    done.set()
    for writer in writers:
        writer.join()
    hashes = [stored for *_, stored in store.scope().rows("journal")]
    copies = [state_of(tmp_path / f"{number}.duckdb") for number in range(4)]
    assert [head for _, head, _ in copies] == heads
    assert [hashes.index(head) + 1 for head in heads] == [number for number, _, _ in copies]
    assert [rows for _, _, rows in copies] == [3 * number for number, _, _ in copies]
    assert verify(store) == []


def test_a_reader_in_the_middle_of_something_does_not_stop_a_backup(store: Store, tmp_path: Path) -> None:
    import_ratings(store)
    reader = store.scope().cursor
    reader.begin()
    reader.execute("FROM store.rating").fetchone()
    import_ratings(store, "HS-2")
    back_up(store, tmp_path / "b.duckdb")
    assert state_of(tmp_path / "b.duckdb") == state(store)


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    import_ratings(store)
    target = tmp_path / "b.duckdb"
    target.write_text("last year's")
    with refused("backup_exists") as problems:
        back_up(store, target)
    assert problems == [Problem("backup_exists", file="b.duckdb")]
    assert target.read_text() == "last year's"
    assert names(tmp_path) == ["b.duckdb", "kho"]


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    import_ratings(store)
    (tmp_path / "file").write_text("")
    for target in (tmp_path / "file" / "b.duckdb", Path("/proc/b.duckdb"), Path("/proc/new/b.duckdb")):
        with refused("backup_unwritable") as problems:
            back_up(store, target)
        assert problems == [Problem("backup_unwritable", file="b.duckdb")]
    back_up(store, tmp_path / "b.duckdb")
    assert names(tmp_path) == ["b.duckdb", "file", "kho"]


@pytest.mark.parametrize("size", [0, 10_000, 400_000])
def test_a_backup_for_which_the_disk_is_too_full_leaves_nothing_behind(store: Store, tmp_path: Path, size: int) -> None:
    for number in range(20):
        import_ratings(store, f"HS-{number}", count=60)
    with no_file_longer_than(size), refused("backup_unwritable"):
        back_up(store, tmp_path / "b.duckdb")
    assert names(tmp_path) == ["kho"]
    back_up(store, tmp_path / "b.duckdb")
    assert state_of(tmp_path / "b.duckdb") == state(store)


def test_an_interrupted_backup_is_replaced_by_the_next(store: Store, place: Path, tmp_path: Path) -> None:
    import_ratings(store)
    target = tmp_path / "b.duckdb"
    target.with_name("b.duckdb.partial").write_bytes(b"half of something")
    killed_with_a_log(tmp_path / "other.duckdb")
    shutil.move(tmp_path / "other.duckdb.wal", tmp_path / "b.duckdb.partial.wal")
    (tmp_path / "other.duckdb").unlink()
    back_up(store, target)
    assert names(tmp_path) == ["b.duckdb", "kho"]
    assert state_of(target) == state(store)


def test_a_store_that_is_not_sound_is_not_copied(store: Store, tmp_path: Path) -> None:
    import_ratings(store)
    behind(store).execute("UPDATE store.event SET who = 'Ông Bính'")
    with refused("store_unsound", "chain_broken") as problems:
        back_up(store, tmp_path / "b.duckdb")
    assert problems == [
        Problem("store_unsound", file="ntm.duckdb"),
        Problem("chain_broken", values={"event": "1"}),
    ]
    assert names(tmp_path) == ["kho"]


# ---------------------------------------------------------------- putting one back

KILLED = """
import os, sys
from ntm_dash.storage.store import open_store
from tests.storage.acts import import_ratings
store = open_store(sys.argv[1])
for number in range(4):
    import_ratings(store, f"HS-{number}")
os._exit(0)
"""


def killed_with_a_log(place: Path) -> None:
    """A store of four imports whose process ended without closing it: all of them are in the log beside it."""
    subprocess.run([sys.executable, "-c", KILLED, str(place)], cwd=ROOT, check=True)
    assert names(place.parent)[-2:] == [place.name, f"{place.name}.wal"]


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Path:
    """A backup of the store with one import; the store has gone on to a second."""
    import_ratings(store)
    back_up(store, tmp_path / "b.duckdb")
    import_ratings(store, "HS-2")
    return tmp_path / "b.duckdb"


@pytest.mark.on_files
def test_a_restored_store_is_the_backup_and_the_replaced_one_is_kept(store: Store, place: Path, copy: Path) -> None:
    place.chmod(0o600)
    before = state(store)
    kept = restore(place, copy)
    assert kept is not None
    assert names(place.parent) == ["ntm.duckdb", kept.name]
    assert kept.name.startswith("ntm.duckdb.before-restore-")
    assert (state_of(kept), state_of(copy)) == (before, state_of(place))
    assert state_of(place)[0] == 1
    assert place.stat().st_mode & 0o777 == 0o600
    again = open_store(place)
    assert import_ratings(again, "HS-3") == 2
    again.close()
    assert [number for number, _, _ in (state_of(place), state_of(copy))] == [2, 1]


@pytest.mark.on_files
def test_a_store_that_is_not_open_or_not_there_can_be_restored(store: Store, place: Path, copy: Path) -> None:
    before = state(store)
    store.close()
    kept = restore(place, copy)
    assert kept is not None
    assert state_of(kept) == before
    place.unlink()
    assert restore(place, copy) is None
    assert state_of(place) == state_of(copy)


def foreign(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as other:
        for each in statements:
            other.execute(each)


def new_database(path: Path) -> None:
    path.unlink()
    foreign(path)


def new_store(path: Path) -> None:
    path.unlink()
    open_store(path).close()


BAD = [
    (lambda path: path.write_text("Kho lưu trữ"), ["store_unreadable"]),
    (lambda path: path.write_bytes(b""), ["store_unreadable"]),
    (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), ["store_unreadable"]),
    (lambda path: foreign(path, "INSERT INTO migration VALUES (99, now())"), ["store_newer"]),
    (lambda path: foreign(path, "DROP TABLE event"), ["store_foreign"]),
    (lambda path: foreign(path, "UPDATE event SET who = 'Ông Bính'"), ["chain_broken"]),
    (lambda path: foreign(path, "UPDATE rating SET level = 'excellent'"), ["records_changed"]),
    (new_database, ["backup_empty"]),
    (new_store, ["backup_empty"]),
]


@pytest.mark.parametrize(("spoil", "codes"), BAD)
@pytest.mark.on_files
def test_a_bad_backup_is_refused_and_nothing_changes(
    store: Store, place: Path, copy: Path, spoil: Callable[[Path], object], codes: list[str]
) -> None:
    before = state(store)
    spoil(copy)
    with refused("backup_unsound", *codes) as problems:
        restore(place, copy)
    assert problems[0] == Problem("backup_unsound", file="b.duckdb")
    assert (state(store), verify(store)) == (before, [])
    assert open_store(place) is store
    assert [name for name in names(place.parent) if name != "ntm.duckdb.wal"] == ["ntm.duckdb"]
    assert import_ratings(store, "HS-3") == 3


@pytest.mark.on_files
def test_a_backup_that_is_not_there_or_is_the_store_itself_is_refused(
    store: Store, place: Path, tmp_path: Path
) -> None:
    note(store)
    for missing in (tmp_path / "b.duckdb", tmp_path):
        with refused("backup_missing"):
            restore(place, missing)
    (tmp_path / "link.duckdb").symlink_to(place)
    for itself in (place, tmp_path / "link.duckdb"):
        with refused("backup_is_store"):
            restore(place, itself)
    assert note(store) == 2


@pytest.mark.on_files
def test_a_restore_for_which_the_disk_is_too_full_changes_nothing(store: Store, place: Path, copy: Path) -> None:
    before = state(store)
    with no_file_longer_than(10_000), refused("backup_unwritable"):
        restore(place, copy)
    assert state(store) == before
    assert [name for name in names(place.parent) if name != "ntm.duckdb.wal"] == ["ntm.duckdb"]


@pytest.mark.on_files
def test_a_store_that_another_process_holds_is_not_replaced(store: Store, place: Path, copy: Path) -> None:
    before = state(store)
    run = [sys.executable, "-m", "ntm_dash", "--store", str(place), "restore", str(copy)]
    told = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("✗ ntm.duckdb: Kho lưu trữ đang được một chương trình khác mở (tiến trình ")
    assert len(told.stderr.splitlines()) == 1
    assert (state(store), verify(store)) == (before, [])
    assert [name for name in names(place.parent) if name != "ntm.duckdb.wal"] == ["ntm.duckdb"]


def test_a_database_of_another_kind_is_not_replaced(copy: Path, tmp_path: Path) -> None:
    sales = tmp_path / "sales.duckdb"
    foreign(sales, "CREATE TABLE sales (i INTEGER)")
    with refused("store_foreign"):
        restore(sales, copy)
    assert names(tmp_path) == ["b.duckdb", "kho", "sales.duckdb"]


def test_the_log_of_the_replaced_store_goes_into_it_and_not_into_the_restored_one(tmp_path: Path, copy: Path) -> None:
    place = tmp_path / "killed" / "ntm.duckdb"
    killed_with_a_log(place)
    kept = restore(place, copy)
    assert kept is not None
    assert names(place.parent) == ["ntm.duckdb", kept.name]
    assert (state_of(place), state_of(kept)[0]) == (state_of(copy), 4)


def test_a_damaged_store_is_replaced_and_kept_with_its_log(tmp_path: Path, copy: Path) -> None:
    place = tmp_path / "killed" / "ntm.duckdb"
    killed_with_a_log(place)
    log = place.with_name("ntm.duckdb.wal")
    damaged = bytearray(log.read_bytes())
    damaged[len(damaged) // 2] ^= 255
    log.write_bytes(damaged)
    with refused("store_unreadable"):
        open_store(place)
    kept = restore(place, copy)
    assert kept is not None
    assert names(place.parent) == ["ntm.duckdb", kept.name, f"{kept.name}.wal"]
    assert state_of(place) == state_of(copy)
    assert kept.with_name(f"{kept.name}.wal").read_bytes() == damaged


@pytest.mark.on_files
def test_a_backup_is_read_with_the_log_beside_it(tmp_path: Path, store: Store, place: Path) -> None:
    note(store)
    source = tmp_path / "killed" / "ntm.duckdb"
    killed_with_a_log(source)
    restore(place, source)
    assert state_of(place)[0] == 4
    assert names(source.parent) == ["ntm.duckdb", "ntm.duckdb.wal"]


@pytest.mark.on_files
def test_what_an_interrupted_restore_left_is_replaced(store: Store, place: Path, copy: Path) -> None:
    place.with_name("ntm.duckdb.partial").write_bytes(b"half of something")
    shutil.copyfile(copy, place.with_name("ntm.duckdb.partial.wal"))
    kept = restore(place, copy)
    assert kept is not None
    assert names(place.parent) == ["ntm.duckdb", kept.name]
    assert state_of(place) == state_of(copy)
    assert who_wrote(open_store(place)) == [(1, "Bà Giáp")]
    open_store(place).close()
