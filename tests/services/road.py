"""The road of a dossier in tests: one person for each role, and a way to bring a dossier to any stage by real moves."""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person, Role
from ntm_dash.screening.rulebook import MoveRule, Rulebook
from ntm_dash.services.stages import move, positions
from tests.intake.desk import CLERK, PROPOSER, Desk

DAY = date(2019, 8, 1)
DUE = date(2019, 8, 9)
PEOPLE = {
    role: Person(account=f"{role}@vidu.vn", name=f"Người {role}", role=role, unit=PROPOSER if role is Role.UNIT else "")
    for role in Role
}


def said_for(rule: MoveRule) -> dict[str, Any]:
    """What must be said for a move: a reason, a day."""
    said: dict[str, Any] = {}
    if "reason" in rule.needs:
        said["why"] = "thiếu biên bản"
    if "due" in rule.needs:
        said["due"] = DUE
    return said


def way(rulebook: Rulebook, origin: str, goal: str) -> list[MoveRule]:
    """The shortest chain of moves from one stage to another."""
    waiting: deque[tuple[str, list[MoveRule]]] = deque([(origin, [])])
    been = {origin}
    while waiting:
        here, taken = waiting.popleft()
        if here == goal:
            return taken
        for rule in rulebook.moves:
            if here in rule.origins and rule.to not in been:
                been.add(rule.to)
                waiting.append((rule.to, [*taken, rule]))
    raise AssertionError(f"nothing leads from {origin} to {goal}")


def stage_of(desk: Desk, code: str) -> str:
    """Where a dossier stands."""
    return next(each.stage for each in positions(desk.store, desk.campaign, CLERK) if each.code == code)


def bring(desk: Desk, code: str, goal: str) -> None:
    """Move a dossier to a stage, each move by the first role that may."""
    for rule in way(desk.campaign.rulebook, stage_of(desk, code), goal):
        by = PEOPLE[rule.roles[0]]
        move(desk.store, desk.campaign, [code], rule.to, by=by, on=DAY, **said_for(rule))
