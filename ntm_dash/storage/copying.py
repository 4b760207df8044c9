"""Copies of an attached store into a new file, and the files that a store consists of."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import duckdb

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.statements import placed, statement

PARTIAL = ".partial"
"""What is added to the name of a copy that is not finished."""


def copy_store(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Copy the attached store, as of one moment, into a file; one that is there already is replaced.

    Raises `Refused` when it cannot be written; then nothing of it is left. The file of an open store is never
    read directly: closing any handle on it would give up the lock that keeps other processes out.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove(target)
        cursor.execute(placed("copy", target))
    except (duckdb.Error, OSError) as error:
        cursor.execute(statement("let_go_of_copy"))
        remove(target)
        raise Refused(Problem("backup_unwritable", file=target.name.removesuffix(PARTIAL))) from error
    cursor.execute(statement("let_go_of_copy"))


def log_of(path: Path) -> Path:
    """The file beside a store that holds what has not been written into it yet."""
    return path.with_name(path.name + ".wal")


def remove(path: Path) -> None:
    """Remove a file of a store and its log, if they are there: a log must never meet another file."""
    for each in (path, log_of(path)):
        with suppress(FileNotFoundError, NotADirectoryError):
            each.unlink()
