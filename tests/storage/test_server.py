"""A store on a real PostgreSQL server: several who write, a server that goes away, and what nobody may read."""

import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest

from ntm_dash.cli import main
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage import server
from ntm_dash.storage.address import read_address
from ntm_dash.storage.answers import ANSWERS
from ntm_dash.storage.backup import back_up, copy_to, restore
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.migrations import MIGRATIONS
from ntm_dash.storage.server import Server
from ntm_dash.storage.statements import RECORD_TABLES, statement
from ntm_dash.storage.store import Store, open_store, utc_now
from ntm_dash.storage.verification import verify
from tests.house.tree import ROOT
from tests.postgres import PASSWORD, Cluster
from tests.storage.acts import append_import, behind, import_ratings, note, refused, rows_of, who_wrote

QUICK = "-c lock_timeout=100ms"


def opened(address: str) -> Store:
    """What another process has: the same database, open on its own."""
    place = Server(read_address(address))
    place.connect(utc_now(), MIGRATIONS)
    return Store(place, utc_now)


@pytest.fixture(scope="module")
def address(postgres: Cluster) -> str:
    return postgres.address(postgres.database(), options=QUICK)


@pytest.fixture(scope="module")
def both(address: str) -> Iterator[tuple[Store, Store]]:
    """Two processes on one store."""
    first = opened(address)
    second = opened(address)
    yield first, second
    for each in (first, second):
        each.place.close()


@pytest.fixture
def first(both: tuple[Store, Store]) -> Store:
    return both[0]


@pytest.fixture
def second(both: tuple[Store, Store]) -> Store:
    return both[1]


def state(store: Store) -> tuple[tuple[int, str], int, list[Problem]]:
    """Version, ratings, and what is wrong."""
    return store.version(), rows_of(store, "rating"), verify(store)


# ---------------------------------------------------------------- several who write


def test_what_one_process_writes_the_other_reads_at_once(first: Store, second: Store) -> None:
    for writer, reader in ((first, second), (second, first), (second, first)):
        before = ANSWERS.of(reader, "ratings", lambda reader=reader: rows_of(reader, "rating"))
        import_ratings(writer, f"HS-{writer.version()[0]}")
        note(writer)
        time.sleep(0.06)  # so long a version is believed
        assert ANSWERS.of(reader, "ratings", lambda reader=reader: rows_of(reader, "rating")) == before + 3
        assert (state(reader), who_wrote(reader)) == (state(writer), who_wrote(writer))
        assert verify(reader) == []


def test_an_act_sees_all_that_others_have_written_and_what_it_writes_itself(first: Store, second: Store) -> None:
    before = rows_of(first, "rating")
    import_ratings(second, "HS-other")

    def act(write: Transaction) -> tuple[int, int, int]:
        append_import(write, "HS-own")
        [(inside,)] = write.cursor.execute("SELECT count(*) FROM store.rating").fetchall()
        return inside, rows_of(first, "rating"), rows_of(second, "rating")

    assert first.transact(act) == (before + 6, before + 3, before + 3)
    assert state(second) == state(first)


def test_a_write_waits_for_another_process_and_is_refused_when_it_goes_on_for_too_long(
    first: Store, second: Store
) -> None:
    before = state(first)
    first.patience = 0.3

    def holding(write: Transaction) -> None:
        write.append("noted", who="holds")
        with refused("store_busy"):
            note(first, "waits in vain")
        first.patience = 30.0
        waiting.start()
        time.sleep(0.3)

    waiting = threading.Thread(target=note, args=[first, "waits"])
    second.transact(holding)
    waiting.join()
    assert [who for _, who in who_wrote(second)][-2:] == ["holds", "waits"]
    assert (state(first)[0][0], verify(second)) == (before[0][0] + 2, [])


def test_two_processes_that_start_on_an_empty_database_and_write_at_once_lose_nothing(postgres: Cluster) -> None:
    place = postgres.address(postgres.database())
    run = [sys.executable, "-m", "tests.storage.writer", place, "15"]
    writers = [subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [writer.communicate()[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert sorted(int(number) for each in said for number in each[1:]) == list(range(1, 31))
    store = open_store(place)
    assert (store.version()[0], rows_of(store, "rating"), verify(store)) == (30, 2 * sum(range(1, 16)), [])
    store.close()


def test_a_database_that_was_replaced_by_another_is_read_anew(first: Store, second: Store) -> None:
    note(first)
    cursor = behind(second)
    for table in ("event", *RECORD_TABLES):
        cursor.execute(f"DELETE FROM store.{table}")
    cursor.execute(statement("move_version"), [0, "0" * 64])
    assert (first.version()[0], rows_of(first, "rating"), verify(first)) == (0, 0, [])
    import_ratings(first)
    assert (state(second), who_wrote(second)) == (state(first), [(1, "Bà Giáp")])


# ---------------------------------------------------------------- a server that goes away


def test_a_server_that_dies_in_the_middle_of_an_act_leaves_nothing_and_the_next_try_works(
    postgres: Cluster, first: Store, second: Store
) -> None:
    before = state(first)

    def act(write: Transaction) -> None:
        append_import(write, "HS-lost")
        postgres.stop()

    with refused("server_lost"):
        first.transact(act)
    for ask in (first.version, first.scope, lambda: note(first), lambda: verify(first)):
        with refused("server_lost"):
            ask()
    postgres.start()
    assert (state(first), state(second)) == (before, before)
    assert (note(first), note(second)) == (before[0][0] + 1, before[0][0] + 2)


SLOW = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION slowly();
"""


@contextmanager
def breaking_off(postgres: Cluster, wait: str) -> Iterator[None]:
    """Our sessions are ended as soon as one of them waits for this."""

    def end() -> None:
        ask = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = '{wait}' AND query = 'COMMIT'"
        while not postgres.say(ask):
            time.sleep(0.05)

    thread = threading.Thread(target=end)
    thread.start()
    yield
    thread.join()


def test_a_connection_that_breaks_before_the_server_commits_leaves_nothing(
    postgres: Cluster, address: str, first: Store
) -> None:
    database = read_address(address).name.partition("@")[0]
    before = state(first)
    postgres.say(SLOW, database)
    with breaking_off(postgres, "PgSleep"), refused("server_lost"):
        import_ratings(first, "HS-broken")
    postgres.say("DROP TRIGGER slow ON event", database)
    assert state(first) == before
    assert import_ratings(first, "HS-whole") == before[0][0] + 1


def test_what_was_committed_while_the_connection_broke_counts_as_done(
    postgres: Cluster, first: Store, second: Store
) -> None:
    # A server that waits for a replica has committed already; the answer alone is missing.
    before = state(first)
    postgres.say("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    try:
        postgres.say("SELECT pg_reload_conf()")
        with breaking_off(postgres, "SyncRep"):
            number = import_ratings(first, "HS-kept")
    finally:
        postgres.say("ALTER SYSTEM RESET synchronous_standby_names")
        postgres.say("SELECT pg_reload_conf()")
    assert number == before[0][0] + 1
    assert (state(first)[0][0], state(second)) == (number, state(first))


def test_a_server_that_stays_away_after_a_commit_leaves_it_open_what_was_done(
    postgres: Cluster, first: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(first)
    monkeypatch.setattr(server, "SETTLING", 0.3)

    def stop() -> None:
        while not postgres.say("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query = 'COMMIT'"):
            time.sleep(0.05)
        postgres.stop()

    postgres.say(SLOW.replace("slowly()", "later()"), _database(first))
    thread = threading.Thread(target=stop)
    thread.start()
    with refused("server_unsure"):
        note(first)
    thread.join()
    postgres.start()
    postgres.say("DROP TRIGGER slow ON event", _database(first))
    assert state(first) == before


def _database(store: Store) -> str:
    return store.path.name.partition("@")[0]


def test_nul_is_refused_and_nothing_written(first: Store) -> None:
    before = state(first)
    with refused("text_nul"):
        note(first, "Bà\0Giáp")
    assert state(first) == before


# ---------------------------------------------------------------- what nobody may read


def all_of(error: BaseException) -> str:
    """An error as a log would hold it, with all that led to it."""
    parts, each = "", error
    while each is not None:
        parts += "".join(traceback.format_exception(each)) + repr(each) + repr(vars(each))
        each = each.__cause__ or each.__context__  # type: ignore[assignment]
    return parts


def test_no_error_holds_the_password(
    postgres: Cluster, address: str, first: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    database = _database(first)
    elsewhere = address.replace(f":{postgres.port}", ":1")
    wrong = postgres.address(database, password="sai " + PASSWORD)
    told = [
        (elsewhere, "server_lost"),
        (wrong, "server_refuses"),
        (postgres.address("khong_co"), "server_refuses"),
    ]
    for place, code in told:
        with pytest.raises(Refused) as caught:
            open_store(place)
        assert [problem.code for problem in caught.value.problems] == [code]
        assert PASSWORD not in all_of(caught.value)
        assert main(["--store", place, "verify"]) == 1
    postgres.say("ALTER TABLE version RENAME TO gone", database)
    with pytest.raises(Exception, match="version") as unforeseen:
        first.version()
    postgres.say("ALTER TABLE gone RENAME TO version", database)
    assert PASSWORD not in all_of(unforeseen.value) + repr(first.place) + str(vars(first))
    assert PASSWORD not in "".join(capfd.readouterr())


# ---------------------------------------------------------------- from place to place


def tables(postgres: Cluster, place: str) -> list[str]:
    database = read_address(place).name.partition("@")[0]
    return postgres.say("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database)


@pytest.mark.on_files  # from a file to a server, and back
def test_a_store_moves_to_a_server_and_back_and_stays_the_same(
    postgres: Cluster, place: Path, store: Store, tmp_path: Path
) -> None:
    import_ratings(store)
    version = (note(store), store.version()[1])
    store.close()
    here = postgres.address(postgres.database())
    assert main(["copy-store", str(place), here]) == 0
    assert copy_to(here, tmp_path / "b.duckdb") == version
    again = open_store(tmp_path / "b.duckdb")
    assert (state(again), who_wrote(again)) == ((version, 3, []), [(1, "Bà Giáp"), (2, "Bà Giáp")])
    note(again)
    again.close()
    for origin, target, code in (
        (place, here, "target_not_empty"),
        (here, place, "backup_exists"),
        (here, here, "target_not_empty"),
        (tmp_path / "none.duckdb", here, "store_missing"),
    ):
        with refused(code):
            copy_to(origin, target)
    shared = open_store(here)
    assert back_up(shared, tmp_path / "c.duckdb") == version[1]
    shared.close()
    with refused("target_not_empty"):
        restore(here, tmp_path / "b.duckdb")
    fresh = postgres.address(postgres.database())
    assert restore(fresh, tmp_path / "c.duckdb") is None
    restored = open_store(fresh)
    assert state(restored) == (version, 3, [])
    restored.close()


@pytest.mark.on_files  # from a file to a server, and back
def test_a_store_that_is_not_sound_is_not_copied_and_leaves_nothing_behind(
    postgres: Cluster, place: Path, store: Store, first: Store, tmp_path: Path
) -> None:
    target = postgres.address(postgres.database())
    with refused("store_empty"):
        copy_to(place, target)
    store = open_store(place)
    import_ratings(store)
    behind(store).execute("UPDATE store.event SET who = 'Ông Bính'")
    store.close()
    with refused("store_unsound", "chain_broken"):
        copy_to(place, target)
    assert tables(postgres, target) == []
    postgres.say("UPDATE event SET who = 'Ông Bính' WHERE seq = 1", _database(first))
    with refused("store_unsound", "chain_broken"):
        back_up(first, tmp_path / "b.duckdb")
    postgres.say("UPDATE event SET who = 'Bà Giáp' WHERE seq = 1", _database(first))
    assert [path.name for path in tmp_path.iterdir()] == ["kho"]


def test_a_database_that_is_no_store_of_this_version_is_refused_and_left_alone(
    postgres: Cluster, address: str, tmp_path: Path
) -> None:
    foreign, broken = postgres.database(), postgres.database()
    postgres.say("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    with refused("server_settings"):
        open_store(postgres.address("latin"))
    postgres.say("CREATE TABLE people (name text)", foreign)
    with refused("store_foreign"):
        open_store(postgres.address(foreign))
    assert postgres.say("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", foreign) == ["1"]
    for file in MIGRATIONS.iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "0099_bad.sql").write_text("CREATE TABLE store.more (a INTEGER); SELECT * FROM store.nothing")
    with refused("migration_failed"):
        open_store(postgres.address(broken), migrations=tmp_path)
    assert tables(postgres, postgres.address(broken)) == []
    for file in tmp_path.iterdir():
        file.unlink()
    with refused("store_newer"):
        open_store(address, migrations=tmp_path)


def test_what_the_tables_do_not_take_is_refused_by_the_copy_before_the_server_hears_of_it(first: Store) -> None:
    before = state(first)
    unit = {"list": "2019", "code": "06385", "name": "Bắc Quỳnh", "kind": "xa"}
    with pytest.raises(Exception, match="duplicate key"):
        first.transact(
            lambda write: write.append("added", who="Bà Giáp", records={"unit": pa.Table.from_pylist([unit, unit])})
        )
    assert state(first) == before
