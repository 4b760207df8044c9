"""Page set-up, the store, who is let in, and the menu; what the pages show comes from services."""

from pathlib import Path

import streamlit as st

from ntm_dash.domain.problems import Refused
from ntm_dash.ui.access import acted, present
from ntm_dash.ui.asking import store
from ntm_dash.ui.blocks import refusals
from ntm_dash.ui.door import closed_door
from ntm_dash.ui.frame import sidebar
from ntm_dash.ui.menu import navigate, run

STATIC = Path(__file__).parent / "data" / "static"

# The icon is a local file: a page's Material icon would be fetched from the network as favicon.
st.set_page_config(
    page_title="Sổ tổng kết thi đua",
    page_icon=str(STATIC / "favicon.png"),
    layout="wide",
    initial_sidebar_state=214,
)
st.logo(str(STATIC / "logo.svg"), size="large", icon_image=str(STATIC / "mark.svg"))

try:
    store()
except Refused as refused:
    refusals(refused.problems)
    st.stop()

try:
    person = present()
except Refused as refused:
    navigate(None)
    closed_door(refused.problems[0])
    st.stop()

acted()
page = navigate(person)
sidebar(person)
run(page, person)
# A page in a subfolder whose url_path is no file's stem can never be run bare, without this file.
menu = {
    "Theo dõi": [
        st.Page(PAGES["overview"], title="Tổng quan", icon=":material/monitoring:", url_path="tong-quan", default=True),
        st.Page(PAGES["progress"], title="Tiến độ tiêu chí", icon=":material/grid_on:", url_path="tien-do"),
        st.Page(PAGES["nominations"], title="Hồ sơ đề nghị", icon=":material/inbox:", url_path="ho-so-de-nghi"),
    ],
    "Hội đồng": [
        st.Page(PAGES["screening"], title="Sàng lọc", icon=":material/rule:", url_path="sang-loc"),
        st.Page(PAGES["ranking"], title="Xếp hạng huyện", icon=":material/leaderboard:", url_path="xep-hang"),
    ],
    "Báo cáo": [
        st.Page(PAGES["papers"], title="Văn bản", icon=":material/draft:", url_path="van-ban"),
    ],
    "Dữ liệu": [
        st.Page(PAGES["intake"], title="Nhập dữ liệu", icon=":material/upload_file:", url_path="nhap-du-lieu"),
    ],
}
page = st.navigation(menu, expanded=True)
sidebar()
page.run()
