"""Completeness: what is at hand by district and form, what is missing, who owes it, which verdicts wait for it."""

import streamlit as st

from ntm_dash.services.completeness import completeness
from ntm_dash.ui import completeness as words
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline, legend
from ntm_dash.ui.choosing import nothing
from ntm_dash.ui.download import download
from ntm_dash.ui.gaps import chosen_gaps, forget_gaps, picked_gaps
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.marks import mark
from ntm_dash.ui.opening import open_picked
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.completeness import completeness_tables

WAITING = "còn thiếu: số đủ trên số cần có, chọn ô để xem danh sách"

campaign = chosen_campaign()
open_picked(campaign)
found = ask(completeness, campaign, viewer())
place, form, reason = chosen_gaps(found)
cell = found.chosen(place, form)
items = cell.with_reason(reason)

sentence = words.completeness_sentence(found)
headline(sentence, words.over_line(campaign), illustrative=campaign.illustrative)
if not any(each.last_on for each in found.cells.values()):
    nothing(
        "Chưa nhập biểu nào",
        "Bảng dưới cho biết ai phải gửi biểu nào; nhập các biểu ở trang Nhập dữ liệu thì bảng đầy dần lên.",
        "intake",
    )

picture(words.matrix(found, place, form), "matrix", on_pick=picked_gaps)
legend(
    [
        (mark("met", 15), "đủ"),
        (mark("unknown", 15), explained(WAITING, chua_co_so_lieu="còn thiếu")),
        (words.waiting_box(), "số hồ sơ có kết quả chờ số liệu ở ô đó"),
        ("", "ngày: lần đánh giá, sự kiện, ngày nhận hoặc lần nhập gần nhất"),
    ]
)

filters = words.filter_words(found, place, form, reason)
title = words.gaps_title(found, place, form, reason, len(items))
left, right = st.columns([8, 4], gap="medium")
with left:
    drawn = words.missing_list(found, items, title, campaign.rulebook, filtered=bool(filters))
    picture(drawn, "missing", on_pick=picked_gaps)
with right:
    with st.container(horizontal=True, gap="small"):
        download(
            "Độ đầy đủ dữ liệu",
            lambda: completeness_tables(campaign, found, items, filters, today()),
            key="download-completeness",
        )
        if filters:
            st.button("Bỏ lọc", icon=":material/filter_alt_off:", on_click=forget_gaps)
    picture(words.waiting_list(cell.turns, found.names), "waiting", on_pick=picked_gaps)
    picture(words.reason_list(cell, reason), "reasons", on_pick=picked_gaps)
