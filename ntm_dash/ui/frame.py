"""What stands beside every page: the menu, the search, who acts, the campaign, and the switch for the projector."""

from __future__ import annotations

from html import escape

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.search import find, index
from ntm_dash.services.search_index import Hit
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import CAMPAIGN, ask, chosen_campaign, standing_campaigns
from ntm_dash.ui.backups import watch_html
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, NOMINATION, PROPOSER, chosen, go
from ntm_dash.ui.controls import ON_SIDEBAR, choice, search, titled
from ntm_dash.ui.door import act_as, sign_out, who_acts_html
from ntm_dash.ui.menu import PAGE, menu_html, opens
from ntm_dash.ui.parts import part
from ntm_dash.ui.picture import picture
from ntm_dash.ui.words import hit_words

TARGETS = {
    "commune": ("place", COMMUNE),
    "district": ("place", DISTRICT),
    "nomination": ("screening", NOMINATION),
    "proposer": ("nominations", PROPOSER),
}
"""Where each kind of hit opens: page and parameter."""

SOUGHT, PICKED = "sought", "picked-beside"
PROJECTOR = (
    '<button type="button" data-switch="projector" aria-pressed="false" title="Mọi thứ to hơn, thanh bên thu về mép '
    f'trái; bấm lần nữa để thôi" style="font:inherit;cursor:pointer;border-radius:3px;padding:.35em .6em;{ON_SIDEBAR}">'
    "Trình chiếu</button>"
)


def sidebar(person: Person, shown: str) -> None:
    """The sidebar, beside the page that is shown."""
    chosen(CAMPAIGN, {each.id for each in standing_campaigns()})
    campaign = chosen_campaign()
    st.session_state[CAMPAIGN] = campaign.id
    if st.query_params.get(CAMPAIGN) != campaign.id and len(standing_campaigns()) > 1:
        st.query_params[CAMPAIGN] = campaign.id
    with st.sidebar:
        _beside(person, shown)


@part
def _beside(person: Person, shown: str) -> None:
    """Drawn alone while somebody searches: the page beside it stands as it is."""
    name, _, value = st.session_state.pop(PICKED, "").partition(" ")
    if name in TARGETS:
        st.session_state.pop(SOUGHT, None)
        page, parameter = TARGETS[name]
        go(page, **{parameter: value, CAMPAIGN: chosen_campaign().id})
    elif name == PAGE:
        go(value)
    elif name:
        st.rerun()
    drawn = _search(chosen_campaign(), person) + who_acts_html(person) + _campaigns(chosen_campaign())
    if opens("backups", person):
        drawn += watch_html()
    picture(
        f'<div style="display:flex;flex-direction:column;gap:.9rem;font-size:.95rem">{menu_html(person, shown)}'
        f'<div class="ntm-beside">{drawn}{PROJECTOR}</div></div>',
        "beside-page",
        on_pick=_pick,
    )
    sign_out()


def _pick(value: str) -> None:
    name, _, rest = value.partition(" ")
    if name == SOUGHT:
        st.session_state[SOUGHT] = rest
        return
    if name == CAMPAIGN:
        # Another campaign has other nominations and districts: the address keeps none of the old ones.
        for parameter in list(st.query_params):
            del st.query_params[parameter]
        st.session_state[CAMPAIGN] = st.query_params[CAMPAIGN] = rest
    elif name in ("role", "unit"):
        act_as(name, rest)
    st.session_state[PICKED] = value


def _campaigns(campaign: Campaign) -> str:
    found = standing_campaigns()
    if len(found) < 2:
        return ""
    names = [(each.id, each.name + (" (đã kết thúc)" if each.ended else "")) for each in found]
    return titled("Đợt tổng kết", choice(CAMPAIGN, "Đợt tổng kết", names, campaign.id, style=ON_SIDEBAR))


def _search(campaign: Campaign, person: Person) -> str:
    title, wanted = "Tìm xã, huyện, hồ sơ, đơn vị", st.session_state.get(SOUGHT, "")
    field = search(SOUGHT, title, wanted, "gõ không cần dấu", style=ON_SIDEBAR)
    if not wanted.strip():
        return titled(title, field)
    hits = [hit for hit in find(ask(index, campaign), wanted, viewer()) if opens(TARGETS[hit.kind][0], person)]
    found = "".join(map(_hit, hits)) or "Không thấy. Thử một phần của tên, mã xã, hoặc mã hồ sơ."
    return titled(title, field) + f'<div style="line-height:1.35;font-size:.9rem">{found}</div>'


def _hit(hit: Hit) -> str:
    return (
        f'<a href="#" data-pick="{hit.kind} {escape(hit.code, quote=True)}" style="display:block;color:inherit;'
        f'text-decoration:none;padding:.28rem 0;border-bottom:1px solid rgb(255 255 255/.16)">'
        f"{escape(hit_words(hit))}</a>"
    )
