"""Screening: every nomination against the written standards, and one case with its reasons."""

import streamlit as st

from ntm_dash.services.campaigns import unit_names
from ntm_dash.services.screening import cases, sources, visible
from ntm_dash.ui import tables
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.case import case_html
from ntm_dash.ui.choosing import NOMINATION, choose, chosen
from ntm_dash.ui.download import download
from ntm_dash.ui.filters import filter_cases, filter_words
from ntm_dash.ui.findings import place_of
from ntm_dash.ui.picture import picture
from ntm_dash.ui.records import open_source, show_opened_source
from ntm_dash.ui.spreadsheets.cases import cases_table
from ntm_dash.ui.words import verdict_sentence

campaign = chosen_campaign()
found = visible(ask(cases, campaign), person())
over = f"Sàng lọc điều kiện · {campaign.rulebook.document.title}"

if not found:
    headline("Chưa có hồ sơ nào để sàng lọc", over, illustrative=campaign.illustrative)
    empty(
        "Chưa nhận hồ sơ đề nghị",
        "Nhập biểu 03 (danh sách đề nghị) ở trang Nhập dữ liệu; kết quả có ngay sau khi nhập.",
    )
    st.stop()

headline(verdict_sentence(found), over, illustrative=campaign.illustrative)
wanted = chosen(NOMINATION, {case.screened.nomination for case in found})
listed = filter_cases(found, always=wanted)
if not listed:
    empty("Không hồ sơ nào khớp bộ lọc", "Bỏ bớt điều kiện lọc ở trên để thấy lại hồ sơ.")
    st.stop()

left, right = st.columns([4.3, 9], gap="medium")
with left:
    case = tables.choose_case(listed, wanted)
    choose(NOMINATION, case.screened.nomination)
with right:
    names = ask(unit_names, campaign)
    rows = ask(sources, case.screened.sources)
    picture(case_html(case, campaign.rulebook, rows, place_of(case, names)), "case", on_pick=open_source)
applied = filter_words()
download(
    "Hồ sơ đã sàng lọc",
    lambda: [cases_table(campaign, listed, names, applied, today())],
    key="download-cases",
    label=f"Tải {len(listed)} hồ sơ (Excel)",
)
show_opened_source(campaign)
