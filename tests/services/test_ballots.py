"""Ballots by hands, on paper and on devices: counts in whole numbers, once each, corrected with a reason."""

from dataclasses import replace
from itertools import product
from typing import Literal

import pytest

from ntm_dash.domain.access import Person
from ntm_dash.domain.problems import Refused
from ntm_dash.domain.terms import Award
from ntm_dash.domain.voting import Choice, Count, Method
from ntm_dash.services import balloting
from ntm_dash.services.balloting import (
    cast,
    correct_count,
    count_ballot,
    open_ballot,
    void_ballot,
    void_lost_ballots,
)
from ntm_dash.services.ballots import Ballot, Paper, ballots, votes, voting_rules, ways_to_vote
from ntm_dash.services.meetings import declare_conflict, write_opinion
from ntm_dash.services.results import Record, record_result
from ntm_dash.storage.store import Store
from tests.services.sitting import CHAIR, HELD_ON, LEADER, SECRETARY, Sitting, called, member
from tests.storage.acts import refused

CASES = ["BDT-01", "BDT-02"]


def opened(sitting: Sitting, method: Method = Method.HANDS, case: str = CASES[0], **how: object) -> str:
    return open_ballot(sitting.store, sitting.campaign, sitting.id, [case], method, by=SECRETARY, **how)  # type: ignore[arg-type]


def counted(sitting: Sitting, ballot: str, count: Count | None = None, case: str = CASES[0]) -> None:
    typed = None if count is None else {case: count}
    count_ballot(sitting.store, sitting.campaign, sitting.id, ballot, typed, by=SECRETARY)


def last(sitting: Sitting) -> Ballot:
    return ballots(sitting.store, sitting.campaign, sitting.id)[-1]


@pytest.mark.parametrize(("yes", "carried"), [(13, False), (14, True)])
def test_seventy_in_a_hundred_of_nineteen_members_is_fourteen(demonstration: Store, yes: int, carried: bool) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(16)
    counted(sitting, opened(sitting), Count(yes, no=2))
    vote = votes(ballots(demonstration, sitting.campaign))[CASES[0]]
    assert (vote.base, vote.needed, vote.carried, vote.tied) == (19, 14, carried, False)
    assert vote.count == Count(yes, no=2, not_returned=16 - yes - 2)


def test_below_the_quorum_a_reason_is_asked_for_and_kept(demonstration: Store) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(12)
    with refused("ballot_no_quorum") as problems:
        opened(sitting)
    assert problems[0].values == {"present": "12", "members": "19"}
    opened(sitting, despite="Hội đồng đồng ý họp")
    assert last(sitting).despite == "Hội đồng đồng ý họp"
    void_ballot(demonstration, sitting.campaign, sitting.id, last(sitting).id, by=SECRETARY, reason="Đợi đủ người")
    sitting.attend(13)
    opened(sitting)
    assert last(sitting).despite == ""


def test_who_steps_out_may_not_vote_and_stays_in_the_base_of_all(demonstration: Store) -> None:
    sitting = called(demonstration, CASES)
    present = sitting.attend(15)
    declare_conflict(demonstration, sitting.campaign, sitting.id, present[3], CASES[0], by=SECRETARY)
    ballot = opened(sitting)
    [case] = last(sitting).electorates.values()
    assert (case.may_vote, case.base("all"), case.base("present")) == (14, 19, 14)
    assert present[3] not in last(sitting).may_vote[CASES[0]]
    with refused("count_too_many"):
        counted(sitting, ballot, Count(15))
    counted(sitting, ballot, Count(14))
    assert votes([last(sitting)])[CASES[0]].carried


def test_written_opinions_are_votes_in_an_open_ballot_and_not_in_a_secret_one(demonstration: Store) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(13)
    for case in CASES:
        write_opinion(demonstration, sitting.campaign, sitting.id, sitting.names[18], case, Choice.YES, by=SECRETARY)
    counted(sitting, opened(sitting), Count(13))
    assert votes([last(sitting)])[CASES[0]].count == Count(14)
    ballot = opened(sitting, Method.PAPER, CASES[1], secret=True)
    count_ballot(
        demonstration,
        sitting.campaign,
        sitting.id,
        ballot,
        {CASES[1]: Count(13)},
        by=SECRETARY,
        paper=Paper(issued=13, returned=13, invalid=0),
    )
    assert votes([last(sitting)])[CASES[1]].count == Count(13)


def test_paper_ballots_have_to_add_up_and_cover_several_names(demonstration: Store) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(16)
    asked = (demonstration, sitting.campaign, sitting.id)
    ballot = open_ballot(*asked, CASES, Method.PAPER, by=SECRETARY)
    paper = Paper(issued=16, returned=15, invalid=1)
    typed = {CASES[0]: Count(14, no=0), CASES[1]: Count(10, no=4)}
    for wrong in (Paper(17, 15, 1), Paper(16, 17, 1), Paper(16, 15, 16)):
        with refused("paper_does_not_add_up"):
            count_ballot(*asked, ballot, typed, by=SECRETARY, paper=wrong)
    with refused("count_not_valid"):
        count_ballot(*asked, ballot, {**typed, CASES[1]: Count(10, no=3)}, by=SECRETARY, paper=paper)
    with refused("count_missing"):
        count_ballot(*asked, ballot, {CASES[0]: Count(14)}, by=SECRETARY, paper=paper)
    count_ballot(*asked, ballot, typed, by=SECRETARY, paper=paper)
    found = votes([last(sitting)])
    assert {case: vote.carried for case, vote in found.items()} == {CASES[0]: True, CASES[1]: False}
    assert found[CASES[1]].count == Count(10, 4, 0, invalid=1, not_returned=1)
    assert last(sitting).paper == paper


def test_a_tie_is_told_and_does_not_carry(demonstration: Store) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(18)
    counted(sitting, opened(sitting), Count(9, 9))
    vote = votes([last(sitting)])[CASES[0]]
    assert (vote.tied, vote.carried) == (True, False)


def test_a_count_is_corrected_with_a_reason_and_the_first_stays_in_the_journal(demonstration: Store) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(16)
    ballot = opened(sitting)
    asked = (demonstration, sitting.campaign, sitting.id, ballot, {CASES[0]: Count(14, 2)})
    with refused("ballot_not_counted"):
        correct_count(*asked, by=SECRETARY, reason="Đếm lại")
    counted(sitting, ballot, Count(13, 3))
    with refused("reason_missing"):
        correct_count(*asked, by=SECRETARY, reason=" ")
    correct_count(*asked, by=SECRETARY, reason="Đếm lại")
    vote = votes([last(sitting)])[CASES[0]]
    assert (vote.count, vote.carried, vote.ballot.corrections) == (Count(14, 2), True, ("Đếm lại",))
    assert [act[2] for act in sitting.acts()[-2:]] == ["ballot_counted", "count_corrected"]
    with refused("case_voted"):
        opened(sitting)


def test_a_result_is_set_aside_with_a_reason_and_the_vote_held_again(demonstration: Store) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(16)
    ballot = opened(sitting)
    counted(sitting, ballot, Count(13, 3))
    asked = (demonstration, sitting.campaign, sitting.id, ballot)
    with refused("reason_missing"):
        void_ballot(*asked, by=SECRETARY, reason="")
    void_ballot(*asked, by=SECRETARY, reason="Phát nhầm phiếu")
    assert votes(ballots(demonstration, sitting.campaign)) == {}
    with refused("ballot_not_counted"):
        correct_count(*asked, {CASES[0]: Count(14, 2)}, by=SECRETARY, reason="Đếm lại")
    again = opened(sitting)
    counted(sitting, again, Count(14, 2))
    assert votes(ballots(demonstration, sitting.campaign))[CASES[0]].ballot.id == again
    document = {"number": "12/YK", "on": HELD_ON, "signer": "Ông Ký"}
    record_result(demonstration, sitting.campaign, Record.OPINION, CASES[:1], by=SECRETARY, **document)  # type: ignore[arg-type]
    with refused("case_documented"):
        void_ballot(demonstration, sitting.campaign, sitting.id, again, by=SECRETARY, reason="Đổi ý")


def test_one_ballot_at_a_time_of_one_award_in_a_way_that_fits(demonstration: Store) -> None:
    found = called(demonstration).screened()
    national = next(code for code, case in found.items() if case.screened.award == "bang_khen_thu_tuong")
    other = next(code for code in found if code not in (*CASES, national))
    sitting = called(demonstration, [*CASES, national])
    sitting.attend(16)
    asked = (demonstration, sitting.campaign, sitting.id)
    with refused("ballot_mixed"):
        open_ballot(*asked, [CASES[0], national], Method.PAPER, by=SECRETARY)
    with refused("ballot_method"):
        open_ballot(*asked, CASES, Method.DEVICES, by=SECRETARY)
    with refused("ballot_method"):
        opened(sitting, Method.HANDS, secret=True)
    with refused("case_not_on_agenda"):
        opened(sitting, case=other)
    declare_conflict(*asked, sitting.names[0], CASES[0], by=SECRETARY)
    with refused("ballot_stepping_out"):
        open_ballot(*asked, CASES, Method.PAPER, by=SECRETARY)
    opened(sitting)
    with refused("ballot_open"):
        opened(sitting, case=CASES[1])


@pytest.mark.parametrize("form", ["open", "secret"])
def test_the_ways_that_are_offered_are_those_that_are_not_refused(
    demonstration: Store, form: Literal["open", "secret"]
) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(16)
    rulebook = sitting.campaign.rulebook
    awards = [
        each.model_copy(update={"voting": each.voting and each.voting.model_copy(update={"form": form})})
        for each in rulebook.awards
    ]
    campaign = replace(sitting.campaign, rulebook=rulebook.model_copy(update={"awards": awards}))
    ways = ways_to_vote(voting_rules(campaign, Award.PROVINCIAL), shared=demonstration.shared)
    taken: dict[Method, tuple[bool, ...]] = {}
    for method, secret in product(Method, (False, True)):
        try:
            id = open_ballot(demonstration, campaign, sitting.id, CASES[:1], method, by=SECRETARY, secret=secret)
        except Refused:
            continue
        void_ballot(demonstration, campaign, sitting.id, id, by=SECRETARY, reason="Thử cách khác")
        taken[method] = (*taken.get(method, ()), secret)
    assert ways == taken


@pytest.mark.parametrize("secret", [False, pytest.param(True, marks=pytest.mark.on_files)])
def test_on_devices_each_votes_once_and_for_himself(demonstration: Store, secret: bool) -> None:
    sitting = called(demonstration, CASES)
    present = sitting.attend(14)
    declare_conflict(demonstration, sitting.campaign, sitting.id, present[1], CASES[0], by=SECRETARY)
    ballot = opened(sitting, Method.DEVICES, secret=secret)
    asked = (demonstration, sitting.campaign, sitting.id, ballot)
    cast(*asked, Choice.YES, by=member(present[2]))
    with refused("ballot_voted_already"):
        cast(*asked, Choice.NO, by=member(present[2]))
    for name in (present[1], sitting.names[15], "Ông Lạ"):
        with refused("ballot_not_yours"):
            cast(*asked, Choice.YES, by=member(name))
    with refused("no_right"):
        cast(*asked, Choice.YES, by=LEADER)
    for name in present[3:]:
        cast(*asked, Choice.NO, by=member(name))
    counted(sitting, ballot)
    assert votes([last(sitting)])[CASES[0]].count == Count(1, 11, not_returned=1)
    with refused("ballot_not_open"):
        cast(*asked, Choice.YES, by=member(present[0]))
    if secret:
        with refused("ballot_secret_counted"):
            correct_count(*asked, {CASES[0]: Count(12)}, by=SECRETARY, reason="Đếm lại")
    else:
        correct_count(*asked, {CASES[0]: Count(2, 10)}, by=SECRETARY, reason="Bấm nhầm")
        assert votes([last(sitting)])[CASES[0]].count == Count(2, 10, not_returned=1)


@pytest.mark.parametrize("by", [LEADER, member("Bế Hữu Toại")])
def test_only_the_secretary_and_the_chair_open_and_count(demonstration: Store, by: Person) -> None:
    sitting = called(demonstration, CASES)
    sitting.attend(16)
    asked = (demonstration, sitting.campaign, sitting.id)
    before = demonstration.version()
    with refused("no_right" if by is LEADER else "not_chairing"):
        open_ballot(*asked, CASES[:1], Method.HANDS, by=by)
    assert demonstration.version() == before
    ballot = open_ballot(*asked, CASES[:1], Method.HANDS, by=CHAIR)
    with refused("no_right" if by is LEADER else "not_chairing"):
        count_ballot(*asked, ballot, {CASES[0]: Count(14)}, by=by)


@pytest.mark.on_files
def test_a_secret_ballot_of_a_process_that_ended_is_void_and_held_again(
    demonstration: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = called(demonstration, CASES)
    present = sitting.attend(14)
    ballot = opened(sitting, Method.DEVICES, secret=True)
    cast(demonstration, sitting.campaign, sitting.id, ballot, Choice.YES, by=member(present[0]))
    assert void_lost_ballots(demonstration, who="ntm_dash") == [], "its process still runs"

    monkeypatch.setattr("ntm_dash.services.ballots.PROCESS", "another")
    monkeypatch.setattr(balloting, "_choices", {})
    with refused("ballot_lost"):
        cast(demonstration, sitting.campaign, sitting.id, ballot, Choice.YES, by=member(present[1]))
    with refused("ballot_lost"):
        counted(sitting, ballot)
    assert void_lost_ballots(demonstration, who="ntm_dash") == [ballot]
    assert (last(sitting).void, last(sitting).open, votes([last(sitting)])) == ("process_ended", False, {})
    assert void_lost_ballots(demonstration, who="ntm_dash") == []
    monkeypatch.setattr(balloting, "PROCESS", "another")
    again = opened(sitting, Method.DEVICES, secret=True)
    cast(demonstration, sitting.campaign, sitting.id, again, Choice.YES, by=member(present[0]))
    counted(sitting, again)
    assert votes([last(sitting)])[CASES[0]].count == Count(1, not_returned=13)


@pytest.mark.on_files
def test_choices_that_do_not_number_the_voters_make_the_ballot_void(
    demonstration: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = called(demonstration, CASES)
    present = sitting.attend(14)
    ballot = opened(sitting, Method.DEVICES, secret=True)
    cast(demonstration, sitting.campaign, sitting.id, ballot, Choice.YES, by=member(present[0]))
    monkeypatch.setattr(balloting, "_choices", {})
    with refused("ballot_lost"):
        counted(sitting, ballot)
    assert last(sitting).void == "choices_lost"
