"""Copies of an attached store into a new file, and the files that a store consists of."""

from __future__ import annotations

from pathlib import Path

import duckdb

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.statements import placed, statement


def copy_store(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Copy the attached store, as of one moment, into a file that does not exist yet.

    Raises `Refused` when it cannot be written; then nothing of it is left. The file of an open store is never
    read directly: closing any handle on it would give up the lock that keeps other processes out.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        cursor.execute(placed("copy", target))
    except (duckdb.Error, OSError) as error:
        cursor.execute(statement("let_go_of_copy"))
        remove(target)
        raise Refused(Problem("backup_unwritable", file=target.name)) from error
    cursor.execute(statement("let_go_of_copy"))


def log_of(path: Path) -> Path:
    """The file beside a store that holds what has not been written into it yet."""
    return path.with_name(path.name + ".wal")


def remove(path: Path) -> None:
    """Remove a file of a store together with its log, where they are."""
    path.unlink(missing_ok=True)
    log_of(path).unlink(missing_ok=True)
