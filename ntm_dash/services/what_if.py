"""What if a threshold, a period, a reading or the cut-off day were another: who would enter, who would leave.

The rulebook in force is changed in memory for one question; nothing is saved, and no other page sees it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award, Outcome, Subject, Verdict
from ntm_dash.screening.catalogue import COMPARISONS, catalogue
from ntm_dash.screening.checks import check
from ntm_dash.screening.engine import verdicts
from ntm_dash.screening.readings import decide, standards
from ntm_dash.screening.rulebook import Condition, Rulebook
from ntm_dash.services.campaigns import Campaign, choices_in_force, scope_of
from ntm_dash.services.screening import choices_with
from ntm_dash.storage.store import Scope, Store

Place = tuple[str, str]
"""A condition by its clause and its own id."""

HOPEFUL = (Verdict.ELIGIBLE, Verdict.FOR_COUNCIL)
"""Who may be awarded: what counts as being in."""


@dataclass(frozen=True)
class Knob:
    """What can be turned at one condition: its threshold as it is, and its years where it has a period."""

    clause: str
    condition: str
    question: str
    comparison: str
    required: float
    unit: str
    years: tuple[int, int] | None


@dataclass(frozen=True)
class Plan:
    """What is otherwise than in force: readings, thresholds and years by condition, the cut-off day."""

    readings: tuple[tuple[str, str], ...] = ()
    thresholds: tuple[tuple[Place, float], ...] = ()
    years: tuple[tuple[Place, tuple[int, int]], ...] = ()
    cutoff: date | None = None

    @property
    def changes_nothing(self) -> bool:
        return self == Plan()


@dataclass(frozen=True)
class Moved:
    """A nomination whose verdict would be another."""

    code: str
    nominee: str
    award: str
    subject: Subject
    before: Verdict
    after: Verdict

    @property
    def enters(self) -> bool:
        """Whether it could be awarded then and cannot now."""
        return self.after in HOPEFUL and self.before not in HOPEFUL

    @property
    def leaves(self) -> bool:
        """Whether it could be awarded now and could not then."""
        return self.before in HOPEFUL and self.after not in HOPEFUL


@dataclass(frozen=True)
class Supposition:
    """What a plan comes to: the awards and subjects whose standard it touches, and every nomination that moves."""

    touched: tuple[tuple[Award, Subject], ...]
    moved: tuple[Moved, ...]


def knobs(campaign: Campaign) -> list[Knob]:
    """Every condition of the rulebook whose threshold or years can be turned, as the choices in force read it."""
    found = []
    for clause in campaign.rulebook.clauses:
        for condition in _below(clause.conditions):
            comparison = next((name for name in COMPARISONS if getattr(condition, name) is not None), None)
            if condition.fact is None or comparison is None:
                continue
            unit = catalogue()[condition.fact].unit
            required = decide(getattr(condition, comparison), campaign.choices)
            years = _years(condition, campaign.choices)
            if unit == "truth" or (comparison == "equals" and years is None):
                continue
            found.append(Knob(clause.id, condition.id, condition.question, comparison, required, unit, years))
    return found


def altered(rulebook: Rulebook, plan: Plan) -> Rulebook:
    """The rulebook with the plan's thresholds, years and cut-off day. Refused where it would mean nothing."""
    thresholds, years = dict(plan.thresholds), dict(plan.years)
    clauses = [
        clause.model_copy(
            update={"conditions": [_altered(clause.id, each, thresholds, years) for each in clause.conditions]}
        )
        for clause in rulebook.clauses
    ]
    assessment = rulebook.assessment
    if plan.cutoff is not None:
        assessment = assessment.model_copy(update={"cutoff": plan.cutoff})
    changed = rulebook.model_copy(update={"clauses": clauses, "assessment": assessment})
    # A switch that a number has replaced leaves its reading unused: no mistake for one question.
    problems = [problem for problem in check(changed) if problem.code in ("rulebook_range", "rulebook_period")]
    if problems:
        raise Refused(Problem("what_if_impossible", read=problems[0].read, expected=problems[0].expected))
    return changed


def what_if(store: Store, campaign: Campaign, plan: Plan, as_of: int | None = None) -> Supposition:
    """Who would enter and who would leave under a plan; the verdicts only, so that it answers at once."""
    scope = scope_of(store, campaign, as_of=as_of)
    asked = {"awards": [str(award) for award in campaign.rulebook.screened_awards]}
    names = {row[0]: row[1] for row in scope.rows("nominations_at_hand", asked)}
    in_force = campaign if as_of is None else replace(campaign, choices=choices_in_force(scope, campaign.rulebook))
    supposed = replace(in_force, rulebook=altered(campaign.rulebook, plan))
    choices = choices_with(supposed, dict(plan.readings))
    touched = _touched(in_force, supposed, choices)
    before = _verdicts(scope, in_force, in_force.choices, touched)
    after = _verdicts(scope_of(store, supposed, as_of=as_of), supposed, choices, touched)
    moved = tuple(
        Moved(code, names[code], award, Subject(subject), before[code][2], then)
        for code, (award, subject, then) in after.items()
        if before[code][2] is not then
    )
    return Supposition(tuple(sorted(touched)), moved)


Found = dict[str, tuple[str, str, Verdict]]
Kind = tuple[Award, Subject]


def _touched(in_force: Campaign, supposed: Campaign, choices: Mapping[str, str]) -> set[Kind]:
    """The awards and subjects whose standard the plan changes; another cut-off day may touch all."""
    now, then = standards(in_force.rulebook, in_force.choices), standards(supposed.rulebook, choices)
    moved = in_force.rulebook.assessment != supposed.rulebook.assessment
    return {kind for kind in now.keys() | then.keys() if moved or now.get(kind) != then.get(kind)}


def _verdicts(scope: Scope, campaign: Campaign, choices: Mapping[str, str], touched: set[Kind]) -> Found:
    frame = verdicts(scope, campaign.rulebook, choices, present=touched)
    rows = zip(frame["case_id"], frame["award"], frame["subject"], frame["outcome"], strict=True)
    return {code: (award, subject, Verdict.of(Outcome(int(outcome)))) for code, award, subject, outcome in rows}


def _altered(
    clause: str, condition: Condition, thresholds: Mapping[Place, float], years: Mapping[Place, tuple[int, int]]
) -> Condition:
    place = (clause, condition.id)
    update: dict[str, Any] = {}
    if place in thresholds:
        comparison = next(name for name in COMPARISONS if getattr(condition, name) is not None)
        update[comparison] = thresholds[place]
    if place in years:
        update["arguments"] = _with_years(condition.arguments, *years[place])
    for part in ("any", "all"):
        if getattr(condition, part):
            update[part] = [_altered(clause, each, thresholds, years) for each in getattr(condition, part)]
    if condition.negated is not None:
        update["negated"] = _altered(clause, condition.negated, thresholds, years)
    return condition.model_copy(update=update) if update else condition


def _with_years(arguments: Mapping[str, Any], first: int, last: int) -> dict[str, Any]:
    named = json.loads(json.dumps(arguments))
    for found in (named, named.get("of_arguments", {})):
        if "from_year" in found:
            found |= {"from_year": first, "to_year": last}
    return dict(named)


def _years(condition: Condition, choices: Mapping[str, str]) -> tuple[int, int] | None:
    for found in (condition.arguments, condition.arguments.get("of_arguments", {})):
        if "from_year" in found and "to_year" in found:
            first, last = decide(found["from_year"], choices), decide(found["to_year"], choices)
            return (first, last) if isinstance(first, int) and isinstance(last, int) else None
    return None


def _below(conditions: Sequence[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        yield from _below([*(condition.any or []), *(condition.all or [])])
        if condition.negated is not None:
            yield from _below([condition.negated])
