"""What is to be done: the dossiers that each role holds, and what each unit still owes, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ntm_dash.domain.access import Person, Right, Role, may
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.intake.text import search_key
from ntm_dash.screening.rulebook import Stage
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.nominations import Chase, Filed, Proposer, chases, filed, proposers
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Task:
    """One kind of work: the dossiers that stand in a stage and wait for its holder, the longest waiting first.

    `due` is the day before which it must be done, where the document sets one for the stage.
    """

    stage: Stage
    holder: Role
    filed: tuple[Filed, ...]
    due: date | None


@dataclass(frozen=True)
class UnitGaps:
    """What one unit still owes: nothing sent yet, answers to returns, papers, data that could turn verdicts.

    `due` is the earliest day before which something was due; `turns` counts the nominations whose verdict or
    completeness the missing items could turn.
    """

    unit: Proposer
    due: date | None
    returned: tuple[Filed, ...]
    papers: tuple[Filed, ...]
    data: tuple[Chase, ...]

    @property
    def turns(self) -> int:
        return len({*(each.code for each in self.papers), *(code for chase in self.data for code in chase.cases)})


def tasks(store: Store, campaign: Campaign, by: Person) -> list[Task]:
    """The work of every role, in the order of the road; a unit sees what waits for itself."""
    require(by, Right.SEE_NOMINATIONS)
    standing = filed(store, campaign, by)
    due = {deadline.id: deadline.date for deadline in campaign.rulebook.deadlines}
    found = []
    for stage in campaign.rulebook.stages:
        waiting = [each for each in standing if each.position and each.position.stage == stage.id]
        if stage.holder is None or (by.role is Role.UNIT and stage.holder is not Role.UNIT):
            continue
        waiting.sort(key=lambda each: (_since(each), each.code))
        found.append(Task(stage, stage.holder, tuple(waiting), due.get(stage.deadline or "")))
    return found


def tasks_of(found: Sequence[Task], role: Role) -> list[Task]:
    """The work of one role, or of all where the role holds no stage."""
    own = [task for task in found if task.holder is role]
    return own or list(found)


def unit_gaps(store: Store, campaign: Campaign, by: Person) -> list[UnitGaps]:
    """What each unit still owes, for those that owe something: by the day it was due, those that sent nothing first,
    then by what it would turn.

    This is the content of a reminder: a text or a letter to the unit only words it.
    """
    require(by, Right.SEE_NOMINATIONS)
    owed = chases(store, campaign, by)
    found = [_gaps(unit, owed) for unit in proposers(store, campaign, by)]
    some = [each for each in found if each.unit.sent_nothing or each.returned or each.papers or each.data]
    return sorted(
        some,
        key=lambda each: (each.due or date.max, not each.unit.sent_nothing, -each.turns, alphabetical(each.unit.name)),
    )


def _gaps(unit: Proposer, owed: Sequence[Chase]) -> UnitGaps:
    returned = tuple(each for each in unit.filed if each.state == "returned")
    papers = tuple(each for each in unit.filed if each.complete is False and each.state not in ("decided", "stopped"))
    codes = {each.code for each in unit.filed}
    data = tuple(
        chase
        for chase in owed
        if (chase.owner == "proposer" and chase.name == unit.name and codes & set(chase.cases))
        or (chase.owner == "district" and unit.group == "district" and _names_district(unit.name, chase.name))
    )
    days = [each.position.due_on for each in returned if each.position and each.position.due_on]
    if unit.due and (unit.sent_nothing or papers or data):
        days.append(unit.due)
    return UnitGaps(unit, min(days, default=None), returned, papers, data)


def _names_district(unit: str, district: str) -> bool:
    """Whether a district's committee is meant: its name ends with the district's."""
    return bool(district) and search_key(unit).endswith(search_key(district))


def _since(each: Filed) -> date:
    return (each.position.since if each.position else None) or date.max


def may_remind(by: Person) -> bool:
    """Whether a person marks reminders as sent."""
    return may(by, Right.KEEP_DOSSIERS)
