"""Recording a ruling: the choice the Council takes, or why a settled one is taken up again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.screening.rulebook import Reading
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting
from ntm_dash.services.rulings import Judgement, Ruling, reopen_condition, reopen_reading, rule_reading
from ntm_dash.ui.council import attempt
from ntm_dash.ui.numbers import day


def record_ruling(campaign: Campaign, meeting: Meeting, reading: Reading, ruling: Ruling | None, by: Person) -> None:
    """The form for one reading, in one meeting."""
    with st.form(f"ruling-{reading.id}"):
        st.caption(f"Ghi vào phiên {meeting.id}, ngày {day(meeting.held_on)}")
        if ruling:
            reason = st.text_input("Lý do xét lại")
            if st.form_submit_button("Xét lại cách hiểu này"):
                attempt(reopen_reading, campaign, reading.id, by=by, meeting=meeting.id, reason=reason)
                st.rerun()
            return
        labels = {choice.id: choice.label for choice in reading.choices}
        start = list(labels).index(campaign.choices[reading.id])
        choice = st.radio("Hội đồng hiểu là", list(labels), start, format_func=labels.__getitem__)
        reason = st.text_input("Căn cứ, ghi chú")
        if st.form_submit_button("Chốt cách hiểu", type="primary", icon=":material/gavel:"):
            attempt(rule_reading, campaign, reading.id, choice, by=by, meeting=meeting.id, reason=reason)
            st.rerun()


def take_up_judgement(campaign: Campaign, meeting: Meeting, answered: Sequence[Judgement], by: Person) -> None:
    """The form that takes an answer back, for a reason."""
    with st.popover("Xét lại một kết luận"), st.form("take-up", border=False):
        at = st.selectbox(
            "Kết luận",
            range(len(answered)),
            format_func=lambda each: f"{answered[each].case_id} · mục {answered[each].clause}",
        )
        reason = st.text_input("Lý do")
        if st.form_submit_button("Xét lại"):
            found = answered[at]
            place = (found.case_id, found.clause, found.condition)
            attempt(reopen_condition, campaign, *place, by=by, meeting=meeting.id, reason=reason)
            st.rerun()
