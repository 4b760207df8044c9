"""The parts of the overview: its sentence, figures, deadlines, what blocks, and one mark per nomination."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from html import escape

import streamlit as st

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.terms import Subject, Verdict
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.overview import Blocking, Province
from ntm_dash.services.screening import Case, tally
from ntm_dash.ui.blocks import legend
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day, number
from ntm_dash.ui.words import label

CRITERIA_SET = "1980/QĐ-TTg"
HATCH = f"repeating-linear-gradient(45deg,{role('unknown')} 0 2px,{role('paper')} 2px 6px)"


@cache
def criterion_names() -> Mapping[int, str]:
    """The names of the criteria now in force, by number."""
    with (REFERENCE / "criteria.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["criteria_set"] == CRITERIA_SET]
    return {int(row["number"]): row["name"] for row in rows}


def overview_sentence(far: Province, cases: Sequence[Case]) -> str:
    """How many communes are recognised, and how many nominations wait for the Council."""
    waiting = tally(cases)[Verdict.FOR_COUNCIL]
    return f"{_range(far.recognised)} trong {far.communes} xã đạt chuẩn; {waiting} hồ sơ chờ Hội đồng xét"


def figure_items(far: Province, cases: Sequence[Case], criteria: int) -> list[tuple[str, str, str, str]]:
    """The four figures on top: label, figure, of what, note."""
    counts = tally(cases)
    average = far.criteria_met[0] / far.communes if far.communes else None
    highest = far.criteria_met[1] / far.communes if far.communes else None
    open_note = f"chắc chắn; nhiều nhất {number(round(highest, 1))}" if highest != average and highest else "bình quân"
    unsure = far.recognised[1] - far.recognised[0]
    return [
        (
            "Xã đã công nhận đạt chuẩn",
            number(far.recognised[0]),
            f"/{far.communes} xã",
            f"{unsure} xã chưa rõ đã công nhận hay chưa" if unsure else "theo danh sách đã khai đủ",
        ),
        (
            "Tiêu chí đạt bình quân",
            number(round(average, 1)) if average is not None else "–",
            f"/{criteria} tiêu chí",
            f"{open_note}; {far.not_assessed} xã chưa có kết quả" if far.not_assessed else open_note,
        ),
        ("Hồ sơ đề nghị", number(len(cases)), "hồ sơ", f"{counts[Verdict.ELIGIBLE]} hồ sơ đủ điều kiện"),
        (
            "Chưa kết luận được",
            number(counts[Verdict.UNKNOWN]),
            "hồ sơ",
            f"chưa đủ số liệu; {counts[Verdict.FOR_COUNCIL]} hồ sơ chờ Hội đồng",
        ),
    ]


def _range(pair: tuple[int, int]) -> str:
    return number(pair[0]) if pair[0] == pair[1] else f"{number(pair[0])} đến {number(pair[1])}"


def deadlines(rulebook: Rulebook, today: date) -> None:
    """Each deadline with how far it is."""
    cells = ""
    for deadline in rulebook.deadlines:
        left = (deadline.date - today).days
        state, said = ("accent", f"còn {left} ngày") if left >= 0 else ("late", f"đã qua ngày {day(deadline.date)}")
        cells += (
            f'<div style="padding:.1rem 0 .1rem .75rem;border-left:5px solid {role(state)};line-height:1.35">'
            f'<div style="font-weight:600;color:{role("ink")}">{escape(deadline.what)}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">trước {day(deadline.date)} · {said} '
            f"({escape(deadline.citation)})</div></div>"
        )
    st.html(
        f'<div style="display:grid;grid-template-columns:repeat({len(rulebook.deadlines)},1fr);gap:14px">{cells}</div>'
    )


def blocking_bars(rows: Sequence[Blocking], communes: int, most: int = 12) -> None:
    """Bars of the criteria that block most communes, on the honest total."""
    names = criterion_names()
    bars = ""
    for row in rows[:most]:
        unmet, unknown = (100 * count / communes for count in (row.unmet, row.unknown))
        more = f' <span style="font-weight:400;color:{role("soft")}">+{row.unknown}</span>' if row.unknown else ""
        bars += (
            f'<div style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis">'
            f'<span style="display:inline-block;width:1.7em;color:{role("soft")}">{row.number}</span>'
            f"{escape(names.get(row.number, ''))}</div>"
            f'<div style="display:flex;height:15px;background:{role("wash")}">'
            f'<span style="width:{unmet:.2f}%;background:{role("unmet")}"></span>'
            f'<span style="width:{unknown:.2f}%;background:{HATCH}"></span></div>'
            f'<div style="text-align:right;font-weight:600">{row.unmet}{more}</div>'
        )
    st.html(
        '<div style="display:grid;grid-template-columns:210px minmax(60px,1fr) auto;gap:0 .7rem;align-items:center;'
        f'font-size:.95rem;line-height:28px;color:{role("ink")}">{bars}</div>'
    )


def verdicts_by_subject(cases: Sequence[Case]) -> None:
    """One mark per nomination, by subject, the surest verdicts first."""
    by_subject = Counter(case.screened.subject for case in cases)
    rows = ""
    for subject, count in by_subject.most_common():
        marks = "".join(
            mark(STATE_OF_VERDICT[verdict], 15) * _count(cases, subject, verdict) for verdict in reversed(Verdict)
        )
        rows += (
            f"<div>{escape(label('subject', subject))}</div>"
            f'<div style="display:flex;flex-wrap:wrap;gap:3px">{marks}</div>'
            f'<div style="text-align:right;font-weight:600">{count}</div>'
        )
    st.html(
        '<div style="display:grid;grid-template-columns:190px 1fr 2.4em;gap:.32rem .7rem;align-items:center;'
        f'font-size:.95rem;color:{role("ink")}">{rows}</div>'
    )
    legend((mark(STATE_OF_VERDICT[verdict], 15), label("verdict", verdict)) for verdict in reversed(Verdict))


def _count(cases: Sequence[Case], subject: Subject, verdict: Verdict) -> int:
    return sum(1 for case in cases if case.screened.subject is subject and case.screened.verdict is verdict)
