"""A store of an older version is copied and brought up to date; a migration that fails undoes itself."""

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ntm_dash.domain.problems import Problem
from ntm_dash.storage.migrations import MIGRATIONS
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.house.tree import ROOT
from tests.storage.acts import import_ratings, no_file_longer_than, refused, rows_of

NOON = datetime(2026, 11, 23, 12, 0)
DONE = list(range(1, len(list(MIGRATIONS.glob("*.sql"))) + 1))
NEXT = DONE[-1] + 1
MORE = [*DONE, NEXT]
KEPT = f"ntm.duckdb.before-{NEXT:04d}-20261123T120000000000"
ADDS = """-- a migration: officials are rated by somebody, and a canteen is kept
ALTER TABLE store.rating ADD COLUMN rated_by VARCHAR;
CREATE TABLE store.canteen (batch BIGINT NOT NULL, held_on DATE NOT NULL);
INSERT INTO store.canteen VALUES (0, DATE '2026-11-23');
"""
FAILS = """-- a migration: half of it works
CREATE TABLE store.half (i INTEGER);
DELETE FROM store.rating;
SELECT error('the other half does not');
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A folder with the migrations of the program and a made-up next one."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / f"{NEXT:04d}_adds.sql").write_text(ADDS, encoding="utf-8")
    return folder


@pytest.fixture
def old(store: Store, place: Path) -> Path:
    """A closed store of one import, before the made-up migration."""
    import_ratings(store)
    assert (numbers(store), rows_of(store, "rating")) == (DONE, 3)
    store.close()
    return place


def numbers(store: Store) -> list[int]:
    """The migrations done."""
    rows = store.scope().cursor.execute("SELECT number FROM store.migration ORDER BY number").fetchall()
    return [number for (number,) in rows]


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir())


def test_a_new_store_takes_every_migration_and_needs_no_copy(place: Path, migrations: Path) -> None:
    store = open_store(place, migrations=migrations)
    assert (numbers(store), rows_of(store, "canteen"), verify(store)) == (MORE, 1, [])
    store.close()
    assert names(place) == ["ntm.duckdb"]


@pytest.mark.on_files
def test_an_older_store_is_copied_migrated_and_still_sound(old: Path, migrations: Path) -> None:
    store = open_store(old, clock=lambda: NOON, migrations=migrations)
    assert (numbers(store), rows_of(store, "canteen"), rows_of(store, "rating")) == (MORE, 1, 3)
    assert (store.version()[0], verify(store)) == (1, [])
    assert import_ratings(store, "HS-2") == 2
    store.close()
    assert names(old) == ["ntm.duckdb", KEPT]
    copy = open_store(old.with_name(KEPT))
    assert (numbers(copy), copy.version()[0], rows_of(copy, "rating"), verify(copy)) == (DONE, 1, 3, [])
    copy.close()
    again = open_store(old, migrations=migrations)
    assert (numbers(again), again.version()[0], verify(again)) == (MORE, 2, [])
    again.close()
    assert len(names(old)) == 2


@pytest.mark.on_files
def test_a_migrated_store_still_keeps_other_processes_out(old: Path, migrations: Path) -> None:
    store = open_store(old, migrations=migrations)
    run = [sys.executable, "-m", "ntm_dash", "--store", str(old), "verify"]
    told = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr.split(" (")[0]) == (
        1,
        "✗ ntm.duckdb: Kho lưu trữ đang được một chương trình khác mở",
    )
    store.close()


def test_an_older_version_of_the_program_refuses_a_migrated_store(old: Path, migrations: Path) -> None:
    open_store(old, migrations=migrations).close()
    before = old.read_bytes()
    with refused("store_newer"):
        open_store(old)
    assert old.read_bytes() == before


def test_a_migration_that_fails_leaves_the_store_at_the_one_before(old: Path, migrations: Path) -> None:
    (migrations / f"{NEXT:04d}_adds.sql").unlink()
    (migrations / f"{NEXT:04d}_fails.sql").write_text(FAILS, encoding="utf-8")
    with refused("migration_failed") as problems:
        open_store(old, migrations=migrations)
    assert problems == [Problem("migration_failed", file="ntm.duckdb", values={"number": str(NEXT)})]
    assert names(old) == ["ntm.duckdb"]
    store = open_store(old)
    assert (numbers(store), rows_of(store, "rating"), verify(store)) == (DONE, 3, [])
    assert import_ratings(store, "HS-2") == 2
    store.close()


@pytest.mark.on_files
def test_of_two_migrations_the_first_stands_when_the_second_fails(old: Path, migrations: Path) -> None:
    (migrations / f"{NEXT + 1:04d}_fails.sql").write_text(FAILS, encoding="utf-8")
    with refused("migration_failed") as problems:
        open_store(old, clock=lambda: NOON, migrations=migrations)
    assert problems == [Problem("migration_failed", file="ntm.duckdb", values={"number": str(NEXT + 1)})]
    assert names(old) == ["ntm.duckdb", KEPT]
    (migrations / f"{NEXT + 1:04d}_fails.sql").unlink()
    store = open_store(old, migrations=migrations)
    assert (numbers(store), rows_of(store, "rating"), verify(store)) == (MORE, 3, [])
    store.close()


@pytest.mark.on_files
def test_a_migration_whose_copy_cannot_be_written_is_not_begun(old: Path, migrations: Path) -> None:
    with no_file_longer_than(50_000), refused("backup_unwritable"):
        open_store(old, migrations=migrations)
    assert names(old) == ["ntm.duckdb"]
    store = open_store(old)
    assert (numbers(store), rows_of(store, "rating"), verify(store)) == (DONE, 3, [])
    store.close()


@pytest.mark.on_files
def test_a_copy_that_is_being_checked_is_migrated_without_another_copy(old: Path, migrations: Path) -> None:
    partial = old.with_name("b.duckdb.partial")
    old.rename(partial)
    store = open_store(partial, migrations=migrations)
    assert (numbers(store), verify(store)) == (MORE, [])
    store.close()
    assert names(old) == ["b.duckdb.partial"]


def test_a_store_killed_before_its_first_migration_is_an_empty_one(place: Path) -> None:
    place.parent.mkdir()
    duckdb.connect(str(place)).close()
    store = open_store(place)
    assert (numbers(store), store.version()[0], verify(store)) == (DONE, 0, [])
    store.close()
