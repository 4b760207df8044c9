"""After the vote: three records in order, several at once or none; a decided case is closed; the list's balance."""

from collections import Counter
from datetime import date

import pytest

from ntm_dash.domain.access import ALLOWED, Person, Right, Role
from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.domain.voting import Count
from ntm_dash.services.balloting import vote_by_hands
from ntm_dash.services.candidates import candidates, near_ones
from ntm_dash.services.results import Record, balance, record_result, reopen_case, results
from ntm_dash.services.screening import cases
from ntm_dash.services.stages import positions
from ntm_dash.storage.store import Store
from tests.services.sitting import LEADER, SECRETARY, Sitting, called, member
from tests.storage.acts import refused

CASES = ["BDT-01", "BDT-02"]
ON = date(2019, 8, 22)


def voted(store: Store) -> Sitting:
    """The first case is carried, the second is not."""
    sitting = called(store, CASES)
    sitting.attend(16)
    for case, yes in zip(CASES, (14, 13), strict=True):
        vote_by_hands(store, sitting.campaign, sitting.id, [case], Count(yes, 16 - yes), by=SECRETARY)
    return sitting


def record(sitting: Sitting, kind: Record, *codes: str, granted: bool = True, by: Person = SECRETARY) -> None:
    record_result(
        sitting.store, sitting.campaign, kind, codes, by=by, number=f"1/{kind}", on=ON, signer="Ông Ký", granted=granted
    )


def test_opinion_submission_and_decision_follow_one_another_and_close_the_case(demonstration: Store) -> None:
    sitting = voted(demonstration)
    for kind in (Record.SUBMISSION, Record.DECISION):
        with refused("record_out_of_order"):
            record(sitting, kind, CASES[0])
    for kind in Record:
        assert results(demonstration, sitting.campaign)[CASES[0]].next is kind
        record(sitting, kind, CASES[0])
    result = results(demonstration, sitting.campaign)[CASES[0]]
    assert (result.closed, result.next) == (True, None)
    assert {kind: (each.number, each.on, each.signer) for kind, each in result.documents.items()} == {
        kind: (f"1/{kind}", ON, "Ông Ký") for kind in Record
    }
    with refused("case_decided"):
        record(sitting, Record.OPINION, CASES[0])


def test_an_opinion_says_what_the_vote_said_and_several_are_recorded_or_none(demonstration: Store) -> None:
    sitting = voted(demonstration)
    before = demonstration.version()
    with refused("opinion_against_vote"):
        record(sitting, Record.OPINION, *CASES)
    assert demonstration.version() == before
    record(sitting, Record.OPINION, CASES[1], granted=False)
    assert results(demonstration, sitting.campaign)[CASES[1]].next is None
    with refused("record_out_of_order"):
        record(sitting, Record.SUBMISSION, CASES[1])


def test_a_decided_case_is_reopened_only_with_a_reason(demonstration: Store) -> None:
    sitting = voted(demonstration)
    with refused("case_not_decided"):
        reopen_case(demonstration, sitting.campaign, CASES[0], by=SECRETARY, reason="Đơn thư")
    for kind in Record:
        record(sitting, kind, CASES[0])
    with refused("reason_missing"):
        reopen_case(demonstration, sitting.campaign, CASES[0], by=SECRETARY, reason="")
    reopen_case(demonstration, sitting.campaign, CASES[0], by=SECRETARY, reason="Đơn thư")
    result = results(demonstration, sitting.campaign)[CASES[0]]
    assert (result.closed, result.reopened, result.next) == (False, "Đơn thư", Record.OPINION)


@pytest.mark.parametrize("by", [LEADER, member("Bế Hữu Toại")])
def test_members_and_leadership_record_nothing(demonstration: Store, by: Person) -> None:
    sitting = voted(demonstration)
    with refused("no_right"):
        record(sitting, Record.OPINION, CASES[0], by=by)


def test_a_record_without_number_signer_or_case_is_refused(demonstration: Store) -> None:
    sitting = voted(demonstration)
    asked = (demonstration, sitting.campaign, Record.OPINION)
    with refused("document_incomplete"):
        record_result(*asked, CASES[:1], by=SECRETARY, number=" ", on=ON, signer="Ông Ký")
    with refused("document_incomplete"):
        record_result(*asked, CASES[:1], by=SECRETARY, number="1", on=ON, signer="")
    with refused("nothing_chosen"):
        record_result(*asked, [], by=SECRETARY, number="1", on=ON, signer="Ông Ký")
    with refused("record_out_of_order"):
        record(sitting, Record.OPINION, "SKC-01")


def test_records_move_the_dossiers_before_the_council_and_reopening_moves_them_back_whoever_may_record(
    demonstration: Store,
) -> None:
    found = positions(demonstration, called(demonstration).campaign, SECRETARY)
    before = [each.code for each in found if each.stage == "council"][:2]
    sitting = called(demonstration, before)
    sitting.attend(16)
    vote_by_hands(demonstration, sitting.campaign, sitting.id, before[:1], Count(16), by=SECRETARY)
    people = [Person(f"{each}@x", "Ai", each) for each in Role if each in ALLOWED[Right.RECORD_RESULT]]
    for kind, stage, by in zip(Record, ("opinion", "submitted", "decided"), people, strict=True):
        record(sitting, kind, before[0], by=by)
        now = {each.code: each.stage for each in positions(demonstration, sitting.campaign, SECRETARY)}
        assert (now[before[0]], now[before[1]]) == (stage, "council")
    reopen_case(demonstration, sitting.campaign, before[0], by=people[0], reason="Đơn thư")
    now = {each.code: each for each in positions(demonstration, sitting.campaign, SECRETARY)}
    back = now[before[0]]
    assert (back.stage, back.came_from, back.kind, back.why) == ("council", "decided", "back", "Đơn thư")
    record(sitting, Record.OPINION, before[0])


def test_the_balance_counts_every_case_once_by_district_and_kind(demonstration: Store) -> None:
    sitting = called(demonstration)
    found = sitting.screened()
    listed = list(found)[:60]
    spread = balance(demonstration, sitting.campaign, listed)
    assert spread.subjects == Counter(found[code].screened.subject for code in listed)
    assert sum(spread.districts.values()) == sum(1 for code in listed if found[code].screened.district)
    persons = {Subject.OFFICIAL, Subject.WORKER, Subject.CONTRIBUTOR, Subject.BUSINESSPERSON}
    assert spread.leaders + spread.workers + spread.unplaced == sum(
        1 for code in listed if found[code].screened.subject in persons
    )


def test_units_that_could_be_awarded_and_were_not_proposed_are_found_from_the_screening(demonstration: Store) -> None:
    sitting = called(demonstration)
    found = cases(demonstration, sitting.campaign, all_units=True)
    taken = {
        (each.screened.award, each.screened.commune or each.screened.district)
        for each in found
        if each.screened.nomination and each.screened.subject in (Subject.COMMUNE, Subject.DISTRICT)
    }
    free = [
        each.screened
        for each in found
        if not each.screened.nomination
        and (each.screened.award, each.screened.commune or each.screened.district) not in taken
    ]
    able = candidates(found)
    assert {(each.case.screened.case_id, each.clause, each.outcome) for each in able} == {
        (each.case_id, clause, outcome)
        for each in free
        for clause, outcome in each.clauses.items()
        if outcome in (Outcome.MET, Outcome.FOR_COUNCIL)
    }
    near = near_ones(found)
    assert near, "the demonstration has some"
    for each in near:
        assert each.near is not None
        assert (each.near.outcome, each.near.distance) == (Outcome.UNMET, -1)
        assert each.case.screened.case_id not in {one.case.screened.case_id for one in able}


def test_the_role_of_the_emulation_board_records_results(demonstration: Store) -> None:
    sitting = voted(demonstration)
    record(sitting, Record.OPINION, CASES[0], by=Person("tdkt", "Bà Ban", Role.EMULATION_BOARD))
    assert Record.OPINION in results(demonstration, sitting.campaign)[CASES[0]].documents
