"""What a click in a drawing opens: a place, a case, a file row. Drawings carry it as `data-pick`, "kind code".

A link to a place or a case is a real address too: it opens in a new tab and can be copied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from ntm_dash.services.campaigns import Campaign
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import CAMPAIGN
from ntm_dash.ui.choosing import COMMUNE, DISTRICT, IMPORT, NOMINATION, PROPOSER, SHEET, choose, chosen_page, go
from ntm_dash.ui.colours import role
from ntm_dash.ui.menu import MENU, opens
from ntm_dash.ui.records import open_source, show_opened_source

Item = TypeVar("Item")

PICKED = "picked-part"
ROW = "dong"
SAME_PAGE = "chon"
LIST = "muc"
"""What a click on a count picks, and the parameter that keeps the open list in the address."""
PAGE = "mo"
"""What a link to any page picks: the page and the parameters of its address."""

TARGETS = {COMMUNE: "place", DISTRICT: "place", NOMINATION: "screening", PROPOSER: "nominations", IMPORT: "intake"}
"""The page that each parameter opens."""


def address(page: str, **parameters: str) -> str:
    """The address of a page in the campaign that this one shows, where the parameters name no other."""
    if CAMPAIGN in st.query_params:
        parameters.setdefault(CAMPAIGN, st.query_params[CAMPAIGN])
    return f"{MENU[page].address}?{urlencode(parameters)}"


def commune_link(code: str, name: str, *, plain: bool = False) -> str:
    """A commune's name as a link to its page; `plain` keeps the colour of the text around it."""
    return _link(COMMUNE, code, name, plain=plain)


def district_link(code: str, name: str, *, plain: bool = False) -> str:
    """A district's name as a link to its page."""
    return _link(DISTRICT, code, name, plain=plain)


def case_link(nomination: str, name: str) -> str:
    """A nominee as a link to the case."""
    return _link(NOMINATION, nomination, name)


def proposer_link(name: str) -> str:
    """A proposing unit as a link to its nominations."""
    return _link(PROPOSER, name, name)


def import_link(batch: int, words: str) -> str:
    """Words as a link to an import; the words alone where that page is outside the role."""
    return _link(IMPORT, str(batch), words) if opens("intake", person()) else escape(words)


def page_link(page: str, words: str, style: str = "", **parameters: str) -> str:
    """Words as a link to a page with parameters of its address; the words alone where it is outside the role."""
    if not opens(page, person()):
        return escape(words)
    said = escape(f"{PAGE} {page}?{urlencode(parameters)}", quote=True)
    return (
        f'<a href="{escape(address(page, **parameters), quote=True)}" data-pick="{said}" '
        f'style="color:{role("accent")};{style}">'
        f"{escape(words)}</a>"
    )


def row_link(source: int, words: str, title: str = "") -> str:
    """Words as a link that opens a file row where the figure stands."""
    about = f' title="{escape(title, quote=True)}"' if title else ""
    return f'<a href="#" data-pick="{ROW} {source}" style="color:{role("soft")}"{about}>{escape(words)}</a>'


def view_link(words: str, changes: Mapping[str, str | None], *, title: str = "", plain: bool = False) -> str:
    """Words as a link to the same page with parameters changed, or taken out."""
    kept = {name: value for name, value in {**st.query_params.to_dict(), **changes}.items() if value}
    about = f' title="{escape(title, quote=True)}"' if title else ""
    style = "color:inherit;text-decoration:none" if plain else f"color:{role('accent')}"
    return (
        f'<a href="{escape("?" + urlencode(kept), quote=True)}" data-pick="{view_pick(changes)}" '
        f'style="{style}"{about}>{escape(words)}</a>'
    )


def view_pick(changes: Mapping[str, str | None]) -> str:
    """What a part of a drawing carries to change parameters of the same page."""
    return escape(view_change(changes), quote=True)


def view_change(changes: Mapping[str, str | None]) -> str:
    """The same for a control, which escapes what it is given."""
    return f"{SAME_PAGE} {urlencode({name: value or '' for name, value in changes.items()})}"


def paged(listed: Sequence[Item], most: int) -> tuple[Sequence[Item], str]:
    """The part of a long list that the address names, at most so many, and the way to the other parts."""
    pages = max(1, -(-len(listed) // most))
    page = chosen_page(pages)
    return listed[(page - 1) * most : page * most], pages_html(page, pages)


def pages_html(page: int, pages: int) -> str:
    """The way from one page of a long list to the next; nothing where there is one only."""
    if pages < 2:
        return ""
    before = view_link("‹ trước", {SHEET: str(page - 1)}) if page > 1 else ""
    after = view_link("sau ›", {SHEET: str(page + 1)}) if page < pages else ""
    return (
        f'<div style="display:flex;gap:1rem;padding:.5rem 0;font-size:.95rem;color:{role("soft")}">'
        f"{before}<span>trang {page} trong {pages}</span>{after}</div>"
    )


def _link(parameter: str, code: str, words: str, *, plain: bool = False) -> str:
    address = MENU[TARGETS[parameter]].address
    kept = {CAMPAIGN: st.query_params[CAMPAIGN]} if CAMPAIGN in st.query_params else {}
    href = escape(f"{address}?{urlencode({parameter: code, **kept})}", quote=True)
    style = "color:inherit;text-decoration:none" if plain else f"color:{role('accent')}"
    return f'<a href="{href}" data-pick="{parameter} {escape(code, quote=True)}" style="{style}">{escape(words)}</a>'


def pick(value: str) -> None:
    """Remember what was clicked; `open_picked` opens it on the next run."""
    kind, _, code = value.partition(" ")
    if kind == ROW:
        open_source(code)
    elif kind == SAME_PAGE:
        for name, said in parse_qsl(code, keep_blank_values=True):
            choose(name, said or None)
    elif kind == PAGE:
        page, _, said = code.partition("?")
        if page in MENU:
            st.session_state[PICKED] = (page, dict(parse_qsl(said)))
    elif kind in TARGETS:
        st.session_state[PICKED] = (TARGETS[kind], {kind: code})


def open_picked(campaign: Campaign) -> None:
    """Open what was clicked in a drawing, if anything: another page, or the file row on this one."""
    if picked := st.session_state.pop(PICKED, None):
        page, parameters = picked
        go(page, **{CAMPAIGN: campaign.id, **parameters})
    show_opened_source(campaign)
