"""Rulings: recorded once with meeting and date, applied from then on, their effect known before; replayed as it was."""

import pytest

from ntm_dash.domain.access import Person
from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.services.campaigns import campaign
from ntm_dash.services.meetings import close_meeting
from ntm_dash.services.rulings import (
    effect_of_judgement,
    effect_of_reading,
    judge_condition,
    judgements,
    reopen_condition,
    reopen_reading,
    rule_reading,
    rulings,
)
from ntm_dash.services.screening import Case
from ntm_dash.storage.store import Store
from tests.services.sitting import CHAIR, HELD_ON, LEADER, SECRETARY, UNIT, Sitting, called, member
from tests.storage.acts import refused


def with_one_question(sitting: Sitting) -> tuple[Case, str, str]:
    """A case that only one answer of the Council keeps open, with that clause and condition."""
    for case in sitting.screened().values():
        open_ones = [each for each in case.screened.findings if each.outcome is not Outcome.MET]
        if case.screened.verdict is Verdict.FOR_COUNCIL and len(open_ones) == 1 and len(case.screened.clauses) == 1:
            return case, open_ones[0].test.clause, open_ones[0].test.condition
    raise AssertionError("the demonstration has such a case")


@pytest.mark.parametrize(("holds", "verdict"), [(True, Verdict.ELIGIBLE), (False, Verdict.NOT_ELIGIBLE)])
def test_an_answer_makes_the_verdict_and_what_it_would_change_is_known_before(
    demonstration: Store, holds: bool, verdict: Verdict
) -> None:
    sitting = called(demonstration)
    case, clause, condition = with_one_question(sitting)
    code = case.screened.case_id
    before = {id: each.screened.verdict for id, each in sitting.screened().items()}

    [turn] = effect_of_judgement(demonstration, sitting.campaign, code, clause, condition, holds)
    assert (turn.code, turn.before, turn.after) == (code, Verdict.FOR_COUNCIL, verdict)
    assert {id: each.screened.verdict for id, each in sitting.screened().items()} == before, "asking changes nothing"

    judge_condition(
        demonstration, sitting.campaign, code, clause, condition, holds, by=CHAIR, meeting=sitting.id, reason="Xét"
    )
    after = {id: each.screened.verdict for id, each in sitting.screened().items()}
    assert after == {**before, code: verdict}
    [answer] = judgements(demonstration, sitting.campaign).values()
    assert (answer.case_id, answer.clause, answer.condition, answer.holds) == (code, clause, condition, holds)
    assert (answer.meeting, answer.held_on, answer.who, answer.reason) == (sitting.id, HELD_ON, CHAIR.signature, "Xét")


def test_an_answer_is_given_once_and_taken_back_only_with_a_reason(demonstration: Store) -> None:
    sitting = called(demonstration)
    case, clause, condition = with_one_question(sitting)
    asked = (demonstration, sitting.campaign, case.screened.case_id, clause, condition)
    with refused("ruling_none"):
        reopen_condition(*asked, by=SECRETARY, meeting=sitting.id, reason="Nhầm")
    judge_condition(*asked, True, by=SECRETARY, meeting=sitting.id)
    with refused("ruling_stands"):
        judge_condition(*asked, False, by=SECRETARY, meeting=sitting.id)
    with refused("reason_missing"):
        reopen_condition(*asked, by=SECRETARY, meeting=sitting.id, reason="  ")
    reopen_condition(*asked, by=SECRETARY, meeting=sitting.id, reason="Ghi nhầm hồ sơ")
    assert judgements(demonstration, sitting.campaign) == {}
    assert sitting.screened()[case.screened.case_id].screened.verdict is Verdict.FOR_COUNCIL
    judge_condition(*asked, False, by=SECRETARY, meeting=sitting.id)
    assert sitting.screened()[case.screened.case_id].screened.verdict is Verdict.NOT_ELIGIBLE


def test_what_is_computed_from_records_is_not_for_judgement(demonstration: Store) -> None:
    sitting = called(demonstration)
    with refused("condition_not_judged"):
        judge_condition(
            demonstration, sitting.campaign, "BDT-01", "3.2.1.d-2", "gained", True, by=SECRETARY, meeting=sitting.id
        )
    with refused("nomination_unknown"):
        judge_condition(
            demonstration, sitting.campaign, "X", "3.2.1.a", "initiatives", True, by=SECRETARY, meeting=sitting.id
        )


def test_a_settled_reading_is_the_campaigns_choice_from_then_on_and_the_time_before_can_be_replayed(
    demonstration: Store,
) -> None:
    sitting = called(demonstration)
    before, up_to = sitting.screened(), demonstration.version()[0]
    supposed = sitting.screened(changes={"growth": "gross"})
    effect = effect_of_reading(demonstration, sitting.campaign, "growth", "gross")
    differing = {id for id in before if before[id].screened.verdict is not supposed[id].screened.verdict}
    assert {turn.code for turn in effect} == differing != set()

    rule_reading(demonstration, sitting.campaign, "growth", "gross", by=SECRETARY, meeting=sitting.id)
    assert sitting.again.choices == {**sitting.campaign.choices, "growth": "gross"}
    verdicts = {id: each.screened.verdict for id, each in sitting.screened().items()}
    assert verdicts == {id: each.screened.verdict for id, each in supposed.items()}
    assert sitting.screened(as_of=up_to) == before
    [ruling] = rulings(demonstration, sitting.campaign).values()
    assert (ruling.reading, ruling.choice, ruling.meeting, ruling.held_on) == ("growth", "gross", sitting.id, HELD_ON)
    assert campaign(demonstration, "ntm-2011-2020").choices["growth"] == "net", "another campaign keeps its own"


def test_a_reading_is_settled_once_and_taken_up_again_with_a_reason(demonstration: Store) -> None:
    sitting = called(demonstration)
    asked = (demonstration, sitting.campaign)
    with refused("reading_unknown"):
        rule_reading(*asked, "x", "gross", by=SECRETARY, meeting=sitting.id)
    with refused("choice_unknown"):
        rule_reading(*asked, "growth", "x", by=SECRETARY, meeting=sitting.id)
    rule_reading(*asked, "growth", "gross", by=SECRETARY, meeting=sitting.id)
    with refused("ruling_stands"):
        rule_reading(*asked, "growth", "net", by=SECRETARY, meeting=sitting.id)
    with refused("reason_missing"):
        reopen_reading(*asked, "growth", by=SECRETARY, meeting=sitting.id, reason="")
    reopen_reading(*asked, "growth", by=SECRETARY, meeting=sitting.id, reason="Có văn bản mới")
    assert sitting.again.choices == sitting.campaign.rulebook.defaults
    with refused("ruling_none"):
        reopen_reading(*asked, "growth", by=SECRETARY, meeting=sitting.id, reason="Lần nữa")


@pytest.mark.parametrize(
    ("by", "code"),
    [(LEADER, "no_right"), (UNIT, "no_right"), (member("Bế Hữu Toại"), "not_chairing")],
)
def test_only_the_secretary_and_the_chair_record_a_ruling(demonstration: Store, by: Person, code: str) -> None:
    sitting = called(demonstration)
    before = demonstration.version()
    with refused(code):
        rule_reading(demonstration, sitting.campaign, "growth", "gross", by=by, meeting=sitting.id)
    assert demonstration.version() == before


def test_a_closed_meeting_rules_on_nothing(demonstration: Store) -> None:
    sitting = called(demonstration)
    close_meeting(demonstration, sitting.campaign, sitting.id, by=SECRETARY)
    with refused("meeting_closed"):
        rule_reading(demonstration, sitting.campaign, "growth", "gross", by=SECRETARY, meeting=sitting.id)
    with refused("meeting_unknown"):
        rule_reading(demonstration, sitting.campaign, "growth", "gross", by=SECRETARY, meeting="PH-9")
