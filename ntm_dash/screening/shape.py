"""Mistakes in the shape of a rulebook, each at its place, with what was read and what was expected in TOML's own
notation.

A place is written as the keys that lead to it; a table of a list is named by its id, or else by its number from 1.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ntm_dash.domain.problems import Problem
from ntm_dash.screening.rulebook import Part, Rulebook

NOTATION = {"int": "10", "float": "10", "string": '"…"', "date": "2019-07-31", "bool": "true, false", "list": "[ … ]"}
"""How a value of each kind is written."""

TABLE = "{ … }"


def problems_of(error: ValidationError, raw: Any) -> list[Problem]:
    """One problem for each place that is not as the model wants it. A place that may hold several shapes is one."""
    at: dict[str, list[Mapping[str, Any]]] = {}
    for each in error.errors(include_url=False):
        at.setdefault(_place(each["loc"], raw), []).append(dict(each))
    below = {place for place in at if any(other.startswith((f"{place}.", f"{place}[")) for other in at)}
    return [_problem(place, errors) for place, errors in at.items() if place not in below]


def unknown(code: str, place: str, read: str, known: Iterable[Any]) -> Problem:
    """A name that nothing answers to, with those that something does, the closest first."""
    names = [str(name) for name in known]
    near = difflib.get_close_matches(read, names, n=3, cutoff=0.5)
    expected = ", ".join(dict.fromkeys([*near, *names]))
    return Problem(code, cell=place, read=read, expected=expected, candidates=[(name, name) for name in near])


def written(value: Any) -> str:
    """A value as TOML writes it, shortened."""
    match value:
        case bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            return TABLE
        case list():
            return NOTATION["list"]
        case date():
            return value.isoformat()
    return str(value)


def label_of(value: Any, position: int) -> str:
    """How an entry of a list is named in a place."""
    named = isinstance(value, dict) and isinstance(value.get("id"), str) and value["id"]
    return str(value["id"]) if named else str(position + 1)


def _place(steps: Iterable[str | int], raw: Any) -> str:
    """The steps that lead through the file, without those that only name a kind of value."""
    place, here = "", raw
    for step in steps:
        if isinstance(step, int) and isinstance(here, list):
            here = here[step]
            place += f"[{label_of(here, step)}]"
        elif isinstance(step, str) and isinstance(here, dict) and (step in here or step.isidentifier()):
            here = here.get(step)
            place += f".{step}" if place else step
    return place


def _problem(place: str, errors: list[Mapping[str, Any]]) -> Problem:
    first = next((each for each in errors if not each["type"].endswith("_type")), errors[0])
    keys = [step for step in first["loc"] if isinstance(step, str)]
    read = first["input"]
    match first["type"]:
        case "missing":
            return Problem("rulebook_missing", cell=place, expected=_wanted(keys))
        case "extra_forbidden":
            return unknown("rulebook_unknown_key", place, keys[-1], _fields(_part_of(keys[:-1])))
        case "enum" | "literal_error":
            words = re.findall(r"'([^']*)'", first["ctx"]["expected"])
            return unknown("rulebook_choice", place, read if isinstance(read, str) else written(read), words)
        case "string_pattern_mismatch":
            return Problem("rulebook_identifier", cell=place, read=read)
        case "greater_than_equal":
            return Problem("rulebook_range", cell=place, read=written(read), expected=f"≥ {first['ctx']['ge']}")
        case "less_than_equal":
            return Problem("rulebook_range", cell=place, read=written(read), expected=f"≤ {first['ctx']['le']}")
        case "too_short" | "string_too_short":
            return Problem("rulebook_empty", cell=place)
    kinds = [_notation(each, keys) for each in errors if each["type"].endswith("_type")]
    expected = " / ".join(dict.fromkeys(kinds)) or NOTATION["int"]
    return Problem("rulebook_type", cell=place, read=written(read), expected=expected)


def _notation(error: Mapping[str, Any], keys: list[str]) -> str:
    """How the value that was wanted is written; for tables of their own, their header."""
    kind = error["type"].removesuffix("_type")
    if kind in ("list", "model") and isinstance(error["input"], dict | list):
        inner = ".".join(key for key in keys if key.isidentifier())
        return f"[[{inner}]]" if kind == "list" else f"[{inner}]"
    return NOTATION.get(kind, TABLE)


def _wanted(keys: list[str]) -> str:
    """How the value of a key that is missing is written."""
    return _notation_of(_fields(_part_of(keys[:-1]))[keys[-1]].annotation, ".".join(keys))


def _notation_of(annotation: Any, key: str) -> str:
    if get_origin(annotation) is Literal:
        return ", ".join(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return ", ".join(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return f"[{key}]"
    if get_origin(annotation) is list:
        inner = get_args(annotation)[0]
        return f"[[{key}]]" if isinstance(inner, type) and issubclass(inner, Part) else NOTATION["list"]
    kinds = {str: "string", int: "int", bool: "bool", date: "date"}
    return NOTATION.get(kinds.get(annotation, ""), "") or _notation_of(get_args(annotation)[0], key)


def _fields(part: type[Part]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in part.model_fields.items()}


def _part_of(keys: Iterable[str]) -> type[Part]:
    """The part of a rulebook that the last of the keys holds."""
    parts = _parts()
    return next((parts[key] for key in reversed(list(keys)) if key in parts), Rulebook)


@cache
def _parts() -> Mapping[str, type[Part]]:
    """The part that each key holds, or a list of them."""
    found: dict[str, type[Part]] = {}
    waiting: list[type[Part]] = [Rulebook]
    while waiting:
        for key, field in _fields(waiting.pop()).items():
            part = _held(field.annotation)
            if part is not None and key not in found:
                found[key] = part
                waiting.append(part)
    return found


def _held(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((held for each in get_args(annotation) if (held := _held(each)) is not None), None)
