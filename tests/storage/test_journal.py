"""Events, their hash, and the digest of the records they bring."""

import hashlib
import json
import time
import uuid
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from ntm_dash.storage.journal import GENESIS, Event, combined_digest, digests_of, uuid7
from ntm_dash.storage.statements import RECORD_TABLES, for_table
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.storage.acts import import_ratings, note, ratings, rows_of

NOON = datetime(2019, 7, 31, 12, 0, 0, 250)
EVENT = Event(7, "id", NOON, "Bà Giáp", "imported", "one", "3", '{"why": "sai tệp"}', "d" * 64)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", 8),
        ("id", "other"),
        ("acted_at", NOON.replace(microsecond=251)),
        ("who", "Bà Giap"),
        ("kind", "import_withdrawn"),
        ("campaign", None),
        ("subject", "4"),
        ("subject", None),
        ("body", "{}"),
        ("digest", ""),
    ],
)
def test_the_hash_depends_on_every_field_of_the_event(field: str, value: object) -> None:
    changed = replace(EVENT, **{field: value})  # type: ignore[arg-type]
    assert changed.hashed_after(GENESIS) != EVENT.hashed_after(GENESIS)


def test_the_hash_depends_on_the_event_before() -> None:
    assert EVENT.hashed_after("1" * 64) != EVENT.hashed_after(GENESIS)


def test_the_hash_of_an_event_can_be_computed_without_this_program() -> None:
    told = (
        f'["{GENESIS}", 7, "id", "2019-07-31T12:00:00.000250", "Bà Giáp", "imported", "one", "3", '
        f'"{{\\"why\\": \\"sai tệp\\"}}", "{"d" * 64}"]'
    )
    assert EVENT.hashed_after(GENESIS) == sha256(told)
    assert EVENT.hashed_after(GENESIS) == "b7fcfecf2f5f66d3756a80fe5c384327b5e1ff10dac75f3aed3ca1f003f58628"


def test_an_event_is_kept_as_it_was_told_and_chained_to_the_one_before(place: Path) -> None:
    store = open_store(place, clock=lambda: NOON)
    note(store)
    _, head = store.version()
    body = {"why": "sai “tệp”", "sheets": [1]}
    store.transact(lambda write: write.append("import_withdrawn", who="Ông Ất", campaign="one", subject="3", body=body))
    [_, (*fields, stored)] = store.scope().rows("journal")
    event = Event(*fields)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    assert event == Event(2, event.id, NOON, "Ông Ất", "import_withdrawn", "one", "3", text, "")
    assert (stored, store.version()) == (event.hashed_after(head), (2, stored))
    store.close()


def test_identifiers_are_version_7_and_follow_the_order_of_time() -> None:
    found = []
    for _ in range(5):
        found.append(uuid7())
        time.sleep(0.002)
    assert found == sorted(found)
    assert [uuid.UUID(each).version for each in found] == [7] * 5
    assert [uuid.UUID(each).variant for each in found] == [uuid.RFC_4122] * 5


def test_what_an_event_brought_in_one_table_cannot_pass_for_another_table() -> None:
    assert combined_digest({"rating": "a" * 64}) != combined_digest({"paper": "a" * 64})
    assert combined_digest({"rating": "a", "paper": "b"}) == combined_digest({"paper": "b", "rating": "a"})
    assert combined_digest({}) == ""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(store: Store, rows: pa.Table) -> str:
    number = store.transact(lambda write: write.append("imported", who="Bà Giáp", records={"rating": rows}))
    [digest] = digests_of(store.scope().cursor, "rating", number, number).values()
    return digest


def digest_as_batch_1(store: Store, rows: pa.Table) -> str:
    """The digest of rows as records of batch 1, which is part of each record; nothing is kept."""
    cursor = store.scope().cursor
    cursor.begin()
    cursor.register("incoming", rows)
    cursor.execute(for_table("append_records", "rating"), [1])
    return digests_of(cursor, "rating", 1, 1)[1]


def test_the_digest_does_not_depend_on_the_order_of_the_rows(store: Store) -> None:
    rows = ratings(9, "HS-1")
    backwards = rows.take(list(range(8, -1, -1)))
    shifted = pa.concat_tables([rows.slice(4), rows.slice(0, 4)])
    assert len({digest_as_batch_1(store, each) for each in (rows, backwards, shifted)}) == 1


def test_the_digest_tells_a_row_that_stands_twice(store: Store) -> None:
    once = ratings(2, "HS-1")
    assert digest_as_batch_1(store, once) != digest_as_batch_1(store, pa.concat_tables([once, once.slice(0, 1)]))


def test_a_digest_is_of_one_batch_whatever_else_the_table_holds(store: Store) -> None:
    first = digest_of(store, ratings(3, "HS-1"))
    second = digest_of(store, ratings(3, "HS-1"))
    assert first != second
    assert digests_of(store.scope().cursor, "rating", 0, 9) == {1: first, 2: second}


def test_the_digest_of_a_batch_can_be_computed_without_this_program(store: Store) -> None:
    rows = pa.Table.from_pylist([{"sheet": 1, "line": 2, "nomination": "HS-Đ1", "item": "jobs", "number": 0.1}])
    number = store.transact(lambda write: write.append("imported", who="x", records={"evidence": rows}))
    record = sha256('{"batch":1,"sheet":1,"line":2,"nomination":"HS-Đ1","item":"jobs","number":0.1}')
    heap = sha256(record)
    assert digests_of(store.scope().cursor, "evidence", number, number) == {1: sha256(record[:2] + heap)}


def test_every_kind_of_record_is_covered_by_the_chain(store: Store) -> None:
    tables = {name for (name,) in store.scope().rows("tables_of_store")}
    assert tables - set(RECORD_TABLES) == {"event", "migration", "version"}
    assert set(RECORD_TABLES) - tables == set()


def test_a_table_without_rows_leaves_no_trace(store: Store) -> None:
    store.transact(lambda write: write.append("imported", who="Bà Giáp", records={"rating": ratings(0, "HS-1")}))
    assert (rows_of(store, "rating"), verify(store)) == (0, [])


def test_records_go_into_record_tables_only(store: Store) -> None:
    with pytest.raises(KeyError):
        store.transact(lambda write: write.append("x", who="x", records={"event": ratings(1, "HS-1")}))
    assert (store.version()[0], rows_of(store, "event")) == (0, 0)


def test_the_columns_of_records_are_matched_by_name(store: Store) -> None:
    rows = ratings(1, "HS-1")
    digest_of(store, rows.select(["level", "year", "nomination", "line", "sheet"]))
    assert store.scope().cursor.execute("FROM store.rating").fetchall() == [(1, 1, 2, "HS-1", 2011, "good")]
    import_ratings(store, "HS-2")
    assert rows_of(store, "rating") == 4
