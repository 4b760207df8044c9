"""The list of screened nominations: its filters, kept in the address, and one page of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from html import escape
from typing import TypeVar

import streamlit as st

from ntm_dash.domain.terms import Award, Subject, Verdict
from ntm_dash.services.listing import Filters, Listing
from ntm_dash.services.screening import Case
from ntm_dash.ui.choosing import AWARD, NOMINATION, PROPOSER, SUBJECT, VERDICTS, choose
from ntm_dash.ui.colours import role
from ntm_dash.ui.controls import choice, search, step, toggle
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import number
from ntm_dash.ui.words import label

WORDS, PAGE = "tim", "trang"
"""Parameters of the address beside those of the filters, which hold codes, of several verdicts with commas between."""

ROWS = 100
"""Rows on one page of the list: enough to scroll through, few enough to be sent at each change."""

Code = TypeVar("Code", bound=StrEnum)


def filters_in_address() -> Filters:
    """The filters that the address names; what it names wrongly narrows nothing."""
    asked = st.query_params.get(VERDICTS, "").split(",")
    return Filters(
        frozenset(verdict for verdict in Verdict if verdict in asked),
        _code(Award, "award", st.query_params.get(AWARD)),
        _code(Subject, "subject", st.query_params.get(SUBJECT)),
        st.query_params.get(PROPOSER) or None,
        st.query_params.get(WORDS, ""),
    )


def _code(kind: type[Code], words: str, value: str | None) -> Code | None:
    """The code that a parameter holds, or says in words."""
    return next((each for each in kind if value in (str(each), label(words, each))), None)


def pick(value: str) -> None:
    """What was picked in the filters or the list goes into the address."""
    name, _, rest = value.partition(" ")
    if name == "case":
        choose(NOMINATION, rest)
        return
    if name == VERDICTS:
        pressed = filters_in_address().verdicts ^ {Verdict(rest)}
        rest = ",".join(verdict for verdict in Verdict if verdict in pressed)
    choose(name, rest or None)
    if name != PAGE:
        choose(PAGE, None)
        st.session_state["filters-moved"] = True


def filter_words(filters: Filters) -> list[str]:
    """The filters in force, in words: "Kết quả: Đủ điều kiện"."""
    verdicts = ", ".join(label("verdict", verdict) for verdict in reversed(Verdict) if verdict in filters.verdicts)
    named = {
        "Kết quả": verdicts,
        "Hình thức": label("award", filters.award),
        "Đối tượng": label("subject", filters.subject),
        "Đơn vị đề nghị": filters.proposer,
        "Tìm": filters.words,
    }
    return [f"{title}: {value}" for title, value in named.items() if value]


def shown_case(listing: Listing, listed: Sequence[Case], wanted: str | None) -> Case | None:
    """The case to open: the wanted one, unless a filter was just set that leaves it out; else the first of the list."""
    moved = st.session_state.pop("filters-moved", False)
    case = listing.by_code.get(wanted or "")
    if case is not None and (not moved or case in listed):
        return case
    return listed[0] if listed else None


def filters_html(listing: Listing, filters: Filters) -> str:
    """The filters in one row: verdicts to press, then one choice each of award, subject and proposing unit."""
    pressed = "".join(
        toggle(
            f"{VERDICTS} {verdict}",
            f"{label('verdict', verdict)} {number(listing.counts[verdict])}",
            verdict in filters.verdicts,
            state=STATE_OF_VERDICT[verdict],
        )
        for verdict in reversed(Verdict)
    )
    awards = [(str(award), label("award", award)) for award in listing.awards]
    subjects = [(str(subject), label("subject", subject)) for subject in listing.subjects]
    choices = (
        choice(AWARD, "Hình thức", awards, filters.award or "", every="Hình thức")
        + choice(SUBJECT, "Đối tượng", subjects, filters.subject or "", every="Đối tượng")
        + choice(
            PROPOSER,
            "Đơn vị đề nghị",
            [(name, name) for name in listing.proposers],
            filters.proposer or "",
            every="Đơn vị",
        )
    )
    return (
        f'<div style="display:flex;flex-wrap:wrap;gap:.5rem .6rem;align-items:center;font-size:.88rem;'
        f'color:{role("ink")}"><div role="group" aria-label="Kết quả" style="display:flex;flex-wrap:wrap;gap:.35rem">'
        f'{pressed}</div><div style="flex:1;min-width:16rem;display:grid;grid-template-columns:repeat(3,minmax(0,1fr));'
        f'gap:.5rem">{choices}</div></div>'
    )


def list_html(listed: Sequence[Case], filters: Filters, chosen: Case | None) -> str:
    """One page of the list, the one that the address names or else the one with the chosen case."""
    place = next((index for index, case in enumerate(listed) if case is chosen), 0)
    pages = max(1, -(-len(listed) // ROWS))
    asked = st.query_params.get(PAGE, "")
    page = min(int(asked), pages) if asked.isdecimal() and int(asked) else place // ROWS + 1
    first = (page - 1) * ROWS
    rows = listed[first : first + ROWS]
    at = next((index for index, case in enumerate(rows) if case is chosen), 0)
    options = "".join(_row(case, case is chosen, 0 if index == at else -1) for index, case in enumerate(rows))
    height = "max-height:max(20rem,calc(100vh - 17.5rem));overflow-y:auto;position:relative"
    told = f"{number(len(listed))} hồ sơ"
    if pages > 1:
        told = f"{number(first + 1)}–{number(first + len(rows))} trong {told}"
        told += (
            '<span style="display:inline-flex;gap:.3rem;margin-left:.6rem">'
            + step(f"{PAGE} {page - 1}", "Trang trước", "‹", possible=page > 1)
            + step(f"{PAGE} {page + 1}", "Trang sau", "›", possible=page < pages)
            + "</span>"
        )
    body = (
        f'<div role="listbox" aria-label="Danh sách hồ sơ đã sàng lọc" data-scroll="{page} {escape(repr(filters))}" '
        f'style="{height}">{options}</div>'
        if rows
        else f'<div style="padding:.9rem .3rem;color:{role("soft")};line-height:1.4">Không hồ sơ nào khớp bộ lọc. '
        "Bỏ bớt điều kiện lọc để thấy lại hồ sơ.</div>"
    )
    return (
        f'<div style="color:{role("ink")};font-size:.95rem">'
        f"{search(WORDS, 'Tìm trong danh sách', filters.words, 'Tìm tên hoặc mã hồ sơ')}"
        f'<div style="border-top:2px solid {role("ink")};margin-top:.5rem">{body}</div>'
        f'<div style="font-size:.86rem;color:{role("soft")};padding-top:.35rem">{told}</div></div>'
    )


def _row(case: Case, chosen: bool, stop: int) -> str:
    screened = case.screened
    code, verdict = screened.nomination or "", label("verdict", screened.verdict)
    wash = f"background:{role('accent_wash')};" if chosen else ""
    selected = 'aria-selected="true"' if chosen else ""
    return (
        f'<div role="option" tabindex="{stop}" data-pick="case {escape(code, quote=True)}" '
        f"{selected} "
        f'aria-label="{escape(f"{case.nominee}, {code}: {verdict}", quote=True)}" '
        f'title="{escape(f"{case.nominee} · {verdict}", quote=True)}" '
        'style="display:flex;gap:.55rem;align-items:center;padding:.33rem .3rem;cursor:pointer;line-height:1.3;'
        f'border-bottom:1px solid {role("hair")};{wash}">{mark(STATE_OF_VERDICT[screened.verdict], 19)}'
        f'<span style="flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">'
        f"{escape(case.nominee)}</span>"
        f'<span style="color:{role("soft")};font-size:.86rem">{escape(code)}</span></div>'
    )
