"""Stages: where each dossier stands on its road, who may move it where, and moving it, several at once or none.

The road itself is data (`[[stages]]` and `[[moves]]` of the rulebook, guidance IV). A move is an event; where a
dossier stands is a view over these events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.local_time import moment
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award, Subject
from ntm_dash.screening.rulebook import MoveRule, Rulebook
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, scope_within
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Scope, Store


@dataclass(frozen=True)
class Position:
    """Where one dossier stands. `moved` is the number of the event that brought it there, 0 where it began there.

    `since` is the day it came there; `who` to `due_on` tell of that move and are None where there was none.
    """

    code: str
    nominee: str
    proposer: str
    subject: Subject
    award: Award
    stage: str
    since: date | None
    moved: int
    who: str | None
    moved_at: datetime | None
    came_from: str | None
    kind: str | None
    why: str | None
    due_on: date | None


@dataclass(frozen=True)
class Move:
    """One move of a dossier: `on` is the day it happened, `moved_at` when it was recorded (UTC)."""

    number: int
    moved_at: datetime
    who: str
    origin: str
    to: str
    kind: str
    why: str
    due_on: date | None
    on: date


@dataclass(frozen=True)
class Step:
    """What a move would do to one dossier: the rule it follows, or the problem that stops it."""

    position: Position
    rule: MoveRule | None
    problem: Problem | None


def positions(store: Store, campaign: Campaign, by: Person, *, as_of: int | None = None) -> list[Position]:
    """Where every dossier of a screened award stands, in order of code; empty where the document has no road.

    A unit sees its own.
    """
    require(by, Right.SEE_NOMINATIONS)
    found = _positions(scope_of(store, campaign, as_of=as_of), campaign.rulebook)
    return [each for each in found if may(by, Right.SEE_NOMINATIONS, unit=each.proposer)]


def positions_within(transaction: Transaction, campaign: Campaign) -> list[Position]:
    """Where every dossier stands inside an open transaction, for acts that check their right themselves."""
    return _positions(scope_within(transaction, campaign), campaign.rulebook)


def moves_of(store: Store, campaign: Campaign, by: Person, code: str) -> list[Move]:
    """Every move of one dossier, the first first; of another unit's dossier it is refused."""
    require(by, Right.SEE_NOMINATIONS)
    for position in _positions(scope_of(store, campaign), campaign.rulebook, [code]):
        require(by, Right.SEE_NOMINATIONS, unit=position.proposer)
    return [Move(*row) for row in scope_of(store, campaign).rows("nomination_history", {"code": code})]


def moves_open(rulebook: Rulebook, stages: Iterable[str], by: Person) -> list[MoveRule]:
    """The moves that this person may make from every one of these stages, one for each goal, in order.

    Where the ways to a goal differ by stage, the one that asks for most stands for all.
    """
    wanted = set(stages)
    if not wanted or not may(by, Right.MOVE_NOMINATIONS):
        return []
    goals: dict[str, list[MoveRule]] = {}
    for rule in rulebook.moves:
        if by.role in rule.roles and wanted & set(rule.origins):
            goals.setdefault(rule.to, []).append(rule)
    return [
        max(rules, key=lambda rule: len(rule.needs))
        for rules in goals.values()
        if wanted <= {origin for rule in rules for origin in rule.origins}
    ]


class Said(TypedDict, total=False):
    """What may be said with a move: why, by which day an answer is expected, and what the person had seen.

    `seen` gives, for each code, `Position.moved` as it was on the page: what somebody else moved meanwhile is
    refused, with who and when.
    """

    why: str
    due: date | None
    seen: Mapping[str, int]


def moved_since(rulebook: Rulebook, now: Iterable[Position], seen: Mapping[str, int]) -> list[Problem]:
    """What somebody moved since a person saw it: one problem for each dossier, with who, when, from where to where."""
    return [problem for each in now if (problem := _moved_meanwhile(rulebook, each, seen)) is not None]


def what_would_happen(
    store: Store, campaign: Campaign, codes: Sequence[str], to: str, *, by: Person, on: date, **said: Unpack[Said]
) -> list[Step]:
    """What `move` with the same arguments would do to each dossier; nothing changes. Refused for an unknown code."""
    require(by, Right.MOVE_NOMINATIONS)
    return _steps(scope_of(store, campaign), campaign, codes, to, by, on, said)


def move(
    store: Store, campaign: Campaign, codes: Sequence[str], to: str, *, by: Person, on: date, **said: Unpack[Said]
) -> None:
    """Move dossiers to a stage, all of them or none, with one reason. `on` is the day on which it happened."""
    require(by, Right.MOVE_NOMINATIONS)
    store.transact(lambda transaction: move_within(transaction, campaign, codes, to, by=by, on=on, **said))


def move_within(
    transaction: Transaction,
    campaign: Campaign,
    codes: Sequence[str],
    to: str,
    *,
    by: Person,
    on: date,
    carried: bool = False,
    **said: Unpack[Said],
) -> None:
    """The same inside an open transaction. `carried`: another act, which asked its own right, takes them along."""
    require(by, Right.MOVE_NOMINATIONS)
    steps = _steps(scope_within(transaction, campaign), campaign, codes, to, by, on, said, carried=carried)
    problems = [step.problem for step in steps if step.problem is not None]
    if problems:
        raise Refused(*problems)
    due = said.get("due")
    for step in steps:
        body = {
            "from": step.position.stage,
            "to": to,
            "words": [_word(campaign.rulebook, step.position.stage), _word(campaign.rulebook, to)],
            "kind": step.rule.kind if step.rule else "",
            "why": said.get("why", "").strip(),
            "due": due.isoformat() if due else None,
            "on": on.isoformat(),
        }
        transaction.append("nomination_moved", who=by, campaign=campaign.id, subject=step.position.code, body=body)


def _positions(scope: Scope, rulebook: Rulebook, codes: Sequence[str] | None = None) -> list[Position]:
    if not rulebook.stages:
        return []
    asked = {"awards": [str(award) for award in rulebook.screened_awards], "codes": codes}
    return [
        Position(code, nominee, proposer, Subject(subject), Award(award), *rest)
        for code, nominee, proposer, subject, award, *rest in scope.rows("nomination_stages", asked)
    ]


def _steps(
    scope: Scope,
    campaign: Campaign,
    codes: Sequence[str],
    to: str,
    by: Person,
    on: date,
    said: Said,
    *,
    carried: bool = False,
) -> list[Step]:
    require(by, Right.MOVE_NOMINATIONS)
    rulebook = campaign.rulebook
    if not rulebook.stages:
        raise Refused(Problem("stages_none"))
    if rulebook.stage(to) is None:
        raise Refused(Problem("stage_unknown", read=to, expected=", ".join(stage.id for stage in rulebook.stages)))
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise Refused(Problem("nothing_to_move"))
    found = {position.code: position for position in _positions(scope, rulebook, wanted)}
    if missing := [code for code in wanted if code not in found]:
        known = {code for code, *_ in scope.rows("known_nominations")}
        raise Refused(
            *(Problem("move_not_screened" if code in known else "nomination_unknown", read=code) for code in missing)
        )
    return [_step(rulebook, found[code], to, by, on, said, carried) for code in wanted]


def _step(rulebook: Rulebook, position: Position, to: str, by: Person, on: date, said: Said, carried: bool) -> Step:
    rule = rulebook.move_rule(position.stage, to)
    problem = _moved_meanwhile(rulebook, position, said.get("seen", {}))
    if problem is None and not may(by, Right.MOVE_NOMINATIONS, unit=position.proposer):
        problem = Problem("no_right", read=str(by.role), values={"right": str(Right.MOVE_NOMINATIONS)})
    if problem is None and rule is None:
        ways = [_word(rulebook, each.to) for each in rulebook.moves if position.stage in each.origins]
        values = {"origin": _word(rulebook, position.stage), "to": _word(rulebook, to)}
        problem = Problem("move_unknown", read=position.code, expected=", ".join(ways), values=values)
    if problem is None and rule is not None:
        yours = carried or by.role in rule.roles
        problem = (
            _lacking(rule, position, on, said)
            if yours
            else Problem("move_not_yours", read=rule.word, values={"nomination": position.code})
        )
    return Step(position, rule, problem)


def _moved_meanwhile(rulebook: Rulebook, position: Position, seen: Mapping[str, int]) -> Problem | None:
    if seen.get(position.code, position.moved) == position.moved:
        return None
    values = {
        "who": position.who or "",
        "origin": _word(rulebook, position.came_from or ""),
        "to": _word(rulebook, position.stage),
        "at": moment(position.moved_at),
    }
    return Problem("moved_meanwhile", read=position.code, values=values)


def _lacking(rule: MoveRule, position: Position, on: date, said: Said) -> Problem | None:
    """What stops a move that exists: what must be said, days that cannot be."""
    due = said.get("due")
    if "reason" in rule.needs and not said.get("why", "").strip():
        return Problem("move_without_reason", read=rule.word)
    if "due" in rule.needs and due is None:
        return Problem("move_without_due", read=rule.word)
    if due is not None and due <= on:
        return Problem("move_due_past", read=_day(due), expected=_day(on))
    if position.moved and position.since is not None and on < position.since:
        values = {"nomination": position.code}
        return Problem("move_before_last", read=_day(on), expected=_day(position.since), values=values)
    return None


def _word(rulebook: Rulebook, stage: str) -> str:
    found = rulebook.stage(stage)
    return found.word if found else stage


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
