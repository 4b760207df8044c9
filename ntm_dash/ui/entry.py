"""Typing into a form of the app: one input for each column, read as a cell of a file would be, kept when refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from ntm_dash.domain.access import Person, Right, Role, may
from ntm_dash.domain.problems import Refused
from ntm_dash.intake.forms.definition import Column, forms, terms
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.dossier import FORMS_OF_A_DOSSIER, enter
from ntm_dash.ui.asking import store, today
from ntm_dash.ui.blocks import refusals
from ntm_dash.ui.mending import ANSWERS, show_problems
from ntm_dash.ui.words import cell_text, form_title

CODE = ("code",)
KNOWN = ("nomination", "name", "subject", "proposer", "award", "district", "commune")
"""Columns that say which nomination is meant: on its own page it is known."""

LONG = ("achievements", "description", "note")
"""Columns that hold more than a line."""

REPORT_FORM = "report-form"
"""The key of the part with the form of a closing report: whether it is open."""


def entry_form(
    campaign: Campaign,
    by: Person,
    code: str | None,
    records: Mapping[str, Sequence[Mapping[str, Any]]],
    names: Mapping[str, str],
) -> None:
    """Add or correct what is said of a nomination, or with no code begin one. `names` are the units' names by code."""
    if not may(by, Right.IMPORT):
        return
    offered = FORMS_OF_A_DOSSIER if code else FORMS_OF_A_DOSSIER[:1]
    with st.expander("Sửa, bổ sung bằng tay" if code else "Thêm hồ sơ bằng tay", expanded=code is None):
        chosen = st.selectbox("Biểu", offered, format_func=form_title, key="entry-form", disabled=len(offered) == 1)
        standing = dict(records["nominations"][0]) if code and chosen == "nominations" else {}
        _form(campaign, by, chosen, code, standing, names)


def report_form(campaign: Campaign, by: Person, unit: str | None) -> None:
    """Type in, or complete, the closing report of a unit."""
    title = "Ghi báo cáo bằng tay" if unit is None else f"Ghi báo cáo của {unit}"
    # Its thirty fields are drawn only for who opens it.
    with st.expander(title, key=REPORT_FORM, on_change="rerun") as part:
        if part.open:
            _form(campaign, by, "closing_reports", None, {"proposer": unit} if unit else {}, {})


def _form(
    campaign: Campaign, by: Person, name: str, code: str | None, standing: Mapping[str, Any], names: Mapping[str, str]
) -> None:
    key = f"entry-{name}-{code or 'new'}"
    round_key = f"{key}-round"
    number = st.session_state.get(round_key, 0)
    columns = [each for each in forms()[name].columns if each.reads != "ignored"]
    row: dict[str, str] = {}
    with st.form(key, border=False):
        places = st.columns(2)
        known = () if code is None else CODE if name == "nominations" else KNOWN
        asked = [each for each in columns if each.id not in known]
        for position, column in enumerate(asked):
            given = _written(name, column, standing, names)
            if column.id == "proposer" and by.role is Role.UNIT:
                given = by.unit
            with places[position % 2]:
                row[column.id] = _input(column, given, f"{key}-{number}-{column.id}")
        sent = st.form_submit_button("Ghi vào sổ", type="primary", icon=":material/check:")
    if code:
        row["code" if name == "nominations" else "nomination"] = code
    stopped = f"{key}-stops"
    if sent:
        try:
            found = enter(
                store(), campaign, name, [row], by=by, today=today(), answers=st.session_state.get(ANSWERS, {})
            )
        except Refused as refused:
            st.session_state[stopped] = [each for each in refused.problems if each.severity != "note"]
        else:
            st.session_state.pop(stopped, None)
            st.session_state.pop(ANSWERS, None)
            st.session_state[round_key] = number + 1
            st.toast(
                "Không có gì mới so với sổ." if found.brings_nothing else "Đã ghi vào sổ.", icon=":material/check:"
            )
            if name == "nominations" and code is None:
                st.query_params["ho-so"] = row["code"]
            st.rerun()
    if problems := st.session_state.get(stopped):
        asked_about = [each for each in problems if each.candidates]
        refusals(each.at() for each in problems if not each.candidates)
        show_problems(asked_about)
        if asked_about:
            st.caption("Chọn câu trả lời rồi bấm “Ghi vào sổ” lần nữa; những gì đã gõ vẫn còn.")


def _input(column: Column, given: str, key: str) -> str:
    label = column.header + (" *" if column.required else "")
    if column.reads == "word":
        options = [words[0] for words in terms()[column.words].values()]
        start = options.index(given) if given in options else None
        return st.selectbox(label, options, index=start, placeholder="chọn", key=key) or ""
    if column.reads == "tick":
        return "x" if st.checkbox(label, value=bool(given), key=key) else ""
    if column.id in LONG:
        return st.text_area(label, value=given, key=key, height=68)
    hint = {"date": "31/7/2019", "money": "1,5 tỷ, 400 triệu", "year": "2019"}.get(column.reads, "")
    return st.text_input(label, value=given, placeholder=hint, key=key)


def _written(form: str, column: Column, standing: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What stands in the record, as it would be typed."""
    value = standing.get(column.id)
    if value is None:
        return ""
    if column.reads in ("district", "commune"):
        return names.get(str(value), str(value))
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, bool):
        return "x" if value else ""
    return cell_text(form, column.id, value)
