"""The call to a meeting: the form that makes it, the form that changes it, and what was changed, for who attends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.services.calling import Call, call_meeting, call_of, change_meeting
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Amendment, Meeting, council
from ntm_dash.ui.asking import ask
from ntm_dash.ui.choosing import nothing
from ntm_dash.ui.colours import role
from ntm_dash.ui.council import attempt, done
from ntm_dash.ui.numbers import day

CALLING = "calling"
MOST = 6
"""Cases named one by one; more are counted."""
WORDS = {"held_on": "ngày họp", "at": "giờ", "place": "địa điểm", "title": "nội dung", "chair": "chủ trì"}


def call_first(campaign: Campaign, by: Person, today: date) -> None:
    """The form for the first meeting; what must come before it, where nobody is known who could attend."""
    if ask(council, campaign):
        call_form(campaign, by, today)
    else:
        how = "Nhập biểu 10 (thành viên Hội đồng) ở trang Nhập dữ liệu rồi mời họp ở đây."
        nothing("Chưa có danh sách thành viên Hội đồng", how, "intake")


def call_form(campaign: Campaign, by: Person, today: date) -> None:
    """Calls a meeting."""
    with st.form("call-meeting"):
        held_on, at, place, title = _when_and_where(today, "08:00", "", "Phiên họp xét khen thưởng")
        if st.form_submit_button("Mời họp", type="primary", icon=":material/event:") and isinstance(held_on, date):
            attempt(call_meeting, campaign, by=by, held_on=held_on, title=title, at=at, place=place)
            st.session_state[CALLING] = None
            st.rerun()


def call_buttons(campaign: Campaign, meeting: Meeting) -> None:
    """Open the form that changes this call, or that makes another."""
    if not meeting.closed and st.button("Sửa giấy mời", icon=":material/edit_calendar:"):
        st.session_state[CALLING] = meeting.id
    if st.button("Mời phiên khác", icon=":material/event:"):
        st.session_state[CALLING] = campaign.id


def open_form(campaign: Campaign, meeting: Meeting, by: Person, today: date) -> None:
    """The form that was asked for, if any."""
    wanted = st.session_state.get(CALLING)
    if wanted == meeting.id and not meeting.closed:
        _change_form(campaign, meeting, by)
    elif wanted == campaign.id:
        call_form(campaign, by, today)


def _change_form(campaign: Campaign, meeting: Meeting, by: Person) -> None:
    now = call_of(meeting)
    listed = list(dict.fromkeys([*now.members, *(member.name for member in ask(council, campaign))]))
    with st.form("change-meeting"):
        held_on, at, place, title = _when_and_where(now.held_on, now.at, now.place, now.title)
        chair = st.selectbox("Chủ trì", listed, listed.index(now.chair) if now.chair in listed else None)
        members = st.multiselect(
            "Thành viên Hội đồng của phiên",
            listed,
            list(now.members),
            help="Người vắng vẫn là thành viên: tỷ lệ và số người cần có mặt tính trên danh sách này.",
        )
        with st.container(horizontal=True):
            kept = st.form_submit_button("Ghi thay đổi", type="primary", icon=":material/check:")
            left = st.form_submit_button("Thôi")
    if kept and isinstance(held_on, date):
        then = Call(held_on, title, at, place, chair or "", tuple(members))
        left = done(change_meeting, campaign, meeting.id, then, by=by)
        st.session_state[CALLING] = None if left else meeting.id
        st.rerun()
    elif left:
        st.session_state[CALLING] = None
        st.rerun()


def _when_and_where(held_on: date, at: str, place: str, title: str) -> tuple[Any, str, str, str]:
    first, second, third = st.columns([2, 1.3, 3])
    return (
        first.date_input("Ngày họp", held_on, format="DD/MM/YYYY"),
        second.text_input("Giờ", at),
        third.text_input("Địa điểm", place, placeholder="phòng họp"),
        st.text_input("Nội dung", title),
    )


def amendments_html(meeting: Meeting) -> str:
    """What was changed after the call, the last first, and of the agenda since the papers went out, for who attends;
    nothing where nothing was or all is over.
    """
    moved = agenda_words(meeting) if meeting.frozen_at is not None else ""
    if meeting.closed or not (meeting.amendments or moved):
        return ""
    rows = "".join(
        f"<div>{escape(amended_words(each))} "
        f'<span style="color:{role("soft")}">({escape(each.who)}, {each.when:%H:%M} {day(each.when.date())})</span>'
        "</div>"
        for each in reversed(meeting.amendments)
    )
    title = " và ".join(["Giấy mời"] * bool(meeting.amendments) + ["chương trình"] * bool(moved)) + " đã đổi"
    rows += f"<div>{escape(moved)}</div>" if moved else ""
    return (
        f'<div style="background:{role("late_wash")};border-left:5px solid {role("late")};padding:.45rem .9rem;'
        f'line-height:1.4;font-size:.95rem;color:{role("ink")}">'
        f'<b style="color:{role("late_text")}">{title[:1].upper()}{title[1:]}</b>{rows}</div>'
    )


def agenda_words(meeting: Meeting) -> str:
    """What is otherwise on the agenda than when the papers went out; empty where nothing is."""
    was, now = meeting.frozen_order, meeting.order
    come, gone = ([code for code in one if code not in other] for one, other in ((now, was), (was, now)))
    stay = [code for code in was if code in now] != [code for code in now if code in was]
    parts = [f"thêm {_codes(come)}"] * bool(come) + [f"bỏ {_codes(gone)}"] * bool(gone) + ["đổi thứ tự xét"] * stay
    return f"chương trình so với tài liệu đã phát: {', '.join(parts)}" if parts else ""


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(codes) if len(codes) <= MOST else f"{len(codes)} hồ sơ"


def amended_words(amendment: Amendment) -> str:
    """One change in words: what it was and what it is now."""
    parts = []
    for name, (was, now) in amendment.what.items():
        if name == "members":
            parts += [f"thôi dự: {', '.join(was)}"] if was else []
            parts += [f"thêm: {', '.join(now)}"] if now else []
            continue
        shown = [day(each) if isinstance(each, date) else each or "chưa ghi" for each in (was, now)]
        parts.append(f"{WORDS[name]}: {shown[1]}, trước là {shown[0]}")
    return "; ".join(parts)
