"""The store: one open connection per place, one way to write, a scope for every read.

Wherever it stands (`places.py`), it is read through an in-memory database under the name `store`; views and fact
macros live in memory over it. A place is the path of a file, or the address of a PostgreSQL database.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.address import read_address
from ntm_dash.storage.copying import log_of, remove
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.migrations import MIGRATIONS, migrations_done, roll_back
from ntm_dash.storage.places import File, Overtaken, Place, attached
from ntm_dash.storage.server import Server
from ntm_dash.storage.statements import statement

if TYPE_CHECKING:
    import pandas as pd

Result = TypeVar("Result")
Clock = Callable[[], datetime]

PATIENCE = 30.0
"""Seconds that a write waits for its turn."""

_open: dict[Path, Store] = {}
_opening = threading.Lock()


def utc_now() -> datetime:
    """The time of an act: UTC, without zone."""
    return datetime.now(UTC).replace(tzinfo=None)


class Scope:
    """A cursor that sees one campaign, as of one event: reads are made through it."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, variables: Mapping[str, Any]) -> None:
        self.cursor = cursor
        self.choose(**variables)

    def choose(self, **variables: Any) -> None:
        """Choose anew what the cursor sees."""
        for name, value in variables.items():
            self.cursor.execute(statement("set_variable").replace("{name}", name), [value])

    def lay_out(self, views: Iterable[str]) -> None:
        """Keep the rows of views as they are now: from here on this cursor sees them in place of the views."""
        for view in views:
            self.cursor.execute(statement("lay_out").replace("{view}", view))

    def rows(self, name: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """The rows of the statement `sql/<name>.sql`."""
        return self.cursor.execute(statement(name), parameters).fetchall()

    def frame(self, name: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> pd.DataFrame:
        """The same as a frame."""
        return self.cursor.execute(statement(name), parameters).df()


class Store:
    """An open store. Use `open_store`; reads by `scope`, writes by `transact`."""

    def __init__(self, place: Place, clock: Clock) -> None:
        self.place = place
        self.clock = clock
        self.patience = PATIENCE
        self.commits = 0
        """How many transactions this process has committed: whoever remembers a version knows when to ask again."""
        self._writing = threading.Lock()

    @property
    def path(self) -> Path:
        """Names the store: its file; of a server, where files that belong to its store stand."""
        return self.place.path

    @property
    def shared(self) -> bool:
        """Whether other processes may write to it while it is open."""
        return self.place.shared

    def version(self) -> tuple[int, str]:
        """The number of the last event, which grows with every commit, and the head of the chain."""
        [(number, head)] = self._reading().execute(statement("read_version")).fetchall()
        return number, head

    def scope(self, **variables: Any) -> Scope:
        """A fresh cursor that sees what the variables choose (see `sql/views.sql`)."""
        return Scope(self._reading(), variables)

    def _reading(self) -> duckdb.DuckDBPyConnection:
        self.place.follow()
        return self.place.connection.cursor()

    def transact(self, act: Callable[[Transaction], Result]) -> Result:
        """Run `act` in one transaction: all of it is committed, or nothing is.

        `act` may run again when another process wrote first, so it reads what it needs through its transaction.
        Raises `Refused` when the store cannot be written, or when others keep writing for too long.
        """
        with self._turn():
            return again(lambda: self._attempt(act), self.patience)

    def _attempt(self, act: Callable[[Transaction], Result]) -> Result:
        with self.place.turn():
            return self._attempt_in_turn(act)

    def _attempt_in_turn(self, act: Callable[[Transaction], Result]) -> Result:
        cursor = self.place.connection.cursor()
        cursor.begin()
        try:
            [(number, head)] = cursor.execute(statement("read_version")).fetchall()
            transaction = Transaction(cursor, number, head, self.clock())
            result = act(transaction)
            if transaction.number > number:
                self.place.commit(cursor, transaction)
                self.commits += 1
        except duckdb.Error as error:
            roll_back(cursor)
            if "Conflict" in _failure(error) or self.version()[0] != number:
                raise Overtaken from error
            if isinstance(error, duckdb.IOException) or "Failed to commit" in _failure(error):
                raise Refused(Problem("store_unwritable", file=self.path.name)) from error
            raise
        finally:
            cursor.close()
        return result

    def exclusively(self, work: Callable[[duckdb.DuckDBPyConnection], Result]) -> Result:
        """Run `work` while no write of this process is under way."""
        with self._turn(), self.place.connection.cursor() as cursor:
            return work(cursor)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._writing.acquire(timeout=self.patience):
            raise Refused(Problem("store_busy"))
        try:
            yield
        finally:
            self._writing.release()

    def close(self) -> None:
        """Write everything to its place and let it go, once the write under way is done."""
        with _opening:
            if _open.get(self.path) is self:
                self._let_go()

    def _let_go(self) -> None:
        with self._writing:
            del _open[self.path]
            self.place.close()


def _failure(error: duckdb.Error) -> str:
    """What DuckDB says about a transaction that failed; other errors may quote anything."""
    return str(error) if isinstance(error, duckdb.TransactionException) else ""


def again(work: Callable[[], Result], patience: float) -> Result:
    """Do something again for as long as others come first. Raises `Refused` after so many seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return work()
        except Overtaken as overtaken:
            if time.monotonic() > deadline:
                raise Refused(Problem("store_busy")) from overtaken
        time.sleep(random.uniform(0.01, 0.1))  # nosec B311: who waits how long is no secret


def open_store(place: Path | str, *, clock: Clock = utc_now, migrations: Path = MIGRATIONS) -> Store:
    """Open the store at `place`, creating or migrating it as needed; the same store if it is open already.

    Raises `Refused` when it cannot be had, is not a store, or comes from a newer version.
    """
    found = place_of(place)
    with _opening:
        if found.path not in _open:
            again(lambda: found.connect(clock(), migrations), PATIENCE)
            _open[found.path] = Store(found, clock)
        return _open[found.path]


def replace_store(path: Path, replacement: Path, kept: str) -> Path | None:
    """Put a closed store's file in the place of another, which is closed first.

    The replaced file is kept beside it with `kept` added to its name, and its path returned; None if there was
    none. A crash leaves one or the other in the place. Raises `Refused` when another process holds it.
    """
    with _opening:
        if path in _open:
            _open[path]._let_go()
        elif path.exists():
            _refuse_unless_replaceable(path)
        if not path.exists():
            remove(path)
            replacement.rename(path)
            return None
        old = path.with_name(path.name + kept)
        if log_of(path).exists():
            # A damaged store could not write its log into its file. The log must not meet the new file.
            log_of(path).rename(log_of(old))
        try:
            os.link(path, old)
        except OSError:
            # Some file systems know no links: for an instant the place is empty.
            path.rename(old)
        replacement.replace(path)
        return old


def place_of(place: Path | str) -> Place:
    """What a path, or the address of a server, names. Raises `Refused` for any other address."""
    if "://" in str(place):
        return Server(read_address(str(place)))
    return File(_resolved(Path(place).absolute()))


@cache
def _resolved(path: Path) -> Path:
    """The path without links, looked up once in a process: every question names its store."""
    return path.resolve()


def _refuse_unless_replaceable(path: Path) -> None:
    """Whatever is damaged may be replaced; what another process holds, or is no store at all, may not."""
    try:
        with attached(path) as connection:
            migrations_done(connection, path)
    except Refused as refusal:
        if refusal.problems[0].code != "store_unreadable":
            raise
