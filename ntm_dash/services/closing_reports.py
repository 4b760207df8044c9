"""Closing reports of the units (guidance IV.1, annex): who sent one, on time, what it covers, what it contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.deadlines import LastDay, on_time
from ntm_dash.domain.terms import Subject, SubjectGroup
from ntm_dash.intake.forms.definition import forms
from ntm_dash.intake.text import search_key
from ntm_dash.screening.readings import decide
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, choices_in_force, scope_of
from ntm_dash.services.nominations import GROUPS, Group
from ntm_dash.services.proposers import Extension, clusters, extensions, kinds_of_units
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import Scope, Store

DEADLINE = "closing-report"
"""The deadline of the rulebook by which a closing report's punctuality is told."""

PERIODS = ("2011_2015", "2016_2020")
OF_DISTRICTS = ("communes_awarded", "completion_year", "communes_met")
OF_ALL = (
    "examples_publicised",
    *(
        f"{level}_{party}_{period}"
        for level in ("provincial", "district")
        for party in ("collectives", "persons")
        for period in PERIODS
    ),
)
"""The figures a report must hold: of every unit (annex II.2, III.6), and of districts (annex III.1, III.6)."""


@dataclass(frozen=True)
class Contradiction:
    """A figure of a report that the store's own records exclude, and what the store knows at least and at most."""

    what: str
    period: str
    said: int
    at_least: int
    at_most: int | None


@dataclass(frozen=True)
class ClosingReport:
    """What is known of one unit's report. `sent` is False where none came; `on_time` None where the day is not known;
    `due` is the day in force for the unit, with its `extension` where that is not the day for all.

    `covered`, `absent` and `unseen` are the ids of outline items: in the report, not in it, not looked at. `figures`
    holds None for what the report does not give; `owed` are the figures that this kind of unit must give and does not.
    """

    unit: str
    group: Group
    cluster: str
    due: date | None
    extension: Extension | None
    sent: bool
    received_on: date | None
    on_time: bool | None
    covered: tuple[str, ...]
    absent: tuple[str, ...]
    unseen: tuple[str, ...]
    figures: Mapping[str, int | None]
    owed: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    source: int | None


def outline() -> tuple[str, ...]:
    """The ids of the outline's items, in order."""
    return tuple(column.id for column in forms()["closing_reports"].columns if column.reads == "tick")


def figures() -> tuple[str, ...]:
    """The ids of the figures a report may give, in order."""
    return tuple(
        column.id for column in forms()["closing_reports"].columns if column.reads in ("count", "year", "money")
    )


def closing_reports(store: Store, campaign: Campaign, by: Person) -> list[ClosingReport]:
    """Every unit that should report: those without a report first, then by contradictions and what lacks.

    A unit sees its own.
    """
    require(by, Right.SEE_NOMINATIONS)
    scope = scope_of(store, campaign)
    rows = scope.cursor.execute(statement("closing_reports")).to_arrow_table().to_pylist()
    came = {row["proposer"]: row for row in rows}
    known = _Known(scope)
    grouped, moved = clusters(scope), extensions(scope, DEADLINE)
    deadline = next((each for each in campaign.rulebook.deadlines if each.id == DEADLINE), None)
    last_day: LastDay = decide(deadline.last_day, choices_in_force(scope, campaign.rulebook)) if deadline else "late"
    groups = {name: GROUPS[kind] for name, kind in kinds_of_units().items() if kind in GROUPS}
    found = []
    for name in dict.fromkeys([*groups, *came]):
        if not may(by, Right.SEE_NOMINATIONS, unit=name):
            continue
        due = moved[name].until if name in moved else deadline.date if deadline else None
        row = came.get(name, {})
        received = row.get("received_on")
        group: Group = groups.get(name, "other")
        said = {each: row.get(each) for each in figures()}
        owed = (*OF_ALL, *(OF_DISTRICTS if group == "district" else ()))
        found.append(
            ClosingReport(
                unit=name,
                group=group,
                cluster=grouped.get(name, ""),
                due=due,
                extension=moved.get(name),
                sent=name in came,
                received_on=received,
                on_time=on_time(received, due, last_day) if due else None,
                covered=tuple(each for each in outline() if row.get(each) is True),
                absent=tuple(each for each in outline() if row.get(each) is False),
                unseen=tuple(each for each in outline() if row.get(each) is None),
                figures=said,
                owed=tuple(each for each in owed if said[each] is None) if name in came else (),
                contradictions=tuple(known.contradictions(name, group, said)),
                source=row.get("source"),
            )
        )
    return sorted(
        found, key=lambda each: (each.sent, -len(each.contradictions), -len(each.absent), alphabetical(each.unit))
    )


class _Known:
    """What the store's own records say of the figures in reports."""

    def __init__(self, scope: Scope) -> None:
        self.districts = {search_key(name): rest for name, *rest in scope.rows("closing_report_districts")}
        collectives = [str(subject) for subject in Subject if subject.group is SubjectGroup.COLLECTIVE]
        asked = {"collectives": collectives}
        self.awards = {
            (unit, party, period): n for unit, party, period, n in scope.rows("closing_report_awards", asked)
        }

    def contradictions(self, unit: str, group: Group, said: Mapping[str, Any]) -> Sequence[Contradiction]:
        found = []
        if group == "district":
            at = next((rest for name, rest in self.districts.items() if search_key(unit).endswith(name)), None)
            if at is not None:
                least, most, awarded = at
                found += _outside("communes_met", "", said["communes_met"], least, most)
                found += _outside("communes_awarded", "", said["communes_awarded"], awarded, None)
        for party in ("collectives", "persons"):
            for period in PERIODS:
                known = self.awards.get((unit, party, period), 0)
                figure = f"provincial_{party}_{period}"
                found += _outside(figure, period, said[figure], known, None)
        return found


def _outside(what: str, period: str, said: int | None, least: int, most: int | None) -> list[Contradiction]:
    if said is None or (said >= least and (most is None or said <= most)):
        return []
    return [Contradiction(what, period, said, least, most)]
