"""The road of a dossier: who may move it, what must be said, several at once or none, and two people at once."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.paths import RULEBOOKS
from ntm_dash.domain.problems import Refused
from ntm_dash.services.campaigns import SYSTEM, campaign, start_campaign
from ntm_dash.services.imports import imports, withdraw
from ntm_dash.services.screening import cases
from ntm_dash.services.stages import move, moves_of, moves_open, positions, what_would_happen
from ntm_dash.storage.store import Store
from tests.intake.desk import CLERK, Desk, filled, nomination
from tests.services.road import DAY, DUE, PEOPLE, bring, said_for, stage_of
from tests.storage.acts import refused

DOCUMENT = tomllib.loads((RULEBOOKS / "lang-son-2011-2020.toml").read_text(encoding="utf-8"))
WAYS = [(origin, rule) for rule in DOCUMENT["moves"] for origin in rule["from"]]
STAGES = [stage["id"] for stage in DOCUMENT["stages"]]
OFFICE, BOARD, UNIT = (PEOPLE[role] for role in (Role.COORDINATION_OFFICE, Role.EMULATION_BOARD, Role.UNIT))


@pytest.fixture
def desk(opened: Store, request: pytest.FixtureRequest) -> Desk:
    """Two dossiers without a day of receipt, one received, one of another unit, and one that is only recorded."""
    found = Desk(opened, request.node.name)
    other = nomination("HS-4", Đơn_vị_đề_nghị="Sở Tài chính")
    recorded = nomination("GK-1", Hình_thức="Giấy khen")
    received = nomination("HS-3", Ngày_nhận="30/7/2019")
    found.take(filled("nominations", nomination("HS-1"), nomination("HS-2"), received, other, recorded))
    return found


def seen(desk: Desk) -> dict[str, int]:
    return {each.code: each.moved for each in positions(desk.store, desk.campaign, CLERK)}


def test_a_nomination_begins_where_its_day_of_receipt_says(desk: Desk) -> None:
    found = {each.code: (each.stage, each.since, each.moved) for each in positions(desk.store, desk.campaign, CLERK)}
    assert found == {
        "HS-1": ("preparing", None, 0),
        "HS-2": ("preparing", None, 0),
        "HS-3": ("received", date(2019, 7, 30), 0),
        "HS-4": ("preparing", None, 0),
    }


@pytest.fixture(scope="module")
def ways(opened: Store) -> Desk:
    """A dossier for every way from one stage to another."""
    found = Desk(opened, "ways")
    found.take(filled("nominations", *(nomination(f"HS-{number}") for number in range(len(WAYS)))))
    return found


@pytest.mark.parametrize("number", range(len(WAYS)), ids=[f"{origin}-{rule['to']}" for origin, rule in WAYS])
def test_each_move_is_made_by_its_roles_with_all_that_must_be_said_and_refused_to_all_others(
    ways: Desk, number: int
) -> None:
    (origin, written), code = WAYS[number], f"HS-{number}"
    to, allowed = str(written["to"]), [Role(role) for role in written["roles"]]
    rule = ways.campaign.rulebook.move_rule(origin, to)
    assert rule is not None
    said = said_for(rule)
    bring(ways, code, origin)
    version = ways.store.version()
    for role in Role:
        if role not in allowed:
            with pytest.raises(Refused) as refusal:
                move(ways.store, ways.campaign, [code], to, by=PEOPLE[role], on=DAY, **said)
            assert refusal.value.problems[0].code in ("no_right", "move_not_yours")
    for lacking, problem in (("why", "move_without_reason"), ("due", "move_without_due")):
        if lacking in said:
            less = {**said, "why": " "} if lacking == "why" else {**said, "due": None}
            with refused(problem):
                move(ways.store, ways.campaign, [code], to, by=PEOPLE[allowed[0]], on=DAY, **less)
    assert (stage_of(ways, code), ways.store.version()) == (origin, version)
    for role in allowed:
        [step] = what_would_happen(ways.store, ways.campaign, [code], to, by=PEOPLE[role], on=DAY, **said)
        assert (step.rule, step.problem) == (rule, None)
    move(ways.store, ways.campaign, [code], to, by=PEOPLE[allowed[0]], on=DAY, **said)
    assert stage_of(ways, code) == to


def test_from_a_stage_only_the_moves_of_the_document_lead_on(desk: Desk) -> None:
    with refused("move_unknown") as problems:
        move(desk.store, desk.campaign, ["HS-3"], "council", by=BOARD, on=DAY)
    assert problems[0].expected == ("Đã thẩm định, Trả lại bổ sung, Đơn vị rút, Không đề nghị tiếp")
    with refused("stage_unknown"):
        move(desk.store, desk.campaign, ["HS-3"], "nowhere", by=BOARD, on=DAY)


def test_the_day_of_an_answer_lies_after_the_day_of_the_return(desk: Desk) -> None:
    with refused("move_due_past"):
        move(desk.store, desk.campaign, ["HS-3"], "returned", by=OFFICE, on=DAY, why="thiếu", due=DAY)
    tomorrow = DAY + timedelta(days=1)
    move(desk.store, desk.campaign, ["HS-3"], "returned", by=OFFICE, on=DAY, why="thiếu", due=tomorrow)
    with refused("move_before_last"):
        move(desk.store, desk.campaign, ["HS-3"], "received", by=OFFICE, on=DAY - timedelta(days=1), why="đã đủ")
    move(desk.store, desk.campaign, ["HS-3"], "received", by=OFFICE, on=DAY, why="đã đủ")


def test_every_move_says_who_when_from_where_to_where_and_why(desk: Desk) -> None:
    move(desk.store, desk.campaign, ["HS-3"], "returned", by=OFFICE, on=DAY, why=" thiếu biên bản ", due=DUE)
    move(desk.store, desk.campaign, ["HS-3"], "sent", by=UNIT, on=DUE, why="gửi kèm biên bản")
    told = [
        (each.who, each.origin, each.to, each.kind, each.why, each.due_on, each.on)
        for each in moves_of(desk.store, desk.campaign, CLERK, "HS-3")
    ]
    assert told == [
        (OFFICE.signature, "received", "returned", "return", "thiếu biên bản", DUE, DAY),
        (UNIT.signature, "returned", "sent", "answer", "gửi kèm biên bản", None, DUE),
    ]
    [position] = [each for each in positions(desk.store, desk.campaign, CLERK) if each.code == "HS-3"]
    assert (position.stage, position.since, position.why) == ("sent", DUE, "gửi kèm biên bản")


def test_a_sent_dossier_can_be_recalled_until_it_is_received(desk: Desk) -> None:
    move(desk.store, desk.campaign, ["HS-1"], "sent", by=UNIT, on=DAY)
    move(desk.store, desk.campaign, ["HS-1"], "preparing", by=UNIT, on=DAY)
    move(desk.store, desk.campaign, ["HS-1"], "sent", by=UNIT, on=DAY)
    move(desk.store, desk.campaign, ["HS-1"], "received", by=OFFICE, on=DAY)
    with refused("move_unknown"):
        move(desk.store, desk.campaign, ["HS-1"], "preparing", by=UNIT, on=DAY)


def test_a_unit_moves_no_dossier_of_another(desk: Desk) -> None:
    with refused("no_right"):
        move(desk.store, desk.campaign, ["HS-4"], "sent", by=UNIT, on=DAY)
    with refused("no_right"):
        move(desk.store, desk.campaign, ["HS-1", "HS-4"], "sent", by=UNIT, on=DAY)
    assert stage_of(desk, "HS-1") == "preparing"


def test_several_are_moved_at_once_or_none(desk: Desk) -> None:
    listed = what_would_happen(desk.store, desk.campaign, ["HS-1", "HS-3", "HS-2"], "received", by=OFFICE, on=DAY)
    assert [(each.position.code, each.problem and each.problem.code) for each in listed] == [
        ("HS-1", None),
        ("HS-3", "move_unknown"),
        ("HS-2", None),
    ]
    version = desk.store.version()
    with refused("move_unknown"):
        move(desk.store, desk.campaign, ["HS-1", "HS-3", "HS-2"], "received", by=OFFICE, on=DAY)
    assert desk.store.version() == version
    move(desk.store, desk.campaign, ["HS-1", "HS-2", "HS-1"], "received", by=OFFICE, on=DAY)
    assert [stage_of(desk, code) for code in ("HS-1", "HS-2")] == ["received", "received"]
    assert [len(moves_of(desk.store, desk.campaign, CLERK, code)) for code in ("HS-1", "HS-2")] == [1, 1]


def test_what_is_not_there_or_only_recorded_cannot_be_moved(desk: Desk) -> None:
    with refused("nomination_unknown"):
        move(desk.store, desk.campaign, ["HS-9"], "received", by=OFFICE, on=DAY)
    with refused("move_not_screened"):
        move(desk.store, desk.campaign, ["GK-1"], "received", by=OFFICE, on=DAY)
    with refused("nothing_to_move"):
        move(desk.store, desk.campaign, [], "received", by=OFFICE, on=DAY)


def test_who_saw_an_older_stage_is_told_who_moved_it_and_changes_nothing(desk: Desk) -> None:
    before = seen(desk)
    move(desk.store, desk.campaign, ["HS-3"], "appraised", by=OFFICE, on=DAY, seen=before)
    version = desk.store.version()
    with refused("moved_meanwhile") as problems:
        move(desk.store, desk.campaign, ["HS-1", "HS-3"], "received", by=OFFICE, on=DAY, why="x", seen=before)
    told = dict(problems[0].values)
    assert (told["who"], told["origin"], told["to"]) == (OFFICE.signature, "Đã nhận, đang thẩm định", "Đã thẩm định")
    assert desk.store.version() == version


def test_of_two_people_at_once_one_wins_and_the_other_is_told(desk: Desk) -> None:
    before, together, outcomes = seen(desk), Barrier(2), []
    colleague = replace(OFFICE, account="b", name="Người khác")

    def act(by: Person, to: str) -> None:
        together.wait()
        try:
            move(desk.store, desk.campaign, ["HS-3"], to, by=by, on=DAY, why="thiếu", due=DUE, seen=before)
            outcomes.append((by.signature, to))
        except Refused as refusal:
            outcomes.append((by.signature, f"{refusal.problems[0].code} {refusal.problems[0].values['who']}"))

    threads = [Thread(target=act, args=args) for args in ((OFFICE, "appraised"), (colleague, "returned"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = next(each for each in outcomes if not each[1].startswith("moved"))
    [loser] = [each for each in outcomes if each != winner]
    assert loser[1] == f"moved_meanwhile {winner[0]}"
    assert stage_of(desk, "HS-3") == winner[1]


def test_what_stood_at_an_earlier_event_can_be_asked(desk: Desk) -> None:
    earlier, _ = desk.store.version()
    move(desk.store, desk.campaign, ["HS-3"], "appraised", by=OFFICE, on=DAY)
    then = {each.code: each.stage for each in positions(desk.store, desk.campaign, CLERK, as_of=earlier)}
    assert (then["HS-3"], stage_of(desk, "HS-3")) == ("received", "appraised")


def test_a_dossier_received_here_came_on_the_day_of_its_first_receipt(desk: Desk) -> None:
    move(desk.store, desk.campaign, ["HS-1"], "received", by=OFFICE, on=date(2019, 7, 30))
    move(desk.store, desk.campaign, ["HS-1"], "returned", by=OFFICE, on=DAY, why="thiếu", due=DUE)
    move(desk.store, desk.campaign, ["HS-1"], "received", by=OFFICE, on=DUE, why="đã đủ")
    move(desk.store, desk.campaign, ["HS-2"], "received", by=OFFICE, on=date(2019, 7, 31))
    found = {each.screened.nomination: (each.received_on, each.on_time) for each in cases(desk.store, desk.campaign)}
    assert found == {
        "HS-1": (date(2019, 7, 30), True),
        "HS-2": (date(2019, 7, 31), False),
        "HS-3": (date(2019, 7, 30), True),
        "HS-4": (None, None),
    }


def test_a_nomination_whose_import_was_taken_back_stands_nowhere(desk: Desk) -> None:
    move(desk.store, desk.campaign, ["HS-3"], "appraised", by=OFFICE, on=DAY)
    [made] = imports(desk.store, desk.campaign, CLERK)
    withdraw(desk.store, desk.campaign, made.batch, by=CLERK, why="nhầm")
    assert positions(desk.store, desk.campaign, CLERK) == []


def test_a_person_is_offered_the_moves_that_all_chosen_dossiers_can_make(desk: Desk) -> None:
    rulebook = desk.campaign.rulebook
    assert [rule.to for rule in moves_open(rulebook, ["received"], OFFICE)] == ["appraised", "returned", "rejected"]
    assert [rule.to for rule in moves_open(rulebook, ["sent", "received"], OFFICE)] == ["returned", "rejected"]
    assert [rule.word for rule in moves_open(rulebook, ["returned"], OFFICE)] == ["Nhận bổ sung", "Không đề nghị tiếp"]
    both = moves_open(rulebook, ["sent", "returned"], OFFICE)
    assert [(rule.to, rule.needs) for rule in both] == [("received", ["reason"]), ("rejected", ["reason"])]
    assert moves_open(rulebook, ["received", "conferred"], OFFICE) == []
    assert moves_open(rulebook, [], OFFICE) == []
    assert moves_open(rulebook, STAGES, PEOPLE[Role.COUNCIL_MEMBER]) == []


def test_a_document_without_a_road_has_no_stages(opened: Store) -> None:
    second = Path(__file__).parents[1] / "rules" / "second" / "minh-hoa-2021-2025.toml"
    found = campaign(opened, start_campaign(opened, second, by=SYSTEM, id="without-a-road"))
    assert positions(opened, found, CLERK) == []
    with refused("stages_none"):
        move(opened, found, ["HS-1"], "received", by=OFFICE, on=DAY)


def test_a_unit_sees_its_own_dossiers_and_their_moves_only(desk: Desk) -> None:
    assert [each.code for each in positions(desk.store, desk.campaign, UNIT)] == ["HS-1", "HS-2", "HS-3"]
    assert moves_of(desk.store, desk.campaign, UNIT, "HS-1") == []
    with refused("no_right"):
        moves_of(desk.store, desk.campaign, UNIT, "HS-4")
