"""Which cases a list shows: by verdict, award, subject and proposer, kept in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ntm_dash.domain.terms import Award, Subject, Verdict
from ntm_dash.services.nominations import Proposer
from ntm_dash.services.screening import Case, tally
from ntm_dash.ui.choosing import AWARD, NOMINATION, SUBJECT, VERDICTS, choose
from ntm_dash.ui.words import label

RELEASED = "released-case"


def filter_cases(cases: Sequence[Case], *, always: str | None = None) -> list[Case]:
    """The cases that pass the filters drawn here; the case of code `always`, which a link names, is never hidden.

    That holds until a filter is set by hand: then the list is what the filters say.
    """
    counts = tally(cases)
    if always == st.session_state.get(RELEASED):
        always = None
    words = {label("verdict", verdict): verdict for verdict in reversed(Verdict)}
    if VERDICTS not in st.session_state:
        named = st.query_params.get(VERDICTS, "").split(",")
        st.session_state[VERDICTS] = [word for word, verdict in words.items() if str(verdict) in named]
    picked = st.pills(
        "Kết quả",
        list(words),
        format_func=lambda word: f"{word} {counts[words[word]]}",
        selection_mode="multi",
        label_visibility="collapsed",
        key=VERDICTS,
        wrap=True,
        on_change=_release,
    )
    choose(VERDICTS, ",".join(str(words[word]) for word in picked or ()) or None)
    first, second, third = st.columns(3)
    award = _one_of(first, "Hình thức", cases, lambda case: label("award", case.screened.award), AWARD)
    subject = _one_of(second, "Đối tượng", cases, lambda case: label("subject", case.screened.subject), SUBJECT)
    proposer = _one_of(third, "Đơn vị đề nghị", cases, lambda case: case.proposer, "don-vi")
    verdicts = {words[word] for word in picked or ()}
    return [
        case
        for case in cases
        if case.screened.nomination == always
        or (
            (not verdicts or case.screened.verdict in verdicts)
            and award in (None, label("award", case.screened.award))
            and subject in (None, label("subject", case.screened.subject))
            and proposer in (None, case.proposer)
        )
    ]


def choose_kind(cases: Sequence[Case]) -> tuple[Award | None, Subject | None]:
    """One award and one kind of subject, or all of them."""
    awards = {label("award", each): each for each in Award}
    subjects = {label("subject", each): each for each in Subject}
    first, second = st.columns(2)
    award = _one_of(first, "Hình thức", cases, lambda case: label("award", case.screened.award), AWARD)
    subject = _one_of(second, "Đối tượng", cases, lambda case: label("subject", case.screened.subject), SUBJECT)
    return awards.get(award or ""), subjects.get(subject or "")


def filter_words() -> list[str]:
    """The filters in force, in words: "Kết quả: Đủ điều kiện"."""
    picked = st.session_state.get(VERDICTS) or []
    words = [f"Kết quả: {', '.join(picked)}"] if picked else []
    titles = {AWARD: "Hình thức", SUBJECT: "Đối tượng", "don-vi": "Đơn vị đề nghị"}
    return words + [f"{title}: {value}" for key, title in titles.items() if (value := st.session_state.get(key))]


def _one_of(
    place: st.delta_generator.DeltaGenerator, title: str, cases: Sequence[Case], of: Callable[[Case], str], key: str
) -> str | None:
    options = sorted({of(case) for case in cases})
    return place.selectbox(
        title,
        options,
        index=None,
        placeholder=f"{title}: tất cả",
        label_visibility="collapsed",
        key=key,
        bind="query-params",
        on_change=_release,
    )


def _release() -> None:
    st.session_state[RELEASED] = st.query_params.get(NOMINATION)


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
            "Đơn vị", ["Tất cả", *GROUPS], default="Tất cả", label_visibility="collapsed", required=True, key="khoi"
        )
        only = st.pills("Lọc", list(ONLY), label_visibility="collapsed", key="loc")
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
                width=150,
            )
        as_table = st.toggle("Bảng số", key="bang-so")
    return cluster or GROUPS.get(group or ""), ONLY[only] if only else None, as_table
