"""What the demonstration is made of: invented names and phrases from `data/demonstration/`, drawn with a fixed seed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from ntm_dash.domain.paths import DEMONSTRATION

SEED = 2019
Item = TypeVar("Item")


@cache
def material(name: str) -> Mapping[str, Any]:
    """The content of `data/demonstration/<name>.toml`."""
    raw: dict[str, Any] = tomllib.loads((DEMONSTRATION / f"{name}.toml").read_text(encoding="utf-8"))
    return raw


def worded(pattern: str, **values: object) -> str:
    """One of the patterns of names.toml with its places filled in."""
    text: str = material("names")["patterns"][pattern]
    return text.format(**values)


@dataclass(frozen=True)
class Person:
    """An invented person; `title` is the word of address that goes before the name."""

    title: str
    name: str


class Invention:
    """Draws for one topic. The same topic draws the same again; nobody and no place is named twice."""

    def __init__(self, topic: str) -> None:
        self._random = Random(f"{SEED} {topic}")  # nosec B311: the same each time
        self._taken: set[str] = set()
        self._brands: list[str] = self.shuffled(material("names")["enterprises"]["brands"])

    def one(self, items: Sequence[Item]) -> Item:
        return self._random.choice(items)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        return self._random.sample(items, len(items))

    def whole(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return self._random.randint(least, most)

    def between(self, least: float, most: float) -> float:
        return self._random.uniform(least, most)

    def near(self, spread: float) -> float:
        """A deviation from zero, mostly within `spread`."""
        return self._random.gauss(0, spread)

    def happens(self, probability: float) -> bool:
        return self._random.random() < probability

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.whole(0, (last - first).days))

    def person(self) -> Person:
        """Somebody, of either sex."""
        names = material("names")
        group = names[self.one(("men", "women"))]
        return Person(group["title"], self._new(names["family"], group["middle"], group["given"]))

    def village(self) -> str:
        """The name of a village, without the word for one."""
        parts = material("names")["villages"]
        return self._new(parts["first"], parts["last"])

    def enterprise(self) -> str:
        pattern: str = self.one(material("names")["enterprises"]["forms"])
        return pattern.format(brand=self._brands.pop())

    def _new(self, *parts: Sequence[str]) -> str:
        while True:
            name = " ".join(self.one(part) for part in parts)
            if name not in self._taken:
                self._taken.add(name)
                return name
