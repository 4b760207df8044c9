"""Choosing a paper, what to narrow it by, and making it: the parts of the papers page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.problems import Refused
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import meetings
from ntm_dash.services.screening import Case
from ntm_dash.ui.asking import ask, store, today
from ntm_dash.ui.blocks import refusals
from ntm_dash.ui.choosing import NOMINATION, PAPER, choose, chosen
from ntm_dash.ui.numbers import day
from ntm_dash.ui.papers.kinds import KINDS, Kind, paper_name, write_paper
from ntm_dash.ui.papers.order import Order
from ntm_dash.ui.words import label

MADE = "made-paper"
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def choose_kind() -> Kind:
    """The kinds of paper, one of them chosen; the address keeps it."""
    wanted = chosen(PAPER, KINDS)
    names = list(KINDS)
    name = st.radio(
        "Loại văn bản",
        names,
        index=names.index(wanted) if wanted else 0,
        format_func=lambda each: KINDS[each].title,
        captions=[kind.note for kind in KINDS.values()],
        key="paper-kind",
    )
    choose(PAPER, name)
    return KINDS[name]


def choose_order(campaign: Campaign, kind: Kind, cases: Sequence[Case], by: Person) -> Order:
    """Day and number of the document, and what the kind can be narrowed by: papers of a meeting, to the latest one."""
    first, second = st.columns(2)
    dated = first.date_input("Ngày văn bản", value=today(), format="DD/MM/YYYY", key="paper-date")
    number = second.text_input("Số văn bản", placeholder="để trống nếu chưa cấp số", key="paper-number")
    award = proposer = nomination = meeting = None
    if "meeting" in kind.choices:
        called = {each.id: each for each in ask(meetings, campaign)}
        meeting = st.selectbox(
            "Phiên họp",
            list(reversed(called)),
            index=0 if called and kind.choices[0] == "meeting" else None,
            format_func=lambda id: f"{called[id].title} · {day(called[id].held_on)}",
            placeholder="không theo phiên họp nào",
            key=f"paper-meeting-{kind.name}",
        )
    if "award" in kind.choices:
        awards = list(dict.fromkeys(case.screened.award for case in cases))
        award = st.selectbox(
            "Hình thức khen thưởng",
            awards,
            index=0 if "award" in kind.needs else None,
            format_func=lambda each: label("award", each),
            placeholder="mọi hình thức",
            key=f"paper-award-{kind.name}",
        )
    if "proposer" in kind.choices:
        units = sorted({case.proposer for case in cases}, key=alphabetical)
        proposer = st.selectbox(
            "Đơn vị đề nghị",
            units,
            index=0 if "proposer" in kind.needs else None,
            placeholder="mọi đơn vị",
            key=f"paper-unit-{kind.name}",
        )
    if "nomination" in kind.choices:
        names = {case.screened.nomination or "": case.nominee for case in cases}
        wanted = chosen(NOMINATION, names)
        nomination = st.selectbox(
            "Hồ sơ",
            list(names),
            index=list(names).index(wanted) if wanted else 0,
            format_func=lambda code: f"{code} · {names[code]}",
            key="paper-nomination",
        )
    return Order(dated, by, number.strip(), award, proposer, nomination, meeting)


def offer(campaign: Campaign, kind: Kind, order: Order) -> None:
    """The button that makes the paper, and then the file to take away; a file made of older data is not offered."""
    key = (campaign.id, kind.name, order, store().version())
    if st.button("Soạn văn bản", type="primary", icon=":material/draft:"):
        st.session_state[MADE] = (key, _made(campaign, kind, order))
    made_of, content = st.session_state.get(MADE, (None, None))
    if made_of != key or content is None:
        st.caption("Bấm Soạn văn bản; tệp tải về máy, sổ không thay đổi.")
        return
    name = paper_name(kind, order)
    st.download_button(
        f"Tải về ({len(content) / 1024:,.0f} KB)".replace(",", "."),
        content,
        file_name=name,
        mime=TYPES[kind.form],
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(name)


def _made(campaign: Campaign, kind: Kind, order: Order) -> bytes | None:
    with st.status(f"Đang soạn: {kind.title}…") as status, TemporaryDirectory() as folder:
        target = Path(folder) / f"paper.{kind.form}"

        def told(done: int) -> None:
            if done % 10 == 0:
                status.update(label=f"Đang soạn: xong {done} phiếu…")

        try:
            write_paper(store(), campaign, kind, order, target, progress=told)
        except Refused as refused:
            status.update(label="Chưa soạn được", state="error")
            refusals(refused.problems)
            return None
        status.update(label="Đã soạn xong", state="complete")
        return target.read_bytes()
