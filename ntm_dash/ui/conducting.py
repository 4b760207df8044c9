"""Conducting a meeting: from case to case, onto the room's screen, and the Council's answers to its questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from ntm_dash.domain.access import Person, Right, Role, may
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting, postpone_case, show_case
from ntm_dash.services.rulings import effect_of_judgement, judge_condition, judgements
from ntm_dash.services.screening import Case
from ntm_dash.ui import findings
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import illustrative_html
from ntm_dash.ui.choosing import NOMINATION, choose
from ntm_dash.ui.council import ask_screening, attempt, done
from ntm_dash.ui.picture import picture
from ntm_dash.ui.rulings import effect_html
from ntm_dash.ui.sitting import open_questions, question_html

VIEWS = ["Xét hồ sơ", "Có mặt"]
ASKED = "asked-ruling"


def conducts(by: Person, meeting: Meeting) -> bool:
    """Whether a person conducts a meeting: the secretary, and of the members the chair."""
    return may(by, Right.CONDUCT_MEETING) and (by.role is not Role.COUNCIL_MEMBER or by.name == meeting.chair)


def choose_view(illustrative: bool) -> str:
    """The case or the attendance; beside it, that the data is made up where it is."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        view = st.segmented_control(
            "Xem", VIEWS, default=VIEWS[0], key="xem-phien", required=True, label_visibility="collapsed"
        )
        if illustrative:
            st.html(illustrative_html())
    return view or VIEWS[0]


def taken_together(meeting: Meeting, cases: Mapping[str, Case], case: Case, voted: Collection[str]) -> list[str]:
    """The cases that are adopted with one: of the same award, not voted on, with nobody else stepping out."""
    code = case.screened.case_id
    if code not in meeting.together:
        return [code]
    return [
        each
        for each in meeting.order
        if each in meeting.together
        and each in cases
        and each not in voted
        and cases[each].screened.award == case.screened.award
        and meeting.stepping_out(each) == meeting.stepping_out(code)
        and meeting.written(each).keys() == meeting.written(code).keys()
    ]


def move_buttons(
    campaign: Campaign, meeting: Meeting, listed: Sequence[str], code: str, by: Person, acts: bool
) -> None:
    """To the case before and after, by key too; the room follows where it was on this case."""
    at = listed.index(code)
    follows = acts and meeting.shown == code

    def move(to: str) -> None:
        choose(NOMINATION, to)
        if follows:
            attempt(show_case, campaign, meeting.id, to, by=by)

    first, second = st.columns(2)
    before, after = listed[at - 1], listed[(at + 1) % len(listed)]
    first.button(
        "Trước", icon=":material/arrow_back:", shortcut="PageUp", width="stretch", on_click=move, args=(before,)
    )
    second.button(
        "Sau", icon=":material/arrow_forward:", shortcut="PageDown", width="stretch", on_click=move, args=(after,)
    )
    if not acts or meeting.closed:
        return

    def later() -> None:
        if done(postpone_case, campaign, meeting.id, code, by=by):
            move(after)

    first.button("Để lại sau", icon=":material/bookmark:", width="stretch", on_click=later)
    second.button(
        "Đang trên màn hình" if meeting.shown == code else "Đưa lên màn hình",
        icon=":material/cast:",
        width="stretch",
        disabled=meeting.shown == code,
        on_click=attempt,
        args=(show_case, campaign, meeting.id, code),
        kwargs={"by": by},
    )


def show_questions(campaign: Campaign, meeting: Meeting, case: Case, by: Person, acts: bool) -> None:
    """Each question that only the Council can answer; what an answer would change is shown before it is recorded."""
    asked = findings.questions(campaign.rulebook)
    code = case.screened.case_id
    for finding in open_questions(case):
        clause, condition = finding.test.clause, finding.test.condition
        note = "Chưa có minh chứng trong sổ" if finding.mark == "evidence_missing" else ""
        key = f"{code}-{clause}-{condition}"
        picture(question_html(asked[clause, condition], f"mục {clause}", note), f"question-{key}")
        if acts:
            with st.container(horizontal=True, vertical_alignment="center"):
                for holds, word in ((True, "Có"), (False, "Không")):
                    st.button(
                        f"Hội đồng kết luận: {word}",
                        key=f"judge-{key}-{holds}",
                        on_click=st.session_state.__setitem__,
                        args=(ASKED, (code, clause, condition, holds)),
                    )
            if st.session_state.get(ASKED, ())[:3] == (code, clause, condition):
                _confirm(campaign, meeting, by)
    answered = [each for each in ask(judgements, campaign).values() if each.case_id == code]
    if answered:
        st.caption(f"Hội đồng đã kết luận {len(answered)} điều của hồ sơ này; xem và xét lại ở trang Phán quyết.")


def _confirm(campaign: Campaign, meeting: Meeting, by: Person) -> None:
    code, clause, condition, holds = st.session_state[ASKED]
    turns = ask_screening(effect_of_judgement, campaign, code, clause, condition, holds)
    picture(effect_html(turns, "Nếu ghi kết luận này"), "effect")

    def record() -> None:
        st.session_state.pop(ASKED, None)
        attempt(judge_condition, campaign, code, clause, condition, holds, by=by, meeting=meeting.id)

    with st.container(horizontal=True):
        st.button("Ghi vào sổ", type="primary", key="record-judgement", on_click=record)
        st.button("Thôi", key="drop-judgement", on_click=st.session_state.pop, args=(ASKED, None))
