"""Beside the dossiers: clusters, a deadline moved for one unit, reminders sent, notes; each by staff only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ntm_dash.domain.access import STAFF, Role
from ntm_dash.services.campaigns import scope_of
from ntm_dash.services.notes import note, notes_of
from ntm_dash.services.proposers import (
    clusters,
    extend_deadline,
    extensions,
    group_units,
    mark_reminded,
    reminders,
)
from ntm_dash.services.screening import cases
from ntm_dash.storage.store import Store
from tests.intake.desk import PROPOSER, Desk, filled, nomination
from tests.services.road import DAY, PEOPLE
from tests.storage.acts import refused

OFFICE = PEOPLE[Role.COORDINATION_OFFICE]
UNTIL = date(2019, 8, 5)


@pytest.fixture
def desk(opened: Store, request: pytest.FixtureRequest) -> Desk:
    found = Desk(opened, request.node.name)
    rows = [nomination(f"HS-{day}", Ngày_nhận=f"{day}/8/2019") for day in (4, 5, 6)]
    other = nomination("HS-0", Đơn_vị_đề_nghị="Sở Tài chính", Ngày_nhận="4/8/2019")
    found.take(filled("nominations", *rows, other))
    return found


def on_time(desk: Desk) -> dict[str, tuple[bool | None, date | None]]:
    return {str(each.screened.nomination): (each.on_time, each.due) for each in cases(desk.store, desk.campaign)}


ACTS: dict[str, Callable[[Desk, Role], object]] = {
    "group": lambda desk, role: group_units(desk.store, desk.campaign, {PROPOSER: "Cụm 1"}, by=PEOPLE[role]),
    "extend": lambda desk, role: extend_deadline(
        desk.store, desk.campaign, PROPOSER, "dossier", UNTIL, by=PEOPLE[role], why="mưa lũ"
    ),
    "remind": lambda desk, role: mark_reminded(
        desk.store, desk.campaign, {PROPOSER: "Đề nghị"}, by=PEOPLE[role], on=DAY
    ),
    "note": lambda desk, role: note(desk.store, desk.campaign, "HS-4", "đã gọi điện", by=PEOPLE[role]),
    "read notes": lambda desk, role: notes_of(desk.store, desk.campaign, PEOPLE[role], "HS-4"),
}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_by_staff_and_refused_to_all_others(desk: Desk, act: str) -> None:
    version = desk.store.version()
    for role in set(Role) - STAFF:
        with refused("no_right"):
            ACTS[act](desk, role)
    assert desk.store.version() == version
    ACTS[act](desk, Role.COORDINATION_OFFICE)


def test_an_extension_moves_the_deadline_of_its_unit_alone(desk: Desk) -> None:
    before = date(2019, 7, 31)
    assert on_time(desk) == dict.fromkeys(("HS-0", "HS-4", "HS-5", "HS-6"), (False, before))
    extend_deadline(desk.store, desk.campaign, PROPOSER, "dossier", UNTIL, by=OFFICE, why=" mưa lũ ")
    assert on_time(desk) == {
        "HS-0": (False, before),
        "HS-4": (True, UNTIL),
        "HS-5": (False, UNTIL),
        "HS-6": (False, UNTIL),
    }
    [(unit, extension)] = extensions(scope_of(desk.store, desk.campaign), "dossier").items()
    assert (unit, extension.until, extension.why, extension.who) == (PROPOSER, UNTIL, "mưa lũ", OFFICE.signature)


def test_the_last_extension_stands_and_none_is_earlier_than_what_stands(desk: Desk) -> None:
    with refused("extension_not_later"):
        extend_deadline(desk.store, desk.campaign, PROPOSER, "dossier", date(2019, 7, 31), by=OFFICE, why="x")
    extend_deadline(desk.store, desk.campaign, PROPOSER, "dossier", UNTIL, by=OFFICE, why="mưa lũ")
    with refused("extension_not_later"):
        extend_deadline(desk.store, desk.campaign, PROPOSER, "dossier", UNTIL, by=OFFICE, why="x")
    extend_deadline(desk.store, desk.campaign, PROPOSER, "dossier", date(2019, 8, 7), by=OFFICE, why="thêm")
    assert on_time(desk)["HS-6"] == (True, date(2019, 8, 7))


def test_an_extension_names_a_unit_a_deadline_and_a_reason(desk: Desk) -> None:
    for unit, deadline, why, problem in (
        ("Sở Không Có", "dossier", "x", "proposer_unknown"),
        (PROPOSER, "nothing", "x", "deadline_unknown"),
        (PROPOSER, "dossier", "  ", "extension_without_reason"),
    ):
        with refused(problem):
            extend_deadline(desk.store, desk.campaign, unit, deadline, UNTIL, by=OFFICE, why=why)


def test_units_are_put_into_clusters_and_out_again(desk: Desk) -> None:
    assert group_units(desk.store, desk.campaign, {PROPOSER: " Cụm 1 ", "Sở Y tế": "Khối 2"}, by=OFFICE) == 2
    assert group_units(desk.store, desk.campaign, {PROPOSER: "Cụm 1", "Sở Y tế": ""}, by=OFFICE) == 1
    assert clusters(scope_of(desk.store, desk.campaign)) == {PROPOSER: "Cụm 1"}
    with refused("proposer_unknown"):
        group_units(desk.store, desk.campaign, {"Sở Không Có": "Cụm 1"}, by=OFFICE)


def test_each_reminder_is_kept_with_its_day_and_text(desk: Desk) -> None:
    mark_reminded(desk.store, desk.campaign, {PROPOSER: "lần một"}, by=OFFICE, on=DAY)
    mark_reminded(desk.store, desk.campaign, {PROPOSER: "lần hai", "Sở Y tế": "lần một"}, by=OFFICE, on=UNTIL)
    found = reminders(scope_of(desk.store, desk.campaign))
    assert {unit: [(each.on, each.text) for each in sent] for unit, sent in found.items()} == {
        PROPOSER: [(DAY, "lần một"), (UNTIL, "lần hai")],
        "Sở Y tế": [(UNTIL, "lần một")],
    }


def test_notes_stand_beside_their_nomination_in_order(desk: Desk) -> None:
    for text in (" một ", "hai"):
        note(desk.store, desk.campaign, "HS-4", text, by=OFFICE)
    assert [each.text for each in notes_of(desk.store, desk.campaign, OFFICE, "HS-4")] == ["một", "hai"]
    assert notes_of(desk.store, desk.campaign, OFFICE, "HS-5") == []
    with refused("note_empty"):
        note(desk.store, desk.campaign, "HS-4", "  ", by=OFFICE)
    with refused("nomination_unknown"):
        note(desk.store, desk.campaign, "HS-9", "x", by=OFFICE)
