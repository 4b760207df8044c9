"""Screening: every nomination against the written standards, and one case with its reasons."""

import streamlit as st

from ntm_dash.services.campaigns import unit_names
from ntm_dash.services.listing import listing, narrowed
from ntm_dash.services.screening import sources
from ntm_dash.services.ways import ways
from ntm_dash.ui import opening
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.case import case_html
from ntm_dash.ui.choosing import NOMINATION, choose, chosen, nothing
from ntm_dash.ui.download import download
from ntm_dash.ui.findings import place_of
from ntm_dash.ui.listing import filter_words, filters_html, filters_in_address, list_html, pick, shown_case
from ntm_dash.ui.parts import part
from ntm_dash.ui.picture import picture
from ntm_dash.ui.records import open_source
from ntm_dash.ui.spreadsheets.cases import cases_table
from ntm_dash.ui.words import verdict_sentence

campaign = chosen_campaign()
found = ask(listing, campaign, viewer())
over = f"Sàng lọc điều kiện · {campaign.rulebook.document.title}"

if not found.cases:
    headline("Chưa có hồ sơ nào để sàng lọc", over, illustrative=campaign.illustrative)
    nothing(
        "Chưa nhận hồ sơ đề nghị",
        "Nhập biểu 03 (danh sách đề nghị) ở trang Nhập dữ liệu; kết quả có ngay sau khi nhập.",
        "intake",
    )
    st.stop()

headline(verdict_sentence(found.counts), over, illustrative=campaign.illustrative)
chosen(NOMINATION, found.by_code)


def pick_in_case(value: str) -> None:
    """Open the file row that a figure came from, or the page that was clicked."""
    if value.isdecimal():
        open_source(value)
    else:
        opening.pick(value)


@part
def list_and_case() -> None:
    """The list and the case beside it: choosing runs this part only."""
    found = ask(listing, campaign, viewer())
    filters = filters_in_address()
    listed = narrowed(found, filters)
    case = shown_case(found, listed, st.query_params.get(NOMINATION))
    choose(NOMINATION, case.screened.nomination if case else None)
    names, words = ask(unit_names, campaign), filter_words(filters)
    picture(filters_html(found, filters), "filters", on_pick=pick)
    left, right = st.columns([4.3, 9], gap="medium")
    with left:
        picture(list_html(listed, filters, case), "cases", on_pick=pick)
        download(
            "Hồ sơ đã sàng lọc",
            lambda: [cases_table(campaign, listed, names, words, today())],
            key="download-cases",
            label=f"Tải {len(listed)} hồ sơ (Excel)",
        )
    if case is not None:
        with right:
            rows = ask(sources, case.screened.sources)
            found_ways = ways(case.screened, campaign.rulebook, campaign.choices)
            drawn = case_html(case, campaign.rulebook, found_ways, rows, place_of(case, names))
            picture(drawn, "case", on_pick=pick_in_case)
    opening.open_picked(campaign)


list_and_case()
