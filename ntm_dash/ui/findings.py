"""What a finding asks, in the rulebook's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ntm_dash.screening.rulebook import Condition, Rulebook


def questions(rulebook: Rulebook) -> Mapping[tuple[str, str], str]:
    """The question of each condition, by clause and condition."""
    return {
        (clause.id, condition.id): condition.question
        for clause in rulebook.clauses
        for condition in _below(clause.conditions)
    }


def _below(conditions: list[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        yield from _below([*(condition.any or []), *(condition.all or [])])
        if condition.negated:
            yield from _below([condition.negated])
