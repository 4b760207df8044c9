"""Opening, writing and closing the store."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.backup import back_up
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.house.tree import ROOT
from tests.storage.acts import (
    append_import,
    behind,
    import_ratings,
    no_file_longer_than,
    note,
    refused,
    rows_of,
    who_wrote,
    write_behind,
)


def command(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line on a store, in a process of its own."""
    run = [sys.executable, "-m", "ntm_dash", "--store", str(place), *arguments]
    return subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)


# ---------------------------------------------------------------- opening and closing


def test_opening_creates_an_empty_store_and_the_folder_for_it(place: Path) -> None:
    store = open_store(place)
    assert (store.version(), verify(store)) == ((0, "0" * 64), [])
    store.close()
    assert [path.name for path in place.parent.iterdir()] == ["ntm.duckdb"]


def test_reopening_finds_what_was_written(place: Path) -> None:
    store = open_store(place)
    import_ratings(store)
    before = store.version()
    store.close()
    again = open_store(place)
    assert (again.version(), rows_of(again, "rating"), verify(again)) == (before, 3, [])
    again.close()


def test_a_place_is_open_once_in_a_process_however_it_is_spelled(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(place)
    monkeypatch.chdir(place.parent)
    link = place.with_name("link.duckdb")
    link.symlink_to(place)
    spellings: list[Path | str] = [place, str(place), "ntm.duckdb", place.parent / ".." / "kho" / "ntm.duckdb", link]
    assert [open_store(each) is store for each in spellings] == [True] * 5
    store.close()
    assert open_store(place) is not store
    open_store(place).close()


def test_closing_twice_does_not_close_the_store_opened_after(place: Path) -> None:
    first = open_store(place)
    first.close()
    second = open_store(place)
    first.close()
    assert note(second) == 1
    second.close()


@pytest.mark.on_files
def test_closing_lets_go_of_the_file_though_a_reader_is_in_the_middle_of_it(place: Path) -> None:
    store = open_store(place)
    import_ratings(store)
    reader = store.scope().cursor
    reader.begin()
    reader.execute("FROM store.rating").fetchone()
    store.close()
    assert not place.with_name("ntm.duckdb.wal").exists()
    other = duckdb.connect(str(place))
    assert other.execute("SELECT count(*) FROM rating").fetchall() == [(3,)]
    other.close()


@pytest.mark.parametrize(
    "name",
    ["kho d'Hồ.duckdb", 'số "liệu" xã Vũ Lễ.duckdb', "{place} {table} %s ? --.duckdb", "a;b\\c.db", "clock PID 7.x"],
)
def test_any_name_of_a_file_works(tmp_path: Path, name: str) -> None:
    place = tmp_path / "Tổng kết d'Hồ" / name
    store = open_store(place)
    note(store)
    store.close()
    assert [path.name for path in place.parent.iterdir()] == [name]
    again = open_store(place)
    assert again.version()[0] == 1
    again.close()


# ---------------------------------------------------------------- what cannot be opened


def foreign(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as other:
        for each in statements:
            other.execute(each)


def newer(path: Path) -> None:
    store = open_store(path)
    note(store)
    store.close()
    foreign(path, "INSERT INTO migration VALUES (99, now())")


def of_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE event (seq INTEGER)")
    other.close()


def cut_short(path: Path) -> None:
    newer(path)
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.write_text("Kho lưu trữ"), "store_unreadable"),
        (lambda path: path.write_bytes(b""), "store_unreadable"),
        (cut_short, "store_unreadable"),
        (of_sqlite, "store_unreadable"),
        (newer, "store_newer"),
        (lambda path: foreign(path, "CREATE TABLE sales (i INTEGER)"), "store_foreign"),
        (lambda path: foreign(path, "CREATE TABLE migration (version VARCHAR)"), "store_foreign"),
        (lambda path: foreign(path, "CREATE VIEW v AS SELECT 1"), "store_foreign"),
    ],
)
@pytest.mark.on_files
def test_a_file_that_is_no_store_of_this_version_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / "clock.duckdb"
    make(path)
    before = path.read_bytes()
    with refused(code) as problems:
        open_store(path)
    assert problems == [Problem(code, file="clock.duckdb")]
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["clock.duckdb"]


@pytest.mark.on_files
def test_a_folder_is_refused(tmp_path: Path) -> None:
    with refused("store_unreadable"):
        open_store(tmp_path)


@pytest.mark.on_files
def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with refused("store_unreadable"):
        open_store(tmp_path / "file" / "ntm.duckdb")
    with refused("store_unreadable"):
        open_store(tmp_path / "file" / "deeper" / "ntm.duckdb")


AS_NOBODY = """
import os, sys
from ntm_dash.domain.problems import Refused
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import open_store
statement("attach")
if os.geteuid() == 0:
    os.seteuid(65534)
for place in sys.argv[1:]:
    try:
        open_store(place)
        print("opened")
    except Refused as refusal:
        print(refusal)
"""


def test_a_file_or_folder_that_may_not_be_written_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "there.duckdb"
        open_store(there).close()
        there.chmod(0o444)
        Path(folder).chmod(0o555)
        run = [sys.executable, "-c", AS_NOBODY, str(there), str(Path(folder) / "new.duckdb")]
        told = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
        assert (told.stdout.split(), told.stderr) == (["store_unreadable", "store_unreadable"], "")
        assert [path.name for path in Path(folder).iterdir()] == ["there.duckdb"]


def test_an_address_is_refused_without_repeating_its_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with refused("store_address") as problems:
        open_store("mysql://council:s3cret@db/ntm")
    assert problems == [Problem("store_address")]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.on_files
def test_a_second_process_is_told_in_a_sentence_which_process_holds_the_store(place: Path, store: Store) -> None:
    told = command(place, "verify")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        f"✗ ntm.duckdb: Kho lưu trữ đang được một chương trình khác mở (tiến trình {os.getpid()}). "
        "Đóng chương trình đó (thường là ứng dụng đang chạy) rồi thử lại.\n"
    )
    note(store)
    store.close()
    told = command(place, "verify")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("Nguyên vẹn: 1 sự kiện.")


# ---------------------------------------------------------------- writing


def test_an_act_that_raises_leaves_nothing(store: Store) -> None:
    import_ratings(store)
    before = store.version()

    def act(write: Transaction) -> None:
        append_import(write, "HS-2")
        append_import(write, "HS-3")
        raise LookupError

    with pytest.raises(LookupError):
        store.transact(act)
    counts = [rows_of(store, table) for table in ("event", "sheet", "nomination", "rating")]
    assert (store.version(), counts, verify(store)) == (before, [1, 1, 1, 3], [])


def test_an_act_that_appends_nothing_leaves_the_version_alone(store: Store) -> None:
    note(store)
    before = store.version()
    assert store.transact(lambda write: write.number) == 1
    assert (store.version(), verify(store)) == (before, [])


def test_all_events_of_one_act_come_together(store: Store) -> None:
    def act(write: Transaction) -> list[int]:
        return [append_import(write, f"HS-{number}") for number in range(3)]

    assert store.transact(act) == [1, 2, 3]
    assert (store.version()[0], verify(store)) == (3, [])


def test_an_act_reads_what_it_has_written_and_others_do_not_yet(store: Store) -> None:
    def act(write: Transaction) -> tuple[int, int]:
        append_import(write)
        [(inside,)] = write.cursor.execute("SELECT count(*) FROM store.rating").fetchall()
        return inside, rows_of(store, "rating")

    assert (store.transact(act), rows_of(store, "rating")) == ((3, 0), 3)


def test_an_act_that_brings_what_the_store_does_not_take_is_not_tried_again(store: Store) -> None:
    tried = []

    def act(write: Transaction) -> None:
        tried.append(1)
        write.append("noted", who="Bà Giáp")
        unit = {"list": "2019", "code": "06385", "name": "Conflict", "kind": "xa"}
        write.append("unit_list_added", who="Bà Giáp", records={"unit": pa.Table.from_pylist([unit, unit])})

    with pytest.raises(duckdb.ConstraintException):
        store.transact(act)
    assert (tried, store.version()[0], rows_of(store, "event")) == ([1], 0, 0)


def test_threads_that_write_at_once_all_land_in_one_chain(store: Store) -> None:
    numbers: list[int] = []

    def write(person: int) -> None:
        for each in range(25):
            numbers.append(note(store) if each % 5 else import_ratings(store, f"HS-{person}-{each}"))

    threads = [threading.Thread(target=write, args=[person]) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 201))
    assert [seq for seq, _ in who_wrote(store)] == list(range(1, 201))
    assert (rows_of(store, "rating"), store.version()[0], verify(store)) == (120, 200, [])


# ---------------------------------------------------------------- others who write


@pytest.mark.on_files
def test_an_act_that_is_overtaken_after_it_appended_runs_again(store: Store) -> None:
    runs: list[int] = []

    def act(write: Transaction) -> None:
        write.append("noted", who=f"run {len(runs)}")
        if not runs:
            write_behind(store)
        runs.append(write.number)

    store.transact(act)
    assert runs == [1, 2]
    assert (who_wrote(store), verify(store)) == ([(1, "another process"), (2, "run 1")], [])


@pytest.mark.on_files
def test_an_act_that_is_overtaken_before_it_appended_runs_again(store: Store) -> None:
    runs = []

    def act(write: Transaction) -> None:
        runs.append(1)
        if len(runs) == 1:
            write_behind(store)
        append_import(write)

    store.transact(act)
    assert runs == [1, 1]
    assert (who_wrote(store), verify(store)) == ([(1, "another process"), (2, "Bà Giáp")], [])


@pytest.mark.on_files
def test_an_act_waits_for_another_writer_that_has_not_finished(store: Store) -> None:
    other = behind(store)
    other.begin()
    other.execute(statement("move_version"), [7, "7" * 64])
    runs = []

    def act(write: Transaction) -> None:
        runs.append(1)
        if len(runs) == 3:
            other.rollback()
        write.append("noted", who="Bà Giáp")

    store.transact(act)
    assert runs == [1, 1, 1]
    assert (who_wrote(store), verify(store)) == ([(1, "Bà Giáp")], [])


@pytest.mark.on_files
def test_an_act_that_is_always_overtaken_is_refused_in_the_end(store: Store) -> None:
    store.patience = 0.3
    runs = []

    def act(write: Transaction) -> None:
        write.append("noted", who="Bà Giáp")
        write_behind(store)
        runs.append(1)

    with refused("store_busy"):
        store.transact(act)
    assert len(runs) > 1
    assert who_wrote(store) == [(number, "another process") for number in range(1, len(runs) + 1)]
    assert verify(store) == []


def test_an_act_within_an_act_is_refused(store: Store) -> None:
    store.patience = 0.1

    def act(write: Transaction) -> None:
        write.append("noted", who="outer")
        note(store, "inner")

    with refused("store_busy"):
        store.transact(act)
    assert (store.version()[0], note(store)) == (0, 1)


@pytest.mark.on_files
def test_a_full_disk_refuses_the_act_and_the_store_goes_on(place: Path, store: Store) -> None:
    import_ratings(store)
    before = store.version()
    with no_file_longer_than(50_000), refused("store_unwritable") as problems:
        for number in range(100):
            import_ratings(store, f"HS-{number}", count=60)
            before = store.version()
    assert problems == [Problem("store_unwritable", file="ntm.duckdb")]
    assert (store.version(), verify(store)) == (before, [])
    assert import_ratings(store, "HS-after") == before[0] + 1
    store.close()
    again = open_store(place)
    assert (again.version()[0], verify(again)) == (before[0] + 1, [])
    again.close()


def test_a_refusal_is_no_collision(store: Store) -> None:
    def act(write: Transaction) -> None:
        write.append("noted", who="Bà Giáp")
        raise Refused(Problem("import_unknown"))

    with refused("import_unknown"):
        store.transact(act)
    assert store.version()[0] == 0


@pytest.mark.on_files
def test_a_store_whose_file_is_replaced_while_it_is_open_is_not_touched_and_neither_is_the_other(
    place: Path, store: Store
) -> None:
    note(store)
    back_up(store, place.with_name("other.duckdb"))
    note(store)
    os.replace(place.with_name("other.duckdb"), place)
    other = place.read_bytes()
    with refused("store_replaced"):
        store.version()
    with refused("store_replaced"):
        note(store)
    store.close()
    assert place.read_bytes() == other
    again = open_store(place)
    assert (who_wrote(again), verify(again)) == ([(1, "Bà Giáp")], [])
    again.close()
    place.unlink()


FOLDER_CLOSED = """
import os, sys
from pathlib import Path
from ntm_dash.domain.problems import Refused
from ntm_dash.storage.store import open_store
from tests.storage.acts import note
place = Path(sys.argv[1])
store = open_store(place)
note(store)
store.close()
store = open_store(place)
if os.geteuid() == 0:
    os.chown(place.parent, 65534, 65534)
    os.chown(place, 65534, 65534)
    os.seteuid(65534)
place.parent.chmod(0o555)
try:
    print(note(store))
except Refused as refusal:
    print(refusal)
place.parent.chmod(0o755)
print(note(store), store.version()[0])
store.close()
print(open_store(place).version()[0])
"""


def test_a_folder_that_turns_read_only_refuses_the_act_and_the_store_goes_on() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-c", FOLDER_CLOSED, str(Path(folder) / "ntm.duckdb")]
        told = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (told.stdout.split(), told.stderr) == (["store_unwritable", "2", "2", "2"], "")
