"""`verify` finds whatever was changed behind the journal's back, and names the event."""

import random
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.storage.acts import behind, import_ratings, note


def found(store: Store) -> list[tuple[str, str]]:
    """Code of every fault, and the event or the value it names."""
    return [(problem.code, problem.values.get("event") or problem.values["value"]) for problem in verify(store)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a sound store of five events: the second and the fourth without records."""
    place = tmp_path_factory.mktemp("sound") / "ntm.duckdb"
    store = open_store(place)
    import_ratings(store, "HS-1")
    note(store)
    import_ratings(store, "HS-3")
    note(store)
    import_ratings(store, "HS-5")
    assert (store.version()[0], verify(store)) == (5, [])
    store.close()
    return place


@pytest.fixture
def five(sound: Path, tmp_path: Path) -> Iterator[Store]:
    """That store, free to be tampered with."""
    shutil.copyfile(sound, tmp_path / "ntm.duckdb")
    opened = open_store(tmp_path / "ntm.duckdb")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("tampering", "faults"),
    [
        ("UPDATE store.event SET body = '{\"a\": 1}' WHERE seq = 3", [("chain_broken", "3")]),
        ("UPDATE store.event SET who = 'Ông Bính' WHERE seq = 1", [("chain_broken", "1")]),
        ("UPDATE store.event SET who = 'Ông Bính' WHERE seq = 5", [("chain_broken", "5")]),
        ("UPDATE store.event SET acted_at = acted_at + INTERVAL 1 SECOND WHERE seq = 2", [("chain_broken", "2")]),
        ("UPDATE store.event SET campaign = 'two' WHERE seq = 3", [("chain_broken", "3")]),
        ("UPDATE store.event SET hash = repeat('0', 64) WHERE seq = 2", [("chain_broken", "2"), ("chain_broken", "3")]),
        ("UPDATE store.event SET hash = repeat('0', 64) WHERE seq = 5", [("chain_broken", "5"), ("head_differs", "5")]),
        ("UPDATE store.event SET digest = '' WHERE seq = 3", [("chain_broken", "3"), ("records_changed", "3")]),
        ("DELETE FROM store.event WHERE seq = 2", [("events_missing", "2")]),
        ("DELETE FROM store.event WHERE seq = 1", [("events_missing", "1"), ("records_without_event", "1")]),
        ("DELETE FROM store.event WHERE seq IN (2, 4)", [("events_missing", "2"), ("events_missing", "4")]),
        ("DELETE FROM store.event WHERE seq IN (2, 3)", [("events_missing", "2–3"), ("records_without_event", "3")]),
        ("DELETE FROM store.event WHERE seq > 3", [("records_without_event", "5"), ("events_missing", "4–5")]),
        pytest.param(
            "UPDATE store.event SET seq = CASE seq WHEN 2 THEN 4 ELSE 2 END WHERE seq IN (2, 4)",
            [("chain_broken", "2"), ("chain_broken", "3"), ("chain_broken", "4"), ("chain_broken", "5")],
            marks=pytest.mark.on_files,  # a server itself refuses it
        ),
        (
            "INSERT INTO store.event SELECT 6, * EXCLUDE (seq) FROM store.event WHERE seq = 4",
            [("chain_broken", "6"), ("head_differs", "6")],
        ),
        ("UPDATE store.version SET head = repeat('0', 64)", [("head_differs", "5")]),
        ("UPDATE store.version SET number = 4", [("head_differs", "5")]),
        ("UPDATE store.version SET number = 6", [("events_missing", "6")]),
        ("UPDATE store.rating SET level = 'excellent' WHERE batch = 3 AND year = 2012", [("records_changed", "3")]),
        ("UPDATE store.nomination SET post = 'Chủ tịch' WHERE batch = 3", [("records_changed", "3")]),
        ("UPDATE store.sheet SET file_digest = '+' WHERE batch = 3", [("records_changed", "3")]),
        ("DELETE FROM store.rating WHERE batch = 3 AND year = 2012", [("records_changed", "3")]),
        ("DELETE FROM store.rating WHERE batch = 3", [("records_changed", "3")]),
        ("INSERT INTO store.rating VALUES (3, 1, 90, 'HS-3', 1999, 'good')", [("records_changed", "3")]),
        (
            "INSERT INTO store.rating SELECT * FROM store.rating WHERE batch = 3 AND year = 2012",
            [("records_changed", "3"), ("reference_loose", "3/1/3")],
        ),
        ("INSERT INTO store.council_member VALUES (3, 1, 90, 'Ông Bính', NULL, NULL, 'x')", [("records_changed", "3")]),
        (
            "INSERT INTO store.rating VALUES (6, 1, 90, 'HS-3', 1999, 'good')",
            [("records_without_event", "6"), ("reference_loose", "6/1")],
        ),
        (
            "UPDATE store.rating SET batch = 5, line = 90 WHERE batch = 3 AND year = 2012",
            [("records_changed", "3"), ("records_changed", "5")],
        ),
    ],
)
def test_what_was_changed_is_found_and_the_event_named(
    five: Store, tampering: str, faults: list[tuple[str, str]]
) -> None:
    behind(five).execute(tampering)
    assert found(five) == faults


def test_records_added_to_an_event_that_brought_none_are_found(five: Store) -> None:
    behind(five).execute("INSERT INTO store.rating VALUES (2, 1, 2, 'HS-3', 1999, 'good')")
    assert [(problem.code, problem.values) for problem in verify(five)] == [
        ("records_changed", {"event": "2"}),
        ("reference_loose", {"table": "rating", "value": "2/1"}),
    ]


def test_a_store_is_sound_as_of_one_moment_while_others_write(place: Path) -> None:
    store = open_store(place)
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            import_ratings(store)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    seen = [verify(store) for _ in range(15)]
    done.set()
    for writer in writers:
        writer.join()
    assert seen == [[]] * 15
    assert store.version()[0] > 2
    store.close()


def brought(store: Store, **records: list[dict[str, Any]]) -> list[Problem]:
    """The faults after one import of these records on one sheet."""
    sheet = {"sheet": 1, "file": "a.xlsx", "file_digest": "-", "name": "A", "form": "06", "rows_read": 1}
    tables = {"sheet": [sheet], **records}
    store.transact(
        lambda write: write.append(
            "imported",
            who="Bà Giáp",
            campaign="one",
            records={name: pa.Table.from_pylist(rows) for name, rows in tables.items()},
        )
    )
    return verify(store)


def loose(table: str, value: str) -> Problem:
    return Problem("reference_loose", values={"table": table, "value": value})


def test_a_record_of_a_nomination_that_never_came_is_found(store: Store) -> None:
    evidence = {"sheet": 1, "line": 2, "nomination": "HS-404", "item": "jobs"}
    assert brought(store, evidence=[evidence]) == [loose("evidence", "HS-404")]


def test_a_record_of_a_unit_that_is_on_no_list_is_found(store: Store) -> None:
    assessed = {"sheet": 1, "line": 2, "unit": "06385", "criteria_set": 1980, "met": 1, "known": 1}
    on = duckdb.connect().execute("SELECT DATE '2019-06-30'").fetchall()[0][0]
    assert brought(store, assessment=[{**assessed, "assessed_on": on}]) == [loose("assessment", "06385")]


def test_a_record_of_a_sheet_that_was_not_read_is_found(store: Store) -> None:
    member = {"sheet": 2, "line": 2, "name": "Ông Ất", "role": "member"}
    assert brought(store, council_member=[member]) == [loose("council_member", "1/2")]


def test_two_records_of_one_file_row_are_found(store: Store) -> None:
    members = [{"sheet": 1, "line": 2, "name": name, "role": "member"} for name in ("Ông Ất", "Ông Bính")]
    assert brought(store, council_member=members) == [loose("council_member", "1/1/2")]


def content(store: Store) -> list[object]:
    return [
        store.scope().cursor.execute(f"FROM store.{table} ORDER BY ALL").fetchall()
        for table in ("event", "version", "sheet", "nomination", "rating")
    ]


@pytest.mark.on_files
def test_a_damaged_file_is_refused_or_found_or_not_touched_where_it_holds_anything(sound: Path, tmp_path: Path) -> None:
    intact = open_store(sound)
    expected = content(intact)
    intact.close()
    outcomes = Counter[str]()
    places = random.Random(1).sample(range(sound.stat().st_size), 10)
    for number, position in enumerate(places):
        damaged = bytearray(sound.read_bytes())
        damaged[position] ^= 255
        place = tmp_path / f"{number}.duckdb"
        place.write_bytes(damaged)
        try:
            store = open_store(place)
        except Refused as refusal:
            outcomes[str(refusal)] += 1
            continue
        faults = verify(store)
        outcomes["found" if faults else "sound"] += 1
        assert faults or content(store) == expected
        store.close()
    assert set(outcomes) <= {"store_unreadable", "found", "sound"}
