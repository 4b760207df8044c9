"""Targets that were published, beside what the records say was reached; nothing is a target without a source.

Only what the records count can be compared; of the others the target is told alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.intake.text import search_key
from ntm_dash.services.campaigns import UNIT_LISTS, Campaign
from ntm_dash.services.progress import Extent
from ntm_dash.services.years import PROVINCE, Year

RECOGNISED_BY_THEN = "ke_hoach_so_xa_dat_chuan"
RECOGNISED_EACH_YEAR = "ke_hoach_xa_dat_chuan_moi_nam"
RECOGNISED_IN_YEAR = "ke_hoach_them_xa_dat_chuan"
PLANNED = ("ke_hoach_", "muc_tieu_")
"""How the figures that were planned begin in the reference files; the others were reached."""


@dataclass(frozen=True)
class Target:
    """One published target. `figure` names it (words in `terms.toml`), `value` and `unit` stand as published.

    `district` is None for the province; `year` is the year it was for, as published: "2015", "2016-2020".
    """

    district: str | None
    year: str
    figure: str
    value: str
    unit: str
    source: str
    note: str


@dataclass(frozen=True)
class Reached:
    """What was reached of a target in one year: at least and at most, and what it is held against."""

    year: int
    reached: Extent
    required: float


OF_PROVINCE = "lang son"
"""The province that the published figures are of, without diacritics."""


def targets(campaign: Campaign) -> tuple[Target, ...]:
    """The published targets of the province that the campaign is of; none for another province or unit list."""
    ours = campaign.unit_list in UNIT_LISTS and search_key(campaign.rulebook.document.province) == OF_PROVINCE
    return _published() if ours else ()


def reached(target: Target, years: Mapping[str, Sequence[Year]], cutoff: date) -> tuple[Reached, ...]:
    """What the records say of a target, by year that ended by the cut-off; empty where they do not count it."""
    ended = cutoff.year if (cutoff.month, cutoff.day) == (12, 31) else cutoff.year - 1
    own = {each.year: each for each in years.get(target.district or PROVINCE, ()) if each.year <= ended}
    first, _, last = target.year.partition("-")
    asked = range(int(first), int(last or first) + 1)
    if not target.value.isdecimal():
        return ()
    required = float(target.value)
    if target.figure == RECOGNISED_BY_THEN:
        return tuple(Reached(year, own[year].recognised, required) for year in asked if year in own)
    if target.figure in (RECOGNISED_EACH_YEAR, RECOGNISED_IN_YEAR):
        pairs = [(own[year - 1], own[year]) for year in asked if year in own and year - 1 in own]
        return tuple(Reached(now.year, _more(was.recognised, now.recognised), required) for was, now in pairs)
    return ()


def _more(was: Extent, now: Extent) -> Extent:
    return Extent(max(0, now.at_least - was.at_most), now.at_most - was.at_least)


@cache
def _published() -> tuple[Target, ...]:
    return tuple(sorted(_read(), key=lambda each: (each.district or "", each.year, each.figure)))


def _read() -> Iterator[Target]:
    for name in ("published_province_figures", "published_district_figures"):
        with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["figure"].startswith(PLANNED):
                    said = (row[name] for name in ("year", "figure", "value", "unit", "source", "note"))
                    yield Target(row.get("district_code"), *said)
