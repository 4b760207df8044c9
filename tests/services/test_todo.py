"""What is to be done: each role's dossiers by stage, and what each unit owes, the most pressing first."""

from __future__ import annotations

from datetime import date

import pytest

from ntm_dash.domain.access import Role
from ntm_dash.services.nominations import COUNTS, counted, proposers
from ntm_dash.services.proposers import extend_deadline, kinds_of_units
from ntm_dash.services.stages import move
from ntm_dash.services.todo import tasks, tasks_of, unit_gaps
from ntm_dash.storage.store import Store
from tests.intake.desk import CLERK, PROPOSER, PROVINCIAL, Desk, filled, nomination
from tests.services.road import DAY, DUE, PEOPLE, bring

OFFICE, UNIT = PEOPLE[Role.COORDINATION_OFFICE], PEOPLE[Role.UNIT]


@pytest.fixture
def desk(opened: Store, request: pytest.FixtureRequest) -> Desk:
    """Two dossiers received, one of them lacking reports; one being prepared; one of another unit."""
    found = Desk(opened, request.node.name)
    rows = [nomination("HS-1", Ngày_nhận="20/7/2019"), nomination("HS-2", Ngày_nhận="10/7/2019"), nomination("HS-3")]
    other = nomination("HS-4", Đơn_vị_đề_nghị="Sở Tài chính", Ngày_nhận="1/8/2019")
    papers = [
        *({"Đơn vị đề nghị": PROPOSER, "Hình thức": PROVINCIAL, "Loại giấy tờ": kind, "Số bản": 1} for kind in SHARED),
        {"Mã hồ sơ": "HS-1", "Loại giấy tờ": "Báo cáo thành tích", "Số bản": 3},
        {"Mã hồ sơ": "HS-2", "Loại giấy tờ": "Báo cáo thành tích", "Số bản": 2},
    ]
    found.take(filled("nominations", *rows, other), filled("papers", *papers))
    return found


SHARED = ("Tờ trình", "Danh sách", "Biểu tóm tắt thành tích", "Biên bản họp xét")


def waiting(desk: Desk, role: Role) -> dict[str, list[str]]:
    by = PEOPLE[role]
    found = tasks_of(tasks(desk.store, desk.campaign, by), role)
    return {task.stage.id: [each.code for each in task.filed] for task in found if task.filed}


def test_each_role_is_given_the_dossiers_it_holds_the_longest_waiting_first(desk: Desk) -> None:
    assert waiting(desk, Role.COORDINATION_OFFICE) == {"received": ["HS-2", "HS-1", "HS-4"]}
    assert waiting(desk, Role.UNIT) == {"preparing": ["HS-3"]}
    assert waiting(desk, Role.EMULATION_BOARD) == {}
    bring(desk, "HS-1", "consolidated")
    move(desk.store, desk.campaign, ["HS-2"], "returned", by=OFFICE, on=DAY, why="thiếu", due=DUE)
    assert waiting(desk, Role.COORDINATION_OFFICE) == {"received": ["HS-4"]}
    assert waiting(desk, Role.EMULATION_BOARD) == {"consolidated": ["HS-1"]}
    assert waiting(desk, Role.UNIT) == {"preparing": ["HS-3"], "returned": ["HS-2"]}


def test_who_holds_no_stage_sees_the_work_of_all(desk: Desk) -> None:
    assert waiting(desk, Role.ADMINISTRATOR) == {"preparing": ["HS-3"], "received": ["HS-2", "HS-1", "HS-4"]}


def test_a_task_is_due_by_the_deadline_of_its_stage(desk: Desk) -> None:
    due = {task.stage.id: task.due for task in tasks(desk.store, desk.campaign, CLERK)}
    assert (due["preparing"], due["received"], due["council"], due["returned"]) == (
        date(2019, 7, 31),
        date(2019, 8, 15),
        date(2019, 9, 30),
        None,
    )


def test_a_unit_owes_what_lacks_and_those_that_sent_nothing_come_first(desk: Desk) -> None:
    gaps = unit_gaps(desk.store, desk.campaign, CLERK)
    assert gaps[0].unit.sent_nothing
    [own] = [each for each in gaps if each.unit.name == PROPOSER]
    assert [each.code for each in own.papers] == ["HS-2", "HS-3"]
    assert (own.due, own.returned) == (date(2019, 7, 31), ())
    silent = {each.unit.name for each in gaps if each.unit.sent_nothing}
    assert {PROPOSER, "Sở Tài chính"} & silent == set()
    assert silent < set(kinds_of_units())


def test_an_answer_that_is_due_and_a_deadline_of_its_own_put_a_unit_in_its_place(desk: Desk) -> None:
    move(
        desk.store, desk.campaign, ["HS-2"], "returned", by=OFFICE, on=date(2019, 7, 20), why="x", due=date(2019, 7, 25)
    )
    [own] = [each for each in unit_gaps(desk.store, desk.campaign, CLERK) if each.unit.name == PROPOSER]
    assert (own.due, [each.code for each in own.returned]) == (date(2019, 7, 25), ["HS-2"])
    extend_deadline(desk.store, desk.campaign, "Sở Y tế", "dossier", DUE, by=OFFICE, why="x")
    names = [each.unit.name for each in unit_gaps(desk.store, desk.campaign, CLERK)]
    assert names[0] == PROPOSER
    assert names[-1] == "Sở Y tế"


def test_a_unit_sees_its_own_debts_only(desk: Desk) -> None:
    assert [each.unit.name for each in unit_gaps(desk.store, desk.campaign, UNIT)] == [PROPOSER]


def test_the_counts_of_all_units_are_those_of_their_lists(desk: Desk) -> None:
    bring(desk, "HS-1", "decided")
    move(desk.store, desk.campaign, ["HS-2"], "returned", by=OFFICE, on=DAY, why="thiếu", due=DUE)
    units = proposers(desk.store, desk.campaign, CLERK)
    assert {what: [each.code for each in counted(units, what)] for what in COUNTS} == {
        "sent": ["HS-1", "HS-2", "HS-4"],
        "complete": ["HS-1"],
        "lacking": ["HS-2", "HS-3"],
        "returned": ["HS-2"],
        "late": ["HS-4"],
        "decided": ["HS-1"],
    }
    assert [unit.name for unit in units if not unit.sent_nothing] == [PROPOSER, "Sở Tài chính"]
    assert {unit.name for unit in units if unit.sent_nothing} == {
        name for name, kind in kinds_of_units().items() if kind != "coordination_office"
    } - {PROPOSER, "Sở Tài chính"}
