"""Nominations by proposing unit: where each stands, what lacks, what is late, who sent nothing, whom to chase."""

import streamlit as st

from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.services.campaigns import unit_names
from ntm_dash.services.nominations import COUNTS, board_columns, chases, counted, of_group, proposers
from ntm_dash.ui import dossiers, opening
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline, legend
from ntm_dash.ui.choosing import COUNT, NOMINATION, PROPOSER, choose, chosen, go, nothing
from ntm_dash.ui.download import download
from ntm_dash.ui.filters import choose_group
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.nominations import nominations_tables
from ntm_dash.ui.unit_acts import acts_on_units
from ntm_dash.ui.words import count_title, deadline_line, proposers_sentence, unit_note

campaign = chosen_campaign()
found = ask(proposers, campaign, viewer())
unit = chosen(PROPOSER, {each.name for each in found})
what = chosen(COUNT, COUNTS)

headline(proposers_sentence(found), f"Hồ sơ đề nghị · {deadline_line(campaign)}", illustrative=campaign.illustrative)
if all(each.sent_nothing for each in found):
    how = "Nhập biểu 03 của các đơn vị ở trang Nhập dữ liệu; danh sách này đầy dần lên."
    nothing("Chưa đơn vị nào gửi hồ sơ", how, "intake")

group, only, as_table = choose_group(sorted({each.cluster for each in found if each.cluster}, key=alphabetical))
listed = [each for each in of_group(found, group) if not only or only(each)]


def pick(value: str) -> None:
    """Open the unit, the dossier or the list behind the count that was clicked."""
    kind, _, name = value.partition(" ")
    if kind == "case":
        st.session_state["open-case"] = name
        return
    if kind == opening.SAME_PAGE:
        opening.pick(value)
        return
    counting, _, of_unit = name.partition("|") if kind == "count" else ("", "", name)
    again = kind == "unit" and of_unit == unit and what is None
    choose(PROPOSER, None if again or not of_unit else of_unit)
    choose(COUNT, counting or None)


left, right = st.columns([8, 3.7], gap="medium")
with left:
    drawn = dossiers.count_table(listed, unit) if as_table else None
    picture(drawn or dossiers.board(listed, board_columns(campaign, found), today(), unit), "board", on_pick=pick)
    legend(dossiers.meanings())
with right:
    selected = next((each for each in found if each.name == unit), None)
    if what:
        filed = counted([selected] if selected else listed, what)
        shown = dossiers.filed_list(count_title(filed, what), unit or "", filed, campaign.rulebook)
    elif selected:
        shown = dossiers.filed_list(selected.name, unit_note(selected, today()), selected.filed, campaign.rulebook)
    else:
        shown = dossiers.chase_list(ask(chases, campaign, viewer())) + dossiers.returned_list(listed)
    picture(shown, "beside", on_pick=pick)
    viewed_by = viewer()
    words_of_filters = [f"{len(listed)} trong {len(found)} đơn vị"] if len(listed) < len(found) else []
    download(
        "Hồ sơ đề nghị",
        lambda: nominations_tables(
            *(campaign, listed, ask(chases, campaign, viewed_by), ask(unit_names, campaign), words_of_filters, today())
        ),
        key="download-nominations",
    )
    acts_on_units(campaign, person(), found, selected)

if code := st.session_state.pop("open-case", None):
    go("dossier", **{NOMINATION: code, "dot": campaign.id})
