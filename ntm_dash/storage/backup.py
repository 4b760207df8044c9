"""Copies of the whole store: taken while it works, restored only after they verify."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.copying import PARTIAL, copy_store, log_of, remove
from ntm_dash.storage.moving import move_into_file, move_into_server
from ntm_dash.storage.places import File
from ntm_dash.storage.server import Server
from ntm_dash.storage.store import Clock, Store, open_store, place_of, replace_store, utc_now
from ntm_dash.storage.verification import verify


def back_up(store: Store, target: Path) -> str:
    """Copy the store into a new file; returns the head of the chain that the copy carries.

    Until the copy is verified it is called `.partial`; one left by an interrupted backup is replaced.
    Raises `Refused` when the target exists or cannot be written, or when the store itself is not sound.
    """
    if target.exists():
        raise Refused(Problem("backup_exists", file=target.name))
    partial = target.with_name(target.name + PARTIAL)
    _, head = _copied(store, partial)
    partial.rename(target)
    return head


def back_up_into(folder: Path, store: Store, named: Callable[[int, str], str]) -> Path:
    """The same into a folder, under the name that is made of the version that the copy carries; returns the file."""
    partial = folder / f"{store.path.stem}{PARTIAL}"
    target = folder / named(*_copied(store, partial))
    partial.replace(target)
    return target


def _copied(store: Store, partial: Path) -> tuple[int, str]:
    if store.shared:
        move_into_file(store, partial, store.clock())
    else:
        store.exclusively(lambda cursor: copy_store(cursor, partial))
    return _verified(partial, "store_unsound", store.path.name)


def copy_to(place: Path | str, target: Path | str, *, clock: Clock = utc_now) -> tuple[int, str]:
    """Copy a store, of a file or a server, to where nothing stands yet; returns the version that the copy carries.

    Raises `Refused` where there is no store to copy, where something stands already, and where one end is not sound;
    then nothing is left of the copy.
    """
    origin, end = place_of(place), place_of(target)
    if isinstance(origin, File) and not origin.path.is_file():
        raise Refused(Problem("store_missing", file=origin.path.name))
    if origin.path == end.path:
        raise Refused(Problem("target_not_empty", file=end.path.name))
    source = open_store(place, clock=clock)
    try:
        if isinstance(end, Server):
            found = verify(source)
            if found:
                raise Refused(Problem("store_unsound", file=source.path.name), *found)
            move_into_server(source, end, clock())
        else:
            back_up(source, end.path)
    finally:
        source.close()
    copy = open_store(target, clock=clock)
    try:
        found = verify(copy)
        if found:
            raise Refused(*found)
        return copy.version()
    finally:
        copy.close()


def restore(place: Path | str, source: Path, *, clock: Clock = utc_now) -> Path | None:
    """Put a backup in the place of a store, which need not be sound, nor be there, and is closed if it is open.

    Returns where the replaced file is kept, None if there was none. The backup is verified on a copy of its own
    first: a bad one changes nothing. Open the store again afterwards. A server takes one only into an empty database.
    """
    found = place_of(place)
    if isinstance(found, Server):
        _restore_into(found, source, clock)
        return None
    path = found.path
    if not source.is_file():
        raise Refused(Problem("backup_missing", file=source.name))
    if path.exists() and source.samefile(path):
        raise Refused(Problem("backup_is_store", file=source.name))
    partial = path.with_name(path.name + PARTIAL)
    try:
        remove(partial)
        path.parent.mkdir(parents=True, exist_ok=True)
        _take(source, partial)
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


def _take(source: Path, copy: Path) -> None:
    shutil.copyfile(source, copy)
    if log_of(source).exists():
        shutil.copyfile(log_of(source), log_of(copy))


@contextmanager
def opened_aside(source: Path, folder: Path | None = None) -> Iterator[Store]:
    """A backup, opened on a copy of its own that has been verified and is removed afterwards.

    The copy stands in a folder of the system, or in the one that is named. Raises `Refused` for a bad backup.
    """
    if not source.is_file():
        raise Refused(Problem("backup_missing", file=source.name))
    try:
        made = TemporaryDirectory(dir=folder)
    except OSError as error:
        raise Refused(Problem("backup_unwritable", file=source.name)) from error
    with made as place:
        copy = Path(place) / f"{source.name}{PARTIAL}"
        try:
            _take(source, copy)
        except OSError as error:
            raise Refused(Problem("backup_unwritable", file=source.name)) from error
        _verified(copy, "backup_unsound", source.name)
        opened = open_store(copy)
        try:
            yield opened
        finally:
            opened.close()


def _restore_into(server: Server, source: Path, clock: Clock) -> None:
    with opened_aside(source) as opened:
        move_into_server(opened, server, clock())


def _verified(copy: Path, code: str, name: str) -> tuple[int, str]:
    """The version of a copy that is sound; any other is removed and refused under its origin's name."""
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
    return number, head
