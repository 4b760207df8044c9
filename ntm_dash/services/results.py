"""After the vote: the Council's opinion, the submission, the decision: three records with number, day and signer.

A case with a decision is closed; it is reopened only by an act with a reason. Where the rulebook has a road for
dossiers, each record moves them along it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Subject
from ntm_dash.intake.forms.definition import terms
from ntm_dash.screening.rulebook import MoveKind
from ntm_dash.services.access import require
from ntm_dash.services.ballots import Vote, folded, votes
from ntm_dash.services.campaigns import Campaign, scope_of, scope_within
from ntm_dash.services.rulings import required_reason
from ntm_dash.services.stages import move_within, positions
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Scope, Store


class Record(StrEnum):
    """What is recorded of a case after the vote, in this order."""

    OPINION = "opinion"
    SUBMISSION = "submission"
    DECISION = "decision"


REOPENED_AT = "council"
"""The stage to which a case that is taken up again goes back, where the rulebook has such a way."""

STAGES = {Record.OPINION: "opinion", Record.SUBMISSION: "submitted", Record.DECISION: "decided"}
"""The stage to which each record brings a dossier, where the rulebook has such a road."""

KINDS = {f"{record}_recorded": record for record in Record}
REOPENED = "case_reopened"
PERSONS = frozenset({Subject.OFFICIAL, Subject.WORKER, Subject.CONTRIBUTOR, Subject.BUSINESSPERSON})


@dataclass(frozen=True)
class Document:
    """One record: number, day and signer; `granted` is whether it is for the award."""

    number: str
    on: date
    signer: str
    granted: bool


@dataclass(frozen=True)
class Result:
    """What has come of one case; `reopened` is the reason for which it was taken up again, empty otherwise."""

    case: str
    vote: Vote | None
    documents: Mapping[Record, Document]
    reopened: str = ""

    @property
    def closed(self) -> bool:
        """Whether a decision stands."""
        return Record.DECISION in self.documents

    @property
    def next(self) -> Record | None:
        """What is to be recorded next; nothing after the decision, or once a record is against the award."""
        if self.vote is None or any(not each.granted for each in self.documents.values()):
            return None
        return next((record for record in Record if record not in self.documents), None)


@dataclass(frozen=True)
class Balance:
    """How a list is spread, for information only: by district, kind of subject, leaders and direct workers."""

    districts: Mapping[str, int]
    subjects: Mapping[Subject, int]
    leaders: int
    workers: int
    unplaced: int


def results(store: Store, campaign: Campaign) -> dict[str, Result]:
    """What has come of every case that was voted on, by code."""
    return _results(scope_of(store, campaign))


def _results(scope: Scope) -> dict[str, Result]:
    carried = votes(list(folded(scope, None).values()))
    found = {case: Result(case, vote, {}) for case, vote in carried.items()}
    for case, _, _, _, kind, body in scope.rows("meeting_acts", {"kinds": [*KINDS, REOPENED], "meeting": None}):
        said, result = json.loads(body), found.get(case, Result(case, None, {}))
        if kind == REOPENED:
            found[case] = Result(case, result.vote, {}, said["reason"])
            continue
        document = Document(said["number"], date.fromisoformat(said["on"]), said["signer"], said["granted"])
        found[case] = replace(result, documents={**result.documents, KINDS[kind]: document})
    return found


def documented(scope: Scope) -> set[str]:
    """The cases of which a record stands."""
    return {case for case, result in _results(scope).items() if result.documents}


def balance(store: Store, campaign: Campaign, cases: Sequence[str]) -> Balance:
    """How a list of cases is spread. A person is a leader by the words of the post; without a post it is not said."""
    words = [word.casefold() for word in terms()["leading_post"]["leader"]]
    rows = scope_of(store, campaign).rows("balance", {"codes": list(cases)})
    districts, subjects = Counter(row[1] for row in rows if row[1]), Counter(Subject(row[2]) for row in rows)
    posts = [row[3].casefold() for row in rows if Subject(row[2]) in PERSONS and row[3]]
    leaders = sum(any(word in post for word in words) for post in posts)
    persons = sum(1 for row in rows if Subject(row[2]) in PERSONS)
    return Balance(districts, subjects, leaders, len(posts) - leaders, persons - len(posts))


# ---------------------------------------------------------------- acts


def record_result(
    store: Store,
    campaign: Campaign,
    record: Record,
    cases: Sequence[str],
    *,
    by: Person,
    number: str,
    on: date,
    signer: str,
    granted: bool = True,
) -> None:
    """Record one document for several cases at once, all of them or none.

    An opinion needs a vote, for the award only a carried one; a submission an opinion for the award, and so on.
    """
    require(by, Right.RECORD_RESULT)
    if not number.strip() or not signer.strip():
        raise Refused(Problem("document_incomplete"))
    if not cases:
        raise Refused(Problem("nothing_chosen"))

    def act(transaction: Transaction) -> None:
        found = _results(scope_within(transaction, campaign))
        for case in cases:
            result = found.get(case, Result(case, None, {}))
            if result.closed:
                raise Refused(Problem("case_decided", read=case))
            if result.next is not record:
                raise Refused(Problem("record_out_of_order", read=case, values={"record": str(record)}))
            if record is Record.OPINION and result.vote and result.vote.carried is not granted:
                raise Refused(Problem("opinion_against_vote", read=case))
            body = {"number": number.strip(), "on": on.isoformat(), "signer": signer.strip(), "granted": granted}
            transaction.append(f"{record}_recorded", who=by, campaign=campaign.id, subject=case, body=body)
        movable = _movable(store, campaign, by, cases, STAGES[record])
        if movable:
            move_within(transaction, campaign, movable, STAGES[record], by=by, on=on, carried=True)

    store.transact(act)


def _movable(
    store: Store, campaign: Campaign, by: Person, cases: Sequence[str], to: str, kind: MoveKind = "forward"
) -> list[str]:
    """The dossiers whose road leads from where they stand to a stage. Whoever may record takes them along."""
    origins = {
        origin for rule in campaign.rulebook.moves if rule.to == to and rule.kind == kind for origin in rule.origins
    }
    return [each.code for each in positions(store, campaign, by) if each.code in set(cases) and each.stage in origins]


def reopen_case(store: Store, campaign: Campaign, case: str, *, by: Person, reason: str) -> None:
    """Take a decided case up again, for a reason: its records no longer stand, and stay in the journal.

    Its dossier goes back to wait for the Council, with the same reason, where the rulebook's road leads there.
    """
    require(by, Right.RECORD_RESULT)
    why = required_reason(reason)

    def act(transaction: Transaction) -> None:
        result = _results(scope_within(transaction, campaign)).get(case)
        if result is None or not result.closed:
            raise Refused(Problem("case_not_decided", read=case))
        transaction.append(REOPENED, who=by, campaign=campaign.id, subject=case, body={"reason": why})
        movable = _movable(store, campaign, by, [case], REOPENED_AT, "back")
        if movable:
            on = max(store.clock().date(), *(each.on for each in result.documents.values()))
            move_within(transaction, campaign, movable, REOPENED_AT, by=by, on=on, carried=True, why=why)

    store.transact(act)
