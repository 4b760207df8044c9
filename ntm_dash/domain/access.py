"""Who acts, in which role, and what each role may do. A right is one act or one kind of view.

The roles of people come from the store's own table of accounts; this module only knows what a role may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In what capacity a person works with the campaign (guidance IV)."""

    UNIT = "unit"
    """A nominating unit: sees and acts on its own nominations only."""
    COORDINATION_OFFICE = "coordination_office"
    """Văn phòng Điều phối: receives and appraises."""
    EMULATION_BOARD = "emulation_board"
    """Ban Thi đua – Khen thưởng of Sở Nội vụ: consolidates, keeps award history."""
    SECRETARY = "secretary"
    """The Council's secretary: agenda, votes, papers."""
    COUNCIL_MEMBER = "council_member"
    LEADERSHIP = "leadership"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Person:
    """Who acts. `unit` is the name of the nominating unit, for `Role.UNIT`; empty for everybody else."""

    account: str
    name: str
    role: Role
    unit: str = ""

    @property
    def signature(self) -> str:
        """Who it was, as the journal keeps it for good: name and account, the account alone where no name is known."""
        return f"{self.name} ({self.account})" if self.name else self.account


class Right(StrEnum):
    """One thing that only some roles may do."""

    SEE_PROVINCE = "see_province"
    """Progress, ranking and completeness: figures of places."""
    SEE_NOMINATIONS = "see_nominations"
    """Nominations with their dossiers; a unit sees its own."""
    SEE_SCREENING = "see_screening"
    """Verdicts on all nominations."""
    SEE_JOURNAL = "see_journal"
    IMPORT = "import"
    """Bring files in; a unit brings its own nominations only."""
    WITHDRAW_IMPORT = "withdraw_import"
    MOVE_NOMINATIONS = "move_nominations"
    """Move dossiers from stage to stage; which move is whose stands in the rulebook. A unit moves its own only."""
    SEE_MEETING = "see_meeting"
    """Agenda, cases, rulings and results of the Council."""
    PREPARE_MEETING = "prepare_meeting"
    """Call a meeting, set its agenda, freeze its papers."""
    CONDUCT_MEETING = "conduct_meeting"
    """Attendance, ballots, counts, rulings; of the members only the chair, which the meeting itself knows."""
    VOTE = "vote"
    """Vote, for oneself only."""
    RECORD_RESULT = "record_result"
    """Opinion, submission and decision with number, date and signer; reopening a closed case."""
    MAKE_PAPERS = "make_papers"
    """Word and PDF from what the store knows."""
    KEEP_DOSSIERS = "keep_dossiers"
    """Group units, extend a unit's deadline, mark reminders as sent, write notes, settle whether two are one."""
    MANAGE_CAMPAIGN = "manage_campaign"
    """Start and end campaigns, back up and restore."""
    MANAGE_ACCOUNTS = "manage_accounts"


STAFF = frozenset({Role.COORDINATION_OFFICE, Role.EMULATION_BOARD, Role.SECRETARY, Role.ADMINISTRATOR})
COUNCIL = frozenset({Role.COUNCIL_MEMBER, Role.SECRETARY})
INSIDE = STAFF | COUNCIL | {Role.LEADERSHIP}
"""Everybody but the units."""
EVERYBODY = frozenset(Role)

ALLOWED: Mapping[Right, frozenset[Role]] = {
    Right.SEE_PROVINCE: EVERYBODY,
    Right.SEE_NOMINATIONS: EVERYBODY,
    Right.SEE_SCREENING: INSIDE,
    Right.SEE_JOURNAL: STAFF,
    Right.IMPORT: STAFF | {Role.UNIT},
    Right.WITHDRAW_IMPORT: STAFF,
    Right.MOVE_NOMINATIONS: STAFF | {Role.UNIT, Role.LEADERSHIP},
    Right.SEE_MEETING: INSIDE,
    Right.PREPARE_MEETING: frozenset({Role.SECRETARY, Role.ADMINISTRATOR}),
    Right.CONDUCT_MEETING: frozenset({Role.SECRETARY, Role.COUNCIL_MEMBER, Role.ADMINISTRATOR}),
    Right.VOTE: COUNCIL,
    Right.RECORD_RESULT: frozenset({Role.SECRETARY, Role.EMULATION_BOARD, Role.ADMINISTRATOR}),
    Right.MAKE_PAPERS: STAFF,
    Right.KEEP_DOSSIERS: STAFF,
    Right.MANAGE_CAMPAIGN: frozenset({Role.ADMINISTRATOR}),
    Right.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
}


def may(person: Person, right: Right, *, unit: str | None = None) -> bool:
    """Whether a person may do this; with `unit`, whether also where it concerns that nominating unit."""
    if person.role not in ALLOWED[right]:
        return False
    return unit is None or person.role is not Role.UNIT or person.unit == unit
