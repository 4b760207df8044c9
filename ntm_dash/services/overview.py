"""The province at a glance: communes sorted in several ways, criteria that block, who was not nominated.

Every count on the page is the length of one of these lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ntm_dash.domain.terms import Subject, Verdict
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.progress import Commune, Communes, Extent, progress
from ntm_dash.services.screening import Case, cases
from ntm_dash.services.years import band_floors
from ntm_dash.storage.store import Store

UNKNOWN, NONE = "unknown", "none"
GAIN_FLOORS = (12, 9, 6, 3, 0)
"""The lowest growth of each class that the map tells apart."""
SORTS = ("met", "recognised", "gained", "verdict", "candidate")
"""The ways in which the map sorts communes: criteria met, recognition, growth, the verdict on the commune's own
nomination, and whether it meets a clause without being nominated."""


@dataclass(frozen=True)
class Blocking:
    """One criterion: in how many communes it is not met, and in how many not known."""

    number: int
    unmet: int
    unknown: int


@dataclass(frozen=True)
class Lists:
    """The communes behind every figure, by the name of the list ("met 19", "lacks 2", "recognised yes" …)."""

    by_name: Mapping[str, tuple[Commune, ...]]
    sort_of: Mapping[str, Mapping[str, str]]
    """By way of sorting and commune: the name of its class."""

    def count(self, name: str) -> int:
        """How long a list is; of one that nothing is on, 0."""
        return len(self.by_name.get(name, ()))


def blocking(of: Communes) -> list[Blocking]:
    """Every criterion, the one that blocks most communes first."""
    found = [Blocking(number, *missing) for number, missing in enumerate(of.missing, start=1)]
    return sorted(found, key=lambda each: (-each.unmet, -each.unknown, each.number))


def candidates(store: Store, campaign: Campaign) -> list[Case]:
    """Communes and districts that meet a clause by the rules and are not nominated for that award, by name."""
    found = cases(store, campaign, all_units=True)
    nominated = {_held(each) for each in found if each.screened.nomination}
    eligible = (
        each for each in found if each.screened.nomination is None and each.screened.verdict is Verdict.ELIGIBLE
    )
    return [each for each in eligible if _held(each) not in nominated]


def _held(case: Case) -> tuple[str, str, str]:
    screened = case.screened
    unit = screened.commune if screened.subject is Subject.COMMUNE else screened.district
    return str(screened.award), str(screened.subject), unit or screened.case_id


def lists(store: Store, campaign: Campaign) -> Lists:
    """The communes behind the figures of the overview and the classes of the map."""
    province = progress(store, campaign)
    found = cases(store, campaign)
    best: dict[str, Verdict] = {}
    for case in found:
        if case.screened.subject is Subject.COMMUNE and case.screened.commune:
            verdicts = [
                case.screened.verdict,
                *([best[case.screened.commune]] if case.screened.commune in best else []),
            ]
            best[case.screened.commune] = max(verdicts, key=list(Verdict).index)
    waiting = {each.screened.commune for each in candidates(store, campaign)}
    floors = band_floors(province.criteria)
    sorting: Mapping[str, Callable[[Commune], str]] = {
        "met": lambda commune: _floor(commune.met, floors, known=commune.now is not None),
        "recognised": lambda commune: {True: "yes", False: "no", None: UNKNOWN}[commune.recognised.truth],
        "gained": lambda commune: _floor(
            commune.gained, GAIN_FLOORS, known=commune.now is not None and commune.baseline is not None
        ),
        "verdict": lambda commune: best.get(commune.code, NONE),
        "candidate": lambda commune: "yes" if commune.code in waiting else NONE,
    }
    sort_of = {sort: {each.code: sorting[sort](each) for each in province.communes} for sort in SORTS}
    by_name: dict[str, list[Commune]] = {}
    for commune in province.communes:
        names = [f"{sort} {sort_of[sort][commune.code]}" for sort in SORTS]
        if commune.now is None:
            names.append("unassessed")
        for number in range(1, province.criteria + 1):
            answer = commune.now.answer(number) if commune.now else None
            if answer is not True:
                names.append(f"{'lacks' if answer is False else 'open'} {number}")
        for name in names:
            by_name.setdefault(name, []).append(commune)
    return Lists({name: tuple(own) for name, own in by_name.items()}, sort_of)


def _floor(extent: Extent, floors: Sequence[int], *, known: bool) -> str:
    """The class by its lowest number; not known where an end is missing or the range crosses classes."""
    ends = [next((floor for floor in floors if floor <= end), floors[-1]) for end in extent]
    return str(ends[0]) if known and ends[0] == ends[1] else UNKNOWN
