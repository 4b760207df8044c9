"""Nominations by the unit that proposes them: what came, what lacks, who has sent nothing, whom to chase first."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.paths import REFERENCE
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, unit_names
from ntm_dash.services.screening import Case, cases, visible
from ntm_dash.storage.store import Store

Group = Literal["district", "department", "mass_organisation", "other"]

GROUPS: Mapping[str, Group] = {
    "district_committee": "district",
    "department": "department",
    "armed_forces": "department",
    "mass_organisation": "mass_organisation",
    "fatherland_front": "mass_organisation",
}
"""The group of each kind of unit in the list of nominating units; units of other kinds receive and do not send."""


@dataclass(frozen=True)
class Proposer:
    """One proposing unit with its screened nominations; `recorded` counts those that are only recorded."""

    name: str
    group: Group
    cases: tuple[Case, ...]
    recorded: int

    @property
    def sent_nothing(self) -> bool:
        return not self.cases and not self.recorded

    @property
    def lacking(self) -> int:
        """Dossiers that are known to lack a paper."""
        return sum(1 for case in self.cases if case.dossier is not None and case.dossier.complete is False)

    @property
    def late(self) -> int:
        """Dossiers that came late."""
        return sum(1 for case in self.cases if case.on_time is False)


@dataclass(frozen=True)
class Chase:
    """One thing to ask of one body. `owner` is a duty (see the catalogue of facts) and `name` the body, where the duty
    is that of one unit; `cases` the nominations whose verdict it could turn."""

    owner: str
    name: str
    datum: str
    cases: tuple[str, ...]


def proposers(store: Store, campaign: Campaign, by: Person) -> list[Proposer]:
    """Every unit that should propose, and every other that has: those that sent nothing first, then by gaps.

    A unit sees itself only.
    """
    require(by, Right.SEE_NOMINATIONS)
    by_name: dict[str, list[Case]] = {}
    for case in cases(store, campaign):
        by_name.setdefault(case.proposer, []).append(case)
    awards = [str(award) for award in campaign.rulebook.screened_awards]
    recorded = dict(scope_of(store, campaign).rows("recorded_only", {"awards": awards}))
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        groups = {row["name"]: GROUPS[row["kind"]] for row in csv.DictReader(file) if row["kind"] in GROUPS}
    found = [
        Proposer(name, groups.get(name, "other"), tuple(by_name.get(name, ())), recorded.get(name, 0))
        for name in dict.fromkeys([*groups, *by_name, *recorded])
        if may(by, Right.SEE_NOMINATIONS, unit=name)
    ]
    return sorted(found, key=lambda each: (not each.sent_nothing, -each.lacking, -each.late, -len(each.cases)))


def chases(store: Store, campaign: Campaign, by: Person) -> list[Chase]:
    """What is still owed, the duties that would turn most verdicts first; a unit sees what its own nominations lack."""
    return _chases(store, campaign, visible(cases(store, campaign), by))


def all_chases(store: Store, campaign: Campaign) -> list[Chase]:
    """The same of every nomination, for papers that only the office makes."""
    return _chases(store, campaign, cases(store, campaign))


def _chases(store: Store, campaign: Campaign, found: Sequence[Case]) -> list[Chase]:
    names = unit_names(store, campaign)
    owed: dict[tuple[str, str, str], set[str]] = {}
    for case in found:
        for finding in case.screened.owed:
            owner, datum = _duty(finding)
            body = {"proposer": case.proposer, "district": names.get(case.screened.district or "", "")}.get(owner, "")
            owed.setdefault((owner, body, datum), set()).add(case.screened.nomination or "")
    listed = [Chase(*key, cases=tuple(sorted(codes))) for key, codes in owed.items()]
    return sorted(listed, key=lambda each: (-len(each.cases), each.owner, each.name, each.datum))


def _duty(finding: Finding) -> tuple[str, str]:
    call = finding.test.call
    assert call is not None
    fact = catalogue()[call.values["of"] if call.fact == "rank" else call.fact]
    return fact.owner, fact.datum


def of_group(found: Sequence[Proposer], group: str | None) -> list[Proposer]:
    """The units of one group; all without one."""
    return [each for each in found if group in (None, each.group)]
