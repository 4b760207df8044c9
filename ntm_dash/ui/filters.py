"""Which proposing units a list shows: a group of them, those with a fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.terms import Award, Subject
from ntm_dash.services.nominations import Proposer
from ntm_dash.services.screening import Case
from ntm_dash.ui.choosing import AWARD, SUBJECT
from ntm_dash.ui.words import label


def choose_kind(cases: Sequence[Case]) -> tuple[Award | None, Subject | None]:
    """One award and one kind of subject, or all of them."""
    awards = {label("award", each): each for each in Award}
    subjects = {label("subject", each): each for each in Subject}
    first, second = st.columns(2)
    award = _one_of(first, "Hình thức", cases, lambda case: label("award", case.screened.award), AWARD)
    subject = _one_of(second, "Đối tượng", cases, lambda case: label("subject", case.screened.subject), SUBJECT)
    return awards.get(award or ""), subjects.get(subject or "")


def _one_of(
    place: st.delta_generator.DeltaGenerator, title: str, cases: Sequence[Case], of: Callable[[Case], str], key: str
) -> str | None:
    options = sorted({of(case) for case in cases}, key=alphabetical)
    return place.selectbox(
        title,
        options,
        index=None,
        placeholder=f"{title}: tất cả",
        label_visibility="collapsed",
        key=key,
        bind="query-params",
    )


GROUPS = {"Huyện, thành phố": "district", "Sở, ban, ngành": "department", "Đoàn thể": "mass_organisation"}
ONLY: dict[str, Callable[[Proposer], bool]] = {
    "Chưa gửi": lambda unit: unit.sent_nothing,
    "Thiếu giấy tờ": lambda unit: unit.lacking > 0,
    "Trễ hạn": lambda unit: unit.late > 0,
}


def choose_group(clusters: Sequence[str]) -> tuple[str | None, Callable[[Proposer], bool] | None, bool]:
    """Which proposing units to show: a group or a cluster of them, those with a fault; and whether as a table."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        group = st.segmented_control(
            "Đơn vị",
            ["Tất cả", *GROUPS],
            default="Tất cả",
            label_visibility="collapsed",
            required=True,
            key="khoi",
            bind="query-params",
        )
        only = st.pills("Lọc", list(ONLY), label_visibility="collapsed", key="loc", bind="query-params")
        cluster = None
        if clusters:
            cluster = st.selectbox(
                "Khối, cụm",
                clusters,
                index=None,
                placeholder="Khối, cụm",
                label_visibility="collapsed",
                key="cum",
                bind="query-params",
                width=118,
            )
        as_table = st.toggle("Bảng số", key="bang-so", bind="query-params")
    return cluster or GROUPS.get(group or ""), ONLY[only] if only else None, as_table
