"""The criteria of a campaign, and what an assessment says of each: met or not, newly or still."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.services.campaigns import Campaign


@dataclass(frozen=True)
class Criterion:
    """One criterion of a set; without names where the rulebook's criteria are of no set we know."""

    number: int
    name: str = ""
    short_name: str = ""
    group: str = ""
    decision: str = ""


class Standing(StrEnum):
    """What is known of one criterion of one commune, beside an earlier assessment."""

    GAINED = "gained"
    KEPT = "kept"
    MET = "met"
    """Met, and not known whether it was met before."""
    LOST = "lost"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class State:
    """One assessment: bit n-1 of `known` says criterion n was assessed, of `met` that it holds."""

    assessed_on: date
    met: int
    known: int
    source: int

    def answer(self, number: int) -> bool | None:
        """Whether a criterion is met, None where it was not assessed."""
        bit = 1 << (number - 1)
        return bool(self.met & bit) if self.known & bit else None


def standing(now: State | None, before: State | None, number: int) -> Standing:
    """One criterion now, beside an earlier assessment."""
    holds = now.answer(number) if now else None
    held = before.answer(number) if before else None
    if holds is None:
        return Standing.UNKNOWN
    if holds:
        return {None: Standing.MET, True: Standing.KEPT, False: Standing.GAINED}[held]
    return Standing.LOST if held else Standing.UNMET


def criteria(campaign: Campaign, criteria_set: int | None = None) -> tuple[Criterion, ...]:
    """The criteria of a set by number; without one, of the set in force at the cut-off."""
    assessment = campaign.rulebook.assessment
    sets = _sets()
    begun = [name for name, (first_year, _) in sets.items() if first_year <= assessment.cutoff.year]
    _, found = sets.get(criteria_set or (begun[-1] if begun else 0), (0, ()))
    if len(found) != assessment.criteria:
        return tuple(Criterion(number) for number in range(1, assessment.criteria + 1))
    return found


@cache
def _sets() -> dict[int, tuple[int, tuple[Criterion, ...]]]:
    """By set: the first year of its period, and its criteria."""
    found: dict[int, tuple[int, tuple[Criterion, ...]]] = {}
    with (REFERENCE / "criteria.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, first_year = int(row["criteria_set"].partition("/")[0]), int(row["period"][:4])
            number = int(row["number"])
            one = Criterion(number, row["name"], row["short_name"], row["group"], row["criteria_set"])
            found[name] = (first_year, (*found.get(name, (0, ()))[1], one))
    return found
