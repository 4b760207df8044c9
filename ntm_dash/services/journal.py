"""The journal as people read it: who did what and when, what changed, what was undone, whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.local_time import midnight
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.forms.definition import forms
from ntm_dash.services.access import require
from ntm_dash.storage.statements import for_table
from ntm_dash.storage.store import Scope, Store
from ntm_dash.storage.verification import clock_steps, verify

PAGE = 50
MOST_CHANGES = 200
PROVENANCE = ("batch", "sheet", "line")


@dataclass(frozen=True)
class Wanted:
    """What to look for; None lets everything pass. Days are whole days in Vietnam, both included."""

    account: str | None = None
    kind: str | None = None
    campaign: str | None = None
    nomination: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Act:
    """One event. `at` is in UTC; `role` and `unit` say in what capacity a person acted.

    `undone_by` is the number of the later act that undid it, None while it stands; `set_back` says that its time lies
    before that of the act before it, because the machine's clock was set back.
    """

    seq: int
    at: datetime
    who: str
    kind: str
    campaign: str | None
    subject: str | None
    role: str | None
    unit: str | None
    body: Mapping[str, Any]
    undone_by: int | None
    set_back: bool


@dataclass(frozen=True)
class Acts:
    """A page of the acts that pass, the latest first, and how many pass in all."""

    acts: tuple[Act, ...]
    passing: int


@dataclass(frozen=True)
class Changed:
    """One record that an import changed: its form, where it was read, and each changed field before and after."""

    form: str
    sheet: int
    line: int
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Verified:
    """What checking the whole chain found: no problems, where the store is sound. `head` is the hash of the last event.

    `notes` name the acts that a clock set back has stamped: no fault of the store, but something to know.
    """

    number: int
    head: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def acts(store: Store, wanted: Wanted, page: int, by: Person) -> Acts:
    """The acts that pass, `PAGE` at a time; `page` counts from 0."""
    require(by, Right.SEE_JOURNAL)
    rows = store.scope().rows(
        "journal_page",
        {
            "account": wanted.account,
            "kind": wanted.kind,
            "campaign": wanted.campaign,
            "nomination": wanted.nomination,
            "quoted": json.dumps(wanted.nomination or "", ensure_ascii=False),
            "since": wanted.since and midnight(wanted.since),
            "before": wanted.until and midnight(wanted.until + timedelta(days=1)),
            "size": PAGE,
            "skipped": page * PAGE,
        },
    )
    return Acts(tuple(_act(row[1:]) for row in rows if row[1] is not None), rows[0][0])


def act(store: Store, seq: int, by: Person) -> Act:
    """The act of that number. Refused where there is none."""
    require(by, Right.SEE_JOURNAL)
    for row in store.scope().rows("journal_event", {"seq": seq}):
        return _act(row)
    raise Refused(Problem("event_unknown", read=str(seq)))


def head(store: Store, by: Person) -> tuple[int, str]:
    """The number of the last act, and the hash that the whole chain comes to."""
    require(by, Right.SEE_JOURNAL)
    return store.version()


def nomination_of(store: Store, seq: int, by: Person) -> str | None:
    """The code of the nomination that an act is about, None where it is about none or about several."""
    require(by, Right.SEE_JOURNAL)
    subject = act(store, seq, by).subject
    return next((code for (code,) in store.scope().rows("nomination_named", {"code": subject})), None)


def people(store: Store, by: Person) -> dict[str, str]:
    """Everybody who has acted: how each account signed last, by account."""
    require(by, Right.SEE_JOURNAL)
    return dict(store.scope().rows("journal_people"))


def kinds(store: Store, by: Person) -> list[str]:
    """The kinds of acts that there have been."""
    require(by, Right.SEE_JOURNAL)
    return [kind for (kind,) in store.scope().rows("journal_kinds")]


def changes(store: Store, seq: int, by: Person) -> list[Changed]:
    """What an import changed of records that stood before, at most `MOST_CHANGES` of each form."""
    require(by, Right.SEE_JOURNAL)
    scope = store.scope()
    return [each for form in forms() for each in _changes(scope, seq, form)]


def check_chain(store: Store, by: Person, told: Callable[[float], None]) -> Verified:
    """Check every hash and digest of the store; `told` hears the share that is done."""
    require(by, Right.SEE_JOURNAL)
    problems = verify(store, told)
    return Verified(*store.version(), tuple(problems), tuple(clock_steps(store)))


def _changes(scope: Scope, seq: int, form: str) -> Sequence[Changed]:
    asked = {"batch": seq, "form": form, "most": MOST_CHANGES}
    rows = scope.cursor.execute(for_table("changed_records", forms()[form].table), asked).fetchall()
    found = []
    for sheet, line, before, after in rows:
        fields = {
            name: (before[name], value)
            for name, value in after.items()
            if name not in PROVENANCE and before[name] != value
        }
        found.append(Changed(form, sheet, line, fields))
    return found


def _act(row: Sequence[Any]) -> Act:
    seq, acted_at, who, kind, campaign, subject, text, undone_by, set_back = row
    body = json.loads(text)
    acting = body.pop("by", None) or {}
    return Act(
        seq, acted_at, who, kind, campaign, subject, acting.get("role"), acting.get("unit"), body, undone_by, set_back
    )
