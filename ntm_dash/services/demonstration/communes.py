"""The communes of the demonstration: how many criteria each met at the baseline and meets now, and on which way.

The sums of each district stand in communes.toml; what is not told of a commune there is drawn so that the sums hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntm_dash.domain.units import Unit
from ntm_dash.services.demonstration.invention import Invention, material

BASELINE = date(2015, 12, 31)
LATEST = date(2019, 6, 30)
OWN_WAY = 3.2
"""How many places a criterion lies, mostly, from where it lies in the order in which communes meet them on average."""
FEWEST_NOW, MOST_GAINED = 5, 7
"""Bounds of an ordinary commune."""
GAINED_BY_RECOGNISED = (8, 10)
DEVIATION = 1.6


@dataclass
class Commune:
    """One commune. `order` lists the criteria in the order in which it reaches them; `was` and `now` count them."""

    unit: Unit
    district: Unit
    told: Mapping[str, Any]
    recognised_on: date | None
    order: list[int]
    was: int = 0
    now: int = 0
    disadvantaged: bool = False
    missing: tuple[date, ...] = field(default=())

    @property
    def code(self) -> str:
        return self.unit.code

    @property
    def gained(self) -> int:
        return self.now - self.was

    @property
    def recognised_early(self) -> bool:
        """Whether it was recognised by the baseline."""
        return self.recognised_on is not None and self.recognised_on <= BASELINE


def invent_communes(units: Sequence[Unit]) -> list[Commune]:
    """Every commune of the unit list, in its order."""
    invention = Invention("communes")
    districts = {unit.code: unit for unit in units}
    found = [_commune(unit, districts[unit.parent], invention) for unit in units if unit.kind == "xa"]
    for code, sums in material("communes")["districts"].items():
        _settle([each for each in found if each.district.code == code], sums, invention)
    for each in found:
        _arrange(each)
    _list_disadvantaged(found, invention)
    return found


def _commune(unit: Unit, district: Unit, invention: Invention) -> Commune:
    data = material("communes")
    told = data["communes"].get(unit.code, {})
    recognition = data["recognised"].get(unit.code)
    easiest_first = {number: place for place, number in enumerate(data["order"]["criteria"])}
    own = {number: place + invention.near(OWN_WAY) for number, place in easiest_first.items()}
    commune = Commune(
        unit=unit,
        district=district,
        told=told,
        recognised_on=recognition["on"] if recognition else None,
        order=sorted(own, key=lambda number: own[number]),
        missing=tuple(told.get("missing", ())),
    )
    every = len(commune.order)
    commune.now = told.get("now", every if recognition else 0)
    commune.was = every if commune.recognised_early else told.get("was", 0)
    if recognition and not commune.was:
        commune.was = commune.now - invention.whole(*GAINED_BY_RECOGNISED)
    return commune


def _settle(communes: Sequence[Commune], sums: Mapping[str, int], invention: Invention) -> None:
    """Draw what is not known yet, so that the district meets and has gained what it should.

    A commune without an assessment at one end is left out of the sum that this end belongs to.
    """
    free = [each for each in communes if not each.now]
    rest = sums["now"] - sum(each.now for each in communes if LATEST not in each.missing)
    for each, now in zip(free, _spread([(FEWEST_NOW, sums["most"])] * len(free), rest, invention), strict=True):
        each.now = now
    free = [each for each in communes if not each.was]
    rest = sums["gained"] - sum(each.gained for each in communes if each.was and not each.missing)
    bounds = [(0, min(MOST_GAINED, each.now - 1)) for each in free]
    for each, gained in zip(free, _spread(bounds, rest, invention), strict=True):
        each.was = each.now - gained


def _spread(bounds: Sequence[tuple[int, int]], total: int, invention: Invention) -> list[int]:
    """Whole numbers around their mean, each within its bounds, that add up to the total."""
    drawn = [min(max(round(total / len(bounds) + invention.near(DEVIATION)), least), most) for least, most in bounds]
    while lack := total - sum(drawn):
        step = 1 if lack > 0 else -1
        movable = [place for place, (least, most) in enumerate(bounds) if least <= drawn[place] + step <= most]
        drawn[invention.one(movable)] += step
    return drawn


def _arrange(commune: Commune) -> None:
    """Put the criteria that were held already first, and those that are new just after what was met."""
    held, new = commune.told.get("held", []), commune.told.get("new", [])
    rest = [number for number in commune.order if number not in (*held, *new)]
    before = [*held, *rest[: commune.was - len(held)]]
    commune.order = [*before, *new, *rest[commune.was - len(held) :]]


def _list_disadvantaged(communes: Sequence[Commune], invention: Invention) -> None:
    """The communes told to be on the list, and those that met the fewest criteria, up to the published number."""
    data = material("communes")["disadvantaged"]
    apart = {*data["listed"], *data["unlisted"], *data["former"], *material("communes")["recognised"]}
    poorest = sorted(
        (each for each in communes if each.code not in apart), key=lambda each: each.was + invention.between(0, 2)
    )
    listed = {*data["listed"], *(each.code for each in poorest[: data["number"] - len(data["listed"])])}
    for each in communes:
        each.disadvantaged = each.code in listed
