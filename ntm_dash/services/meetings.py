"""Meetings of the Council: who is called when and where, who is there, who steps out, which case is open.

A meeting is what its acts add up to; nothing of it is kept but the acts, so a reload or another window loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from ntm_dash.domain.access import Person, Right, Role
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.voting import Choice
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, scope_within
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Scope, Store

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Member:
    """One member of the Council, as form 10 names him; `role` is a code of `council_role`."""

    name: str
    post: str
    organisation: str
    role: str


@dataclass(frozen=True)
class Opinion:
    """What an absent member wrote on a case."""

    choice: Choice
    note: str


@dataclass(frozen=True)
class Amendment:
    """A change of what was called: when and by whom; `what` gives the earlier and the new value by name.

    Of members the earlier value are the names that left, the new one those that came.
    """

    when: datetime
    who: str
    what: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Meeting:
    """One meeting as its acts have made it.

    `order` are the cases (nomination codes) in the order in which they are taken, `together` those adopted together.
    `frozen_at` is the number of the event up to which the papers went out, `frozen_order` the order they had.
    `opinions` and `conflicts` are by member and case. `shown` is the case that the chair has opened for the room,
    `postponed` what was left for later. `chairing` is who takes the chair instead of the Council's; `amendments` what
    was changed after the call.
    """

    id: str
    title: str
    held_on: date
    at: str
    place: str
    members: tuple[Member, ...]
    order: tuple[str, ...] = ()
    together: frozenset[str] = frozenset()
    frozen_at: int | None = None
    frozen_on: datetime | None = None
    frozen_order: tuple[str, ...] = ()
    present: frozenset[str] = frozenset()
    opinions: Mapping[tuple[str, str], Opinion] = field(default_factory=dict)
    conflicts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    shown: str | None = None
    postponed: frozenset[str] = frozenset()
    closed: bool = False
    chairing: str = ""
    amendments: tuple[Amendment, ...] = ()

    @property
    def chair(self) -> str:
        """The name of the member in the chair; empty where the list names none."""
        return self.chairing or next((member.name for member in self.members if member.role == "chair"), "")

    def member(self, name: str) -> Member | None:
        """The member of that name."""
        return next((member for member in self.members if member.name == name), None)

    def stepping_out(self, case: str) -> frozenset[str]:
        """Who may not vote on a case."""
        return frozenset(member for member, of in self.conflicts if of == case)

    def written(self, case: str) -> dict[str, Opinion]:
        """What absent members who may vote on the case wrote on it."""
        out = self.stepping_out(case)
        return {
            member: opinion
            for (member, of), opinion in self.opinions.items()
            if of == case and member not in self.present and member not in out
        }


def _called(id: str, body: Body) -> Meeting:
    return Meeting(id=id, title=body["title"], at=body["at"], place=body["place"], **_read(body))


def _read(body: Body) -> dict[str, Any]:
    read: dict[str, Any] = {}
    if "held_on" in body:
        read["held_on"] = date.fromisoformat(body["held_on"])
    if "members" in body:
        read["members"] = tuple(Member(**each) for each in body["members"])
    return read


def _amended(meeting: Meeting, when: datetime, who: str, body: Body) -> Meeting:
    said = {name: body[name] for name in ("title", "at", "place", "chair") if name in body} | _read(body)
    what = {name: (getattr(meeting, name), value) for name, value in said.items()}
    if "members" in said:
        was, now = ([member.name for member in members] for members in what["members"])
        gone, come = (tuple(name for name in a if name not in b) for a, b in ((was, now), (now, was)))
        what["members"] = (gone, come)
        said["present"] = meeting.present & set(now)
    if "chair" in said:
        said["chairing"] = said.pop("chair")
    return replace(meeting, **said, amendments=(*meeting.amendments, Amendment(when, who, what)))


def _set_conflict(meeting: Meeting, body: Body, note: str | None) -> Meeting:
    key = (body["member"], body["case"])
    kept = {each: said for each, said in meeting.conflicts.items() if each != key}
    return replace(meeting, conflicts=kept if note is None else {**kept, key: note})


def _wrote(meeting: Meeting, body: Body) -> Meeting:
    opinion = Opinion(Choice(body["choice"]), body["note"])
    return replace(meeting, opinions={**meeting.opinions, (body["member"], body["case"]): opinion})


CHANGES: Mapping[str, Callable[[Meeting, Body], Meeting]] = {
    "agenda_set": lambda m, b: replace(m, order=tuple(b["order"]), together=frozenset(b["together"])),
    "papers_frozen": lambda m, b: replace(
        m, frozen_at=b["up_to"], frozen_on=datetime.fromisoformat(b["on"]), frozen_order=m.order
    ),
    "attendance_taken": lambda m, b: replace(m, present=frozenset(b["present"])),
    "opinion_written": _wrote,
    "conflict_declared": lambda m, b: _set_conflict(m, b, b["note"]),
    "conflict_lifted": lambda m, b: _set_conflict(m, b, None),
    "case_shown": lambda m, b: replace(m, shown=b["case"], postponed=m.postponed - {b["case"]}),
    "case_postponed": lambda m, b: replace(m, postponed=m.postponed | {b["case"]}),
    "meeting_closed": lambda m, b: replace(m, closed=True, shown=None),
}
"""What each kind of act makes of a meeting."""

KINDS = ["meeting_called", "meeting_changed", *CHANGES]


def meetings(store: Store, campaign: Campaign) -> list[Meeting]:
    """All meetings of the campaign, in the order in which they were called."""
    return list(_folded(scope_of(store, campaign), None).values())


def meeting(store: Store, campaign: Campaign, id: str) -> Meeting:
    """The meeting of that id. An unknown one is refused."""
    return _the(_folded(scope_of(store, campaign), id), id)


def meeting_within(transaction: Transaction, campaign: Campaign, id: str) -> Meeting:
    """The same inside an open transaction."""
    return _the(_folded(scope_within(transaction, campaign), id), id)


def meetings_in(scope: Scope) -> list[Meeting]:
    """All meetings as a scope sees them."""
    return list(_folded(scope, None).values())


def _folded(scope: Scope, id: str | None) -> dict[str, Meeting]:
    found: dict[str, Meeting] = {}
    for subject, _, when, who, kind, body in scope.rows("meeting_acts", {"kinds": KINDS, "meeting": id}):
        said = json.loads(body)
        if kind == "meeting_called":
            found[subject] = _called(subject, said)
        elif kind == "meeting_changed":
            found[subject] = _amended(found[subject], when, who, said)
        else:
            found[subject] = CHANGES[kind](found[subject], said)
    return found


def _the(found: Mapping[str, Meeting], id: str) -> Meeting:
    if id not in found:
        raise Refused(Problem("meeting_unknown", read=id))
    return found[id]


def council(store: Store, campaign: Campaign) -> list[Member]:
    """The members of the Council as form 10 names them."""
    return [Member(*row) for row in scope_of(store, campaign).rows("council_members")]


def last_record(store: Store, campaign: Campaign) -> tuple[int, str]:
    """Number and hash of the last event that can change what the screening says of a case, its punctuality and flags
    with it: imports, rulings, deadlines and receipts, not votes.
    """
    [(number, hash)] = scope_of(store, campaign).rows("last_record")
    return int(number), hash


# ---------------------------------------------------------------- acts


def require_conducting(by: Person, meeting: Meeting) -> None:
    """Refuse who does not conduct this meeting: the secretary does, and of the members only the chair."""
    require(by, Right.CONDUCT_MEETING)
    if by.role is Role.COUNCIL_MEMBER and by.name != meeting.chair:
        raise Refused(Problem("not_chairing", read=by.name))


def record(
    store: Store,
    campaign: Campaign,
    id: str,
    kind: str,
    body: Body,
    *,
    by: Person,
    check: Callable[[Meeting], None] | None = None,
) -> int:
    """One act of those who conduct a meeting that is not closed; `check` refuses what does not fit it."""
    require(by, Right.CONDUCT_MEETING)

    def act(transaction: Transaction) -> int:
        found = open_or_refused(meeting_within(transaction, campaign, id))
        require_conducting(by, found)
        if check:
            check(found)
        return transaction.append(kind, who=by, campaign=campaign.id, subject=id, body=body)

    return store.transact(act)


def open_or_refused(meeting: Meeting) -> Meeting:
    """The meeting, unless it is closed."""
    if meeting.closed:
        raise Refused(Problem("meeting_closed", read=meeting.id))
    return meeting


def known_members(meeting: Meeting, names: Iterable[str]) -> None:
    """Refuse names that are not among the members."""
    for name in names:
        if meeting.member(name) is None:
            raise Refused(Problem("member_unknown", read=name))


def known_case(meeting: Meeting, case: str) -> None:
    """Refuse a case that is not on the agenda."""
    if case not in meeting.order:
        raise Refused(Problem("case_not_on_agenda", read=case))


def take_attendance(store: Store, campaign: Campaign, id: str, present: Sequence[str], *, by: Person) -> int:
    """Who is there from now on."""
    require(by, Right.CONDUCT_MEETING)
    body = {"present": sorted(present)}
    return record(
        store, campaign, id, "attendance_taken", body, by=by, check=lambda found: known_members(found, present)
    )


def write_opinion(
    store: Store, campaign: Campaign, id: str, member: str, case: str, choice: Choice, *, by: Person, note: str = ""
) -> int:
    """What an absent member wrote on a case; it counts as a vote as long as he is absent."""
    require(by, Right.CONDUCT_MEETING)

    def check(found: Meeting) -> None:
        known_members(found, [member])
        known_case(found, case)

    body = {"member": member, "case": case, "choice": str(choice), "note": note}
    return record(store, campaign, id, "opinion_written", body, by=by, check=check)


def declare_conflict(
    store: Store,
    campaign: Campaign,
    id: str,
    member: str,
    case: str,
    *,
    by: Person,
    note: str = "",
    lifted: bool = False,
) -> int:
    """A member has an interest in a case and steps out of it; `lifted` takes that back."""
    require(by, Right.CONDUCT_MEETING)

    def check(found: Meeting) -> None:
        known_members(found, [member])
        known_case(found, case)

    body = {"member": member, "case": case, "note": note}
    kind = "conflict_lifted" if lifted else "conflict_declared"
    return record(store, campaign, id, kind, body, by=by, check=check)


def show_case(store: Store, campaign: Campaign, id: str, case: str, *, by: Person) -> int:
    """The chair opens a case: the room sees it from now on."""
    require(by, Right.CONDUCT_MEETING)
    return record(store, campaign, id, "case_shown", {"case": case}, by=by, check=lambda found: known_case(found, case))


def postpone_case(store: Store, campaign: Campaign, id: str, case: str, *, by: Person) -> int:
    """Leave a case for later in the meeting."""
    require(by, Right.CONDUCT_MEETING)
    return record(
        store, campaign, id, "case_postponed", {"case": case}, by=by, check=lambda found: known_case(found, case)
    )


def close_meeting(store: Store, campaign: Campaign, id: str, *, by: Person) -> int:
    """The meeting is over: nothing more is recorded in it."""
    require(by, Right.CONDUCT_MEETING)
    return record(store, campaign, id, "meeting_closed", {}, by=by)
