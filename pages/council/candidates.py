"""Units that meet a clause and were not proposed, and those one step away: whom to ask about."""

import streamlit as st

from ntm_dash.services.campaigns import unit_names
from ntm_dash.services.candidates import candidates, near_ones
from ntm_dash.services.progress import progress
from ntm_dash.services.screening import cases
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline, section
from ntm_dash.ui.candidates import candidates_html, sentence
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, go, nothing
from ntm_dash.ui.council import ask_screening
from ntm_dash.ui.download import download
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.candidates import candidates_tables

campaign = chosen_campaign()
over = "Cận điều kiện, chưa được đề nghị · để hỏi lại đơn vị, không thay cho đề nghị"

if ask(progress, campaign).empty:
    headline("Chưa biết xã, huyện nào cận điều kiện", over, illustrative=campaign.illustrative)
    how = "Nhập biểu 01 và 02 ở trang Nhập dữ liệu; danh sách này có ngay sau khi nhập."
    nothing("Chưa có số liệu để tìm", how, "intake")
    st.stop()

found = ask_screening(cases, campaign, all_units=True)
able, near = candidates(found), near_ones(found)
headline(sentence(able, near), over, illustrative=campaign.illustrative)
names = ask(unit_names, campaign)


def pick(value: str) -> None:
    """Open the unit that was clicked."""
    st.session_state["open-unit"] = value


left, right = st.columns(2, gap="medium")
with left:
    if not able:
        section("Không xã, huyện nào có thể đề nghị mà bị bỏ sót")
    picture(candidates_html(able, campaign.rulebook, names), "able", on_pick=pick)
with right:
    if not near:
        section("Không xã, huyện nào chỉ còn thiếu một bước")
    picture(candidates_html(near, campaign.rulebook, names), "near", on_pick=pick)
    download(
        "Cận điều kiện",
        lambda: candidates_tables(campaign, able, near, names, today()),
        key="download-candidates",
    )

if unit := st.session_state.pop("open-unit", None):
    kind, _, code = unit.partition(" ")
    go("place", **{COMMUNE if kind == "xa" else DISTRICT: code, "dot": campaign.id})
