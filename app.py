"""Page set-up, the store, who is let in, and the menu; what the pages show comes from services.

Streamlit runs this file twice over: imported once it is the server, and it is drawn at every run.
"""

import streamlit as st
from starlette.middleware import Middleware

from ntm_dash.domain.paths import STATIC
from ntm_dash.domain.problems import Refused
from ntm_dash.storage.answers import ANSWERS
from ntm_dash.ui.access import present
from ntm_dash.ui.asking import store
from ntm_dash.ui.blocks import refusals
from ntm_dash.ui.door import closed_door
from ntm_dash.ui.frame import sidebar
from ntm_dash.ui.guard import Guard
from ntm_dash.ui.landing import Landing
from ntm_dash.ui.menu import navigate, run
from ntm_dash.ui.shell import TITLE, InVietnamese
from ntm_dash.ui.starting import lifespan


def draw() -> None:
    """One run of the whole page."""
    # The icon is a local file: a page's Material icon would be fetched from the network as favicon.
    st.set_page_config(
        page_title=TITLE,
        page_icon=str(STATIC / "favicon.png"),
        layout="wide",
        initial_sidebar_state=214,
    )
    st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "mark.svg"))

    try:
        ANSWERS.version(store())
    except Refused as refused:
        refusals(refused.problems)
        st.stop()

    try:
        person = present()
    except Refused as refused:
        navigate(None)
        closed_door(refused.problems[0])
        st.stop()

    page = navigate(person)
    sidebar(person, page[0])
    run(page)


if __name__ == "__main__":
    draw()
else:
    app = st.App(
        __file__,
        lifespan=lifespan,
        middleware=[Middleware(Guard), Middleware(InVietnamese), Middleware(Landing)],
        # A setting that nobody asks for. With none at all Streamlit would look for the secrets' files again at every
        # question, one visitor after the other: of fifty, forty would wait.
        secrets={"program": {"name": TITLE}},
    )
