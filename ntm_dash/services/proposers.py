"""Proposing units beside their dossiers: the cluster each is in, a deadline moved for it alone, reminders sent to it.

Each is an act; the latest stands. The province's list of clusters is not public, so staff fill it in.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_within
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Scope, Store


@dataclass(frozen=True)
class Extension:
    """A deadline moved for one unit: it must come before `until`, for the reason `why`."""

    until: date
    why: str
    who: str
    decided_at: datetime


@dataclass(frozen=True)
class Reminder:
    """One reminder sent to a unit, with its text as it was sent."""

    on: date
    text: str
    who: str


@cache
def kinds_of_units() -> Mapping[str, str]:
    """The kind of each unit on the list of nominating units, by name."""
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["kind"] for row in csv.DictReader(file)}


def clusters(scope: Scope) -> dict[str, str]:
    """The cluster of each unit that is in one."""
    return dict(scope.rows("unit_clusters"))


def extensions(scope: Scope, deadline: str) -> dict[str, Extension]:
    """The units for which a deadline of the rulebook was moved."""
    rows = scope.rows("deadline_extensions")
    return {proposer: Extension(*rest) for proposer, moved, *rest in rows if moved == deadline}


def reminders(scope: Scope) -> dict[str, list[Reminder]]:
    """The reminders sent to each unit, the first first."""
    found: dict[str, list[Reminder]] = {}
    for proposer, sent_on, text, who, _ in scope.rows("unit_reminders"):
        found.setdefault(proposer, []).append(Reminder(sent_on, text, who))
    return found


def group_units(store: Store, campaign: Campaign, named: Mapping[str, str], *, by: Person) -> int:
    """Put units into clusters, or out of them with an empty word; returns how many changed."""
    require(by, Right.KEEP_DOSSIERS)
    return store.transact(lambda transaction: group_within(transaction, campaign, named, by=by))


def group_within(transaction: Transaction, campaign: Campaign, named: Mapping[str, str], *, by: Person) -> int:
    """The same inside an open transaction."""
    require(by, Right.KEEP_DOSSIERS)
    scope = scope_within(transaction, campaign)
    standing = clusters(scope)
    changed = {unit: word.strip() for unit, word in named.items() if word.strip() != standing.get(unit, "")}
    _refuse_strangers(scope, changed)
    for unit, word in changed.items():
        transaction.append("unit_grouped", who=by, campaign=campaign.id, subject=unit, body={"cluster": word})
    return len(changed)


def extend_deadline(
    store: Store, campaign: Campaign, unit: str, deadline: str, until: date, *, by: Person, why: str
) -> None:
    """Move a deadline for one unit alone, to a later day, with a reason; punctuality is told by it from then on."""
    require(by, Right.KEEP_DOSSIERS)
    store.transact(lambda transaction: extend_within(transaction, campaign, unit, deadline, until, by=by, why=why))


def extend_within(
    transaction: Transaction, campaign: Campaign, unit: str, deadline: str, until: date, *, by: Person, why: str
) -> None:
    """The same inside an open transaction."""
    require(by, Right.KEEP_DOSSIERS)
    found = next((each for each in campaign.rulebook.deadlines if each.id == deadline), None)
    if found is None:
        names = ", ".join(each.id for each in campaign.rulebook.deadlines)
        raise Refused(Problem("deadline_unknown", read=deadline, expected=names))
    if not why.strip():
        raise Refused(Problem("extension_without_reason"))
    scope = scope_within(transaction, campaign)
    _refuse_strangers(scope, [unit])
    standing = extensions(scope, deadline).get(unit)
    due = standing.until if standing else found.date
    if until <= due:
        raise Refused(Problem("extension_not_later", read=_day(until), expected=_day(due)))
    body = {"deadline": deadline, "until": until.isoformat(), "why": why.strip()}
    transaction.append("deadline_extended", who=by, campaign=campaign.id, subject=unit, body=body)


def mark_reminded(store: Store, campaign: Campaign, texts: Mapping[str, str], *, by: Person, on: date) -> None:
    """Record that reminders were sent to units on a day, each with its text."""
    require(by, Right.KEEP_DOSSIERS)
    store.transact(lambda transaction: remind_within(transaction, campaign, texts, by=by, on=on))


def remind_within(
    transaction: Transaction, campaign: Campaign, texts: Mapping[str, str], *, by: Person, on: date
) -> None:
    """The same inside an open transaction."""
    require(by, Right.KEEP_DOSSIERS)
    _refuse_strangers(scope_within(transaction, campaign), texts)
    for unit, text in texts.items():
        body = {"on": on.isoformat(), "text": text}
        transaction.append("unit_reminded", who=by, campaign=campaign.id, subject=unit, body=body)


def _refuse_strangers(scope: Scope, units: Iterable[str]) -> None:
    known = {*kinds_of_units(), *(proposer for _, proposer, _ in scope.rows("known_nominations"))}
    if strangers := [unit for unit in units if unit not in known]:
        raise Refused(*(Problem("proposer_unknown", read=unit) for unit in strangers))


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
