"""Nominations by proposing unit: what came, what lacks, what is late, who sent nothing, whom to chase."""

import streamlit as st

from ntm_dash.services.nominations import chases, of_group, proposers
from ntm_dash.ui import dossiers
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import empty, headline, legend
from ntm_dash.ui.choosing import NOMINATION, PROPOSER, choose, chosen, go
from ntm_dash.ui.filters import choose_group
from ntm_dash.ui.picture import picture
from ntm_dash.ui.words import deadline_line, overdue, proposers_sentence

campaign = chosen_campaign()
found = ask(proposers, campaign, viewer())
unit = chosen(PROPOSER, {each.name for each in found})

headline(proposers_sentence(found), f"Hồ sơ đề nghị · {deadline_line(campaign)}", illustrative=campaign.illustrative)
if all(each.sent_nothing for each in found):
    empty("Chưa đơn vị nào gửi hồ sơ", "Nhập biểu 03 của các đơn vị ở trang Nhập dữ liệu; danh sách này đầy dần lên.")

group, only = choose_group()
listed = [each for each in of_group(found, group) if not only or only(each)]


def pick(value: str) -> None:
    """Open the unit or the nomination that was clicked."""
    kind, _, code = value.partition(" ")
    if kind == "unit":
        choose(PROPOSER, None if code == unit else code)
    else:
        st.session_state["open-case"] = code


left, right = st.columns([8, 3.7], gap="medium")
with left:
    picture(dossiers.board(listed, overdue(campaign, today()), unit), "board", on_pick=pick)
    legend(
        [
            (dossiers.square(True), "đủ giấy tờ"),
            (dossiers.square(False), "thiếu giấy tờ"),
            (dossiers.square(None), "chưa ghi nhận giấy tờ"),
            (dossiers.square(True, late=True), "nhận sau hạn"),
            (dossiers.nothing_sent(), "chưa có hồ sơ nào"),
        ]
    )
with right:
    selected = next((each for each in found if each.name == unit), None)
    shown = dossiers.unit_dossiers(selected) if selected else dossiers.chase_list(ask(chases, campaign, viewer()))
    picture(shown, "beside", on_pick=pick)

if code := st.session_state.pop("open-case", None):
    go("screening", **{NOMINATION: code, "dot": campaign.id})
