"""Everything about one place, a commune or a district: its cases, its earlier awards, the files that speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.screening.engine import Screened
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.screening import cases, sources
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Nominated:
    """One nomination from a place: its case, how the nominee is called, who proposes."""

    screened: Screened
    nominee: str
    proposer: str


@dataclass(frozen=True)
class PlaceCases:
    """The nominations from a place, and what the place itself would be told for each award if it were nominated."""

    nominations: tuple[Nominated, ...]
    own: tuple[Screened, ...]


@dataclass(frozen=True)
class PlaceAward:
    """One earlier award of a place; `form` is None where the history says that there is none."""

    form: str | None
    movement: str | None
    decision: str | None
    decided_on: date | None
    decided_year: int | None
    status: str
    source: int


@dataclass(frozen=True)
class Origin:
    """One sheet of an import that speaks of a place: the lines that do, each with the number that opens it."""

    batch: int
    file: str
    sheet: str
    form: str
    imported_at: datetime
    who: str
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class DistrictCases:
    """The cases of a district and of each of its communes, all the units themselves among them."""

    district: str
    nominations: tuple[Nominated, ...]
    units: tuple[Screened, ...]

    def at(self, place: str) -> PlaceCases:
        """Those of one commune, or of the district: the nominations from all of it, and its own cases."""
        return PlaceCases(
            tuple(each for each in self.nominations if place in (self.district, each.screened.commune)),
            tuple(each for each in self.units if place == (each.commune or each.district)),
        )


def cases_in(store: Store, campaign: Campaign, district: str) -> DistrictCases:
    """The cases of a district and its communes, taken from the screening of all, under the choices in force.

    A district alone would take half as long to screen, each for itself.
    """
    found = [each for each in cases(store, campaign, all_units=True) if each.screened.district == district]
    return DistrictCases(
        district,
        tuple(Nominated(each.screened, each.nominee, each.proposer) for each in found if each.screened.nomination),
        tuple(each.screened for each in found if each.screened.nomination is None),
    )


def seen_by(nominations: Sequence[Nominated], by: Person) -> list[Nominated]:
    """The nominations that a person may see: all, or those of the person's own unit."""
    require(by, Right.SEE_NOMINATIONS)
    return [each for each in nominations if may(by, Right.SEE_NOMINATIONS, unit=each.proposer)]


def awards_of(store: Store, campaign: Campaign, place: str) -> tuple[PlaceAward, ...]:
    """The earlier awards of a commune or district itself, latest first; empty where nothing is recorded."""
    return tuple(PlaceAward(*row) for row in scope_of(store, campaign).rows("place_awards", {"place": place}))


def origins(store: Store, campaign: Campaign, place: str, by: Person) -> tuple[Origin, ...]:
    """The sheets that speak of a commune, or of a district and its communes, in the order they were imported.

    Rows of nominations are told to whom they concern only.
    """
    require(by, Right.SEE_PROVINCE)
    rows = scope_of(store, campaign).rows("place_records", {"place": place})
    numbers = [source for source, proposer in rows if proposer is None or may(by, Right.SEE_NOMINATIONS, unit=proposer)]
    by_sheet: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
    known = sources(store, numbers)
    for number in numbers:
        of = known[number]
        by_sheet.setdefault((of.batch, of.file, of.sheet), []).append((of.line, number))
    found = []
    for lines in by_sheet.values():
        of = known[lines[0][1]]
        found.append(Origin(of.batch, of.file, of.sheet, of.form, of.imported_at, of.who, tuple(sorted(lines))))
    return tuple(sorted(found, key=lambda each: (each.batch, each.file, each.sheet)))
