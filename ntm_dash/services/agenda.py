"""The agenda of a meeting, made from the verdicts; the papers as they went out, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Verdict
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_within
from ntm_dash.services.meetings import meeting_within
from ntm_dash.services.screening import Case
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Store

CLAIMS = frozenset({"same_award_twice", "both_levels", "contribution_twice", "rival_claim"})
"""Flags that keep a case from being adopted together with others: only one of several can be."""


class Group(StrEnum):
    """How the Council takes a case."""

    TOGETHER = "together"
    """Clear by the rules: adopted together with others."""
    ONE_BY_ONE = "one_by_one"
    """For judgement: an open question, a rival claim, or a verdict that turns on a reading not settled yet."""
    UNDETERMINED = "undetermined"
    """Cannot be determined: something is missing."""
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True)
class Change:
    """A case that is no longer as the papers said. `what` are codes of `change`; `then` is None where it is new."""

    case: Case
    then: Case | None
    what: tuple[str, ...]


def group_of(case: Case, settled: Collection[str] = ()) -> Group:
    """How a case is taken, by its verdict; `settled` are the readings on which the Council has ruled."""
    match case.screened.verdict:
        case Verdict.ELIGIBLE:
            turns = any(variant.reading not in settled for variant in case.screened.turns)
            return Group.ONE_BY_ONE if turns or CLAIMS & set(case.flags) else Group.TOGETHER
        case Verdict.FOR_COUNCIL:
            return Group.ONE_BY_ONE
        case Verdict.UNKNOWN:
            return Group.UNDETERMINED
        case _:
            return Group.NOT_ELIGIBLE


def ordered(campaign: Campaign, found: Sequence[Case], settled: Collection[str] = ()) -> list[Case]:
    """The cases by how they are taken, award, kind of subject and code: the order that an agenda begins with."""
    awards = campaign.rulebook.screened_awards
    groups, subjects = list(Group), [str(kind) for clause in campaign.rulebook.clauses for kind in clause.subjects]

    def place(case: Case) -> tuple[int, int, int, str]:
        screened = case.screened
        kind = subjects.index(screened.subject) if screened.subject in subjects else len(subjects)
        return groups.index(group_of(case, settled)), awards.index(screened.award), kind, screened.case_id

    return sorted((case for case in found if case.screened.nomination), key=place)


def changes(then: Sequence[Case], now: Sequence[Case]) -> list[Change]:
    """What is otherwise than in the papers, case by case; cases taken out since are named as they were."""
    before = {case.screened.case_id: case for case in then}
    after = {case.screened.case_id for case in now}
    found = [Change(case, before.get(case.screened.case_id), _differing(before, case)) for case in now]
    gone = [Change(case, case, ("gone",)) for id, case in before.items() if id not in after]
    return [change for change in (*found, *gone) if change.what]


def _differing(before: Mapping[str, Case], case: Case) -> tuple[str, ...]:
    then = before.get(case.screened.case_id)
    if then is None:
        return ("new",)
    same = {
        "verdict": then.screened.verdict is case.screened.verdict,
        "figures": then.screened.findings == case.screened.findings,
        "dossier": then.dossier == case.dossier,
        "on_time": then.on_time is case.on_time,
        "flags": then.flags == case.flags,
    }
    return tuple(what for what, kept in same.items() if not kept)


# ---------------------------------------------------------------- acts


def set_agenda(
    store: Store, campaign: Campaign, meeting: str, order: Sequence[str], together: Collection[str], *, by: Person
) -> int:
    """The cases of a meeting in the order in which they are taken, and which of them are adopted together."""
    require(by, Right.PREPARE_MEETING)

    def act(transaction: Transaction) -> int:
        if meeting_within(transaction, campaign, meeting).closed:
            raise Refused(Problem("meeting_closed", read=meeting))
        asked = {"awards": [str(award) for award in campaign.rulebook.screened_awards]}
        known = {row[0] for row in scope_within(transaction, campaign).rows("nominations_at_hand", asked)}
        for code in order:
            if code not in known:
                raise Refused(Problem("nomination_unknown", read=code))
        if len(set(order)) != len(order) or not set(together) <= set(order):
            raise Refused(Problem("agenda_repeated"))
        body = {"order": list(order), "together": sorted(together)}
        return transaction.append("agenda_set", who=by, campaign=campaign.id, subject=meeting, body=body)

    return store.transact(act)


def freeze_papers(store: Store, campaign: Campaign, meeting: str, *, by: Person) -> int:
    """The papers go out as everything stands now; returns the number of the last event that they know."""
    require(by, Right.PREPARE_MEETING)

    def act(transaction: Transaction) -> int:
        found = meeting_within(transaction, campaign, meeting)
        if found.closed:
            raise Refused(Problem("meeting_closed", read=meeting))
        if not found.order:
            raise Refused(Problem("agenda_empty", read=meeting))
        up_to = transaction.number
        body = {"up_to": up_to, "on": store.clock().isoformat()}
        transaction.append("papers_frozen", who=by, campaign=campaign.id, subject=meeting, body=body)
        return up_to

    return store.transact(act)
