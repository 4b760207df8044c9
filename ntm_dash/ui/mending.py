"""What must be mended, answered or known before files come in: by file and sheet, the same thing told once.

A file with the same mistake in four hundred cells is one sentence with its cells, not four hundred sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from ntm_dash.domain.problems import Problem, Severity
from ntm_dash.intake.context import Place
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import number
from ntm_dash.ui.words import literal, place, sentence, spot

ANSWERS = "answers"
"""Where the answers of a session are kept, by place."""
MARK = {"refused": "unmet", "question": "for_council", "note": "unknown"}
SAID: dict[Severity, str] = {"refused": "chỗ phải sửa", "question": "chỗ phải trả lời", "note": "điều nên biết"}
SHOWN_CELLS = 12
OPEN_SHEETS = 3
"""Sheets that stand open; more than that would hide one below the other."""
MOST_ASKED = 40
"""Choices drawn for one sheet; after them the next ones come."""


@dataclass(frozen=True)
class Alike:
    """The same thing in one or more cells of a sheet."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        return self.problems[0]

    @property
    def answerable(self) -> bool:
        """Whether a choice settles it."""
        return bool(self.first.candidates) and self.first.severity != "note"


@dataclass(frozen=True)
class OfSheet:
    """What is told of one sheet of one file; `sheet` is empty where it concerns the whole file."""

    file: str
    sheet: str
    alike: tuple[Alike, ...]

    def count(self, severity: Severity) -> int:
        """How many places of one severity."""
        return sum(len(each.problems) for each in self.alike if each.first.severity == severity)


def by_sheet(problems: Sequence[Problem]) -> list[OfSheet]:
    """The problems by file and sheet in the order they were told, the same sentence once."""
    sheets: dict[tuple[str, str], dict[tuple[str, str], list[Problem]]] = {}
    for problem in problems:
        same = sheets.setdefault((problem.file, problem.sheet), {})
        same.setdefault((problem.severity, sentence(problem)), []).append(problem)
    return [
        OfSheet(file, sheet, tuple(Alike(tuple(each)) for each in same.values()))
        for (file, sheet), same in sheets.items()
    ]


def counts_words(sheet: OfSheet) -> str:
    """How many places must be mended, and how many answered: "12 chỗ phải sửa, 3 chỗ phải trả lời"."""
    counted = [(sheet.count(severity), said) for severity, said in SAID.items()]
    return ", ".join(f"{number(count)} {said}" for count, said in counted if count)


def cells_words(problems: Sequence[Problem]) -> str:
    """The cells of one thing: "ô C3, C5 và 10 ô nữa"; a row is named as one, and the whole sheet not at all."""
    spots = [spot(problem) for problem in problems if problem.cell]
    if not spots:
        return ""
    kind, _, _ = spots[0].partition(" ")
    named = [spots[0], *(each.removeprefix(f"{kind} ") for each in spots[1:SHOWN_CELLS])]
    more = len(spots) - len(named)
    return ", ".join(named) + (f" và {number(more)} {kind} nữa" if more > 0 else "")


def show_problems(problems: Sequence[Problem]) -> None:
    """The problems by file and sheet; where there are candidates, a choice that answers."""
    sheets = by_sheet(problems)
    for index, sheet in enumerate(sheets):
        title = f"**{_where(sheet)}**: {counts_words(sheet)}"
        if len(sheets) == 1:
            st.markdown(title)
            _show_sheet(sheet)
            return
        with st.expander(title, expanded=index < OPEN_SHEETS):
            _show_sheet(sheet)


def show_notes(notes: Sequence[Problem]) -> None:
    """What is only told, folded away."""
    if not notes:
        return
    with st.expander(f"{number(len(notes))} {SAID['note']}"):
        for sheet in by_sheet(notes):
            st.markdown(f"**{_where(sheet)}**")
            _show_sheet(sheet)


def _where(sheet: OfSheet) -> str:
    return literal(place(replace(sheet.alike[0].first, cell="")))


def _show_sheet(sheet: OfSheet) -> None:
    told = [each for each in sheet.alike if not each.answerable]
    asked = [each for each in sheet.alike if each.answerable]
    for each in asked[:MOST_ASKED]:
        _ask(each)
    if len(asked) > MOST_ASKED:
        st.caption(f"Còn {number(len(asked) - MOST_ASKED)} câu hỏi nữa, hiện ra khi các câu trên đã trả lời.")
    if told:
        st.html("".join(map(_alike_html, told)))


def _alike_html(alike: Alike) -> str:
    cells = cells_words(alike.problems)
    cells = cells[:1].upper() + cells[1:]
    head = f"<b>{escape(cells)}</b><br>" if cells else ""
    return (
        f'<div style="display:flex;gap:.6rem;padding:.4rem 0;line-height:1.4;color:{role("ink")};'
        f'border-bottom:1px solid {role("hair")}">{mark(MARK[alike.first.severity], 20)}'
        f"<div>{head}{escape(sentence(alike.first))}</div></div>"
    )


def _ask(alike: Alike) -> None:
    """One choice for the cells that are asked about alike, or one for each where they may differ."""
    key = f"answer-{_key(alike.first)}"
    many = len(alike.problems) > 1
    left, right = st.columns([7, 4], vertical_alignment="center")
    left.html(_alike_html(alike))
    apart = right.checkbox("Trả lời riêng từng ô", key=f"{key}-apart") if many else False
    if not apart:
        _choice(right, alike.problems, key, f"Chọn cho cả {len(alike.problems)} ô" if many else "Chọn cho đúng")
        return
    for problem in alike.problems[:MOST_ASKED]:
        name, choice = st.columns([7, 4], vertical_alignment="center")
        name.markdown(literal(place(problem)))
        _choice(choice, [problem], f"answer-{_key(problem)}-own", "Chọn cho đúng")


def _key(problem: Problem) -> Place:
    return problem.file, problem.sheet, problem.cell


def _choice(where: st.delta_generator.DeltaGenerator, problems: Sequence[Problem], key: str, words: str) -> None:
    labels = dict(problems[0].candidates)
    where.selectbox(
        f"Chọn: {cells_words(problems)}",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=words,
        label_visibility="collapsed",
        key=key,
        on_change=_answer,
        args=([_key(problem) for problem in problems], key),
    )


def _answer(places: Sequence[Place], widget: str) -> None:
    answer = st.session_state[widget]
    answers = dict(st.session_state.get(ANSWERS, {}))
    st.session_state[ANSWERS] = answers | dict.fromkeys(places, answer)
