"""The store: one open connection per place, one way to write, a scope for every read.

The connection is an in-memory database that attaches the store under the name `store`; views and fact macros
live in memory over it. A place is a file path or, later, a server's address.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.migrations import migrate
from ntm_dash.storage.statements import fact_macros, statement

if TYPE_CHECKING:
    import pandas as pd

Result = TypeVar("Result")
Clock = Callable[[], datetime]

PATIENCE = 10.0
"""Seconds that a write waits for its turn among other processes."""

_open: dict[Path, Store] = {}
_opening = threading.Lock()


def utc_now() -> datetime:
    """The time of an act: UTC, without zone."""
    return datetime.now(UTC).replace(tzinfo=None)


class Scope:
    """A cursor that sees one campaign, as of one event: reads are made through it."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, variables: Mapping[str, Any]) -> None:
        self.cursor = cursor
        for name, value in variables.items():
            cursor.execute(f"SET VARIABLE {name} = ?", [value])

    def rows(self, name: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """The rows of the statement `sql/<name>.sql`."""
        return self.cursor.execute(statement(name), parameters).fetchall()

    def frame(self, name: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> pd.DataFrame:
        """The same as a frame."""
        return self.cursor.execute(statement(name), parameters).df()


class Store:
    """An open store. Use `open_store`; reads by `scope`, writes by `transact`."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._connection = connection
        self._writing = threading.RLock()

    def version(self) -> tuple[int, str]:
        """The number of the last event, which grows with every commit, and the head of the chain."""
        [(number, head)] = self._connection.cursor().execute(statement("read_version")).fetchall()
        return number, head

    def scope(self, **variables: Any) -> Scope:
        """A fresh cursor that sees what the variables choose (see `sql/views.sql`)."""
        return Scope(self._connection.cursor(), variables)

    def transact(self, act: Callable[[Transaction], Result]) -> Result:
        """Run `act` in one transaction: all of it is committed, or nothing is.

        `act` may run again when another process wrote first, so it reads what it needs through its transaction.
        """
        deadline = time.monotonic() + PATIENCE
        with self._writing:
            while True:
                try:
                    return self._attempt(act)
                except duckdb.Error as error:
                    if not _is_collision(error):
                        raise
                    if time.monotonic() > deadline:
                        raise Refused(Problem("store_busy")) from error
                    time.sleep(random.uniform(0.01, 0.1))

    def _attempt(self, act: Callable[[Transaction], Result]) -> Result:
        cursor = self._connection.cursor()
        cursor.begin()
        try:
            [(number, head)] = cursor.execute(statement("read_version")).fetchall()
            transaction = Transaction(cursor, number, head, self.clock())
            result = act(transaction)
            if transaction.number == number:
                cursor.rollback()
            else:
                cursor.execute(statement("move_version"), [transaction.number, transaction.head])
                cursor.commit()
        except BaseException:
            _roll_back(cursor)
            raise
        finally:
            cursor.close()
        return result

    def exclusively(self, work: Callable[[duckdb.DuckDBPyConnection], Result]) -> Result:
        """Run `work` while no write of this process is under way."""
        with self._writing:
            return work(self._connection.cursor())

    def close(self) -> None:
        """Write everything to the file and let it go."""
        with _opening, self._writing:
            if _open.get(self.path) is self:
                del _open[self.path]
                self._connection.execute(statement("checkpoint"))
                self._connection.close()


def open_store(place: Path | str, *, clock: Clock = utc_now) -> Store:
    """Open the store at `place`, creating or migrating it as needed; the same store if it is open already.

    Raises `Refused` when another process holds it, or the file is not a store or comes from a newer version.
    """
    path = Path(place).resolve()
    with _opening:
        if path not in _open:
            _open[path] = _connect(path, clock)
        return _open[path]


def _connect(path: Path, clock: Clock) -> Store:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(":memory:")
    try:
        _attach(connection, path)
        migrate(connection, path, clock())
        folder = str(REFERENCE).replace("'", "''")
        connection.execute(statement("reference").replace("{folder}", folder))
        connection.execute(statement("views"))
        for macro in fact_macros():
            connection.execute(macro)
        # The first bound parameter of a process loads pandas and pyarrow: pay it here, not at the first click.
        connection.execute(statement("read_version")).df()
    except BaseException:
        connection.close()
        raise
    return Store(path, connection, clock)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(statement("attach").replace("{place}", quoted))
        connection.execute(statement("checkpoint"))
    except duckdb.Error as error:
        raise Refused(_opening_problem(path, error)) from error


def _opening_problem(path: Path, error: duckdb.Error) -> Problem:
    text = str(error)
    if "lock" in text.lower():
        _, _, holder = text.partition("PID ")
        pid = "".join(character for character in holder[:12] if character.isdigit())
        return Problem("store_in_use", file=path.name, values={"pid": pid})
    return Problem("store_unreadable", file=path.name)


def _is_collision(error: duckdb.Error) -> bool:
    text = str(error).lower()
    signs = ("conflict", "could not serialize", "lock timeout", "deadlock", "constraint violation")
    return isinstance(error, duckdb.TransactionException) or any(sign in text for sign in signs)


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.rollback()
    except duckdb.Error:
        # A failed commit has already ended the transaction.
        return
