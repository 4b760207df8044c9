"""What stands beside every page: the campaign, the search, and the way out of the demonstration."""

from __future__ import annotations

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.services.search import find, index
from ntm_dash.services.search_index import Hit
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import CAMPAIGN, ask, chosen_campaign, standing_campaigns
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, NOMINATION, PROPOSER, chosen, link
from ntm_dash.ui.door import who_acts
from ntm_dash.ui.words import hit_words, literal

TARGETS = {
    "commune": ("place", COMMUNE, ":material/location_on:"),
    "district": ("place", DISTRICT, ":material/map:"),
    "nomination": ("screening", NOMINATION, ":material/description:"),
    "proposer": ("nominations", PROPOSER, ":material/apartment:"),
}
"""Where each kind of hit opens: page, parameter, icon."""


def sidebar(person: Person) -> None:
    """The campaign choice, the search and who acts, in the sidebar below the menu."""
    found = standing_campaigns()
    chosen(CAMPAIGN, {each.id for each in found})
    with st.sidebar:
        campaign = chosen_campaign()
        if len(found) > 1:
            ids = [each.id for each in found]
            names = {each.id: each.name + (" (đã kết thúc)" if each.ended else "") for each in found}
            st.selectbox(
                "Đợt tổng kết",
                ids,
                index=ids.index(campaign.id),
                format_func=names.__getitem__,
                key=CAMPAIGN,
                on_change=_forget_choices,
            )
            st.query_params[CAMPAIGN] = campaign.id
        wanted = st.text_input("Tìm xã, huyện, hồ sơ, đơn vị", placeholder="gõ không cần dấu", key="tim", type="search")
        if wanted and wanted.strip():
            _hits(find(ask(index, campaign), wanted, viewer()), campaign.id)
        who_acts(person)


def _forget_choices() -> None:
    """Another campaign has other nominations and districts: the address keeps none of the old ones."""
    for name in (NOMINATION, DISTRICT, COMMUNE, PROPOSER):
        st.query_params.pop(name, None)


def _hits(hits: list[Hit], campaign: str) -> None:
    if not hits:
        st.caption("Không thấy. Thử một phần của tên, mã xã, hoặc mã hồ sơ.")
    for hit in hits:
        page, parameter, icon = TARGETS[hit.kind]
        link(page, literal(hit_words(hit)), icon, **{parameter: hit.code, CAMPAIGN: campaign})
