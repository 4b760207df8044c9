"""Preparing a meeting: when, where and who; the agenda made from the verdicts; the papers, and what changed since."""

import streamlit as st

from ntm_dash.domain.access import Right, may
from ntm_dash.services.agenda import changes, ordered
from ntm_dash.services.rulings import rulings
from ntm_dash.ui import agenda, calling
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline, section
from ntm_dash.ui.choosing import MEETING, NOMINATION, PAPER, go, link
from ntm_dash.ui.council import (
    as_papers_said,
    choose_meeting,
    chosen_meeting,
    name_of,
    screened,
    told_refusals,
)
from ntm_dash.ui.download import download
from ntm_dash.ui.filters import choose_kind
from ntm_dash.ui.numbers import day
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.agenda import agenda_tables

campaign = chosen_campaign()
by = person()
cases = screened(campaign)
settled = ask(rulings, campaign)
meeting = chosen_meeting(campaign)
acts = may(by, Right.PREPARE_MEETING)

if meeting is None:
    headline("Chưa mời phiên họp nào", "Chuẩn bị họp", illustrative=campaign.illustrative)
    told_refusals()
    if acts:
        calling.call_first(campaign, by, today())
    else:
        empty("Chưa có phiên họp", "Thư ký mời họp ở trang này; chương trình lập từ kết quả sàng lọc.")
    st.stop()

over = f"{name_of(meeting)}{f' · {meeting.place}' if meeting.place else ''} · {len(meeting.members)} thành viên"
headline(agenda.sentence(meeting, cases, settled), over, illustrative=campaign.illustrative)
told_refusals()
if told := calling.amendments_html(meeting):
    st.html(told)
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    award, subject = choose_kind(list(cases.values()))
    if acts and not meeting.closed:
        agenda.freeze_button(campaign, meeting, by)
    if acts:
        calling.call_buttons(campaign, meeting)
if acts:
    calling.open_form(campaign, meeting, by, today())
choose_meeting(campaign, meeting)

offered = [
    case
    for case in ordered(campaign, list(cases.values()), settled)
    if award in (None, case.screened.award) and subject in (None, case.screened.subject)
]
since = {
    each.case.screened.case_id: each for each in changes(list(as_papers_said(campaign, meeting).values()), offered)
}
since = since if meeting.frozen_at is not None else {}


def pick(value: str) -> None:
    """Open a case in the meeting, or arrange the agenda."""
    if value.startswith("open "):
        st.session_state["open-case"] = value.removeprefix("open ")
    else:
        agenda.arrange(campaign, meeting, offered, settled, value, by)


left, right = st.columns(2, gap="medium")
with left:
    picture(agenda.offer_html(campaign, meeting, offered, settled, acts), "offer", on_pick=pick)
with right:
    arranges = acts and not meeting.closed
    section("Chương trình", "thứ tự xét; ▲ ▼ đổi chỗ, ✕ đưa ra" if arranges else "thứ tự xét")
    picture(agenda.agenda_html(meeting, cases, since, arranges), "agenda", on_pick=pick)
    if meeting.frozen_on:
        section(f"Tài liệu chốt ngày {day(meeting.frozen_on.date())}", f"theo nhật ký đến việc số {meeting.frozen_at}")
        picture(agenda.changed_html(list(since.values())), "changed", on_pick=pick)
    listed = (meeting, cases, offered, settled, since, (award, subject))
    with st.container(horizontal=True, gap="medium"):
        download("Chương trình họp", lambda: agenda_tables(campaign, *listed, today()), key="download-agenda")
        if meeting.order:
            link("papers", "Soạn tài liệu họp", ":material/draft:", **{PAPER: "pack"})
            link("meeting", "Mở phiên họp", ":material/groups:", **{MEETING: meeting.id})

if code := st.session_state.pop("open-case", None):
    place = "meeting" if code in meeting.order else "screening"
    go(place, **{NOMINATION: code, MEETING: meeting.id, "dot": campaign.id})
