"""The folder of copies beside a store: each named by kind, time and head of the chain; one a day, the old ones removed.

`STEM-hang-ngay-20261126T013000Z-42-0f3c….duckdb`: taken at that time in UTC, with 42 events, its head beginning so.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from ntm_dash.domain.local_time import local
from ntm_dash.domain.paths import BACKUPS
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.backup import back_up_into
from ntm_dash.storage.copying import remove
from ntm_dash.storage.store import Store

HEAD = 12
"""How many digits of the head a name carries."""
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(
    r"(?P<stem>.+)-(?P<kind>hang-ngay|tu-lap)-(?P<at>\d{8}T\d{6}Z)-(?P<number>\d{1,15})-(?P<head>[0-9a-f]{12})\.duckdb"
)
BEFORE = re.compile(r".+\.before-(?P<why>\d{4}|restore)-(?P<at>\d{8}T\d{12})")

_taking = threading.Lock()


class Kind(StrEnum):
    """Why there is a copy."""

    DAILY = "daily"
    TAKEN = "taken"
    """Somebody asked for it."""
    MIGRATION = "migration"
    """What the store was before a newer version of the program changed its tables."""
    REPLACED = "replaced"
    """The store itself, in whose place a backup was put."""
    OTHER = "other"


WORDS = {Kind.DAILY: "hang-ngay", Kind.TAKEN: "tu-lap"}
"""How the names of files say it, for those who see the folder."""
NAMED = {word: kind for kind, word in WORDS.items()}


@dataclass(frozen=True)
class Copy:
    """One file. `at` is UTC; `size` bytes; `number` of events and the beginning of `head` where its name says them."""

    path: Path
    kind: Kind
    at: datetime
    size: int
    number: int | None = None
    head: str = ""


@dataclass(frozen=True)
class Retention:
    """Daily copies stay for so many days, and the latest so many however old."""

    keep_days: int = 30
    keep_at_least: int = 7


def folder_of(store: Store) -> Path:
    """Where the copies of a store stand."""
    return store.path.parent / BACKUPS.name


def copies(store: Store) -> list[Copy]:
    """Every copy there is, the latest first: those of the folder, and those that stand beside the store itself."""
    found = [*_in_folder(store), *_beside(store)]
    return sorted(found, key=lambda each: (each.at, each.path.name), reverse=True)


def take(store: Store, kind: Kind = Kind.TAKEN) -> Path:
    """Copy the store into the folder, verified. Raises `Refused` when it cannot be written or is not sound."""

    def named(number: int, head: str) -> str:
        return f"{store.path.stem}-{WORDS[kind]}-{store.clock():{STAMP}}-{number}-{head[:HEAD]}.duckdb"

    with _taking:
        return back_up_into(folder_of(store), store, named)


def keep_daily(store: Store, retention: Retention) -> Path | None:
    """Take the copy of today in Vietnam, unless it is there, and remove what is older than is kept.

    Returns the copy that was taken. Raises `Refused` when it cannot be written, or an old one not be removed.
    """
    today = local(store.clock()).date()
    daily = [each for each in copies(store) if each.kind is Kind.DAILY]
    taken = None
    if all(local(each.at).date() != today for each in daily):
        taken = take(store, Kind.DAILY)
        daily = [each for each in copies(store) if each.kind is Kind.DAILY]
    first = today - timedelta(days=retention.keep_days)
    for each in daily[retention.keep_at_least :]:
        if local(each.at).date() < first and each.path != taken:
            try:
                remove(each.path)
            except OSError as error:
                raise Refused(Problem("backup_not_removed", file=each.path.name)) from error
    return taken


def _in_folder(store: Store) -> Iterator[Copy]:
    for path in folder_of(store).glob("*.duckdb"):
        size, changed = _stat(path)
        named = NAME.fullmatch(path.name)
        at = _moment(named["at"], STAMP) if named else None
        if named and at and named["stem"] == store.path.stem:
            yield Copy(path, NAMED[named["kind"]], at, size, int(named["number"]), named["head"])
        else:
            yield Copy(path, Kind.OTHER, changed, size)


def _beside(store: Store) -> Iterator[Copy]:
    for path in store.path.parent.iterdir():
        named = BEFORE.fullmatch(path.name) if path.name.startswith(f"{store.path.name}.before-") else None
        if named:
            size, changed = _stat(path)
            kind = Kind.REPLACED if named["why"] == "restore" else Kind.MIGRATION
            yield Copy(path, kind, _moment(named["at"], "%Y%m%dT%H%M%S%f") or changed, size)


def _stat(path: Path) -> tuple[int, datetime]:
    found = path.stat()
    return found.st_size, datetime.fromtimestamp(found.st_mtime, UTC).replace(tzinfo=None)


def _moment(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None
