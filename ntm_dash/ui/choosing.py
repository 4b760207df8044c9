"""What a view shows, kept in the address: a link that is sent opens the same view.

This module owns the names of the parameters that hold codes. Widgets with closed lists bind themselves.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from ntm_dash.domain.access import ALLOWED, Role
from ntm_dash.ui.access import person
from ntm_dash.ui.blocks import empty
from ntm_dash.ui.menu import MENU, opens
from ntm_dash.ui.words import label, literal

NOMINATION = "ho-so"
DISTRICT = "huyen"
COMMUNE = "xa"
PROPOSER = "don-vi"
IMPORT = "lan-nhap"
PAPER = "van-ban"
SOURCE = "dong"
COUNT = "xem"
"""Which count of a unit's dossiers, or of all, is opened as a list."""
MEETING = "hop"
VERDICTS = "ket-qua"
"""Codes of verdicts, with commas between them."""
AWARD = "hinh-thuc"
SUBJECT = "doi-tuong"
"""An award or a kind of subject in words: a widget binds itself to it."""
READING = "cach-hieu"
CLAUSE = "muc-tieu-chuan"
CONDITION = "dieu-kien"
VIEW = "xem"
TERM = "tu"
GROUP = "nhom"
CRITERION = "tieu-chi"
YEAR = "nam"
SHEET = "trang"
COMPARED = "so"
SINCE = "so-voi"
MOVED = "chieu"

LONGEST_NAMED = 60
"""How many letters of a wrong link are repeated."""

PAGES = {name: entry.file for name, entry in MENU.items()}
"""The file of each page, for links."""


def chosen(name: str, known: Collection[str]) -> str | None:
    """The value of a parameter if it is one of the known ones; a stale link is told once and forgotten."""
    value = st.query_params.get(name)
    if value is None or value in known:
        return value
    del st.query_params[name]
    # A mark that turns the direction of writing would turn the sentence around it.
    said = "".join(letter for letter in value[:LONGEST_NAMED] if letter.isprintable())
    st.warning(
        f"Đường dẫn nhắc đến “{literal(said)}” nhưng đợt này không có. Chọn lại trong danh sách.",
        icon=":material/link_off:",
    )
    return None


def chosen_several(name: str, known: Collection[str], most: int) -> list[str]:
    """The values of a parameter that names several, each once, at most so many; stale ones are told and left out."""
    values = list(dict.fromkeys(value for value in st.query_params.get(name, "").split(",") if value))
    stale = [value for value in values if value not in known]
    if stale:
        kept = [value for value in values if value in known]
        choose(name, ",".join(kept) or None)
        st.warning(
            f"Đường dẫn nhắc đến “{literal(', '.join(stale))}” nhưng đợt này không có. Chọn lại trong danh sách.",
            icon=":material/link_off:",
        )
        return kept[:most]
    return values[:most]


def chosen_page(pages: int) -> int:
    """The page of a long list that the address names, from 1; the first one where it names none that is there."""
    value = st.query_params.get(SHEET, "1")
    return int(value) if value.isdecimal() and 1 <= int(value) <= pages else 1


def choose(name: str, value: str | None) -> None:
    """Put a value into the address, or take it out."""
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def go(page: str, **parameters: str) -> None:
    """Open another page with its parameters; used from buttons."""
    st.switch_page(PAGES[page], query_params={name.replace("_", "-"): value for name, value in parameters.items()})


def link(page: str, label: str, icon: str, **parameters: str) -> None:
    """A link to another page, in the campaign that the address names; none to a page outside the person's role."""
    if not opens(page, person()):
        return
    kept = {"dot": st.query_params["dot"]} if "dot" in st.query_params else {}
    st.page_link(PAGES[page], label=label, icon=icon, query_params={**kept, **parameters})


def nothing(title: str, what_to_do: str, *pages: str, state: str = "unknown") -> None:
    """Nothing to show yet: what is missing, and links to the pages that bring it; or whose work that is."""
    open_ones = [page for page in pages if opens(page, person())]
    if pages and not open_ones:
        doing = [each for each in Role if each in ALLOWED[MENU[pages[0]].right] - {Role.UNIT, Role.ADMINISTRATOR}]
        what_to_do += f" Việc này của {', '.join(label('role', each) for each in doing)}."
    empty(title, what_to_do, state)
    if open_ones:
        with st.container(horizontal=True, gap="medium"):
            for page in open_ones:
                link(page, MENU[page].title, f":material/{MENU[page].icon}:")
