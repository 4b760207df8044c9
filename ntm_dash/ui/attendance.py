"""Who is in the room: one line per member, a click changes it."""

from __future__ import annotations

from html import escape

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting, close_meeting, take_attendance
from ntm_dash.services.meetings import meeting as meeting_of
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.council import attempt
from ntm_dash.ui.marks import mark
from ntm_dash.ui.picture import picture
from ntm_dash.ui.words import label


def attendance_html(meeting: Meeting, acts: bool) -> str:
    """The members with the mark of who is there; with `acts` each can be clicked."""
    title = section_html(
        f"Có mặt {len(meeting.present)} trong {len(meeting.members)} thành viên",
        "bấm vào tên để đổi có mặt, vắng mặt" if acts else "theo thư ký ghi",
    )
    rows = ""
    for member in meeting.members:
        here = member.name in meeting.present
        pick = f'data-pick="{escape(member.name)}" tabindex="0" role="button"' if acts else ""
        word = "có mặt" if here else "vắng"
        rows += (
            f'<div {pick} style="display:grid;grid-template-columns:1.5rem minmax(0,1fr) 4rem;gap:.4rem;'
            f"padding:.22rem .2rem;border-bottom:1px solid {role('hair')};line-height:1.25;"
            f'cursor:{"pointer" if acts else "default"}">{mark("met" if here else "unknown", 17)}'
            f'<div style="color:{role("ink")}">{escape(member.name)}'
            f'<span style="font-size:.86rem;color:{role("soft")}"> · '
            f"{escape(label('council_role', member.role))}, {escape(member.organisation)}</span></div>"
            f'<span style="font-size:.86rem;text-align:right;color:{role("soft")}">{word}</span></div>'
        )
    return title + rows


def show_attendance(campaign: Campaign, meeting: Meeting, by: Person, acts: bool) -> None:
    """The list, and for those who conduct the meeting the way to change it and to close the meeting."""
    acts = acts and not meeting.closed

    def turn(name: str) -> None:
        # Who clicks fast clicks on a picture that is a step behind: what stands now is asked again.
        present = ask(meeting_of, campaign, meeting.id).present
        here = name in meeting.present
        attempt(take_attendance, campaign, meeting.id, sorted(present - {name} if here else present | {name}), by=by)

    if acts:
        everybody = [member.name for member in meeting.members]
        with st.container(horizontal=True):
            st.button(
                "Tất cả có mặt",
                on_click=attempt,
                args=(take_attendance, campaign, meeting.id, everybody),
                kwargs={"by": by},
            )
            with st.popover("Bế mạc"):
                st.write("Sau khi bế mạc không ghi thêm được vào phiên này.")
                st.button(
                    "Bế mạc phiên họp",
                    type="primary",
                    on_click=attempt,
                    args=(close_meeting, campaign, meeting.id),
                    kwargs={"by": by},
                )
    picture(attendance_html(meeting, acts), "attendance", on_pick=turn if acts else None)
