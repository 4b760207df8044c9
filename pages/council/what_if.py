"""What if: a threshold, a period, a reading or the cut-off day otherwise, and at once who enters and who leaves."""

import streamlit as st

from ntm_dash.domain.problems import Refused
from ntm_dash.services.screening import cases
from ntm_dash.services.what_if import what_if
from ntm_dash.ui.asking import chosen_campaign
from ntm_dash.ui.blocks import empty, headline, note_html, refusals
from ntm_dash.ui.choosing import NOMINATION, go
from ntm_dash.ui.council import ask_screening
from ntm_dash.ui.picture import picture
from ntm_dash.ui.what_if import choose_plan, moved_html, plan_words, sentence

campaign = chosen_campaign()
over = "Thử phương án · không ghi vào sổ, không đổi quy tắc đang áp dụng"

if not ask_screening(cases, campaign):
    headline("Chưa có hồ sơ nào để thử", over, illustrative=campaign.illustrative)
    empty("Chưa nhận hồ sơ đề nghị", "Nhập biểu 03 (danh sách đề nghị) ở trang Nhập dữ liệu rồi thử phương án ở đây.")
    st.stop()

title = st.container()
left, right = st.columns([3.6, 9], gap="medium")
with left:
    plan = choose_plan(campaign)

found = None
if not plan.changes_nothing:
    try:
        found = ask_screening(what_if, campaign, plan)
    except Refused as refused:
        refusals(refused.problems)

with title:
    said = sentence(found.moved) if found else "Thử đổi một điều để thấy hồ sơ nào vào, hồ sơ nào ra"
    headline(said, over, illustrative=campaign.illustrative)


def pick(code: str) -> None:
    """Open the case that was clicked."""
    st.session_state["open-case"] = code


with right:
    if found is None:
        empty(
            "Đang đúng như quy tắc áp dụng",
            "Chọn một điều kiện, một cách hiểu hoặc ngày chốt khác ở bên trái; kết quả hiện ngay, không ghi lại.",
            "met",
        )
    else:
        tried = note_html("Chỉ là phương án thử, không phải quy tắc", plan_words(campaign, plan), "late")
        picture(tried + moved_html(found.moved), "what-if", on_pick=pick)

if code := st.session_state.pop("open-case", None):
    go("screening", **{NOMINATION: code, "dot": campaign.id})
