"""Acts that tests write into a store: an import of one official's ratings, in the shape that `verify` finds sound."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
import pytest

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.server import Server
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import Store, utc_now

FIRST_YEAR = 2011


def ratings(count: int, nomination: str) -> pa.Table:
    """`count` ratings of one nomination, one a year and line."""
    years = range(FIRST_YEAR, FIRST_YEAR + count)
    rows = [
        {"sheet": 1, "line": 2 + year - FIRST_YEAR, "nomination": nomination, "year": year, "level": "good"}
        for year in years
    ]
    return pa.Table.from_pylist(rows)


def append_import(write: Transaction, nomination: str = "HS-1", count: int = 3, campaign: str = "one") -> int:
    """Append one import: a sheet, a nomination and its ratings; returns the event's number."""
    sheet = {"sheet": 1, "file": "a.xlsx", "file_digest": "-", "name": "A", "form": "06", "rows_read": count}
    nominee = {"sheet": 1, "line": 1, "code": nomination, "name": "Ông Ất", "subject": "official"}
    nominee |= {"award": "bang_khen_tinh", "proposer": "UBND huyện Bắc Sơn"}
    records = {
        "sheet": pa.Table.from_pylist([sheet]),
        "nomination": pa.Table.from_pylist([nominee]),
        "rating": ratings(count, nomination),
    }
    return write.append("imported", who="Bà Giáp", campaign=campaign, records=records)


def import_ratings(store: Store, nomination: str = "HS-1", count: int = 3, campaign: str = "one") -> int:
    """The same in a transaction of its own."""
    return store.transact(lambda write: append_import(write, nomination, count, campaign))


def note(store: Store, who: str = "Bà Giáp") -> int:
    """One event without records."""
    return store.transact(lambda write: write.append("noted", who=who))


def behind(store: Store) -> duckdb.DuckDBPyConnection:
    """A cursor on the tables themselves, as somebody has who goes around the program."""
    place = store.place
    return (place.server if isinstance(place, Server) else place.connection).cursor()


def write_behind(store: Store, who: str = "another process") -> None:
    """What a writer that does not share this process's lock would do: one event, committed by itself."""
    cursor = behind(store)
    cursor.begin()
    [(number, head)] = cursor.execute(statement("read_version")).fetchall()
    write = Transaction(cursor, number, head, utc_now())
    write.append("noted", who=who)
    cursor.execute(statement("move_version"), [write.number, write.head])
    cursor.commit()


def who_wrote(store: Store) -> list[tuple[int, str]]:
    """Number and person of every event."""
    return store.scope().cursor.execute("SELECT seq, who FROM store.event ORDER BY seq").fetchall()


def rows_of(store: Store, table: str) -> int:
    [(count,)] = store.scope().cursor.execute(f"SELECT count(*) FROM store.{table}").fetchall()
    return int(count)


@contextmanager
def refused(*codes: str) -> Iterator[list[Problem]]:
    """Something is refused, with exactly these problem codes; gives the problems."""
    problems: list[Problem] = []
    with pytest.raises(Refused) as caught:
        yield problems
    problems += caught.value.problems
    assert tuple(problem.code for problem in problems) == codes


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """A full disk: no file of this process can grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
