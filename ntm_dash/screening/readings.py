"""A rulebook under one set of choices: every switch decided, every condition that does not apply left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ntm_dash.domain.terms import Award, Subject
from ntm_dash.screening.rulebook import Clause, Condition, Rulebook

Choices = Mapping[str, str]


@dataclass(frozen=True)
class Call:
    """A fact with its arguments (JSON text, so that equal calls are one)."""

    fact: str
    arguments: str

    @classmethod
    def of(cls, fact: str, arguments: Mapping[str, Any]) -> Call:
        return cls(fact, json.dumps(arguments, ensure_ascii=False, sort_keys=True))

    @property
    def values(self) -> dict[str, Any]:
        """The arguments by name."""
        values: dict[str, Any] = json.loads(self.arguments)
        return values


@dataclass(frozen=True)
class Test:
    """A condition without parts: a fact compared with a number, or a question for the Council (`call` is None).

    `peers` is the test that peers of a rank must not fail.
    """

    clause: str
    condition: str
    call: Call | None
    comparison: Literal["at_least", "at_most", "equals", "judged"]
    required: float | None = None
    evidence: str | None = None
    single_within: str | None = None
    peers: Test | None = None


@dataclass(frozen=True)
class Group:
    """Conditions taken together."""

    how: Literal["any", "all", "not"]
    parts: tuple[Node, ...]


Node = Test | Group


@dataclass(frozen=True)
class Standard:
    """What one subject must meet for one award: the clauses that stand, one of which must hold."""

    award: Award
    subject: Subject
    clauses: tuple[tuple[str, Group], ...]


def decide(value: Any, choices: Choices) -> Any:
    """The value that a switch takes under the choices; other values as they are."""
    if isinstance(value, dict) and "reading" in value:
        choice = choices[value["reading"]]
        return value.get(choice, choice)
    return value


def named_readings(value: Any) -> Iterator[str]:
    """The readings that a part of a rulebook names, as its model dumps it: in switches and in `when`."""
    if isinstance(value, list):
        for each in value:
            yield from named_readings(each)
    elif isinstance(value, dict):
        if isinstance(value.get("reading"), str):
            yield value["reading"]
        yield from value.get("when") or {}
        for each in value.values():
            yield from named_readings(each)


def standards(rulebook: Rulebook, choices: Choices) -> dict[tuple[Award, Subject], Standard]:
    """The standard of every award and subject for which a clause stands under the choices."""
    found: dict[tuple[Award, Subject], list[tuple[str, Group]]] = {}
    for clause in rulebook.clauses:
        for subject in decide(clause.subjects, choices):
            parts = tuple(_nodes(clause, clause.conditions, Subject(subject), choices))
            found.setdefault((clause.award, Subject(subject)), []).append((clause.id, Group("all", parts)))
    return {key: Standard(*key, clauses=tuple(clauses)) for key, clauses in found.items()}


def applies(condition: Condition, subject: Subject, choices: Choices) -> bool:
    """Whether a condition is asked of a subject under the choices."""
    subjects = decide(condition.subjects, choices)
    asked = subjects is None or subject in subjects
    return asked and all(choices[reading] == choice for reading, choice in condition.when.items())


def tests_of(node: Node) -> Iterator[Test]:
    """All tests below a node, in order."""
    if isinstance(node, Test):
        yield node
    else:
        for part in node.parts:
            yield from tests_of(part)


def _nodes(clause: Clause, conditions: list[Condition], subject: Subject, choices: Choices) -> Iterator[Node]:
    for condition in conditions:
        if applies(condition, subject, choices):
            yield _node(clause, condition, subject, choices)


def _node(clause: Clause, condition: Condition, subject: Subject, choices: Choices) -> Node:
    if condition.any is not None:
        return Group("any", tuple(_nodes(clause, condition.any, subject, choices)))
    if condition.all is not None:
        return Group("all", tuple(_nodes(clause, condition.all, subject, choices)))
    if condition.negated is not None:
        return Group("not", (_node(clause, condition.negated, subject, choices),))
    return test_of(clause, condition, choices)


def test_of(clause: Clause, condition: Condition, choices: Choices) -> Test:
    """The test that a condition without parts is under the choices."""
    if condition.judged or condition.fact is None:
        return Test(
            clause.id,
            condition.id,
            None,
            "judged",
            evidence=condition.evidence,
            single_within=condition.single_within,
        )
    arguments = {name: decide(value, choices) for name, value in condition.arguments.items()}
    peers = None
    if condition.fact == "rank":
        arguments["of_arguments"] = {
            name: decide(value, choices) for name, value in arguments.get("of_arguments", {}).items()
        }
        excluding = next((each for each in clause.conditions if each.id == arguments.get("excluding")), None)
        peers = test_of(clause, excluding, choices) if excluding else None
    for comparison in ("at_least", "at_most", "equals"):
        required = decide(getattr(condition, comparison), choices)
        if required is not None:
            break
    return Test(
        clause=clause.id,
        condition=condition.id,
        call=Call.of(condition.fact, arguments),
        comparison=comparison,
        required=required,
        peers=peers,
    )
