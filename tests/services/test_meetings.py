"""A meeting is what its acts add up to: members, agenda, attendance, opinions, who steps out; papers frozen."""

from dataclasses import replace
from datetime import date

import pytest

from ntm_dash.domain.access import Person
from ntm_dash.domain.terms import Verdict
from ntm_dash.domain.voting import Choice
from ntm_dash.services.agenda import Group, changes, freeze_papers, group_of, ordered, set_agenda
from ntm_dash.services.calling import call_meeting, call_of, change_meeting
from ntm_dash.services.campaigns import FIRST_CAMPAIGN, campaign
from ntm_dash.services.double_awards import rule_identity
from ntm_dash.services.meetings import (
    close_meeting,
    declare_conflict,
    last_record,
    meetings,
    postpone_case,
    show_case,
    take_attendance,
    write_opinion,
)
from ntm_dash.services.proposers import extend_deadline
from ntm_dash.services.rulings import rule_reading
from ntm_dash.services.stages import move, positions
from ntm_dash.storage.store import Store
from ntm_dash.storage.verification import verify
from tests.intake.desk import CLERK as OFFICE
from tests.intake.desk import PROPOSER
from tests.services.sitting import CHAIR, HELD_ON, LEADER, SECRETARY, UNIT, called, member
from tests.storage.acts import refused


def test_a_meeting_is_called_with_the_members_on_the_list(demonstration: Store) -> None:
    sitting = called(demonstration)
    [found] = meetings(demonstration, sitting.campaign)
    assert (found.id, found.held_on, found.place, len(found.members)) == ("PH-1", HELD_ON, "Phòng 2", 19)
    assert found.chair == CHAIR.name
    assert called(demonstration).id == "PH-2"
    assert verify(demonstration) == []


def test_without_a_list_of_members_no_meeting_is_called(demonstration: Store) -> None:
    empty = campaign(demonstration, FIRST_CAMPAIGN)
    with refused("council_empty"):
        call_meeting(demonstration, empty, by=SECRETARY, held_on=HELD_ON, title="Họp")


@pytest.mark.parametrize("by", [LEADER, UNIT, CHAIR])
def test_only_the_secretary_calls_a_meeting(demonstration: Store, by: Person) -> None:
    found = campaign(demonstration)
    with refused("no_right"):
        call_meeting(demonstration, found, by=by, held_on=HELD_ON, title="Họp")


def test_what_was_called_is_changed_by_an_act_and_who_attends_can_be_told(demonstration: Store) -> None:
    sitting = called(demonstration)
    sitting.attend(19)
    asked = (demonstration, sitting.campaign, sitting.id)
    then = call_of(sitting.now)
    assert not change_meeting(*asked, then, by=SECRETARY), "nothing is otherwise"
    gone, chair = then.members[-1], then.members[1]
    then = replace(then, held_on=date(2019, 8, 21), at="14:00", chair=chair, members=then.members[:-1])
    assert change_meeting(*asked, then, by=SECRETARY)
    assert (call_of(sitting.now), sitting.now.chair, gone in sitting.now.present) == (then, chair, False)
    [told] = sitting.now.amendments
    assert told.who == f"{SECRETARY.name} ({SECRETARY.account})"
    assert told.what == {
        "held_on": (HELD_ON, date(2019, 8, 21)),
        "at": ("", "14:00"),
        "chair": (CHAIR.name, chair),
        "members": ((gone,), ()),
    }
    for wrong, code in (
        (replace(then, members=(*then.members, "Ông Lạ")), "member_unknown"),
        (replace(then, chair=gone), "member_unknown"),
        (replace(then, members=(), chair=""), "council_empty"),
    ):
        with refused(code):
            change_meeting(*asked, wrong, by=SECRETARY)
    take_attendance(*asked, then.members, by=member(chair))
    close_meeting(*asked, by=SECRETARY)
    with refused("meeting_closed"):
        change_meeting(*asked, replace(then, place="Phòng 3"), by=SECRETARY)


def test_the_order_begins_with_what_is_clear_and_ends_with_what_is_not_eligible(demonstration: Store) -> None:
    sitting = called(demonstration)
    found = ordered(sitting.campaign, list(sitting.screened().values()))
    groups = [group_of(case) for case in found]
    assert groups == sorted(groups, key=list(Group).index)
    expected = {
        Verdict.FOR_COUNCIL: {Group.ONE_BY_ONE},
        Verdict.UNKNOWN: {Group.UNDETERMINED},
        Verdict.NOT_ELIGIBLE: {Group.NOT_ELIGIBLE},
        Verdict.ELIGIBLE: {Group.TOGETHER, Group.ONE_BY_ONE},
    }
    for verdict, wanted in expected.items():
        assert {group_of(case) for case in found if case.screened.verdict is verdict} == wanted
    for case in found:
        if group_of(case) is Group.TOGETHER:
            assert case.screened.turns == {}
            assert not {"both_levels", "same_award_twice", "contribution_twice", "rival_claim"} & set(case.flags)


def test_an_agenda_names_known_cases_once(demonstration: Store) -> None:
    sitting = called(demonstration)
    codes = [case.screened.case_id for case in ordered(sitting.campaign, list(sitting.screened().values()))][:3]
    set_agenda(demonstration, sitting.campaign, sitting.id, codes, codes[:1], by=SECRETARY)
    assert (sitting.now.order, sitting.now.together) == (tuple(codes), frozenset(codes[:1]))
    for order, together, code in (
        ([*codes, codes[0]], [], "agenda_repeated"),
        (codes[:1], codes[1:2], "agenda_repeated"),
        (["X"], [], "nomination_unknown"),
    ):
        with refused(code):
            set_agenda(demonstration, sitting.campaign, sitting.id, order, together, by=SECRETARY)
    assert sitting.now.order == tuple(codes)


def test_papers_are_frozen_and_what_changed_since_is_named(demonstration: Store) -> None:
    sitting = called(demonstration)
    with refused("agenda_empty"):
        freeze_papers(demonstration, sitting.campaign, sitting.id, by=SECRETARY)
    codes = list(sitting.screened())[:5]
    set_agenda(demonstration, sitting.campaign, sitting.id, codes, (), by=SECRETARY)
    up_to = freeze_papers(demonstration, sitting.campaign, sitting.id, by=SECRETARY)
    assert sitting.now.frozen_at == up_to
    set_agenda(demonstration, sitting.campaign, sitting.id, codes[::-1], (), by=SECRETARY)
    assert (sitting.now.frozen_order, sitting.now.order) == (tuple(codes), tuple(codes[::-1]))
    then = sitting.screened(as_of=up_to)
    assert changes(list(then.values()), list(sitting.screened().values())) == []
    rule_reading(demonstration, sitting.campaign, "growth", "gross", by=SECRETARY, meeting=sitting.id)
    now = sitting.screened()
    found = changes(list(then.values()), list(now.values()))
    turned = {id for id in now if now[id].screened.verdict is not then[id].screened.verdict}
    assert {change.case.screened.case_id for change in found if "verdict" in change.what} == turned != set()
    assert sitting.screened(as_of=up_to) == then


def test_votes_do_not_move_what_the_screening_stands_on_and_whatever_changes_an_answer_does(
    demonstration: Store,
) -> None:
    sitting = called(demonstration)
    asked = (demonstration, sitting.campaign)
    stages = {each.stage: each.code for each in positions(*asked, CHAIR)}
    numbers = [last_record(*asked)[0]]
    sitting.attend(3)
    move(*asked, [stages["received"]], "appraised", by=OFFICE, on=HELD_ON)
    assert last_record(*asked)[0] == numbers[0]
    move(*asked, [stages["sent"]], "received", by=OFFICE, on=HELD_ON)
    numbers.append(last_record(*asked)[0])
    extend_deadline(*asked, PROPOSER, "dossier", date(2019, 9, 30), by=OFFICE, why="Mưa lũ")
    numbers.append(last_record(*asked)[0])
    rule_identity(*asked, (stages["sent"], stages["received"]), True, by=OFFICE, why="Cùng một người")
    numbers.append(last_record(*asked)[0])
    numbers.append(rule_reading(*asked, "growth", "gross", by=SECRETARY, meeting=sitting.id))
    assert last_record(*asked)[0] == numbers[-1]
    assert numbers == sorted(set(numbers))
    assert sitting.screened(as_of=numbers[-1]) == sitting.screened()


def test_an_opinion_of_a_member_who_comes_or_steps_out_is_no_vote(demonstration: Store) -> None:
    sitting = called(demonstration, ["BDT-01"])
    first, second, *_ = sitting.names
    for name in (first, second):
        write_opinion(
            demonstration, sitting.campaign, sitting.id, name, "BDT-01", Choice.YES, by=SECRETARY, note="Văn bản 12"
        )
    assert set(sitting.now.written("BDT-01")) == {first, second}
    sitting.attend(1)
    assert set(sitting.now.written("BDT-01")) == {second}
    declare_conflict(demonstration, sitting.campaign, sitting.id, second, "BDT-01", by=SECRETARY)
    assert sitting.now.written("BDT-01") == {}
    declare_conflict(demonstration, sitting.campaign, sitting.id, second, "BDT-01", by=SECRETARY, lifted=True)
    assert set(sitting.now.written("BDT-01")) == {second}


def test_the_room_sees_the_case_that_was_opened_last_and_nothing_once_the_meeting_is_closed(
    demonstration: Store,
) -> None:
    sitting = called(demonstration, ["BDT-01", "BDT-02"])
    assert sitting.now.shown is None
    show_case(demonstration, sitting.campaign, sitting.id, "BDT-01", by=CHAIR)
    postpone_case(demonstration, sitting.campaign, sitting.id, "BDT-01", by=CHAIR)
    show_case(demonstration, sitting.campaign, sitting.id, "BDT-02", by=CHAIR)
    assert (sitting.now.shown, sitting.now.postponed) == ("BDT-02", frozenset({"BDT-01"}))
    with refused("case_not_on_agenda"):
        show_case(demonstration, sitting.campaign, sitting.id, "BDT-03", by=CHAIR)
    close_meeting(demonstration, sitting.campaign, sitting.id, by=SECRETARY)
    assert (sitting.now.shown, sitting.now.closed) == (None, True)
    with refused("meeting_closed"):
        show_case(demonstration, sitting.campaign, sitting.id, "BDT-01", by=CHAIR)


def test_a_name_that_is_no_members_is_refused(demonstration: Store) -> None:
    sitting = called(demonstration, ["BDT-01"])
    with refused("member_unknown"):
        take_attendance(demonstration, sitting.campaign, sitting.id, ["Ông Lạ"], by=SECRETARY)
    with refused("not_chairing"):
        take_attendance(demonstration, sitting.campaign, sitting.id, [], by=member("Bế Hữu Toại"))
