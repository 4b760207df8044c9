"""Typing what was counted: the papers of a ballot, the correction of a count, and setting a result aside."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.voting import Count, Method
from ntm_dash.services.balloting import correct_count, count_ballot, void_ballot
from ntm_dash.services.ballots import Ballot, Paper, Vote
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting
from ntm_dash.ui.council import attempt
from ntm_dash.ui.votes import CHOICES

Typed = tuple[dict[str, Count], Paper | None]


def count_papers(campaign: Campaign, meeting: Meeting, ballot: Ballot, by: Person) -> None:
    """Takes the numbers of a ballot on paper and closes it."""
    may = len(ballot.may_vote[ballot.cases[0]])
    with st.form(f"papers-{ballot.id}", border=False):
        counts, paper = _paper_numbers(ballot, Paper(may, may, 0), dict.fromkeys(ballot.cases, may))
        if st.form_submit_button("Ghi kết quả kiểm phiếu", type="primary", width="stretch"):
            attempt(count_ballot, campaign, meeting.id, ballot.id, counts, by=by, paper=paper)
            st.rerun()


def _paper_numbers(ballot: Ballot, known: Paper, yes: Mapping[str, int]) -> Typed:
    may = len(ballot.may_vote[ballot.cases[0]])
    first, second, third = st.columns(3)
    issued = int(first.number_input("Phát ra", 0, may, known.issued))
    returned = int(second.number_input("Thu về", 0, may, known.returned))
    invalid = int(third.number_input("Không hợp lệ", 0, may, known.invalid))
    given = {code: int(st.number_input(f"Đồng ý: {code}", 0, may, yes[code])) for code in ballot.cases}
    counts = {code: Count(each, max(0, returned - invalid - each)) for code, each in given.items()}
    return counts, Paper(issued, returned, invalid)


def correction(campaign: Campaign, meeting: Meeting, vote: Vote, by: Person) -> None:
    """Corrects every number of a count, with a reason; a secret ballot on devices can only be held again."""
    ballot, together = vote.ballot, len(vote.ballot.cases)
    if ballot.secret and ballot.method is Method.DEVICES:
        st.caption("Phiếu kín trên thiết bị do máy cộng nên không sửa được; nếu có sai sót thì hủy và biểu quyết lại.")
    else:
        with st.popover("Sửa kết quả", width="stretch"), st.form(f"correct-{ballot.id}-{vote.case}", border=False):
            counts, paper = _numbers_again(ballot, vote.case)
            reason = st.text_input("Lý do sửa")
            if st.form_submit_button("Ghi lại"):
                attempt(correct_count, campaign, meeting.id, ballot.id, counts, by=by, reason=reason, paper=paper)
                st.rerun()
    with st.popover("Hủy kết quả, biểu quyết lại", width="stretch"), st.form(f"again-{ballot.id}", border=False):
        if together > 1:
            st.write(f"Kết quả của cả {together} hồ sơ biểu quyết cùng lúc sẽ bị hủy.")
        reason = st.text_input("Lý do biểu quyết lại")
        if st.form_submit_button("Hủy kết quả này"):
            attempt(void_ballot, campaign, meeting.id, ballot.id, by=by, reason=reason)
            st.rerun()


def _numbers_again(ballot: Ballot, case: str) -> Typed:
    """The numbers as they were typed, without the votes of the absent who wrote, to be typed again."""
    kept = {
        code: Count(was.yes - wrote.get("yes", 0), was.no - wrote.get("no", 0), was.other - wrote.get("other", 0))
        for code, was in ballot.counts.items()
        for wrote in (ballot.written.get(code, {}),)
    }
    if ballot.paper is not None:
        return _paper_numbers(ballot, ballot.paper, {code: count.yes for code, count in kept.items()})
    may, was = len(ballot.may_vote[case]), kept[case]
    yes, no, other = (
        int(st.number_input(words, 0, may, now))
        for words, now in zip(CHOICES.values(), (was.yes, was.no, was.other), strict=True)
    )
    return {**kept, case: Count(yes, no, other)}, None
