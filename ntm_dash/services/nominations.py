"""Nominations by proposing unit: where each stands, what lacks, who has sent nothing, whom to chase first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding
from ntm_dash.screening.rulebook import DOSSIER_DEADLINE, StageState
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, unit_names
from ntm_dash.services.proposers import Extension, Reminder, clusters, extensions, kinds_of_units, reminders
from ntm_dash.services.screening import Case, cases, visible
from ntm_dash.services.stages import Position, positions
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
class Filed:
    """One screened nomination with where its dossier stands; `position` is None in a document that has no road."""

    case: Case
    position: Position | None
    state: StageState
    column: str

    @property
    def code(self) -> str:
        return self.case.screened.nomination or ""

    @property
    def complete(self) -> bool | None:
        """Whether all papers are there, where known."""
        return self.case.dossier.complete if self.case.dossier else None


COUNTS: Mapping[str, Callable[[Filed], bool]] = {
    "sent": lambda filed: filed.state != "unsent",
    "complete": lambda filed: filed.complete is True,
    "lacking": lambda filed: filed.complete is False,
    "returned": lambda filed: filed.state == "returned",
    "late": lambda filed: filed.case.on_time is False,
    "decided": lambda filed: filed.state == "decided",
}
"""What dossiers are counted by, for each unit and in all; each count opens the list of those for which it is true."""


@dataclass(frozen=True)
class Proposer:
    """One proposing unit with its screened nominations; `recorded` counts those that are only recorded.

    `cluster` is empty where staff put it into none; `due` is the day before which its dossiers must come,
    with its `extension` where that is not the day for all.
    """

    name: str
    group: Group
    filed: tuple[Filed, ...]
    recorded: int
    cluster: str = ""
    due: date | None = None
    extension: Extension | None = None
    reminded: tuple[Reminder, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(filed.case for filed in self.filed)

    @property
    def sent_nothing(self) -> bool:
        return not self.recorded and not self.count("sent")

    @property
    def lacking(self) -> int:
        """Dossiers that are known to lack a paper."""
        return self.count("lacking")

    @property
    def late(self) -> int:
        """Dossiers that came late."""
        return self.count("late")

    def count(self, what: str) -> int:
        """How many of its dossiers are what is counted (see `COUNTS`)."""
        return self._counts[what]

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return {what: sum(map(counts, self.filed)) for what, counts in COUNTS.items()}


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
    by_name: dict[str, list[Filed]] = {}
    for each in filed(store, campaign, by):
        by_name.setdefault(each.case.proposer, []).append(each)
    scope = scope_of(store, campaign)
    awards = [str(award) for award in campaign.rulebook.screened_awards]
    recorded = dict(scope.rows("recorded_only", {"awards": awards}))
    groups = units_that_propose()
    grouped, moved, reminded = clusters(scope), extensions(scope, DOSSIER_DEADLINE), reminders(scope)
    deadline = campaign.rulebook.dossier_deadline
    due = deadline.date if deadline else None
    found = [
        Proposer(
            name=name,
            group=groups.get(name, "other"),
            filed=tuple(by_name.get(name, ())),
            recorded=recorded.get(name, 0),
            cluster=grouped.get(name, ""),
            due=moved[name].until if name in moved else due,
            extension=moved.get(name),
            reminded=tuple(reminded.get(name, ())),
        )
        for name in dict.fromkeys([*groups, *by_name, *recorded])
        if may(by, Right.SEE_NOMINATIONS, unit=name)
    ]
    return sorted(
        found,
        key=lambda each: (not each.sent_nothing, -each.lacking, -each.late, -len(each.filed), alphabetical(each.name)),
    )


def filed(store: Store, campaign: Campaign, by: Person) -> list[Filed]:
    """Every screened nomination with where it stands, in order of code; a unit sees its own."""
    require(by, Right.SEE_NOMINATIONS)
    where = {position.code: position for position in positions(store, campaign, by)}
    found = []
    for case in visible(cases(store, campaign), by):
        position = where.get(case.screened.nomination or "")
        stage = campaign.rulebook.stage(position.stage) if position else None
        found.append(Filed(case, position, stage.state if stage else "under_way", stage.board_column if stage else ""))
    return found


def counted(units: Sequence[Proposer], what: str) -> list[Filed]:
    """The dossiers of some units that are what is counted (see `COUNTS`)."""
    return [each for unit in units for each in unit.filed if COUNTS[what](each)]


def board_columns(campaign: Campaign, units: Sequence[Proposer]) -> list[str]:
    """The columns of the board that hold a dossier, in the order of the road."""
    held = {each.column for unit in units for each in unit.filed}
    return [name for name in dict.fromkeys(stage.board_column for stage in campaign.rulebook.stages) if name in held]


def units_that_propose() -> dict[str, Group]:
    """The units that should propose, by name, with their group."""
    return {name: GROUPS[kind] for name, kind in kinds_of_units().items() if kind in GROUPS}


def chases(store: Store, campaign: Campaign, by: Person) -> list[Chase]:
    """What is still owed, the duties that would turn most verdicts first; a unit sees what its own nominations lack."""
    require(by, Right.SEE_NOMINATIONS)
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
    return sorted(listed, key=lambda each: (-len(each.cases), each.owner, alphabetical(each.name), each.datum))


def _duty(finding: Finding) -> tuple[str, str]:
    call = finding.test.call
    assert call is not None
    fact = catalogue()[call.values["of"] if call.fact == "rank" else call.fact]
    return fact.owner, fact.datum


def of_group(found: Sequence[Proposer], group: str | None) -> list[Proposer]:
    """The units of one group, or of one cluster; all without one."""
    return [each for each in found if group in (None, each.group, each.cluster)]
