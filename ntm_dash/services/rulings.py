"""Rulings of the Council: how it reads an open passage, and what it answers to a judged condition of a case.

Each is recorded once, with its meeting and date, and holds from then on; to change one it is taken up again with a
reason, which is an act of its own. Before it is taken its effect can be asked: the same screening under the ruling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.deadlines import on_time
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award, Outcome, Subject, Verdict
from ntm_dash.screening.engine import verdicts
from ntm_dash.screening.readings import decide, standards
from ntm_dash.screening.rulebook import Condition
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, scope_within
from ntm_dash.services.meetings import meeting_within, require_conducting
from ntm_dash.services.screening import choices_with
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Scope, Store


@dataclass(frozen=True)
class Ruling:
    """A reading settled by the Council."""

    reading: str
    choice: str
    meeting: str
    held_on: date
    reason: str
    who: str
    number: int


@dataclass(frozen=True)
class Judgement:
    """The Council's answer to a judged condition of one case."""

    case_id: str
    clause: str
    condition: str
    holds: bool
    meeting: str
    held_on: date
    reason: str
    who: str
    number: int


@dataclass(frozen=True)
class Turn:
    """A nomination whose verdict, or punctuality, is another one under a ruling."""

    code: str
    nominee: str
    before: Verdict
    after: Verdict
    was_on_time: bool | None
    on_time: bool | None


def rulings(store: Store, campaign: Campaign) -> dict[str, Ruling]:
    """The readings that are settled, by id."""
    return {row[0]: Ruling(*row) for row in scope_of(store, campaign).rows("rulings")}


def judgements(store: Store, campaign: Campaign) -> dict[tuple[str, str, str], Judgement]:
    """The answers given, by case, clause and condition."""
    return {row[:3]: Judgement(*row) for row in scope_of(store, campaign).rows("judgements")}


def effect_of_reading(
    store: Store, campaign: Campaign, reading: str, choice: str, as_of: int | None = None
) -> list[Turn]:
    """Which verdicts, and which answers about time, would be others if a passage were read so."""
    choices = choices_with(campaign, {reading: choice})
    now, then = (standards(campaign.rulebook, each) for each in (campaign.choices, choices))
    touched = {kind for kind in now.keys() | then.keys() if now.get(kind) != then.get(kind)}
    scope = scope_of(store, campaign, as_of=as_of)
    before = _verdicts(scope, campaign, campaign.choices, touched)
    return _turned(scope, campaign, before, _verdicts(scope, campaign, choices, touched), choices)


def effect_of_judgement(
    store: Store, campaign: Campaign, case_id: str, clause: str, condition: str, holds: bool, as_of: int | None = None
) -> list[Turn]:
    """Which verdicts would be others if the Council answered so."""
    touched = {
        (found.award, Subject(subject))
        for found in campaign.rulebook.clauses
        if found.id == clause
        for subject in decide(found.subjects, campaign.choices)
    }
    supposed = {"case_id": case_id, "clause": clause, "condition": condition, "holds": holds}
    scope = scope_of(store, campaign, as_of=as_of)
    before = _verdicts(scope, campaign, campaign.choices, touched)
    supposing = scope_of(store, campaign, as_of=as_of, supposed=[supposed])
    after = _verdicts(supposing, campaign, campaign.choices, touched)
    return _turned(scope, campaign, before, after, campaign.choices)


Verdicts = dict[str, Verdict]


def _verdicts(
    scope: Scope, campaign: Campaign, choices: Mapping[str, str], touched: set[tuple[Award, Subject]]
) -> Verdicts:
    frame = verdicts(scope, campaign.rulebook, choices, present=touched)
    pairs = zip(frame["case_id"], frame["outcome"], strict=True)
    return {code: Verdict.of(Outcome(int(outcome))) for code, outcome in pairs}


def _turned(
    scope: Scope, campaign: Campaign, before: Verdicts, after: Verdicts, choices: Mapping[str, str]
) -> list[Turn]:
    asked = {"awards": [str(award) for award in campaign.rulebook.screened_awards]}
    deadline = campaign.rulebook.dossier_deadline
    found = []
    for code, name, _, _, _, received, *_ in scope.rows("nominations_at_hand", asked):
        was, now = (
            on_time(received, deadline.date, decide(deadline.last_day, each)) if deadline else None
            for each in (campaign.choices, choices)
        )
        if before.get(code) is not after.get(code) or was is not now:
            stays = before.get(code, Verdict.UNKNOWN)
            found.append(Turn(code, name, stays, after.get(code, stays), was, now))
    return found


# ---------------------------------------------------------------- acts


def rule_reading(
    store: Store, campaign: Campaign, reading: str, choice: str, *, by: Person, meeting: str, reason: str = ""
) -> int:
    """The Council settles a reading. Refused where it has done so already, or does not know the choice."""
    require(by, Right.CONDUCT_MEETING)
    choices_with(campaign, {reading: choice})

    def act(transaction: Transaction) -> int:
        held = _held(transaction, campaign, meeting, by)
        if reading in {row[0] for row in scope_within(transaction, campaign).rows("rulings")}:
            raise Refused(Problem("ruling_stands", read=reading))
        body = {"choice": choice, **held, "reason": reason}
        return transaction.append("reading_ruled", who=by, campaign=campaign.id, subject=reading, body=body)

    return store.transact(act)


def judge_condition(
    store: Store,
    campaign: Campaign,
    case_id: str,
    clause: str,
    condition: str,
    holds: bool,
    *,
    by: Person,
    meeting: str,
    reason: str = "",
) -> int:
    """The Council answers a judged condition of a case. Refused where it has done so already."""
    require(by, Right.CONDUCT_MEETING)
    if not _is_judged(campaign, clause, condition):
        raise Refused(Problem("condition_not_judged", read=f"{clause} {condition}"))

    def act(transaction: Transaction) -> int:
        held = _held(transaction, campaign, meeting, by)
        scope = scope_within(transaction, campaign)
        if (case_id, clause, condition) in {row[:3] for row in scope.rows("judgements")}:
            raise Refused(Problem("ruling_stands", read=f"{case_id}, {clause} {condition}"))
        _known_nomination(scope, campaign, case_id)
        body = {"clause": clause, "condition": condition, "holds": holds, **held, "reason": reason}
        return transaction.append("condition_judged", who=by, campaign=campaign.id, subject=case_id, body=body)

    return store.transact(act)


def reopen_reading(store: Store, campaign: Campaign, reading: str, *, by: Person, meeting: str, reason: str) -> int:
    """Take a settled reading up again, for a reason: until a new ruling the rulebook's default holds."""
    require(by, Right.CONDUCT_MEETING)

    def act(transaction: Transaction) -> int:
        held = _held(transaction, campaign, meeting, by)
        if reading not in {row[0] for row in scope_within(transaction, campaign).rows("rulings")}:
            raise Refused(Problem("ruling_none", read=reading))
        body = {**held, "reason": required_reason(reason)}
        return transaction.append("reading_reopened", who=by, campaign=campaign.id, subject=reading, body=body)

    return store.transact(act)


def reopen_condition(
    store: Store,
    campaign: Campaign,
    case_id: str,
    clause: str,
    condition: str,
    *,
    by: Person,
    meeting: str,
    reason: str,
) -> int:
    """Take an answer back, for a reason: the condition is for the Council again."""
    require(by, Right.CONDUCT_MEETING)

    def act(transaction: Transaction) -> int:
        held = _held(transaction, campaign, meeting, by)
        scope = scope_within(transaction, campaign)
        if (case_id, clause, condition) not in {row[:3] for row in scope.rows("judgements")}:
            raise Refused(Problem("ruling_none", read=f"{case_id}, {clause} {condition}"))
        body = {"clause": clause, "condition": condition, **held, "reason": required_reason(reason)}
        return transaction.append("condition_reopened", who=by, campaign=campaign.id, subject=case_id, body=body)

    return store.transact(act)


def required_reason(reason: str) -> str:
    """The reason, which must not be blank."""
    if not reason.strip():
        raise Refused(Problem("reason_missing"))
    return reason.strip()


def _held(transaction: Transaction, campaign: Campaign, meeting: str, by: Person) -> dict[str, str]:
    found = meeting_within(transaction, campaign, meeting)
    require_conducting(by, found)
    if found.closed:
        raise Refused(Problem("meeting_closed", read=meeting))
    return {"meeting": meeting, "held_on": found.held_on.isoformat()}


def _known_nomination(scope: Scope, campaign: Campaign, case_id: str) -> None:
    asked = {"awards": [str(award) for award in campaign.rulebook.screened_awards]}
    if case_id not in {row[0] for row in scope.rows("nominations_at_hand", asked)}:
        raise Refused(Problem("nomination_unknown", read=case_id))


def _is_judged(campaign: Campaign, clause: str, condition: str) -> bool:
    return any(
        each.id == condition and each.judged
        for found in campaign.rulebook.clauses
        if found.id == clause
        for each in _below(found.conditions)
    )


def _below(conditions: Sequence[Condition]) -> list[Condition]:
    found = []
    for condition in conditions:
        parts = [*(condition.any or []), *(condition.all or []), *([condition.negated] if condition.negated else [])]
        found += [condition, *_below(parts)]
    return found
