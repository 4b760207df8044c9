"""Backups as an administrator keeps them: which there are, one taken now, one tried beside the store, one put back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.access import require
from ntm_dash.services.balloting import forget_choices
from ntm_dash.services.journal import Act, Wanted, act, acts
from ntm_dash.storage import backups
from ntm_dash.storage.backup import opened_aside, restore
from ntm_dash.storage.backups import Copy, Retention, folder_of
from ntm_dash.storage.statements import RECORD_TABLES, for_table
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify


class Watch:
    """What the last try of the daily copy in this process came to: nothing, or why there is none."""

    problems: tuple[Problem, ...] = ()

    def keep(self, store: Store, retention: Retention) -> None:
        """Take the copy of the day if it is due; a failure is kept here and logged, never raised."""
        try:
            taken = backups.keep_daily(store, retention)
        except Refused as refused:
            self.failed(*refused.problems)
        except Exception:
            logging.getLogger(__name__).exception("the daily backup failed")
            self.problems = (Problem("backup_failed"),)
        else:
            self.problems = ()
            if taken is not None:
                logging.getLogger(__name__).info("daily backup %s", taken.name)

    def failed(self, *problems: Problem) -> None:
        """Keep why there is none."""
        self.problems = problems
        logging.getLogger(__name__).error("no daily backup: %s", Refused(*problems))


WATCH = Watch()


@dataclass(frozen=True)
class Holding:
    """What a store holds: its version, its last act, and how many records by table."""

    number: int
    head: str
    last: Act | None
    records: Mapping[str, int]


@dataclass(frozen=True)
class Trial:
    """A backup that opened and verified, beside the store as it stands.

    Both have the first `common` acts. Replacing would lose the later acts of the store, of which `lost` are the
    latest, and bring the later acts of the backup.
    """

    backup: Holding
    standing: Holding
    common: int
    lost: tuple[Act, ...]

    @property
    def losing(self) -> int:
        """How many acts would be lost."""
        return self.standing.number - self.common

    @property
    def bringing(self) -> int:
        """How many acts the backup has that the store has not."""
        return self.backup.number - self.common


def copies(store: Store, by: Person) -> list[Copy]:
    """The copies of the store, the latest first. A store of a server has none here: they are its own."""
    require(by, Right.MANAGE_CAMPAIGN)
    return [] if store.shared else backups.copies(store)


def take(store: Store, by: Person) -> Path:
    """Take a copy now; it stays until somebody removes the file."""
    require(by, Right.MANAGE_CAMPAIGN)
    return backups.take(store)


def content(store: Store, name: str, by: Person) -> bytes:
    """The bytes of a copy."""
    require(by, Right.MANAGE_CAMPAIGN)
    try:
        return _named(store, name, by).path.read_bytes()
    except OSError as error:
        raise Refused(Problem("backup_missing", file=name)) from error


def trial(store: Store, name: str, by: Person) -> Trial:
    """Open a copy aside, verify it, and hold it against the store. Raises `Refused` for one that is not sound."""
    require(by, Right.MANAGE_CAMPAIGN)
    folder_of(store).mkdir(parents=True, exist_ok=True)
    with opened_aside(_named(store, name, by).path, folder_of(store)) as opened:
        there, here = dict(opened.scope().rows("chain")), dict(store.scope().rows("chain"))
        common = max((seq for seq in there if there[seq] == here.get(seq)), default=0)
        later = tuple(each for each in acts(store, Wanted(), 0, by).acts if each.seq > common)
        return Trial(_holding(opened, by), _holding(store, by), common, later)


def put_back(store: Store, name: str, seen: tuple[int, str], by: Person) -> Path:
    """Put a copy in the place of the store, which is kept; returns where. The store is another object afterwards.

    `seen` is the version of the store that was looked at. Refused where it has moved on, or the copy is not sound;
    where the restored store does not verify, its faults are raised and the replaced one is still kept.
    """
    require(by, Right.MANAGE_CAMPAIGN)
    if store.version() != seen:
        raise Refused(Problem("store_moved_on"))
    source = _named(store, name, by).path
    kept = restore(store.path, source, clock=store.clock)
    forget_choices(store)
    restored = open_store(store.path, clock=store.clock)
    after = {"file": source.name, "kept": kept.name if kept else "", "events": seen[0], "head": seen[1]}
    restored.transact(lambda write: write.append("store_restored", who=by, body=after))
    faults = verify(restored)
    if faults or kept is None:
        raise Refused(*faults)
    return kept


def _named(store: Store, name: str, by: Person) -> Copy:
    for each in copies(store, by):
        if each.path.name == name:
            return each
    raise Refused(Problem("backup_missing", file=name))


def _holding(store: Store, by: Person) -> Holding:
    number, head = store.version()
    cursor = store.scope().cursor
    records = {}
    for table in RECORD_TABLES:
        [(records[table],)] = cursor.execute(for_table("count_records", table)).fetchall()
    return Holding(number, head, act(store, number, by) if number else None, records)
