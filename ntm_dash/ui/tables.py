"""Lists to choose from, drawn as tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ntm_dash.services.screening import Case
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark_picture
from ntm_dash.ui.words import label

CHOSEN, LINKS = "chosen-case", "case-links"


def choose_case(cases: Sequence[Case], wanted: str | None) -> Case:
    """The list of cases with their marks; the chosen one, at first the wanted one or the first."""
    dark = st.context.theme.type == "dark"
    frame = pd.DataFrame(
        {
            "mark": [mark_picture(STATE_OF_VERDICT[case.screened.verdict], dark=dark) for case in cases],
            "name": [case.nominee for case in cases],
            "code": [case.screened.nomination for case in cases],
            "verdict": [label("verdict", case.screened.verdict) for case in cases],
        }
    )
    codes = [case.screened.nomination for case in cases]
    start = codes.index(wanted) if wanted in codes else 0
    if wanted is not None and wanted != st.session_state.get(CHOSEN):
        # A link, not a click in the list: a list of its own, or the row clicked before would win.
        st.session_state[LINKS] = st.session_state.get(LINKS, 0) + 1
    event = st.dataframe(
        frame,
        hide_index=True,
        height=590,
        row_height=36,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [start]}},
        key=f"cases-{st.session_state.get(LINKS, 0)}-{hash(tuple(codes))}",
        column_config={
            "mark": st.column_config.ImageColumn("", width=46),
            "name": st.column_config.TextColumn("Đề nghị khen", width=221),
            "code": st.column_config.TextColumn("Mã hồ sơ", width=90),
            "verdict": st.column_config.TextColumn("Kết quả", width=150),
        },
        alt="Danh sách hồ sơ đã sàng lọc",
    )
    rows = event["selection"]["rows"]
    case = cases[rows[0] if rows else start]
    st.session_state[CHOSEN] = case.screened.nomination
    return case
