"""Communes and districts that could be awarded and were not proposed, and those one step away: to be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ntm_dash.domain.terms import Award, Outcome, Subject
from ntm_dash.screening.engine import Finding, Screened
from ntm_dash.services.screening import Case


@dataclass(frozen=True)
class Candidate:
    """One unit for one award and clause. `near` is None where the clause is met or only judgement is left; otherwise
    the one condition that is short of it."""

    case: Case
    clause: str
    outcome: Outcome
    near: Finding | None


def proposed(found: Sequence[Case]) -> set[tuple[Award, str]]:
    """Which units are proposed, for which award."""
    return {
        (case.screened.award, _unit(case.screened))
        for case in found
        if case.screened.nomination and case.screened.subject in (Subject.COMMUNE, Subject.DISTRICT)
    }


def candidates(found: Sequence[Case]) -> list[Candidate]:
    """The units not proposed that meet a clause, or only need the Council's judgement: certain ones first.

    `found` is the screening with all units (see `screening.cases`).
    """
    return sorted(
        (
            Candidate(case, clause, outcome, None)
            for case in _not_proposed(found)
            for clause, outcome in case.screened.clauses.items()
            if outcome in (Outcome.MET, Outcome.FOR_COUNCIL)
        ),
        key=lambda each: (-each.outcome, each.case.screened.award, each.clause, each.case.screened.case_id),
    )


def near_ones(found: Sequence[Case]) -> list[Candidate]:
    """The units not proposed, and awarded by no clause, that lack one step of one computed condition of a clause."""
    met = {(each.case.screened.award, each.case.screened.case_id) for each in candidates(found)}
    near = []
    for case in _not_proposed(found):
        if (case.screened.award, case.screened.case_id) in met:
            continue
        for clause, outcome in case.screened.clauses.items():
            short = _short_of(case.screened, clause)
            if outcome is Outcome.UNMET and short is not None:
                near.append(Candidate(case, clause, outcome, short))
    return near


def _short_of(screened: Screened, clause: str) -> Finding | None:
    """The only condition of a clause that is not met, where one step more would meet it."""
    unmet = [each for each in screened.findings if each.test.clause == clause and each.outcome is Outcome.UNMET]
    unknown = [each for each in screened.findings if each.test.clause == clause and each.outcome is Outcome.UNKNOWN]
    if len(unmet) != 1 or unknown or unmet[0].test.comparison == "equals":
        return None
    return unmet[0] if unmet[0].distance == -1 else None


def _not_proposed(found: Sequence[Case]) -> list[Case]:
    known = proposed(found)
    return [
        case
        for case in found
        if case.screened.nomination is None and (case.screened.award, _unit(case.screened)) not in known
    ]


def _unit(screened: Screened) -> str:
    return (screened.commune if screened.subject is Subject.COMMUNE else screened.district) or ""
