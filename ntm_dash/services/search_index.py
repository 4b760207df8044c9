"""What the search looks into: every place, nomination and proposing unit with the words by which it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Literal

from ntm_dash.intake.forms.definition import terms
from ntm_dash.intake.text import search_key

MOST_COMPARED = 20_000
"""Where a word is in more names than this, the last of them are not put in order."""

Kind = Literal["commune", "district", "nomination", "proposer"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its kind, the code that opens it, and how it is called.

    `unit_kind` is the kind of a place whose name does not hold it, `district` where it lies, `own` its own code: for a
    township not the one that is opened.
    """

    kind: Kind
    code: str
    unit_kind: str | None
    name: str
    district: str | None
    proposer: str | None
    own: str


class Index:
    """All hits in the order in which they stand beside equals, with their words made ready for comparing."""

    def __init__(self, entries: Iterable[tuple[Hit, str, str]]) -> None:
        """From hits with the words of their name and of their own code (see `search_key`)."""
        listed = list(entries)
        self.hits: Sequence[Hit] = [hit for hit, _, _ in listed]
        kinds = {kind: tuple(map(search_key, words)) for kind, words in terms()["unit_kind"].items()}
        districts: dict[str, tuple[str, tuple[str, ...]]] = {"": ("", ())}
        self._names: list[tuple[str, ...]] = []
        self._keys: list[str] = []
        self._codes: dict[str, list[int]] = {}
        for number, (hit, own_name, own) in enumerate(listed):
            self._codes.setdefault(own, []).append(number)
            within = hit.district or ""
            for name in (within, hit.name) if hit.kind == "district" else (within,):
                if name not in districts:
                    districts[name] = _parted(search_key(name), kinds.values())
            if hit.kind == "district" and not hit.unit_kind:
                bare, words = districts[hit.name]
            else:
                bare, words = own_name, kinds.get(hit.unit_kind or "", ())
            # The bare name first, then the same behind each word for its kind: "huyen chi lang", "h chi lang".
            self._names.append((bare, *(f"{word} {bare}" for word in words)))
            name, of_name = districts[within]
            self._keys.append(" " + " ".join((*words, bare, *of_name, name, own)))

    def find(self, words: str, sees: Callable[[Hit], bool], most: int) -> list[Hit]:
        """The best hits: each word begins a word of the name, its kind, its district or its code.

        A code that is named comes first, then names that are what was typed, begin so, hold it; places stand before
        units and nominations.
        """
        wanted = search_key(words)
        numbers: Iterable[int] = range(len(self.hits)) if wanted else ()
        for part in sorted((f" {part}" for part in wanted.split()), key=len, reverse=True):
            numbers = [number for number in numbers if part in self._keys[number]]
        named = frozenset(self._codes.get(wanted, ()))
        seen = islice((number for number in [*named, *numbers] if sees(self.hits[number])), MOST_COMPARED)
        best = nsmallest(most, {(0 if each in named else self._tier(each, wanted), each) for each in seen})
        return [self.hits[number] for _, number in best]

    def _tier(self, number: int, wanted: str) -> int:
        names = self._names[number]
        if wanted in names:
            return 1
        if names[0].startswith(wanted) or any(name.startswith(wanted) for name in names[1:]):
            return 2
        return 3 if f" {wanted}" in f" {names[-1]}" else 4


def _parted(key: str, kinds: Iterable[tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """A district's bare name and the words for its kind: "lang son" of "thanh pho lang son"."""
    for words in kinds:
        if key.startswith(f"{words[0]} "):
            return key.removeprefix(f"{words[0]} "), words
    return key, ()
