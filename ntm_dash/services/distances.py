"""How far apart districts stand that are compared by a sum over their communes, in whole communes or criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ntm_dash.services.progress import Extent


@dataclass(frozen=True)
class Compared:
    """One district: a sum over its communes, divided by their number. `stays` says whether it takes a place in the
    ranking, None where that is not known."""

    total: Extent
    communes: int
    stays: bool | None = True

    @property
    def at_least(self) -> Fraction:
        """The lowest possible figure; without communes there is nothing to share."""
        return Fraction(int(self.total.at_least), max(1, self.communes))

    @property
    def at_most(self) -> Fraction:
        """The highest possible figure."""
        return Fraction(int(self.total.at_most), max(1, self.communes))


def needed(me: Compared, others: Iterable[Compared], place: int) -> Extent | None:
    """What a district's sum lacks to share at least this place: at least and at most; None if any would do."""
    low, high = _bar(others, place)
    if high is None:
        return None
    most = max(0, ceil(high * me.communes) - int(me.total.at_least))
    least = max(0, ceil(low * me.communes) - int(me.total.at_most)) if low is not None else 0
    return Extent(least, most)


def lead(me: Compared, others: Iterable[Compared], place: int) -> Extent | None:
    """What a district's sum may lose until it has neither this place nor a better one; None if it cannot."""
    low, high = _bar(others, place)
    if high is None:
        return None
    least = max(0, floor(me.total.at_least - high * me.communes) + 1)
    if low is None:
        return None
    return Extent(least, max(0, floor(me.total.at_most - low * me.communes) + 1))


def waits_for(code: str, me: Compared, others: Mapping[str, Compared]) -> Iterator[str]:
    """The districts whose open figure or standing could still move this one, itself first."""
    open_peers = [
        other
        for other, each in others.items()
        if each.stays is not False and each.at_most > me.at_least and not (each.stays and each.at_least > me.at_most)
    ]
    if me.at_least < me.at_most and open_peers:
        yield code
    yield from (other for other in open_peers if others[other].stays is None or _is_open(others[other]))


def _is_open(each: Compared) -> bool:
    return each.at_least < each.at_most


def _bar(others: Iterable[Compared], place: int) -> tuple[Fraction | None, Fraction | None]:
    """The figure that a district must reach to share a place: the lowest and the highest that it may be."""
    peers = list(others)
    low = sorted((each.at_least for each in peers if each.stays), reverse=True)
    high = sorted((each.at_most for each in peers if each.stays is not False), reverse=True)
    return (low[place - 1] if len(low) >= place else None, high[place - 1] if len(high) >= place else None)
