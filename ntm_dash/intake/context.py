"""What reading a file needs besides the file: units, bodies, nominations at hand, the day, the answers given."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.intake.cells import WordList, code_key
from ntm_dash.intake.forms.definition import terms
from ntm_dash.intake.matching import UnitIndex
from ntm_dash.intake.organisations import OrganisationIndex, unit_aliases

Blank = Literal["unknown", "unmet"]
Place = tuple[str, str, str]
"""File, sheet and cell."""


@dataclass(frozen=True)
class KnownNomination:
    """A nomination that other forms may name: its code as first written, who proposes it, and its name."""

    code: str
    proposer: str
    name: str


@cache
def registered_bodies() -> OrganisationIndex:
    """The nominating bodies of the reference list."""
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    return OrganisationIndex(names, unit_aliases())


@dataclass
class Context:
    """`blank` says what an empty criterion cell means; `answers` replace the text of cells that were asked about."""

    units: UnitIndex
    today: date
    criteria: int
    blank: Blank = "unknown"
    answers: Mapping[Place, str] = field(default_factory=dict)
    nominations: dict[str, KnownNomination] = field(default_factory=dict)
    organisations: OrganisationIndex = field(default_factory=registered_bodies)

    def nomination(self, code: str) -> KnownNomination | None:
        """The nomination of that code, however it is spelled."""
        return self.nominations.get(code_key(code))

    def remember(self, code: str, proposer: str, name: str) -> None:
        """Let later forms name a nomination."""
        self.nominations[code_key(code)] = KnownNomination(code, proposer, name)


@cache
def words(name: str) -> WordList:
    """One of the closed lists of words."""
    return WordList(terms()[name])


@cache
def award_forms() -> Mapping[str, str]:
    """The forms that an earlier award can have: code to words."""
    with (REFERENCE / "award_forms.csv").open(encoding="utf-8", newline="") as file:
        return {row["form"]: row["words"] for row in csv.DictReader(file)}


@cache
def award_words() -> WordList:
    """Every way to name the form of an earlier award: the reference list, and the awards that can be proposed."""
    proposed = terms()["award"]
    return WordList({form: (name, *proposed.get(form, ())) for form, name in award_forms().items()})
