"""Calling the Council to a meeting, and changing what was called: day, hour, place, chair, members.

A change is an act that names only what is otherwise; the meeting keeps it, so that who attends is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.access import require
from ntm_dash.services.ballots import folded
from ntm_dash.services.campaigns import Campaign, scope_within
from ntm_dash.services.meetings import Meeting, Member, meeting_within, meetings_in, open_or_refused
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Call:
    """To what the Council is called; `chair` is the name of the member in the chair, `members` are names."""

    held_on: date
    title: str
    at: str = ""
    place: str = ""
    chair: str = ""
    members: tuple[str, ...] = ()


def call_of(meeting: Meeting) -> Call:
    """To what a meeting is called as it stands."""
    names = tuple(member.name for member in meeting.members)
    return Call(meeting.held_on, meeting.title, meeting.at, meeting.place, meeting.chair, names)


def call_meeting(
    store: Store, campaign: Campaign, *, by: Person, held_on: date, title: str, at: str = "", place: str = ""
) -> str:
    """Call a meeting of all members on the list; returns its id.

    Refused where form 10 has named no member yet. A meeting keeps the members it was called with until it is changed.
    """
    require(by, Right.PREPARE_MEETING)

    def act(transaction: Transaction) -> str:
        name = f"PH-{len(meetings_in(scope_within(transaction, campaign))) + 1}"
        members = [asdict(member) for member in _listed(transaction, campaign)]
        if not members:
            raise Refused(Problem("council_empty"))
        body = {"title": title, "held_on": held_on.isoformat(), "at": at, "place": place, "members": members}
        transaction.append("meeting_called", who=by, campaign=campaign.id, subject=name, body=body)
        return name

    return store.transact(act)


def change_meeting(store: Store, campaign: Campaign, id: str, call: Call, *, by: Person) -> bool:
    """Change to what a meeting is called; says whether anything is otherwise.

    Refused for a name that neither the list nor the meeting has, without any member, with a chair who is none of them,
    and for other members while a ballot is open.
    """
    require(by, Right.PREPARE_MEETING)

    def act(transaction: Transaction) -> bool:
        found = open_or_refused(meeting_within(transaction, campaign, id))
        known = {member.name: member for member in (*_listed(transaction, campaign), *found.members)}
        for name in call.members:
            if name not in known:
                raise Refused(Problem("member_unknown", read=name))
        if not call.members:
            raise Refused(Problem("council_empty"))
        body = _otherwise(call_of(found), call)
        if "members" in body:
            if any(ballot.open for ballot in folded(scope_within(transaction, campaign), id).values()):
                raise Refused(Problem("ballot_open"))
            body["members"] = [asdict(known[name]) for name in call.members]
        if call.chair and call.chair not in call.members:
            raise Refused(Problem("member_unknown", read=call.chair))
        if body:
            transaction.append("meeting_changed", who=by, campaign=campaign.id, subject=id, body=body)
        return bool(body)

    return store.transact(act)


def _otherwise(now: Call, then: Call) -> dict[str, Any]:
    """What a call says otherwise than another, by name."""
    told: dict[str, Any] = {"held_on": then.held_on.isoformat()} if then.held_on != now.held_on else {}
    told |= {
        name: getattr(then, name)
        for name in ("title", "at", "place", "chair")
        if getattr(then, name) != getattr(now, name)
    }
    if set(then.members) != set(now.members):
        told["members"] = list(then.members)
    return told


def _listed(transaction: Transaction, campaign: Campaign) -> Sequence[Member]:
    return [Member(*row) for row in scope_within(transaction, campaign).rows("council_members")]
