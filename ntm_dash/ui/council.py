"""What the Council's pages share: which meeting, answers kept while people vote, acts that may be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting, last_record, meetings
from ntm_dash.services.screening import Case, cases
from ntm_dash.ui.access import acted, present, signs_in
from ntm_dash.ui.asking import ask, store
from ntm_dash.ui.blocks import refusals
from ntm_dash.ui.choosing import MEETING, chosen
from ntm_dash.ui.numbers import day

Answer = TypeVar("Answer")

REFUSED = "refused-act"


def ask_screening(question: Callable[..., Answer], campaign: Campaign, *arguments: Any, **options: Any) -> Answer:
    """The answer of a service function that takes `as_of`, kept until records or rulings change: not at every vote."""
    number, hash = ask(last_record, campaign)
    name = f"{question.__module__}.{question.__qualname__}"
    key = (str(store().path), campaign.id, hash, name, arguments, tuple(options.items()))
    as_of = {"as_of": number, **options}
    answer: Answer = _kept(key, _call=lambda: question(store(), campaign, *arguments, **as_of))
    return answer


@st.cache_resource(max_entries=48, show_spinner=False)
def _kept(key: Any, _call: Callable[[], Any]) -> Any:
    return _call()


def screened(campaign: Campaign) -> dict[str, Case]:
    """Every nomination as it is screened now, by code."""
    return {case.screened.case_id: case for case in ask_screening(cases, campaign)}


def as_papers_said(campaign: Campaign, meeting: Meeting) -> dict[str, Case]:
    """Every nomination as it was screened when the papers of a meeting went out; empty before."""
    if meeting.frozen_at is None:
        return {}
    return {case.screened.case_id: case for case in ask_screening(cases, campaign, as_of=meeting.frozen_at)}


def chosen_meeting(campaign: Campaign) -> Meeting | None:
    """The meeting that the address names; without one, the last that is not closed, or the last."""
    found = ask(meetings, campaign)
    wanted = chosen(MEETING, {each.id for each in found})
    standing = [each for each in found if not each.closed] or found
    return next((each for each in found if each.id == wanted), standing[-1] if standing else None)


def choose_meeting(campaign: Campaign, meeting: Meeting | None) -> None:
    """The choice among several meetings, kept in the address."""
    found = ask(meetings, campaign)
    if len(found) < 2 or meeting is None:
        return
    names = {each.id: name_of(each) for each in found}

    def keep() -> None:
        st.query_params[MEETING] = st.session_state["chosen-meeting"]

    ids = list(names)
    st.selectbox(
        "Phiên họp",
        ids,
        index=ids.index(meeting.id),
        format_func=names.__getitem__,
        key="chosen-meeting",
        on_change=keep,
        label_visibility="collapsed",
    )


def name_of(meeting: Meeting) -> str:
    """A meeting by its day, and whether it is over."""
    over = " (đã bế mạc)" if meeting.closed else ""
    return f"Phiên họp ngày {day(meeting.held_on)} · {meeting.id}{over}"


def attempt(act: Callable[..., Any], *arguments: Any, **options: Any) -> None:
    """Do an act, from a button; what is refused is kept for `told_refusals`."""
    done(act, *arguments, **options)


def done(act: Callable[..., Any], *arguments: Any, **options: Any) -> bool:
    """The same; says whether it was done."""
    try:
        now = present()  # a button's act comes before the page asks who sits there
        if signs_in() and "by" in options:
            options["by"] = now
        acted()
        act(store(), *arguments, **options)
    except Refused as refused:
        st.session_state[REFUSED] = refused.problems
        return False
    return True


def told_refusals() -> None:
    """What the last act was refused for, once."""
    problems: tuple[Problem, ...] = st.session_state.pop(REFUSED, ())
    refusals(problems)
