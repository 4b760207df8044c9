"""How the pages ask: one store, one campaign at a time, answers kept until the store's version changes.

Answers are shared between sessions and must not be changed by a page.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import streamlit as st

from ntm_dash.domain.local_time import local
from ntm_dash.domain.paths import DEFAULT_STORE
from ntm_dash.domain.problems import Refused
from ntm_dash.services.balloting import void_lost_ballots
from ntm_dash.services.campaigns import SYSTEM, Campaign, campaigns, prepare
from ntm_dash.services.demonstration import start_demonstration
from ntm_dash.storage.answers import ANSWERS, hashable
from ntm_dash.storage.store import Store, open_store

Answer = TypeVar("Answer")

CAMPAIGN = "dot"
"""The URL parameter that names the campaign."""


def store() -> Store:
    """The store that `NTM_STORE` names, else the default one; open already after the first call.

    A new store gets the demonstration campaign. Raises `Refused` when it cannot be opened.
    """
    place = os.environ.get("NTM_STORE") or DEFAULT_STORE
    opened = open_store(place)
    _started(str(place))
    return opened


@st.cache_resource(show_spinner="Đang mở sổ; lần đầu cần khoảng mười giây để tạo đợt minh họa…")
def _started(place: str) -> None:
    """Once in a process, and everybody waits for it: a new store gets the demonstration.

    What another process had in its memory is gone, and secret ballots with it.
    """
    opened = open_store(place)
    if ANSWERS.version(opened)[0] == 0:
        prepare(opened)
        try:
            start_demonstration(opened, today=today())
        except Refused:
            # Of several processes that start at once on a new store, one is the first.
            if not opened.shared:
                raise
    void_lost_ballots(opened, who=SYSTEM)


def open_again() -> None:
    """After the store was put back from a backup: what a process does once with a store is done with this one too."""
    _started.clear()
    store()


def ask(question: Callable[..., Answer], *arguments: Any, **options: Any) -> Answer:
    """The answer of a service function that takes a store first, kept until the store changes.

    Arguments are campaigns, codes, numbers, days, and lists or mappings of them.
    """
    opened = store()
    named = tuple(each.id if isinstance(each, Campaign) else each for each in arguments)
    key = (f"{question.__module__}.{question.__qualname__}", hashable(named), hashable(options))
    answer: Answer = ANSWERS.of(opened, key, lambda: question(opened, *arguments, **options))
    return answer


def today() -> date:
    """The day in Vietnam on which the page is drawn, wherever the machine stands."""
    return local(datetime.now(UTC).replace(tzinfo=None)).date()


def standing_campaigns() -> list[Campaign]:
    """All campaigns of the store."""
    return ask(campaigns)


def chosen_campaign() -> Campaign:
    """The campaign that the URL or the menu names; without one, the latest that has not ended."""
    found = standing_campaigns()
    wanted = st.query_params.get(CAMPAIGN) or st.session_state.get(CAMPAIGN)
    for each in found:
        if each.id == wanted:
            return each
    standing = [each for each in found if not each.ended] or found
    return standing[-1]
