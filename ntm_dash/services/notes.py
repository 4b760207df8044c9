"""Notes that staff write beside a nomination: appended, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, scope_within
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Note:
    """One note: who wrote it and when (UTC)."""

    number: int
    written_at: datetime
    who: str
    text: str


def notes_of(store: Store, campaign: Campaign, by: Person, code: str) -> list[Note]:
    """The notes beside one nomination, the first first; they are for those inside."""
    require(by, Right.KEEP_DOSSIERS)
    return [Note(*row) for row in scope_of(store, campaign).rows("nomination_notes", {"code": code})]


def note(store: Store, campaign: Campaign, code: str, text: str, *, by: Person) -> None:
    """Write a note beside a nomination."""
    require(by, Right.KEEP_DOSSIERS)
    store.transact(lambda transaction: note_within(transaction, campaign, code, text, by=by))


def note_within(transaction: Transaction, campaign: Campaign, code: str, text: str, *, by: Person) -> None:
    """The same inside an open transaction."""
    require(by, Right.KEEP_DOSSIERS)
    if not text.strip():
        raise Refused(Problem("note_empty"))
    if code not in {each for each, *_ in scope_within(transaction, campaign).rows("known_nominations")}:
        raise Refused(Problem("nomination_unknown", read=code))
    transaction.append("nomination_noted", who=by, campaign=campaign.id, subject=code, body={"note": text.strip()})
