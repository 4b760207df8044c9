"""Copies of the whole store: taken while it works, restored only after they verify."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.copying import PARTIAL, copy_store, log_of, remove
from ntm_dash.storage.store import Clock, Store, file_of, open_store, replace_store, utc_now
from ntm_dash.storage.verification import verify


def back_up(store: Store, target: Path) -> str:
    """Copy the store into a new file; returns the head of the chain that the copy carries.

    Until the copy is verified it is called `.partial`; one left by an interrupted backup is replaced.
    Raises `Refused` when the target exists or cannot be written, or when the store itself is not sound.
    """
    if target.exists():
        raise Refused(Problem("backup_exists", file=target.name))
    partial = target.with_name(target.name + PARTIAL)
    store.exclusively(lambda cursor: copy_store(cursor, partial))
    head = _verified(partial, "store_unsound", store.path.name)
    partial.rename(target)
    return head


def restore(place: Path | str, source: Path, *, clock: Clock = utc_now) -> Path | None:
    """Put a backup in the place of a store, which need not be sound, nor be there, and is closed if it is open.

    Returns where the replaced file is kept, None if there was none. The backup is verified on a copy of its own
    first: a bad one changes nothing. Open the store again afterwards.
    """
    path = file_of(place)
    if not source.is_file():
        raise Refused(Problem("backup_missing", file=source.name))
    if path.exists() and source.samefile(path):
        raise Refused(Problem("backup_is_store", file=source.name))
    partial = path.with_name(path.name + PARTIAL)
    try:
        remove(partial)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, partial)
        if log_of(source).exists():
            shutil.copyfile(log_of(source), log_of(partial))
        if path.exists():
            shutil.copymode(path, partial)
    except OSError as error:
        remove(partial)
        raise Refused(Problem("backup_unwritable", file=path.name)) from error
    _verified(partial, "backup_unsound", source.name)
    try:
        return replace_store(path, partial, f".before-restore-{clock():%Y%m%dT%H%M%S%f}")
    except Refused:
        remove(partial)
        raise


def _verified(copy: Path, code: str, name: str) -> str:
    """The head of the chain of a copy that is sound; any other is removed and refused under its origin's name."""
    try:
        opened = open_store(copy)
        try:
            problems = verify(opened)
            number, head = opened.version()
        finally:
            opened.close()
        if number == 0:
            problems.append(Problem("backup_empty"))
    except Refused as refusal:
        problems = [replace(problem, file=name) for problem in refusal.problems]
    if problems:
        remove(copy)
        raise Refused(Problem(code, file=name), *problems)
    return head
