"""The way out of the demonstration: a backup, then an empty campaign to work in."""

from __future__ import annotations

import streamlit as st

from ntm_dash.domain.paths import BACKUPS
from ntm_dash.domain.problems import Refused
from ntm_dash.services.demonstration import end_demonstration
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import CAMPAIGN, store
from ntm_dash.ui.blocks import refusals, section
from ntm_dash.ui.parts import dialog


def offer_ending() -> None:
    """The one button that ends the demonstration, after a question."""
    section("Bắt đầu làm việc thật", "Mọi số liệu đang thấy là minh họa; kết thúc minh họa sẽ sao lưu rồi mở đợt trống")
    if st.button("Kết thúc minh họa, bắt đầu sổ trống", icon=":material/play_arrow:"):
        _confirm()


@dialog("Kết thúc minh họa")
def _confirm() -> None:
    st.write("Sổ được sao lưu trước. Đợt minh họa vẫn mở xem được, nhưng mặc định là đợt trống để nhập số liệu thật.")
    if st.button("Sao lưu và bắt đầu", type="primary"):
        try:
            folder = store().path.parent / BACKUPS.name
            backup, campaign = end_demonstration(store(), by=person(), backup_folder=folder)
        except Refused as refused:
            refusals(refused.problems)
            return
        st.session_state.pop(CAMPAIGN, None)
        st.query_params[CAMPAIGN] = campaign
        st.toast(f"Đã sao lưu ra {backup.name}.", icon=":material/save:")
        st.rerun()
