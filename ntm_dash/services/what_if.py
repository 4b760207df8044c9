"""What if a threshold, a period, a reading or the cut-off day were another: who would enter, who would leave.

The rulebook in force is changed in memory for one question; nothing is saved, and no other page sees it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award, Outcome, Subject, Verdict
from ntm_dash.screening.catalogue import COMPARISONS, catalogue
from ntm_dash.screening.compilation import Variant
from ntm_dash.screening.condition_checks import check_condition
from ntm_dash.screening.engine import Screened, lay_out_records, verdicts
from ntm_dash.screening.readings import decide, standards
from ntm_dash.screening.rulebook import Condition, Rulebook
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.screening import Case, choices_with
from ntm_dash.storage.store import Scope, Store

Place = tuple[str, str]
"""A condition by its clause and its own id."""

Kind = tuple[Award, Subject]
"""An award and a kind of subject: who shares a standard."""

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
    award: Award
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
    turned = {clause for clause, _ in (*thresholds, *years)}
    clauses = [
        clause.model_copy(
            update={"conditions": [_altered(clause.id, each, thresholds, years) for each in clause.conditions]}
        )
        if clause.id in turned
        else clause
        for clause in rulebook.clauses
    ]
    assessment = rulebook.assessment
    if plan.cutoff is not None:
        assessment = assessment.model_copy(update={"cutoff": plan.cutoff})
    changed = rulebook.model_copy(update={"clauses": clauses, "assessment": assessment})
    problems = [
        problem
        for clause in clauses
        if clause.id in turned
        for condition in clause.conditions
        for problem in check_condition(changed, clause, clause.id, condition)
        if problem.code in ("rulebook_range", "rulebook_period")
    ]
    if problems:
        raise Refused(Problem("what_if_impossible", read=problems[0].read, expected=problems[0].expected))
    return changed


@dataclass(frozen=True, eq=False)
class Basis:
    """What plans are held against: the cases of each award and subject as they are screened in force, and the records
    of that moment laid out, so that one plan after another is answered at once. Sessions share it, one asks at a time.
    """

    campaign: Campaign
    cases: Mapping[Kind, Sequence[Screened]]
    names: Mapping[str, str]
    scope: Scope
    asking: threading.Lock


def basis(store: Store, campaign: Campaign, found: Sequence[Case], as_of: int | None = None) -> Basis:
    """The basis of plans: `found` are all nominations as they are screened in force, `as_of` the event if so."""
    cases: dict[Kind, list[Screened]] = {}
    for case in found:
        cases.setdefault((case.screened.award, case.screened.subject), []).append(case.screened)
    scope = scope_of(store, campaign, as_of=as_of)
    lay_out_records(scope)
    return Basis(campaign, cases, {each.screened.case_id: each.nominee for each in found}, scope, threading.Lock())


def what_if(basis: Basis, plan: Plan) -> Supposition:
    """Who would enter and who would leave under a plan; only the clauses that it touches are screened again."""
    campaign = basis.campaign
    supposed = altered(campaign.rulebook, plan)
    choices = choices_with(campaign, dict(plan.readings))
    touched = _touched(campaign, supposed, choices)
    known = _known(basis, plan) or _screened(basis, supposed, choices, touched)
    moved = [
        Moved(case.case_id, basis.names[case.case_id], *kind, case.verdict, then)
        for kind in touched
        for case in basis.cases.get(kind, ())
        if (then := known(case, touched[kind])) is not case.verdict
    ]
    return Supposition(tuple(sorted(touched)), tuple(sorted(moved, key=lambda each: each.code)))


Then = Callable[[Screened, Collection[str]], Verdict]
"""The verdict on a case under a plan, given the clauses that the plan touches."""


def _known(basis: Basis, plan: Plan) -> Then | None:
    """What the screening in force has told already: a plan that only takes one reading otherwise turns known cases."""
    if plan != Plan(readings=plan.readings) or len(plan.readings) != 1:
        return None
    variant = Variant(*plan.readings[0])
    return lambda case, _: case.turns.get(variant, case.verdict)


def _touched(campaign: Campaign, supposed: Rulebook, choices: Mapping[str, str]) -> dict[Kind, set[str]]:
    """The clauses that a plan changes, by award and subject; another cut-off day may touch all of them."""
    everywhere = campaign.rulebook.assessment != supposed.assessment
    sides = [standards(campaign.rulebook, campaign.choices), standards(supposed, choices)]
    found = {}
    for kind in sides[0].keys() | sides[1].keys():
        now, then = (dict(side[kind].clauses) if kind in side else {} for side in sides)
        clauses = {name for name in now.keys() | then.keys() if everywhere or now.get(name) != then.get(name)}
        if clauses:
            found[kind] = clauses
    return found


def _screened(
    basis: Basis, supposed: Rulebook, choices: Mapping[str, str], touched: Mapping[Kind, Collection[str]]
) -> Then:
    """The touched clauses screened alone under a plan; the others come to what they come to in force."""
    asked = {name for clauses in touched.values() for name in clauses}
    rulebook = supposed.model_copy(update={"clauses": [each for each in supposed.clauses if each.id in asked]})
    with basis.asking:
        basis.scope.choose(cutoff=supposed.assessment.cutoff)
        frame = verdicts(basis.scope, rulebook, choices, present=touched)
    after = dict(zip(frame["case_id"], frame["outcome"], strict=True))

    def then(case: Screened, clauses: Collection[str]) -> Verdict:
        kept = [outcome for clause, outcome in case.clauses.items() if clause not in clauses]
        return Verdict.of(Outcome(max([int(after[case.case_id]), *kept])))

    return then


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
