"""The meeting: one case on one screen with its evidence, the Council's questions, and the vote."""

import streamlit as st

from ntm_dash.services.agenda import changes
from ntm_dash.services.ballots import ballots, votes
from ntm_dash.services.campaigns import unit_names
from ntm_dash.services.case_file import earlier_awards, neighbours
from ntm_dash.services.screening import sources
from ntm_dash.ui import sitting
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign
from ntm_dash.ui.attendance import show_attendance
from ntm_dash.ui.balloting import show_vote
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.calling import amendments_html
from ntm_dash.ui.choosing import NOMINATION, choose, chosen, nothing
from ntm_dash.ui.conducting import VIEWS, choose_view, conducts, move_buttons, show_questions, taken_together
from ntm_dash.ui.council import as_papers_said, chosen_meeting, screened, told_refusals
from ntm_dash.ui.findings import place_of
from ntm_dash.ui.picture import picture
from ntm_dash.ui.records import open_source, show_opened_source

st.set_page_config(initial_sidebar_state="collapsed")
campaign = chosen_campaign()
by = person()
cases = screened(campaign)
meeting = chosen_meeting(campaign)
listed = [code for code in meeting.order if code in cases] if meeting else []

if meeting is None or not listed:
    headline("Chưa có phiên họp có chương trình", "Phiên họp", illustrative=campaign.illustrative)
    nothing("Chưa có hồ sơ để xét", "Thư ký mời họp và lập chương trình ở trang Chuẩn bị họp.", "agenda")
    st.stop()

code = chosen(NOMINATION, set(listed)) or (meeting.shown if meeting.shown in listed else listed[0])
case, position = cases[code], listed.index(code)
acts = conducts(by, meeting)
voted = votes(ask(ballots, campaign, meeting.id))
then = as_papers_said(campaign, meeting)
change = next(iter(changes([then[code]], [case])), None) if code in then else None


def pick(value: str) -> None:
    """Open the file row that a figure came from, or another case."""
    if value.isdigit():
        open_source(value)
    else:
        choose(NOMINATION, value)


left, right = st.columns([8.5, 4.3], gap="medium")
with left:
    place = place_of(case, ask(unit_names, campaign))
    rows = ask(sources, case.screened.sources)
    top = (
        ("" if voted else amendments_html(meeting))
        + sitting.steps_html(meeting, position, list(voted))
        + sitting.title_html(case, campaign.rulebook, place)
    )
    picture(top + sitting.findings_html(case, campaign.rulebook, rows), "case", on_pick=pick)
    show_questions(campaign, meeting, case, by, acts and not meeting.closed)
    others = neighbours(case, cases.values())
    awards = ask(earlier_awards, campaign, code)
    picture(sitting.beside_html(case, campaign.rulebook, awards, others, change), "beside", on_pick=pick)
with right:
    view = choose_view(campaign.illustrative)
    told_refusals()
    with st.container(border=True):
        if view == VIEWS[1]:
            show_attendance(campaign, meeting, by, acts)
        else:
            show_vote(campaign, meeting, case, taken_together(meeting, cases, case, voted), by, acts)
            move_buttons(campaign, meeting, listed, code, by, acts)
show_opened_source(campaign)
