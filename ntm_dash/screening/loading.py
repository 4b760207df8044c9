"""A rulebook from TOML text: conditions written once and used by name are put in their places, then validated."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.screening.checks import check
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.screening.shape import label_of, problems_of, unknown, written

BYTE_ORDER_MARK = "\ufeff"
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


LARGEST = 1_000_000
"""Bytes of a rulebook's file; a document of some pages comes to a few tens of thousands."""


def read_rulebook(file: Path) -> str:
    """The text of a rulebook's file. Refused where there is no such file, it is too large, or not UTF-8."""
    try:
        return decoded(file.read_bytes(), file.name)
    except OSError as error:
        raise Refused(Problem("rulebook_file", file=file.name)) from error


def decoded(content: bytes, name: str) -> str:
    """The text of a rulebook out of the bytes of its file. Refused where they are too many, or not UTF-8."""
    if len(content) > LARGEST:
        raise Refused(Problem("rulebook_too_big", file=name, values={"limit": str(LARGEST // 1_000_000)}))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(Problem("rulebook_encoding", file=name)) from error


def load_rulebook(text: str, name: str = "") -> Rulebook:
    """The rulebook in a TOML text; every mistake found is refused, each with its place (`name` is the file's).

    Mistakes in meaning are looked for once the shape is right.
    """
    try:
        return _loaded(unicodedata.normalize("NFC", text.removeprefix(BYTE_ORDER_MARK)), name)
    except RecursionError as error:
        raise Refused(Problem("rulebook_too_deep", file=name)) from error


def _loaded(text: str, name: str) -> Rulebook:
    problems: list[Problem] = []
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_syntax(str(error), text).at(file=name)) from error
    shared = _shared(raw, problems)
    expanded = shared.expand(raw, "")
    problems += shared.unused()
    try:
        rulebook = Rulebook.model_validate(expanded)
    except ValidationError as error:
        problems += problems_of(error, expanded)
    if not problems:
        problems = check(rulebook)
    if problems:
        raise Refused(*(problem.at(file=name) for problem in _once(problems, shared)))
    return rulebook


OF_THE_USE = ("rulebook_repeated", "rulebook_never_asked", "rulebook_nothing_left", "rulebook_no_commune")
"""Mistakes of the clause that uses a shared condition, not of the condition."""


def _once(problems: list[Problem], shared: _Shared) -> list[Problem]:
    """Mistakes of a shared condition told once, where it is written, and not at each use."""
    found: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        if problem.code not in OF_THE_USE:
            problem = replace(problem, cell=shared.written_at(problem.cell))
        found.setdefault((problem.code, problem.cell, problem.read), problem)
    return list(found.values())


def _syntax(message: str, text: str) -> Problem:
    """Where the text stops being TOML: line and column, and what stands in the line."""
    lines = text.splitlines() or [""]
    found = _PLACE.search(message)
    line = int(found["line"]) if found and found["line"] else len(lines)
    column = found["column"] if found and found["column"] else str(len(lines[-1]) + 1)
    read = lines[min(line, len(lines)) - 1].strip()[:200]
    code = "rulebook_key_twice" if message.startswith("Cannot ") else "rulebook_syntax"
    return Problem(code, cell=f"{line}:{column}", read=read, values={"column": column})


@dataclass
class _Shared:
    """The conditions that are written once, and where they are used."""

    conditions: dict[str, dict[str, Any]]
    problems: list[Problem]
    uses: dict[str, tuple[str, set[str]]] = field(default_factory=dict)

    def expand(self, value: Any, place: str, within: tuple[str, ...] = ()) -> Any:
        """The value with each `use` replaced by what it names; `within` are the names it stands in."""
        if isinstance(value, list):
            return [
                self.expand(each, f"{place}[{self._label(each, number)}]", within) for number, each in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        if "use" in value:
            own = {key: each for key, each in value.items() if key != "use"}
            found = self._used(value["use"], place, within)
            if found is not None:
                within = (*within, value["use"])
                self.uses[place] = (value["use"], set(own))
            value = {**(found or {"id": "unknown", "question": "?", "judged": True}), **own}
        return {key: self.expand(each, f"{place}.{key}" if place else key, within) for key, each in value.items()}

    def _used(self, name: Any, place: str, within: tuple[str, ...]) -> dict[str, Any] | None:
        found = self.conditions.get(name) if isinstance(name, str) else None
        if found is None:
            read = name if isinstance(name, str) else written(name)
            self.problems.append(unknown("rulebook_use_unknown", f"{place}.use", read, self.conditions))
        elif name in within:
            self.problems.append(Problem("rulebook_use_circle", cell=f"{place}.use", read=name))
            return None
        return found

    def _label(self, value: Any, position: int) -> str:
        used = isinstance(value, dict) and "id" not in value and isinstance(value.get("use"), str)
        return str(value["use"]) if used else label_of(value, position)

    def written_at(self, place: str) -> str:
        """The place in the file: below [[shared]] for what is not written where it is used."""
        for used_at, (name, own) in self.uses.items():
            rest = place.removeprefix(used_at)
            key = rest.removeprefix(".").partition(".")[0].partition("[")[0]
            shared_only = not own if rest == "" else rest[0] == "." and key not in own
            if rest != place and shared_only:
                return f"shared[{name}]{rest}"
        return place

    def unused(self) -> list[Problem]:
        """Shared conditions that no clause uses: nothing would find their mistakes."""
        used = {name for name, _ in self.uses.values()}
        return [
            Problem("rulebook_shared_unused", cell=f"shared[{name}]", read=name)
            for name in self.conditions
            if name not in used
        ]


def _shared(raw: dict[str, Any], problems: list[Problem]) -> _Shared:
    """The shared conditions, taken out of the document."""
    listed = raw.pop("shared", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        problems.append(Problem("rulebook_type", cell="shared", read=written(listed), expected="[[shared]]"))
        listed = []
    conditions: dict[str, dict[str, Any]] = {}
    for number, each in enumerate(listed, 1):
        name = each.get("id")
        if not isinstance(name, str):
            problems.append(Problem("rulebook_missing", cell=f"shared[{number}].id", expected='"…"'))
        elif name in conditions:
            problems.append(Problem("rulebook_repeated", cell=f"shared[{name}]", read=name))
        else:
            conditions[name] = each
    return _Shared(conditions, problems)
