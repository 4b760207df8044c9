"""Names that people wrote, to the units of one unit list.

Only an exact, normalised and unique match is taken without a person; everything else is a problem with the
candidates to pick from. The value of a candidate is the unit's code; it can be given back as the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.units import COMMUNE_KINDS, DISTRICT_KINDS, Unit
from ntm_dash.intake.cell_words import CELL_WORDS, expected
from ntm_dash.intake.names import NameIndex, spelling_key
from ntm_dash.intake.reading import show
from ntm_dash.intake.text import search_key

_KIND_WORDS: dict[str, str] = {row["kind"]: row["words"][0] for row in CELL_WORDS["unit"]}


def _both_spellings(words: Iterable[str]) -> set[tuple[str, ...]]:
    """Each phrase as words with and wholly without diacritics, the two ways a person types it."""
    spelled = {spelling_key(phrase) for phrase in words}
    return {tuple(key.split()) for key in spelled | {search_key(key) for key in spelled}}


_PREFIXES = [(words, row["kind"]) for row in CELL_WORDS["unit"] for words in _both_spellings(row["words"])]
_COMMITTEE = _both_spellings(CELL_WORDS["unit_name"]["committee"])
_SHORT = {spelling_key(short): spelling_key(full).split() for short, full in CELL_WORDS["unit_name"]["short"].items()}

_KEPT = 50_000


class _Reading(NamedTuple):
    """One way to understand a name: the kind its first words say, if they do, and the name proper."""

    kind: str | None
    key: str


def _readings(name: str) -> list[_Reading]:
    """The name whole, and without each first word that may be a title: a name may begin like a title."""
    words = [part for word in spelling_key(name).split() for part in _SHORT.get(word, [word])]
    untitled = [words]
    untitled += [words[len(title) :] for title in _COMMITTEE if tuple(words[: len(title)]) == title]
    found = [_Reading(None, " ".join(rest)) for rest in untitled if rest]
    for rest in untitled:
        for prefix, kind in _PREFIXES:
            if tuple(rest[: len(prefix)]) == prefix and len(rest) > len(prefix):
                found.append(_Reading(kind, " ".join(rest[len(prefix) :])))
    return found


def _is_bare(name: str) -> bool:
    """Typed without any diacritics."""
    key = spelling_key(name)
    return search_key(key) == key


def _own_name(unit: Unit) -> str:
    """The name without the word of its own kind, which some lists write and some do not."""
    kind_word = _KIND_WORDS[unit.kind]
    return unit.name.removeprefix(kind_word).strip() or unit.name


@dataclass(frozen=True)
class _Level:
    """The units of one level of the list."""

    units: dict[str, Unit]
    names: NameIndex[Unit]
    width: int

    @classmethod
    def of(cls, units: Sequence[Unit]) -> _Level:
        names = ((_readings(_own_name(unit))[0].key, unit) for unit in units)
        return cls(
            {unit.code: unit for unit in units},
            NameIndex(names),
            max((len(u.code) for u in units), default=0),
        )

    def by_code(self, code: str) -> Unit | None:
        return self.units.get(code.zfill(self.width))

    def spelled(self, readings: Sequence[_Reading]) -> list[Unit]:
        return _once(u for r in readings for u in self.names.spelled(r.key) if r.kind in (None, u.kind))

    def bare(self, readings: Sequence[_Reading], *, any_kind: bool = False) -> list[Unit]:
        return _once(u for r in readings for u in self.names.bare(r.key) if any_kind or r.kind in (None, u.kind))


def _once(units: Iterable[Unit]) -> list[Unit]:
    return list(dict.fromkeys(units))


class UnitIndex:
    """The units of one unit list, found by name or code.

    A lookup returns the unit or a `Problem` with candidates, never a guess. `kinds` are of one level,
    `DISTRICT_KINDS` or `COMMUNE_KINDS`. Answers are kept by the text asked for.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        units = list(units)
        self._districts = _Level.of([unit for unit in units if unit.kind in DISTRICT_KINDS])
        self._communes = _Level.of([unit for unit in units if unit.kind in COMMUNE_KINDS])
        self._kinds = {unit.kind for unit in units}
        self._named = lru_cache(_KEPT)(self._by_name)
        self._coded = lru_cache(_KEPT)(self._by_code)

    def district(self, name: str) -> Unit | Problem:
        """The district or city of this name."""
        return self._named(name, None, DISTRICT_KINDS)

    def commune(self, name: str, district: Unit | None = None, kinds: Sequence[str] = ("xa",)) -> Unit | Problem:
        """The commune-level unit of this name and one of these kinds, in the district if one is given."""
        return self._named(name, district, tuple(kinds))

    def by_code(
        self, code: str, name: str = "", district: Unit | None = None, kinds: Sequence[str] = ("xa",)
    ) -> Unit | Problem:
        """The unit of this code, lost leading zeros restored; refused where name, district or kind differ."""
        return self._coded(code, name, district, tuple(kinds))

    def label(self, unit: Unit) -> str:
        """The unit for people: kind, name, district, code."""
        name = f"{_KIND_WORDS[unit.kind]} {_own_name(unit)}"
        parent = self._districts.units.get(unit.parent)
        if parent is not None:
            name += f", {_KIND_WORDS[parent.kind].lower()} {_own_name(parent)}"
        return f"{name} ({unit.code})"

    def _level(self, kinds: tuple[str, ...]) -> _Level:
        return self._districts if kinds[0] in DISTRICT_KINDS else self._communes

    def _by_name(self, name: str, district: Unit | None, kinds: tuple[str, ...]) -> Unit | Problem:
        if name.strip().isdecimal():
            return self._coded(name.strip(), "", district, kinds)
        level, readings = self._level(kinds), _readings(name)

        def inside(unit: Unit) -> bool:
            return district is None or unit.parent == district.code

        def fits(unit: Unit) -> bool:
            return unit.kind in kinds and inside(unit)

        spelled = [unit for unit in level.spelled(readings) if unit.kind in kinds]
        here = list(filter(inside, spelled))
        if not here:
            here = list(filter(fits, level.bare(readings)))
            # Spelled like a unit of another district: the slip may be in the district or in the diacritics.
            if here and not _is_bare(name):
                here += spelled
        if len(here) == 1:
            return here[0]
        if here:
            return self._problem("unit_ambiguous", name, kinds, here)

        alike = level.bare(readings, any_kind=True)
        candidates = [unit for unit in alike if unit.kind in kinds]
        here = list(filter(inside, alike))
        if here:
            return self._problem("unit_kind", name, kinds, candidates, found=here)
        if candidates and district is not None:
            return self._problem("unit_elsewhere", name, kinds, candidates, district=district)
        near = [unit for reading in readings[-1:] for unit in level.names.near(reading.key, fits)]
        return self._problem("unit_unknown_near" if near else "unit_unknown", name, kinds, near)

    def _by_code(self, code: str, name: str, district: Unit | None, kinds: tuple[str, ...]) -> Unit | Problem:
        level = self._level(kinds)
        unit = level.by_code(code)
        if unit is None:
            return self._problem("unit_code_unknown", code, kinds, self._meant(name, district, kinds))
        if unit.kind not in kinds:
            return self._problem("unit_kind", code, kinds, [], found=[unit])
        if district is not None and unit.parent != district.code:
            candidates = _once([unit, *self._meant(name, district, kinds)])
            return self._problem("unit_code_district", code, kinds, candidates, district=district)
        if name:
            readings = _readings(name)
            spelled = level.spelled(readings)
            neighbour = any(other.parent == unit.parent for other in spelled)
            if unit not in level.bare(readings) or (neighbour and unit not in spelled):
                candidates = _once([unit, *self._meant(name, district, kinds)])
                return self._problem("unit_code_name", name, kinds, candidates, found=[unit], code=code)
        return unit

    def _meant(self, name: str, district: Unit | None, kinds: tuple[str, ...]) -> list[Unit]:
        """The units that a name beside a wrong code may mean."""
        answer = self._named(name, district, kinds) if name else None
        if isinstance(answer, Problem):
            level = self._level(kinds)
            return [level.units[code] for code, _ in answer.candidates]
        return [answer] if answer else []

    def _problem(
        self,
        code_of_problem: str,
        read: str,
        kinds: tuple[str, ...],
        candidates: Sequence[Unit],
        *,
        found: Sequence[Unit] = (),
        district: Unit | None = None,
        code: str = "",
    ) -> Problem:
        values = {
            "kinds": ", ".join(_KIND_WORDS[kind].lower() for kind in kinds if kind in self._kinds),
            "found": "; ".join(map(self.label, found)),
            "district": self.label(district) if district else "",
            "code": code,
        }
        return Problem(
            code_of_problem,
            "question" if code_of_problem == "unit_ambiguous" else "refused",
            read=show(read),
            expected=expected("unit", kinds=values["kinds"]),
            values=values,
            candidates=tuple((unit.code, self.label(unit)) for unit in candidates),
        )
