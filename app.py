"""Page set-up, the store and the menu; what the pages show comes from services, drawn with `ntm_dash.ui`."""

from pathlib import Path

import streamlit as st

from ntm_dash.domain.problems import Refused
from ntm_dash.ui.asking import store
from ntm_dash.ui.words import sentence

FAVICON = Path(__file__).parent / "data" / "static" / "favicon.png"

# The icon is a local file: a page's Material icon would be fetched from the network as favicon.
st.set_page_config(
    page_title="Sổ tổng kết",
    page_icon=str(FAVICON),
    layout="wide",
    initial_sidebar_state=214,
)

try:
    store()
except Refused as refused:
    for problem in refused.problems:
        st.error(sentence(problem))
    st.stop()

# A page in a subfolder whose url_path is no file's stem can never be run bare, without this file.
MENU = {
    "Theo dõi": [
        st.Page(
            "pages/monitoring/overview.py",
            title="Tổng quan",
            icon=":material/monitoring:",
            url_path="tong-quan",
            default=True,
        ),
    ],
}

st.navigation(MENU, expanded=True).run()
