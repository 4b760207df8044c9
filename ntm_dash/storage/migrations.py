"""Numbered migrations, forward only: `sql/migrations/NNNN_name.sql`, each in one transaction, copied before.

A migration adds tables, and columns that may be empty: a record, once written, keeps its digest.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.copying import PARTIAL, copy_store, remove
from ntm_dash.storage.journal import GENESIS
from ntm_dash.storage.statements import FOLDER, scripts, statement

MIGRATIONS = FOLDER / "migrations"
OWN_TABLES = {"migration", "version", "event"}


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, now: datetime, migrations: Path = MIGRATIONS) -> None:
    """Bring an attached store up to date, keeping a copy of what it was beside it, unless it is itself a copy.

    Raises `Refused` when the store is of a newer version or not a store, and when a migration fails: what it
    began is undone, and the store stands as the migration before left it.
    """
    files = scripts(migrations)
    done = migrations_done(connection, path)
    if done > len(files):
        raise Refused(Problem("store_newer", file=path.name))
    kept = path.with_name(f"{path.name}.before-{done + 1:04d}-{now:%Y%m%dT%H%M%S%f}")
    if 0 < done < len(files) and path.suffix != PARTIAL:
        copy_store(connection, kept)
    for number, file in enumerate(files[done:], start=done + 1):
        connection.begin()
        try:
            run_migration(connection, number, file, now)
            connection.commit()
        except duckdb.Error as error:
            roll_back(connection)
            if number == done + 1:
                remove(kept)
            raise Refused(Problem("migration_failed", file=path.name, values={"number": str(number)})) from error
        connection.execute(statement("checkpoint"))


def run_migration(connection: duckdb.DuckDBPyConnection, number: int, file: Path, now: datetime) -> None:
    """Run one migration on the store that is attached."""
    connection.execute(file.read_text(encoding="utf-8"))
    connection.execute(statement("record_migration"), [number, now])
    if number == 1:
        connection.execute(statement("start_version"), [GENESIS])


def migrations_done(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The number of the last migration of an attached store, 0 for an empty file.

    Raises `Refused` when the file holds something else.
    """
    tables = {name for (name,) in connection.execute(statement("tables_of_store")).fetchall()}
    if not tables:
        return 0
    if not tables >= OWN_TABLES:
        raise Refused(Problem("store_foreign", file=path.name))
    [(number,)] = connection.execute(statement("last_migration")).fetchall()
    return int(number)


def roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    """Undo the open transaction; a failed commit has already ended it."""
    try:
        connection.rollback()
    except duckdb.TransactionException:
        return
