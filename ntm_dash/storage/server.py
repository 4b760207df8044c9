"""A store in a PostgreSQL database, which several processes share.

Reading asks a copy in memory that follows the server: the store only grows, so what was committed since is fetched and
nothing else. An act runs on that copy while its process holds the row of the version on the server; what it wrote is
then sent there, committed there, and only then in the copy. So there is one SQL for both kinds of place, an act sees
all that stands, and nobody else writes meanwhile.

Everything that is said to the server passes through `guarded`: DuckDB repeats the whole address in its errors.
"""

from __future__ import annotations

import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from ntm_dash.domain.paths import DATA
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.address import Address
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.migrations import migrations_done, roll_back, run_migration
from ntm_dash.storage.places import Overtaken, append, draw_views, in_memory
from ntm_dash.storage.statements import RECORD_TABLES, for_table, placed, scripts, statement

if TYPE_CHECKING:
    import pyarrow as pa

Result = TypeVar("Result")

READER = "duckdb_extension_postgres_scanner"
"""The package that brings DuckDB's reader and writer of PostgreSQL."""

SETTLING = 10.0
"""Seconds for which a server is asked whether it has committed what it did not answer about."""

ENGLISH = re.compile(r"(C|POSIX|en)\b|en_|$")
"""Languages in which a server says what is understood here."""

SAYS = (
    (re.compile(r"lock timeout|could not serialize|deadlock detected"), ""),
    (
        re.compile(r"authentication failed|no password supplied|pg_hba\.conf|(role|database) \S+ does not exist"),
        "server_refuses",
    ),
    (re.compile(r"statement timeout"), "server_slow"),
    (re.compile(r"permission denied|must be owner|read-only transaction"), "server_forbids"),
    (re.compile(r"No space left|could not extend file|disk full"), "store_unwritable"),
    (re.compile(r"NULL-byte"), "text_nul"),
    (
        re.compile(
            r"Unable to connect|connection to server|server closed|terminating connection|could not (send|receive) data"
            r"|no connection to the server|Broken pipe|SSL|starting up|shutting down|too many clients|connection slots"
            r'|Failed to execute query "(ROLLBACK|BEGIN[^"]*|COMMIT)": *$'
        ),
        "server_lost",
    ),
)
"""What a server says, and the problem that it is; nothing: another writer came first."""


class Server:
    """A database of a server that several processes may have open."""

    shared = True

    def __init__(self, address: Address) -> None:
        self.path = DATA / address.name
        self._address = address
        self._publishing = threading.RLock()
        self._held: duckdb.DuckDBPyConnection | None = None

    def connect(self, now: datetime, migrations: Path) -> None:
        self._prepared = (now, migrations)
        self.reach()
        try:
            with self.writing() as cursor:
                if self.bring_up_to_date(cursor, now, migrations):
                    self.end(cursor)
            self.connection = self._copy()
            self.follow()
        except BaseException:
            self.leave()
            raise

    def reach(self) -> None:
        """Connect to the server and nothing more. Raises `Refused` where it does not let us."""
        package = find_spec(READER)
        folder = Path(package.origin).parent if package and package.origin else Path()
        reader = folder / "extensions" / f"v{duckdb.__version__}" / "postgres_scanner.duckdb_extension"
        if not reader.is_file():
            raise Refused(Problem("server_reader_missing", file=self.path.name))
        connection = in_memory(self._overflow)
        try:
            connection.execute(placed("server/load", reader))
            self.ask(connection, placed("server/attach", self._address.connection))
            [settings] = self.ask(connection, statement("server/settings")).to_pylist()
            if settings["encoding"] != "UTF8" or not ENGLISH.match(settings["language"]):
                raise Refused(Problem("server_settings", file=self.path.name, values=settings))
        except BaseException:
            connection.close()
            raise
        self.server = connection

    @property
    def _overflow(self) -> Path:
        return Path(tempfile.gettempdir()) / self.path.name

    def bring_up_to_date(self, cursor: duckdb.DuckDBPyConnection, now: datetime, migrations: Path) -> int:
        """Run within an open transaction what migrations are to be run, alone of all processes; how many they were.

        Raises `Refused` as `migrate` does. The server undoes tables as it undoes rows: all of them come, or none.
        """
        files = scripts(migrations)
        # DuckDB looks once in a transaction which tables there are: nothing is asked before it is our turn.
        self.ask(cursor, statement("server/migrate_alone"))
        done = self.guarded(lambda: migrations_done(cursor, self.path))
        if done > len(files):
            raise Refused(Problem("store_newer", file=self.path.name))
        for number, file in enumerate(files[done:], start=done + 1):
            try:
                self.guarded(partial(run_migration, cursor, number, file, now))
            except duckdb.Error as error:
                raise Refused(
                    Problem("migration_failed", file=self.path.name, values={"number": str(number)})
                ) from error
        if done < len(files):
            for table in RECORD_TABLES:
                self.ask(cursor, for_table("server/index", table))
        return len(files) - done

    def _copy(self) -> duckdb.DuckDBPyConnection:
        """The tables of a store in memory, empty, with the views over them."""
        connection = in_memory(self._overflow)
        attach_empty(connection, *self._prepared)
        draw_views(connection)
        # The first bound parameter of a process loads pandas and pyarrow: pay it here, not at the first click.
        connection.execute(statement("read_version")).df()
        return connection

    def follow(self) -> None:
        with self.server.cursor() as cursor:
            self._fetch(cursor)

    def _fetch(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Bring the copy to the version that a cursor of the server sees."""
        if self._version(cursor) == self._version_of_copy():
            return
        with self._publishing:
            (number, head), (have, known) = self._version(cursor), self._version_of_copy()
            if (number, head) == (have, known):
                return
            events = self.ask(cursor, statement("server/events"), [have, number])
            if have:
                last = events.slice(0, 1).to_pylist()
                if [each["hash"] for each in last] != [known]:
                    # The database was replaced by another.
                    self.connection, have = self._copy(), 0
                    events = self.ask(cursor, statement("server/events"), [have, number])
                else:
                    events = events.slice(1)
            rows = {"event": events}
            if any(events["digest"].to_pylist()):
                for table in RECORD_TABLES:
                    rows[table] = self.ask(cursor, for_table("server/records", table), [have + 1, number])
            self._publish(rows, number, head)

    def _publish(self, rows: dict[str, pa.Table], number: int, head: str) -> None:
        with self.connection.cursor() as copy:
            copy.begin()
            try:
                for table, fetched in rows.items():
                    append(copy, table, fetched)
                copy.execute(statement("move_version"), [number, head])
                copy.commit()
            except (duckdb.TransactionException, duckdb.ConstraintException):
                # An act of this process that has lost its turn stands in the way; it ends, and the next ask fetches.
                roll_back(copy)

    def _version(self, cursor: duckdb.DuckDBPyConnection) -> tuple[int, str]:
        [row] = self.ask(cursor, statement("read_version")).to_pylist()
        return row["number"], row["head"]

    def _version_of_copy(self) -> tuple[int, str]:
        [(number, head)] = self.connection.cursor().execute(statement("read_version")).fetchall()
        return number, head

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self.writing() as cursor:
            self.ask(cursor, statement("server/take_turn"))
            self._fetch(cursor)
            self._held = cursor
            try:
                yield
            finally:
                self._held = None

    def commit(self, cursor: duckdb.DuckDBPyConnection, written: Transaction) -> None:
        held = self._held
        assert held is not None
        batches = [written.first, written.number]
        cursor.execute(statement("move_version"), [written.number, written.head])
        with self._publishing:
            for table in written.tables:
                rows = cursor.execute(for_table("server/records", table), batches).to_arrow_table()
                self.append(held, table, rows)
            self.append(held, "event", cursor.execute(statement("server/events"), batches).to_arrow_table())
            self.move(held, written.number, written.head)
            self.end(held, written.head)
            with suppress(duckdb.Error):
                # It stands on the server: if the copy cannot take it, the next ask fetches it.
                cursor.commit()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of the server in a transaction of its own, undone unless it is ended."""
        with self.server.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            finally:
                with suppress(duckdb.Error):
                    cursor.rollback()

    def append(self, cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
        """Send rows into a table."""
        self.guarded(lambda: append(cursor, table, rows))

    def move(self, cursor: duckdb.DuckDBPyConnection, number: int, head: str) -> None:
        """Move the head of the chain."""
        said = statement("server/move_version").replace("{number}", str(int(number)))
        self.ask(cursor, said.replace("{head}", re.sub(r"[^0-9a-f]", "", head)))

    def end(self, cursor: duckdb.DuckDBPyConnection, head: str | None = None) -> None:
        """Commit. Where the answer is lost, the server is asked whether `head` is now the head of the chain.

        Raises `Refused` where nothing was committed, and where the server cannot be asked.
        """
        try:
            self.guarded(cursor.commit)
            return
        except Refused as refused:
            if head is None:
                raise
            lost = refused
        deadline = time.monotonic() + SETTLING
        while time.monotonic() < deadline:
            try:
                with self.writing() as again:
                    # Whoever still holds the row has not ended.
                    [row] = self.ask(again, statement("server/take_turn")).to_pylist()
            except (Refused, Overtaken):
                time.sleep(0.2)
                continue
            if row["head"] == head:
                return
            raise lost
        raise Refused(Problem("server_unsure"))

    @contextmanager
    def one_moment(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.writing() as cursor:
            self.ask(cursor, statement("server/one_moment"))
            yield cursor

    def fault(self, error: duckdb.Error) -> Problem:
        return Problem(self._code(str(error)) or "server_failed")

    def close(self) -> None:
        self.connection.close()
        self.leave()

    def leave(self) -> None:
        """Let the server go."""
        self.server.close()

    def ask(self, cursor: duckdb.DuckDBPyConnection, said: str, given: Sequence[Any] = ()) -> pa.Table:
        return self.guarded(lambda: cursor.execute(said, given).to_arrow_table())

    def guarded(self, work: Callable[[], Result]) -> Result:
        """Do what speaks to the server. What it says of a failure is kept from everybody: it may hold the password."""
        try:
            return work()
        except duckdb.Error as error:
            said = str(error)
        # Raised here and not above, so that the error is not kept as where this one comes from.
        code = self._code(said)
        if code == "":
            raise Overtaken
        if code is None:
            raise duckdb.Error(self._address.scrubbed(said))
        raise Refused(Problem(code))

    def _code(self, said: str) -> str | None:
        return next((code for pattern, code in SAYS if pattern.search(said)), None)


def attach_empty(connection: duckdb.DuckDBPyConnection, now: datetime, migrations: Path) -> None:
    """Give a connection a store in memory, whose tables are empty."""
    connection.execute(statement("server/attach_copy"))
    for number, file in enumerate(scripts(migrations), start=1):
        run_migration(connection, number, file, now)
