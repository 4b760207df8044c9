"""The rulebook as a jurist reads it: clause beside condition, dossiers, days, road, votes, open passages; its file."""

import streamlit as st

from ntm_dash.domain.access import Right, may
from ntm_dash.services.listing import listing
from ntm_dash.services.rulebook import cases_of_clauses, checked, rulebook_text
from ntm_dash.services.rulings import rulings
from ntm_dash.ui import rulebook as parts
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, chosen_campaign
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.choosing import CLAUSE, CONDITION, READING, VIEW, chosen
from ntm_dash.ui.clauses import clauses_html
from ntm_dash.ui.opening import open_picked, pick
from ntm_dash.ui.picture import picture
from ntm_dash.ui.rulings import turning
from ntm_dash.ui.writing import steps_html

campaign = chosen_campaign()
open_picked(campaign)
rulebook = campaign.rulebook
found = ask(listing, campaign, viewer()).cases
view = chosen(VIEW, parts.VIEWS) or "tieu-chuan"

headline(
    parts.rulebook_sentence(rulebook),
    f"Bộ tiêu chuẩn · {rulebook.document.title}",
    illustrative=campaign.illustrative,
)
match view:
    case "ho-so":
        drawn = parts.dossiers_html(campaign)
    case "duong-di":
        drawn = parts.road_html(rulebook)
    case "bieu-quyet":
        drawn = parts.awards_html(rulebook)
    case "cach-hieu":
        reading = chosen(READING, {each.id for each in rulebook.readings})
        drawn = parts.open_readings_html(campaign, ask(rulings, campaign), turning(found), reading)
    case "soan":
        drawn = steps_html(rulebook)
    case _:
        clause = chosen(CLAUSE, {each.id for each in rulebook.clauses})
        drawn = clauses_html(campaign, cases_of_clauses(found), clause, st.query_params.get(CONDITION))
picture(parts.head_html(rulebook, view) + drawn, "rulebook", on_pick=pick)

if view == "soan" and may(person(), Right.SEE_SCREENING):
    uploaded = st.file_uploader("Tệp TOML để kiểm tra; không ghi gì vào sổ", type=["toml"], key="check-rulebook")
    if uploaded is not None:
        result = checked(uploaded.getvalue(), uploaded.name)
        picture(parts.checked_html(uploaded.name, result.rulebook, result.problems), "checked")
st.download_button(
    "Tải tệp bộ tiêu chuẩn (TOML)",
    data=lambda: ask(rulebook_text, campaign),
    file_name=f"{rulebook.document.id}.toml",
    mime="application/toml",
    icon=":material/download:",
    on_click="ignore",
)
