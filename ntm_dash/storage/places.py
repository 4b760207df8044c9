"""Where a store stands, and all in which one kind of place differs from the other: here a file, `server.py` a server.

A place, once connected, has a `connection`: an in-memory database that reads the store under the name `store`, with
views and fact macros over it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import duckdb

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.migrations import migrate
from ntm_dash.storage.statements import fact_macros, for_table, placed, statement

if TYPE_CHECKING:
    import pyarrow as pa


class Overtaken(Exception):
    """Another writer came first."""


class Place(Protocol):
    """Where a store stands."""

    path: Path
    """Names the store, one open store each: the file; of a server, where files that belong to its store stand."""

    shared: bool
    """Whether other processes may write to it while it is open."""

    connection: duckdb.DuckDBPyConnection

    def connect(self, now: datetime, migrations: Path) -> None:
        """Open the store, creating or migrating it as needed. Raises `Refused` when that cannot be."""

    def follow(self) -> None:
        """Let the connection read what others have committed."""

    def turn(self) -> AbstractContextManager[None]:
        """Keep other processes from writing. Raises `Overtaken` where one of them goes on for too long."""

    def commit(self, cursor: duckdb.DuckDBPyConnection, written: Transaction) -> None:
        """Commit what was written in a turn through a cursor of the connection."""

    def one_moment(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A cursor that reads the tables themselves, all of them as of one moment."""

    def ask(self, cursor: duckdb.DuckDBPyConnection, said: str) -> pa.Table:
        """The rows of a statement that such a cursor is asked."""

    def fault(self, error: duckdb.Error) -> Problem:
        """What an error says about the place."""

    def close(self) -> None:
        """Write what is left to be written, and let the place go."""


class File:
    """A file that one process has open."""

    shared = False

    def __init__(self, path: Path) -> None:
        self.path = path

    def connect(self, now: datetime, migrations: Path) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(Problem("store_unreadable", file=self.path.name)) from error
        connection = attached(self.path)
        try:
            self._bring_up_to_date(connection, now, migrations)
            draw_views(connection)
        except BaseException:
            connection.close()
            raise
        self.connection = connection
        self._attached, self._closed = _identity(self.path), False

    def _bring_up_to_date(self, connection: duckdb.DuckDBPyConnection, now: datetime, migrations: Path) -> None:
        try:
            migrate(connection, self.path, now, migrations)
            # The first bound parameter of a process loads pandas and pyarrow: pay it here, not at the first click.
            connection.execute(statement("read_version")).df()
        except duckdb.Error as error:
            raise Refused(self.fault(error)) from error

    def follow(self) -> None:
        if self._closed:
            raise Refused(Problem("store_closed", file=self.path.name))
        # The open file goes on to exist without its name: what is written to it would be gone with this process.
        if _identity(self.path) != self._attached:
            raise Refused(Problem("store_replaced", file=self.path.name))

    @contextmanager
    def turn(self) -> Iterator[None]:
        self.follow()
        yield

    def commit(self, cursor: duckdb.DuckDBPyConnection, written: Transaction) -> None:
        cursor.execute(statement("move_version"), [written.number, written.head])
        cursor.commit()

    @contextmanager
    def one_moment(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.connection.cursor() as cursor:
            cursor.begin()
            yield cursor

    def ask(self, cursor: duckdb.DuckDBPyConnection, said: str) -> pa.Table:
        return cursor.execute(said).to_arrow_table()

    def fault(self, error: duckdb.Error) -> Problem:
        return Problem("store_unreadable", file=self.path.name)

    def close(self) -> None:
        self._closed = True
        try:
            self.connection.execute(statement("checkpoint"))
        finally:
            self.connection.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another in its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def in_memory(overflow: Path, base: Path | str = ":memory:", **settings: bool) -> duckdb.DuckDBPyConnection:
    """A database in memory that fetches nothing from the network; what does not fit goes beside `overflow`.

    `base` may be a file that has views already.
    `NTM_THREADS` says how many cores the queries of this process may take; all by default.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": f"{overflow}.tmp",
        "autoinstall_known_extensions": False,
        **settings,
    }
    if threads := os.environ.get("NTM_THREADS"):
        config["threads"] = threads
    return duckdb.connect(base, config=config)


def append(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Put rows as they are into a table of the store that is attached."""
    if rows.num_rows:
        cursor.register("copied", rows)
        try:
            cursor.execute(for_table("append_copied", table))
        finally:
            cursor.unregister("copied")


def draw_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Put views and fact macros over the store that is attached."""
    connection.execute(placed("reference", REFERENCE))
    connection.execute(statement("views"))
    for macro in fact_macros():
        connection.execute(macro)


def attached(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection of its own with a file attached as the store. Raises `Refused` where it is none."""
    connection = in_memory(path)
    try:
        connection.execute(placed("attach", path))
        connection.execute(statement("checkpoint"))
    except duckdb.Error as error:
        connection.close()
        raise Refused(_opening_problem(path, error)) from error
    return connection


def _opening_problem(path: Path, error: duckdb.Error) -> Problem:
    if "Could not set lock on file" in str(error):
        holder = re.search(r"Conflicting lock is held in .*?PID (\d+)", str(error))
        pid = holder[1] if holder else "?"
        return Problem("store_in_use", file=path.name, values={"pid": pid})
    return Problem("store_unreadable", file=path.name)
