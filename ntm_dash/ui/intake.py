"""The parts of the intake page: what files would bring, what must be mended or answered, what was imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.context import Place
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.imports import Import, Preview, withdraw
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import store
from ntm_dash.ui.blocks import refusals
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.words import cell_text, field_label, form_title, label, literal, place, sentence

ANSWERS = "answers"
SHOWN = 200
MOST_FILES = 3
MARK = {"refused": "unmet", "question": "for_council", "note": "unknown"}


def show_sheets(preview: Preview) -> None:
    """What each sheet would bring, in rows."""
    st.table(
        {
            "Tệp": [sheet.file for sheet in preview.sheets],
            "Trang tính": [sheet.sheet for sheet in preview.sheets],
            "Biểu": [form_title(sheet.form) for sheet in preview.sheets],
            "Mới": [sheet.new for sheet in preview.sheets],
            "Thay đổi": [sheet.changed for sheet in preview.sheets],
            "Như cũ": [sheet.same for sheet in preview.sheets],
            "Từ chối, hỏi lại": [sheet.refused for sheet in preview.sheets],
        }
    )


def show_problems(problems: Sequence[Problem]) -> None:
    """Each problem with its place; where there are candidates, a choice that answers it."""
    for number, problem in enumerate(problems[:SHOWN]):
        words = (
            f'<div style="display:flex;gap:.6rem;padding:.35rem 0;line-height:1.4;color:{role("ink")}">'
            f"{mark(MARK[problem.severity], 20)}<div><b>{escape(place(problem))}</b><br>"
            f"{escape(sentence(problem))}</div></div>"
        )
        if not problem.candidates or problem.severity == "note":
            st.html(words)
            continue
        left, right = st.columns([7, 4], vertical_alignment="center")
        left.html(words)
        labels = dict(problem.candidates)
        key: Place = (problem.file, problem.sheet, problem.cell)
        right.selectbox(
            "Chọn",
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder="Chọn một cách hiểu",
            label_visibility="collapsed",
            key=f"answer-{number}-{key}",
            on_change=_answer,
            args=(key, f"answer-{number}-{key}"),
        )
    if len(problems) > SHOWN:
        st.caption(f"Còn {len(problems) - SHOWN} chỗ nữa; sửa những chỗ trên rồi tải lại tệp.")


def _answer(key: Place, widget: str) -> None:
    answers = dict(st.session_state.get(ANSWERS, {}))
    answers[key] = st.session_state[widget]
    st.session_state[ANSWERS] = answers


def show_changes(preview: Preview) -> None:
    """Each field that would change, before and after."""
    sheets = {sheet.number: sheet for sheet in preview.sheets}
    rows = [
        (
            f"{sheets[change.sheet].file}, dòng {change.line}",
            field_label(sheets[change.sheet].form, name),
            cell_text(sheets[change.sheet].form, name, before),
            cell_text(sheets[change.sheet].form, name, after),
        )
        for change in preview.changes[:SHOWN]
        for name, (before, after) in change.fields.items()
    ]
    if rows:
        with st.expander(f"{len(preview.changes)} dòng thay đổi so với sổ", expanded=len(rows) <= 12):
            columns = zip(*rows, strict=True)
            st.table(dict(zip(("Chỗ", "Cột", "Trong sổ", "Trong tệp"), map(list, columns), strict=True)))


def show_imports(made: Iterable[Import], campaign: Campaign, chosen: str | None) -> None:
    """The imports of the campaign, the chosen one opened; each can be taken back with a reason."""
    for each in made:
        brought = sum(sheet["new"] + sheet["changed"] for sheet in each.sheets)
        moment = f"{each.imported_at:%d/%m/%Y %H:%M}"
        title = f"Lần {each.batch} · {moment} · {literal(each.who)} · {brought} dòng · {literal(_named(each.files))}"
        state = " · đã thu hồi" if each.withdrawn_at else ""
        with st.expander(title + state, expanded=chosen == str(each.batch)):
            st.table(
                {
                    "Tệp": [sheet["file"] for sheet in each.sheets],
                    "Trang tính": [sheet["sheet"] for sheet in each.sheets],
                    "Biểu": [form_title(sheet["form"]) for sheet in each.sheets],
                    "Số dòng đọc": [sheet["rows_read"] for sheet in each.sheets],
                    "Mới": [sheet["new"] for sheet in each.sheets],
                    "Thay đổi": [sheet["changed"] for sheet in each.sheets],
                }
            )
            if each.withdrawn_at:
                st.caption(
                    f"{literal(each.withdrawn_by or '')} thu hồi lúc {each.withdrawn_at:%H:%M %d/%m/%Y} (giờ UTC)."
                )
            elif st.button("Thu hồi lần nhập này", icon=":material/undo:", key=f"withdraw-{each.batch}"):
                _confirm_withdrawal(campaign, each.batch)


def _named(files: Sequence[str]) -> str:
    """The first files by name, the others counted: the table below names them all."""
    more = len(files) - MOST_FILES
    return ", ".join(files[:MOST_FILES]) + (f" và {more} tệp nữa" if more > 0 else "")


@st.dialog("Thu hồi lần nhập")
def _confirm_withdrawal(campaign: Campaign, batch: int) -> None:
    st.write(
        f"Mọi dòng của lần nhập số {batch} sẽ không còn được tính; dòng cũ mà nó thay thế được tính lại. "
        "Nhật ký vẫn giữ cả hai."
    )
    why = st.text_input("Lý do thu hồi", key="withdraw-why")
    if st.button("Thu hồi", type="primary", disabled=not why.strip()):
        try:
            withdraw(store(), campaign, batch, by=person(), why=why.strip())
        except Refused as refused:
            refusals(refused.problems)
            return
        st.rerun()


def blank_word(value: str) -> str:
    """What an empty criterion cell is taken to mean, in words."""
    return label("blank", value)
