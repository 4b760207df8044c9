"""The province and its districts year by year: criteria met on average, communes recognised, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.progress import Extent
from ntm_dash.storage.store import Store

if TYPE_CHECKING:
    import pandas as pd

BAND_FLOORS = (15, 10, 5, 0)
"""Below "all criteria", the lowest number of criteria of each band of communes."""
PROVINCE = ""
"""The key of all districts together."""


@dataclass(frozen=True)
class Year:
    """One year of some communes: `met` sums their criteria, `recognised` counts them by the end of the year."""

    year: int
    communes: int
    met: Extent
    recognised: Extent

    @property
    def average(self) -> Extent:
        """Criteria met by a commune on average, assessed or not."""
        return Extent(*(end / max(1, self.communes) for end in self.met))

    @property
    def share(self) -> Extent:
        """The share of communes that are recognised, 0 to 1."""
        return Extent(*(end / max(1, self.communes) for end in self.recognised))


@dataclass(frozen=True)
class CommuneYear:
    """One commune in one year; `assessed_on` and `source` are None where it was not assessed."""

    code: str
    name: str
    district: str
    met: Extent
    recognised: Extent
    assessed_on: date | None
    source: int | None


def years(store: Store, campaign: Campaign) -> Mapping[str, tuple[Year, ...]]:
    """The years of each district by its code, and of the province (`PROVINCE`), oldest first; empty without records.

    A year shows its last assessment, that of the cut-off the state at the cut-off.
    """
    found: dict[str, list[Year]] = {PROVINCE: []}
    for district, year, communes, *ends in scope_of(store, campaign).rows("progress_years"):
        found.setdefault(district, []).append(Year(year, communes, Extent(*ends[:2]), Extent(*ends[2:])))
    of_year: dict[int, list[Year]] = {}
    for each in (each for own in found.values() for each in own):
        of_year.setdefault(each.year, []).append(each)
    found[PROVINCE] = [_together(of_year[year]) for year in sorted(of_year)]
    return {code: tuple(own) for code, own in found.items()}


def communes_of_year(store: Store, campaign: Campaign, district: str | None, year: int) -> tuple[CommuneYear, ...]:
    """The communes of a district, of all without one, as they stood in a year, best first."""
    rows = scope_of(store, campaign).rows("progress_year_communes", {"district": district, "year": year})
    return tuple(
        CommuneYear(code, name, of, Extent(*ends[:2]), Extent(*ends[2:4]), *ends[4:]) for code, name, of, *ends in rows
    )


def bands(store: Store, campaign: Campaign) -> pd.DataFrame:
    """One row per district, year and band: district, year, band (see `band_floors`, or missing), communes."""
    floors = band_floors(campaign.rulebook.assessment.criteria)
    return scope_of(store, campaign).frame("progress_bands", {"floors": floors})


def banded(store: Store, campaign: Campaign) -> Mapping[str, Mapping[int, Mapping[int | None, int]]]:
    """How many communes are in each band, by district (and `PROVINCE`), year and band; None is the unsure."""
    found: dict[str, dict[int, dict[int | None, int]]] = {PROVINCE: {}}
    floors = band_floors(campaign.rulebook.assessment.criteria)
    for district, year, band, communes in scope_of(store, campaign).rows("progress_bands", {"floors": floors}):
        found.setdefault(district, {}).setdefault(year, {})[band] = communes
        whole = found[PROVINCE].setdefault(year, {})
        whole[band] = whole.get(band, 0) + communes
    return found


def band_floors(criteria: int) -> list[int]:
    """The lowest number of criteria of each band of communes, from all criteria down."""
    return [criteria, *(floor for floor in BAND_FLOORS if floor < criteria)]


def _together(years: Sequence[Year]) -> Year:
    return Year(
        years[0].year,
        sum(each.communes for each in years),
        Extent(sum(each.met.at_least for each in years), sum(each.met.at_most for each in years)),
        Extent(sum(each.recognised.at_least for each in years), sum(each.recognised.at_most for each in years)),
    )
