"""What stands between a case and its award: for each clause, the conditions that are not met, as its findings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_dash.domain.terms import Outcome
from ntm_dash.screening.engine import Finding, Screened
from ntm_dash.screening.readings import Choices, Node, Test, standards
from ntm_dash.screening.rulebook import Rulebook

Obstacle = tuple[tuple[Finding, ...], ...]
"""What keeps one condition from being met: alternatives, one of which is enough, each with all that must change."""


def outcome_of(obstacle: Obstacle) -> Outcome:
    """What is left of an obstacle in its easiest alternative."""
    return max(min(finding.outcome for finding in alternative) for alternative in obstacle)


def _part_lacking(finding: Finding) -> float:
    distance, required = finding.distance, finding.test.required
    if finding.test.comparison != "at_least" or distance is None or not required:
        return 1.0
    return max(0.0, -distance / required)


@dataclass(frozen=True)
class Way:
    """One clause on which a case could be awarded; all its obstacles must go. Without obstacles it is met."""

    clause: str
    outcome: Outcome
    obstacles: tuple[Obstacle, ...]

    @property
    def short(self) -> tuple[Obstacle, ...]:
        """The obstacles that are certain: what is known is short of what is needed."""
        return tuple(obstacle for obstacle in self.obstacles if outcome_of(obstacle) is Outcome.UNMET)

    @property
    def shortfall(self) -> float:
        """How much lacks of what is needed, in parts of it, summed over what is short; 1 where it is not a sum."""
        parts = [max(map(_part_lacking, alternative)) for obstacle in self.short for alternative in obstacle[:1]]
        return sum(parts)

    @property
    def leads_to(self) -> Outcome:
        """What the clause becomes when everything is met that is short or not known: met, unless the Council judges."""
        judged = any(outcome_of(obstacle) is Outcome.FOR_COUNCIL for obstacle in self.obstacles)
        return Outcome.FOR_COUNCIL if judged else Outcome.MET


def ways(screened: Screened, rulebook: Rulebook, choices: Choices) -> list[Way]:
    """The clauses that stand for a case under the choices, the nearest to being met first."""
    standard = standards(rulebook, choices).get((screened.award, screened.subject))
    if standard is None:
        return []
    found = {finding.test: finding for finding in screened.findings}
    listed = [
        Way(clause, screened.clauses[clause], tuple(_obstacles(group, found)))
        for clause, group in standard.clauses
        if clause in screened.clauses
    ]
    return sorted(listed, key=lambda way: (-way.outcome, len(way.short), way.shortfall, len(way.obstacles)))


def _obstacles(node: Node, found: Mapping[Test, Finding]) -> list[Obstacle]:
    outcome = _outcome(node, found)
    if outcome is Outcome.MET:
        return []
    if isinstance(node, Test):
        return [((found[node],),)]
    if node.how == "all":
        return [obstacle for part in node.parts for obstacle in _obstacles(part, found)]
    if node.how == "any":
        nearest = [part for part in node.parts if _outcome(part, found) is outcome]
        return [tuple(tuple(_flat(_obstacles(part, found))) for part in nearest)]
    # What is denied holds, or may hold: each finding that makes it so.
    [denied] = node.parts
    return [(tuple(finding for finding in _below(denied, found) if finding.outcome is not Outcome.UNMET),)]


def _flat(obstacles: list[Obstacle]) -> list[Finding]:
    return [finding for obstacle in obstacles for alternative in obstacle for finding in alternative]


def _below(node: Node, found: Mapping[Test, Finding]) -> list[Finding]:
    if isinstance(node, Test):
        return [found[node]]
    return [finding for part in node.parts for finding in _below(part, found)]


def _outcome(node: Node, found: Mapping[Test, Finding]) -> Outcome:
    if isinstance(node, Test):
        return found[node].outcome
    parts = [_outcome(part, found) for part in node.parts]
    if node.how == "not":
        return {Outcome.MET: Outcome.UNMET, Outcome.UNMET: Outcome.MET}.get(parts[0], parts[0])
    # No part applies: "all of" nothing holds; the loader lets no "any of" nothing pass.
    return min(parts, default=Outcome.MET) if node.how == "all" else max(parts, default=Outcome.UNMET)
