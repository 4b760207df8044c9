"""A rulebook from TOML text: conditions written once and used by name are put in their places, then validated."""

from __future__ import annotations

import tomllib
from typing import Any

from pydantic import ValidationError

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.screening.checks import check, problem_of
from ntm_dash.screening.rulebook import Rulebook


def load_rulebook(text: str, name: str = "") -> Rulebook:
    """The rulebook in a TOML text; every mistake found is refused, each with its place (`name` is the file's)."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(Problem("rulebook_syntax", file=name, read=str(error))) from error
    shared = raw.pop("shared", [])
    if not isinstance(shared, list) or not all(isinstance(each, dict) for each in shared):
        raise Refused(Problem("rulebook_type", file=name, cell="shared", expected="[[shared]]"))
    by_id = {each.get("id"): each for each in shared}
    unknown: list[Problem] = []
    expanded = _expand(raw, by_id, "", unknown)
    try:
        rulebook = Rulebook.model_validate(expanded)
    except ValidationError as error:
        found = [problem_of(each, expanded) for each in error.errors()]
        raise Refused(*(problem.at(file=name) for problem in [*unknown, *found])) from error
    problems = [*unknown, *check(rulebook)]
    if problems:
        raise Refused(*(problem.at(file=name) for problem in problems))
    return rulebook


def _expand(value: Any, shared: dict[Any, Any], place: str, unknown: list[Problem]) -> Any:
    if isinstance(value, list):
        return [_expand(each, shared, f"{place}[{_label(each, n)}]", unknown) for n, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if "use" in value:
        used = shared.get(value["use"])
        own = {key: each for key, each in value.items() if key != "use"}
        if used is None:
            known = ", ".join(str(each) for each in shared)
            unknown.append(
                Problem("rulebook_use_unknown", cell=place, read=str(value["use"]), expected=known)
            )
        value = {**(used or {"id": "unknown", "question": "?", "judged": True}), **own}
    return {
        key: _expand(each, shared, f"{place}.{key}" if place else key, unknown) for key, each in value.items()
    }


def _label(value: Any, number: int) -> str:
    return str(value["id"]) if isinstance(value, dict) and "id" in value else str(number + 1)
