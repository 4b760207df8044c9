"""How far apart districts stand that are compared by a sum over their communes, in whole communes or criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from ntm_dash.services.progress import Extent


@dataclass(frozen=True)
class Compared:
    """One district: a sum over its communes, divided by their number. `stays` says whether it takes a place in the
    ranking, None where that is not known."""

    total: Extent
    communes: int
    stays: bool | None = True

    def surely_below(self, other: Compared) -> bool:
        """Whether its figure is lower than the other's in any case; without communes there is nothing to share."""
        return self.total.at_most * max(1, other.communes) < other.total.at_least * max(1, self.communes)

    def may_exceed(self, other: Compared) -> bool:
        """Whether its figure may be higher than the other's."""
        return self.total.at_most * max(1, other.communes) > other.total.at_least * max(1, self.communes)

    @cached_property
    def at_least(self) -> Fraction:
        """The lowest possible figure."""
        return Fraction(int(self.total.at_least), max(1, self.communes))

    @cached_property
    def at_most(self) -> Fraction:
        """The highest possible figure."""
        return Fraction(int(self.total.at_most), max(1, self.communes))


class Field:
    """All districts that are compared, their lowest and highest possible figures in order."""

    def __init__(self, compared: Iterable[Compared]) -> None:
        all_of = list(compared)
        self._low = sorted((each.at_least for each in all_of if each.stays), reverse=True)
        self._high = sorted((each.at_most for each in all_of if each.stays is not False), reverse=True)

    def bar(self, me: Compared, place: int) -> tuple[Fraction | None, Fraction | None]:
        """The figure that one of them must reach to share a place among the others: the lowest and the highest that it
        may be; None where the others leave that place free."""
        low = _nth_without(self._low, me.at_least if me.stays else None, place)
        return low, _nth_without(self._high, me.at_most if me.stays is not False else None, place)


def _nth_without(figures: Sequence[Fraction], own: Fraction | None, place: int) -> Fraction | None:
    """The figure at a place once one's own is taken out of the list."""
    if own is not None and place <= len(figures) and own >= figures[place - 1]:
        place += 1
    return figures[place - 1] if place <= len(figures) else None


def needed(me: Compared, field: Field, place: int) -> Extent | None:
    """What a district's sum lacks to share at least this place: at least and at most; None if any would do."""
    low, high = field.bar(me, place)
    if high is None:
        return None
    most = max(0, ceil(high * me.communes) - int(me.total.at_least))
    least = max(0, ceil(low * me.communes) - int(me.total.at_most)) if low is not None else 0
    return Extent(least, most)


def lead(me: Compared, field: Field, place: int) -> Extent | None:
    """What a district's sum may lose until it has neither this place nor a better one; None if it cannot."""
    low, high = field.bar(me, place)
    if high is None:
        return None
    least = max(0, floor(me.total.at_least - high * me.communes) + 1)
    if low is None:
        return None
    return Extent(least, max(0, floor(me.total.at_most - low * me.communes) + 1))


def waits_for(code: str, compared: Mapping[str, Compared]) -> Iterator[str]:
    """The districts whose open figure or standing could still move this one, itself first."""
    me = compared[code]
    open_peers = [
        other
        for other, each in compared.items()
        if other != code
        and each.stays is not False
        and each.may_exceed(me)
        and not (each.stays and me.surely_below(each))
    ]
    if _is_open(me) and open_peers:
        yield code
    yield from (other for other in open_peers if compared[other].stays is None or _is_open(compared[other]))


def _is_open(each: Compared) -> bool:
    return not each.total.certain
