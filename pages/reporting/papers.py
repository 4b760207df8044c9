"""Papers: what goes out in the form the office needs, made from what the store knows."""

import streamlit as st

from ntm_dash.services.screening import cases
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign
from ntm_dash.ui.blocks import headline, section
from ntm_dash.ui.choosing import nothing
from ntm_dash.ui.making import choose_kind, choose_order, offer
from ntm_dash.ui.papers.kinds import KINDS

campaign = chosen_campaign()
found = ask(cases, campaign)

if not found:
    headline("Chưa có hồ sơ nào để lên văn bản", "Văn bản", illustrative=campaign.illustrative)
    nothing(
        "Văn bản lấy từ những gì đã nhập",
        "Nhập biểu 03 (danh sách đề nghị) ở trang Nhập dữ liệu; mọi văn bản soạn được ngay sau đó.",
        "intake",
    )
    st.stop()

headline(
    f"{len(KINDS)} loại văn bản soạn được từ {len(found)} hồ sơ trong sổ",
    "Văn bản · mẫu Word nằm trong thư mục data/templates, sửa được bằng Word",
    illustrative=campaign.illustrative,
)
left, right = st.columns([4, 7], gap="medium")
with left:
    kind = choose_kind()
with right:
    section(kind.title, kind.note)
    offer(campaign, kind, choose_order(campaign, kind, found, person()))
