"""What staff do with proposing units: put them into clusters, and move a deadline for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.problems import Refused
from ntm_dash.screening.rulebook import DOSSIER_DEADLINE
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.closing_reports import DEADLINE as REPORT_DEADLINE
from ntm_dash.services.nominations import Proposer
from ntm_dash.services.proposers import extend_deadline, group_units
from ntm_dash.ui.asking import store
from ntm_dash.ui.blocks import refusals
from ntm_dash.ui.choosing import link
from ntm_dash.ui.numbers import day
from ntm_dash.ui.parts import dialog
from ntm_dash.ui.words import literal

EXTENDED = "extended-deadline"
"""The unit and the deadline whose extension is being typed."""


def acts_on_units(campaign: Campaign, by: Person, units: Sequence[Proposer], chosen: Proposer | None) -> None:
    """The buttons below the list: what can be done with the chosen unit, or with all."""
    if may(by, Right.IMPORT):
        link("dossier", "Thêm hồ sơ bằng tay", ":material/add:")
    if not may(by, Right.KEEP_DOSSIERS):
        return
    if chosen is not None:
        extend_form(campaign, by, chosen.name, DOSSIER_DEADLINE, chosen.due)
    elif st.button("Xếp khối, cụm thi đua", icon=":material/workspaces:"):
        _group(campaign, by, units)


def extend_form(campaign: Campaign, by: Person, unit: str, deadline: str, due: date | None) -> None:
    """The button that moves a deadline of the rulebook for one unit alone, and the form behind it, until it is closed.

    `due` is the day in force for the unit; without one there is nothing to move.
    """
    if due is None or not may(by, Right.KEEP_DOSSIERS):
        return
    if st.button("Gia hạn cho đơn vị này", icon=":material/event:"):
        st.session_state[EXTENDED] = (unit, deadline)
    if st.session_state.get(EXTENDED) == (unit, deadline):
        _extend(campaign, by, unit, deadline, due)


def _closed() -> None:
    for name in (EXTENDED, "extend-until", "extend-why"):
        st.session_state.pop(name, None)


@dialog("Gia hạn cho một đơn vị", on_dismiss=_closed)
def _extend(campaign: Campaign, by: Person, unit: str, deadline: str, due: date) -> None:
    what = "gửi báo cáo tổng kết" if deadline == REPORT_DEADLINE else "gửi hồ sơ"
    st.write(f"{literal(unit)}: hạn {what} đang áp dụng là trước ngày {day(due)}.")
    until = st.date_input("Hạn mới, trước ngày", value=None, format="DD/MM/YYYY", key="extend-until")
    why = st.text_input("Lý do gia hạn", key="extend-why") or ""
    if st.button("Gia hạn", type="primary", disabled=until is None) and until is not None:
        try:
            extend_deadline(store(), campaign, unit, deadline, until, by=by, why=why)
        except Refused as refused:
            refusals(refused.problems)
            return
        _closed()
        st.rerun()


@dialog("Khối, cụm thi đua", width="large")
def _group(campaign: Campaign, by: Person, units: Sequence[Proposer]) -> None:
    st.caption("Danh sách chính thức không công bố: ghi tên khối hoặc cụm vào cột bên phải, để trống nếu chưa xếp.")
    names = sorted((unit.name for unit in units), key=alphabetical)
    of = {unit.name: unit.cluster for unit in units}
    table = {"Đơn vị": names, "Khối, cụm": [of[name] for name in names]}
    edited = st.data_editor(table, disabled=["Đơn vị"], hide_index=True, height=420, key="clusters")
    if st.button("Lưu", type="primary"):
        try:
            group_units(store(), campaign, dict(zip(edited["Đơn vị"], edited["Khối, cụm"], strict=True)), by=by)
        except Refused as refused:
            refusals(refused.problems)
            return
        st.rerun()
