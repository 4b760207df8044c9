"""What lies beside a case on the Council's table: earlier awards, others of its kind, members who should step out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.meetings import Meeting, Member
from ntm_dash.services.screening import Case
from ntm_dash.storage.store import Store

NEIGHBOURS = 6


@dataclass(frozen=True)
class EarlierAward:
    """One earlier award of a nominee; `status` is a code of `AwardStatus`."""

    form: str | None
    movement: str | None
    decision: str | None
    decided_on: date | None
    decided_year: int | None
    from_year: int | None
    to_year: int | None
    status: str


def earlier_awards(store: Store, campaign: Campaign, nomination: str, as_of: int | None = None) -> list[EarlierAward]:
    """What a nominee was awarded before, by day of decision."""
    rows = scope_of(store, campaign, as_of=as_of).rows("case_awards", {"nomination": nomination})
    return [EarlierAward(*row) for row in rows]


def neighbours(case: Case, others: Iterable[Case]) -> list[Case]:
    """Others proposed for the same award, of the same kind and not out of question: of a commune those of its district.

    The nearest by code, at most `NEIGHBOURS` of them; for comparing figures, not for ranking.
    """
    screened = case.screened
    found = [
        other
        for other in others
        if other.screened.nomination not in (None, screened.nomination)
        and (other.screened.award, other.screened.subject) == (screened.award, screened.subject)
        and max(other.screened.clauses.values(), default=Outcome.UNMET) is not Outcome.UNMET
        and (screened.subject is not Subject.COMMUNE or other.screened.district == screened.district)
    ]
    return found[:NEIGHBOURS]


def concerned(meeting: Meeting, case: Case) -> list[Member]:
    """Members whose own organisation proposes the case or is the nominee: to be asked whether they step out."""
    own = {case.proposer.casefold(), case.nominee.casefold()}
    return [member for member in meeting.members if member.organisation.casefold() in own]
