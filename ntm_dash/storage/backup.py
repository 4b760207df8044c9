"""Copies of the whole store: taken while it works, restored only after they verify."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify


def back_up(store: Store, target: Path) -> str:
    """Copy the store into a new file; returns the head of the chain that the copy carries."""
    if target.exists():
        raise Refused(Problem("backup_exists", file=target.name))
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)

    def copy(cursor: duckdb.DuckDBPyConnection) -> None:
        quoted = str(partial).replace("'", "''")
        try:
            cursor.execute(statement("back_up").replace("{place}", quoted))
        except duckdb.IOException as error:
            raise Refused(Problem("backup_unwritable", file=target.name)) from error

    target.parent.mkdir(parents=True, exist_ok=True)
    store.exclusively(copy)
    _checked(partial, target.name)
    partial.rename(target)
    return store.version()[1]


def restore(store: Store, source: Path) -> Path:
    """Put a backup in the store's place and close the store; returns where the replaced file is kept.

    The backup is verified first on a copy of its own; a bad one changes nothing. Open the store again afterwards.
    """
    if not source.is_file():
        raise Refused(Problem("backup_missing", file=source.name))
    partial = store.path.with_name(store.path.name + ".partial")
    shutil.copy2(source, partial)
    try:
        _checked(partial, source.name)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    kept = store.path.with_name(f"{store.path.name}.before-restore-{store.clock():%Y%m%dT%H%M%S%f}")
    store.close()
    store.path.rename(kept)
    partial.rename(store.path)
    return kept


def _checked(copy: Path, name: str) -> None:
    opened = open_store(copy)
    try:
        problems = verify(opened)
    finally:
        opened.close()
    if problems:
        raise Refused(Problem("backup_unsound", file=name), *problems)
