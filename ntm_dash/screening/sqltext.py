"""Small pieces of the query: the outcome of a test or group as a number (see `Outcome`)."""

from __future__ import annotations

from collections.abc import Callable

from ntm_dash.domain.terms import Outcome
from ntm_dash.screening.readings import Node, Test

UNMET, UNKNOWN, FOR_COUNCIL, MET = (f"{int(outcome)}::TINYINT" for outcome in Outcome)


def outcome_of_bounds(comparison: str, at_least: str, at_most: str, required: str) -> str:
    """What is certain of a comparison, from the least and the most that the fact can be; no most is no limit."""
    match comparison:
        case "at_least":
            met, unmet = f"{at_least} >= {required}", f"{at_most} < {required}"
        case "at_most":
            met, unmet = f"{at_most} <= {required}", f"{at_least} > {required}"
        case _:
            met = f"{at_least} = {required} AND {at_most} = {required}"
            unmet = f"{at_least} > {required} OR {at_most} < {required}"
    return f"CASE WHEN {met} THEN {MET} WHEN {unmet} THEN {UNMET} ELSE {UNKNOWN} END"


def outcome_of_absence(comparison: str, required: float) -> str:
    """The same where a fact has no row: nothing at least, no limit at most."""
    if comparison == "at_least":
        return MET if required <= 0 else UNKNOWN
    return UNMET if required < 0 else UNKNOWN


def outcome_of_node(node: Node, name: Callable[[Test], str]) -> str:
    """The outcome of a node from the columns that hold the outcomes of its tests."""
    if isinstance(node, Test):
        return name(node)
    parts = [outcome_of_node(part, name) for part in node.parts]
    match node.how:
        case "all":
            return f"least({', '.join(parts)})" if len(parts) > 1 else (parts or [MET])[0]
        case "any":
            return f"greatest({', '.join(parts)})" if len(parts) > 1 else (parts or [UNMET])[0]
        case _:
            return f"CASE {parts[0]} WHEN {MET} THEN {UNMET} WHEN {UNMET} THEN {MET} ELSE {parts[0]} END"
