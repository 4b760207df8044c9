"""Mistakes in the road of a dossier: stages that nothing leads to, moves from nowhere, returns without a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from ntm_dash.domain.problems import Problem
from ntm_dash.screening.rulebook import MoveRule, Need, Rulebook, Start
from ntm_dash.screening.shape import unknown

OWED: dict[str, tuple[Need, ...]] = {"return": ("reason", "due"), "refuse": ("reason",), "withdraw": ("reason",)}
"""What must always be said for moves of a kind."""


def check_stages(rulebook: Rulebook) -> Iterator[Problem]:
    """All mistakes in stages and moves; a document may have neither."""
    names = [stage.id for stage in rulebook.stages]
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem("rulebook_repeated", cell=f"stages[{name}]", read=name)
    yield from _starts(rulebook)
    yield from _deadlines(rulebook)
    for number, rule in enumerate(rulebook.moves, 1):
        yield from _move(rule, f"moves[{number}]", names)
    ways = Counter((origin, rule.to) for rule in rulebook.moves for origin in rule.origins)
    for (origin, to), count in ways.items():
        if count > 1:
            yield Problem("rulebook_repeated", cell="moves", read=f"{origin} → {to}")
    yield from _left_out(rulebook)


def _starts(rulebook: Rulebook) -> Iterator[Problem]:
    for start in get_args(Start):
        found = [stage.id for stage in rulebook.stages if stage.starts == start]
        if rulebook.stages and not found:
            yield Problem("rulebook_missing", cell="stages.starts", expected=f'"{start}"')
        for again in found[1:]:
            yield Problem("rulebook_repeated", cell=f"stages[{again}].starts", read=start)


def _deadlines(rulebook: Rulebook) -> Iterator[Problem]:
    known = [deadline.id for deadline in rulebook.deadlines]
    for stage in rulebook.stages:
        if stage.deadline is not None and stage.deadline not in known:
            yield unknown("rulebook_deadline", f"stages[{stage.id}].deadline", stage.deadline, known)


def _move(rule: MoveRule, place: str, names: list[str]) -> Iterator[Problem]:
    for key, name in [*(("from", origin) for origin in rule.origins), ("to", rule.to)]:
        if name not in names:
            yield unknown("rulebook_stage", f"{place}.{key}", name, names)
    if rule.to in rule.origins:
        yield Problem("rulebook_move_nowhere", cell=place, read=rule.to)
    lacking = [need for need in OWED.get(rule.kind, ()) if need not in rule.needs]
    if lacking:
        yield Problem("rulebook_move_needs", cell=f"{place}.needs", read=rule.kind, expected=", ".join(lacking))


def _left_out(rulebook: Rulebook) -> Iterator[Problem]:
    """Stages that no move leads to, and holders who can do nothing with what they hold."""
    reached = {rule.to for rule in rulebook.moves}
    for stage in rulebook.stages:
        if stage.starts is None and stage.id not in reached:
            yield Problem("rulebook_stage_unreached", cell=f"stages[{stage.id}]", read=stage.id)
        if stage.holder is not None and not any(
            stage.id in rule.origins and stage.holder in rule.roles for rule in rulebook.moves
        ):
            yield Problem("rulebook_stage_held", cell=f"stages[{stage.id}].holder", read=str(stage.holder))
