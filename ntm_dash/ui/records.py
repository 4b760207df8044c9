"""The file row behind a figure, opened where the figure stands."""

from __future__ import annotations

from html import escape

import streamlit as st

from ntm_dash.domain.local_time import moment
from ntm_dash.domain.problems import Refused
from ntm_dash.services.campaigns import Campaign, unit_names
from ntm_dash.services.records import record
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import ask, store
from ntm_dash.ui.blocks import refusals, table_html
from ntm_dash.ui.choosing import IMPORT, link
from ntm_dash.ui.parts import dialog
from ntm_dash.ui.words import cell_text, field_label, form_title, literal

OPENED = "opened-source"
PLACES = ("unit", "district", "commune")
"""Fields that hold the code of a unit."""


def open_source(number: str) -> None:
    """Remember which file row was asked for; the page opens it on its next run."""
    st.session_state[OPENED] = int(number)


def show_opened_source(campaign: Campaign) -> None:
    """Open the file row that was asked for, once."""
    number = st.session_state.pop(OPENED, None)
    if number is not None:
        _dialog(campaign, number)


@dialog("Dòng số liệu gốc", width="large")
def _dialog(campaign: Campaign, number: int) -> None:
    try:
        found = record(store(), campaign, number, person())
    except Refused as refused:
        refusals(refused.problems)
        return
    if found is None:
        st.warning("Không tìm thấy dòng này: lần nhập có thể thuộc đợt khác.")
        return
    source = found.source
    st.markdown(
        f"**{form_title(source.form)}** · tệp **{literal(source.file)}**, "
        f"trang tính “{literal(source.sheet)}”, dòng **{source.line}**"
    )
    st.caption(f"Lần nhập số {source.batch}, {moment(source.imported_at)}, người nhập {literal(source.who)}")
    names = ask(unit_names, campaign)
    fields = {
        field_label(source.form, name): names.get(str(value), "") + f" ({value})"
        if name in PLACES and value
        else cell_text(source.form, name, value)
        for name, value in found.values.items()
    }
    rows = [(escape(title), escape(value)) for title, value in fields.items()]
    st.html(table_html("Dòng số liệu gốc", ("Cột", "Giá trị"), rows))
    link("intake", "Mở lần nhập này", ":material/upload_file:", **{IMPORT: str(source.batch), "dot": campaign.id})
