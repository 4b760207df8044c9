"""What if: a threshold, a period, a reading or the cut-off day otherwise, and at once who enters and who leaves."""

import streamlit as st

from ntm_dash.domain.problems import Refused
from ntm_dash.services.screening import cases
from ntm_dash.services.what_if import what_if
from ntm_dash.ui import opening
from ntm_dash.ui import what_if as drawn
from ntm_dash.ui.asking import chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline, refusals
from ntm_dash.ui.choosing import nothing
from ntm_dash.ui.council import ask_screening
from ntm_dash.ui.download import download
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.what_if import what_if_table

campaign = chosen_campaign()
opening.open_picked(campaign)
over = "Thử phương án · không ghi vào sổ, không đổi quy tắc đang áp dụng"

if not ask_screening(cases, campaign):
    headline("Chưa có hồ sơ nào để thử", over, illustrative=campaign.illustrative)
    how = "Nhập biểu 03 (danh sách đề nghị) ở trang Nhập dữ liệu rồi thử phương án ở đây."
    nothing("Chưa nhận hồ sơ đề nghị", how, "intake")
    st.stop()

turned = drawn.by_name(campaign)
plan = drawn.planned(campaign, turned)
standing = drawn.in_force(campaign)


def pick(value: str) -> None:
    """Try what was chosen, or open the case that was clicked."""
    if not drawn.pick(value):
        opening.pick(value)


found, problems = None, ()
try:
    found = None if plan.changes_nothing else what_if(standing, plan)
except Refused as refused:
    problems = refused.problems
said = drawn.sentence(found.moved) if found else "Thử đổi một điều để thấy hồ sơ nào vào, hồ sơ nào ra"
headline(said, over, illustrative=campaign.illustrative)
refusals(problems)

left, right = st.columns([3.6, 9], gap="medium")
with left:
    picture(drawn.controls_html(campaign, turned, plan), "plan", on_pick=pick)
with right:
    if found is None:
        empty(
            "Đang đúng như quy tắc áp dụng" if plan.changes_nothing else "Phương án này không thử được",
            "Chọn một điều kiện, một cách hiểu hoặc ngày chốt khác ở bên trái; kết quả hiện ngay, không ghi lại.",
            "met" if plan.changes_nothing else "unknown",
        )
    else:
        words = drawn.plan_words(campaign, plan, turned)
        picture(drawn.moved_html(words, found.moved), "what-if", on_pick=pick)
        moved = found.moved
        download(
            "Phương án thử",
            lambda: [what_if_table(campaign, words, moved, today())],
            key="download-what-if",
        )
