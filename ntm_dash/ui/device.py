"""A member's own device: what is being voted on, the three answers, and that the vote has been taken."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.voting import Choice, Method
from ntm_dash.services.access import LOCAL
from ntm_dash.services.balloting import cast
from ntm_dash.services.ballots import Ballot, ballots
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import empty
from ntm_dash.ui.council import attempt, screened
from ntm_dash.ui.parts import part_every
from ntm_dash.ui.picture import picture
from ntm_dash.ui.sitting import title_html
from ntm_dash.ui.votes import CHOICES

MEMBER = "thanh-vien"
"""Where nobody signs in, the address names the member who sits here."""


def voter(person: Person, meeting: Meeting) -> Person | None:
    """The member who votes here. On a machine without sign-in the member is chosen by name."""
    if person.account != LOCAL.account:
        return person if meeting.member(person.name) else None
    names = [member.name for member in meeting.members]
    chosen = st.query_params.get(MEMBER)
    picked = st.selectbox(
        "Thành viên",
        names,
        index=names.index(chosen) if chosen in names else None,
        placeholder="chọn họ tên",
        label_visibility="collapsed",
    )
    if picked is None:
        return None
    st.query_params[MEMBER] = picked
    return replace(person, name=picked, role=Role.COUNCIL_MEMBER)


@part_every(1)
def follow(campaign: Campaign, meeting: str, by: Person) -> None:
    """The ballot that is open for this member, looked for every second."""
    found = ask(ballots, campaign, meeting)
    ballot = next((each for each in found if each.open and each.method is Method.DEVICES), None)
    if ballot is None:
        empty("Chưa có lần biểu quyết nào đang mở", "Khi thư ký mở bỏ phiếu, phiếu tự hiện ở đây.")
    elif by.name not in ballot.may_vote[ballot.cases[0]]:
        empty("Ông, bà không biểu quyết hồ sơ này", "vì vắng mặt hoặc đã tránh biểu quyết", "excluded")
    elif by.name in ballot.voted:
        empty("Đã ghi nhận phiếu của ông, bà", "Mỗi người chỉ bỏ một lần; kết quả có khi thư ký đóng và đếm.", "met")
    else:
        _paper(campaign, meeting, ballot, by)


def _paper(campaign: Campaign, meeting: str, ballot: Ballot, by: Person) -> None:
    case = screened(campaign)[ballot.cases[0]]
    picture(title_html(case, campaign.rulebook, "", level=2), "paper")
    if ballot.secret:
        st.caption("Bỏ phiếu kín: sổ chỉ ghi ai đã bỏ phiếu; lựa chọn chỉ được cộng chung, không ghi cùng tên.")
    for choice, column in zip(Choice, st.columns(3), strict=True):
        column.button(
            CHOICES[choice],
            key=f"vote-{ballot.id}-{choice}",
            type="primary" if choice is Choice.YES else "secondary",
            width="stretch",
            on_click=attempt,
            args=(cast, campaign, meeting, ballot.id, choice),
            kwargs={"by": by},
        )
