"""What the server does before the first visitor comes, so that the first page is as quick as the others."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.problems import Refused
from ntm_dash.services.backups import WATCH
from ntm_dash.services.campaigns import campaign, unit_names
from ntm_dash.services.listing import listing
from ntm_dash.services.outline import outline
from ntm_dash.services.overview import candidates, lists
from ntm_dash.services.statistics import statistics
from ntm_dash.ui.asking import ask, store
from ntm_dash.ui.backups import retention

FIRST_COPY, BETWEEN = 60.0, 600.0
"""Seconds from the start until the copy of the day is asked for, after the first visitors; then so often."""
QUIET = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""Streamlit's complaint about drawing without a visitor."""


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    logging.getLogger(QUIET).setLevel(logging.ERROR)
    # Until the menu was drawn once, Streamlit takes `pages/` for the older kind of menu and finds no other address:
    # a link that comes first would be met with its English notice.
    st.navigation([st.Page(_nothing, title="…")])
    threading.Thread(target=_warm, name="warming", daemon=True).start()
    ended = threading.Event()
    threading.Thread(target=_keep_copies, args=[ended], name="backups", daemon=True).start()
    yield None
    ended.set()


def _keep_copies(ended: threading.Event) -> None:
    """Take the copy of each day, for as long as the server runs. A server's store is copied by its own office."""
    wait = FIRST_COPY
    while not ended.wait(wait):
        wait = BETWEEN
        try:
            opened, kept = store(), retention()
        except Refused as refused:
            WATCH.failed(*refused.problems)
            continue
        if opened.shared:
            return
        WATCH.keep(opened, kept)


def _nothing() -> None:
    """A page for the menu that nobody sees."""


def _warm() -> None:
    """Open the store and ask what the first page asks. A store that cannot be opened is told to the visitor.

    What is loaded then stays until the end: looking through all of it for garbage would halt every visitor for a tenth
    of a second, again and again.
    """
    try:
        standing = campaign(store())
        ask(unit_names, standing)
        ask(listing, standing, Person("", "", Role.ADMINISTRATOR))
        for question in (lists, candidates, statistics, outline):
            ask(question, standing)
    except Refused:
        return
    finally:
        gc.collect()
        gc.freeze()
