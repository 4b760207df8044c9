"""The catalogue of facts: what a rule may ask, read from the headers of `storage/sql/facts/*.sql`.

A header line is `-- fact: …`, `-- key: …`, `-- argument name: type (explanation)`, and so on. Identifiers that
reach SQL come from here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ntm_dash.storage.statements import FOLDER, scripts

KEYS = {"commune": "commune", "district": "district", "nomination": "nomination", "holder": "holder"}
"""The column of a case by which each kind of fact is looked up."""

COMPARISONS = ("at_least", "at_most", "equals")

NOTATION = {
    "integer": "10",
    "count": "10",
    "year": "2019",
    "criteria": "[1, 2]",
    "word": '"…"',
    "condition": '"…"',
    "table": "{ … }",
}
"""How an argument of each kind is written in a rulebook."""

_LINE = re.compile(r"^-- (?P<label>[a-z ]+?)(?: (?P<name>[a-z_]+))?: (?P<text>.*)$")

_SUMS = re.compile(
    r"^(?:CREATE MACRO \w+\((?P<parameters>.*)\) AS TABLE\n|\)\n)SELECT \w+(?: AS key)?,"
    r"\s+(?P<at_least>.+) AS at_least,\s+(?P<at_most>.+) AS at_most,"
    r"\s+(?P<sources>.+) AS sources,\s+(?P<mark>.+) AS mark\nFROM \w+\n(?:WHERE (?P<rows>.+?)\n)?GROUP BY",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Argument:
    """One argument of a fact. `words` is empty unless only those words are allowed."""

    name: str
    kind: str
    words: tuple[str, ...] = ()

    def accepts(self, value: Any) -> bool:
        """Whether a rulebook may give this value."""
        match self.kind:
            case "integer":
                return type(value) is int
            case "count":
                return type(value) is int and value > 0
            case "year":
                return type(value) is int and 1900 <= value < 2200
            case "criteria":
                return isinstance(value, list) and all(type(each) is int for each in value)
            case "words":
                return isinstance(value, list) and bool(value) and all(each in self.words for each in value)
            case "choice":
                return value in self.words
            case "table":
                return isinstance(value, dict)
            case "condition":
                return isinstance(value, str)
            case _:
                return isinstance(value, str) and bool(value.strip())

    @property
    def expected(self) -> str:
        """What is accepted, for the person who wrote something else."""
        return ", ".join(self.words) or NOTATION[self.kind]


@dataclass(frozen=True)
class Fact:
    """What one macro answers: `key` is what it speaks of, `unit` its unit, `datum` and `owner` what is missing
    and whose duty it is where the answer is not known. A figure that moves in jumps is not compared for equality.
    A fact `over` records sums them up by its key: `answers` are the texts of its macro's columns, by which a query
    counts several facts in one pass, with `rows` as the condition of the records it speaks of, empty where of all. Each
    answer holds by itself, so that records of which only another fact speaks do not matter."""

    name: str
    meaning: str
    key: str
    unit: str
    datum: str
    owner: str
    unknown: str
    when_unknown: str
    over: str = ""
    comparisons: tuple[str, ...] = COMPARISONS
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    parameters: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, name: str, values: Sequence[str]) -> str:
        """The text of one answer over its records, with how the query names the value of each argument."""
        if not values:
            return self.answers[name]
        named = dict(zip(self.parameters, values, strict=True))
        return re.sub(rf"\b({'|'.join(named)})\b", lambda found: named[found[0]], self.answers[name])


@cache
def catalogue() -> Mapping[str, Fact]:
    """All facts by name, `rank` among them."""
    files = [*scripts("facts"), FOLDER / "rank.sql"]
    return MappingProxyType({file.stem: _read(file) for file in files})


def _read(file: Path) -> Fact:
    labels: dict[str, str] = {}
    arguments: dict[str, Argument] = {}
    text = file.read_text(encoding="utf-8")
    for line in text.splitlines():
        found = _LINE.match(line)
        if not found:
            continue
        if found["label"] == "argument":
            arguments[found["name"]] = _argument(found["name"], found["text"])
        else:
            labels[" ".join(filter(None, (found["label"], found["name"])))] = found["text"]
    return Fact(
        name=file.stem,
        meaning=labels["fact"],
        key=labels["key"],
        unit=labels["unit"],
        datum=labels["datum"],
        owner=labels["owner"],
        unknown=labels["unknown"],
        when_unknown=labels.get("when unknown", ""),
        over=labels.get("over", ""),
        comparisons=COMPARISONS[:2] if "jumps" in labels else COMPARISONS,
        arguments=MappingProxyType(arguments),
        **_sums(text if "over" in labels or file.stem == "rank" else ""),
    )


def _sums(text: str) -> dict[str, Any]:
    """The parameters and the columns of a macro that sums up records."""
    found = _SUMS.search(text)
    if found is None:
        return {}
    answers = {name: said or "" for name, said in found.groupdict().items()}
    parameters = tuple(name.strip() for name in answers.pop("parameters").split(",") if name)
    return {"parameters": parameters, "answers": MappingProxyType(answers)}


def _argument(name: str, text: str) -> Argument:
    kind, _, _ = text.partition(" (")
    if "|" in kind:
        return Argument(name, "choice", tuple(word.strip() for word in kind.split("|")))
    if "," in kind:
        return Argument(name, "words", tuple(word.strip() for word in kind.split(",")))
    return Argument(name, kind.strip())
