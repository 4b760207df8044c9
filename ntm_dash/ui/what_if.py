"""The controls of "what if", and its answer: who would enter, who would leave, whose verdict would only move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import streamlit as st

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.what_if import Knob, Moved, Plan, knobs
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day, figure
from ntm_dash.ui.words import label

UNITS = {"dong": 1_000_000, "share": 0.01}
"""What one step of a control stands for, where the fact's own unit is too fine to type."""


def choose_plan(campaign: Campaign) -> Plan:
    """What is to be tried: one condition's threshold and years, any reading, the cut-off day."""
    turned = {f"{knob.clause} {knob.condition}": knob for knob in knobs(campaign)}
    picked = st.selectbox(
        "Ngưỡng, giai đoạn của điều kiện",
        list(turned),
        index=None,
        format_func=lambda name: f"{turned[name].clause} · {turned[name].question}",
        placeholder="Ngưỡng, giai đoạn: như văn bản",
        key="thu-dieu-kien",
        label_visibility="collapsed",
    )
    thresholds, years = _turn(turned[picked]) if picked else ((), ())
    readings = {reading.id: reading for reading in campaign.rulebook.readings}
    wanted = st.selectbox(
        "Cách hiểu",
        list(readings),
        index=None,
        format_func=lambda name: readings[name].question,
        placeholder="Cách hiểu: như đang áp dụng",
        key="thu-cach-hieu",
        label_visibility="collapsed",
    )
    taken: tuple[tuple[str, str], ...] = ()
    if wanted:
        labels = {choice.id: choice.label for choice in readings[wanted].choices}
        others = [choice for choice in labels if choice != campaign.choices[wanted]]
        choice = st.radio("Hiểu là", others, format_func=labels.__getitem__, key=f"thu-{wanted}")
        taken = ((wanted, choice),)
    cutoff = campaign.rulebook.assessment.cutoff
    on = st.date_input("Ngày chốt", cutoff, format="DD/MM/YYYY", key="thu-ngay-chot")
    moved = on if isinstance(on, date) and on != cutoff else None
    return Plan(taken, thresholds, years, moved)


def _turn(
    knob: Knob,
) -> tuple[tuple[tuple[tuple[str, str], float], ...], tuple[tuple[tuple[str, str], tuple[int, int]], ...]]:
    place, step = (knob.clause, knob.condition), UNITS.get(knob.unit, 1)
    shown = {"dong": "triệu đồng", "share": "%"}.get(knob.unit, label("figure_unit", knob.unit))
    now = round(knob.required / step)
    value = st.number_input(f"Ngưỡng ({shown})" if shown else "Ngưỡng", 0, None, now, key=f"thu-nguong-{place}")
    years: tuple[tuple[tuple[str, str], tuple[int, int]], ...] = ()
    if knob.years:
        first, last = st.slider("Giai đoạn", 2011, 2020, knob.years, key=f"thu-nam-{place}")
        if (first, last) != knob.years:
            years = ((place, (first, last)),)
    return ((place, value * step),) if value != now else (), years


def plan_words(campaign: Campaign, plan: Plan) -> str:
    """What a plan changes, in words, against what is in force."""
    known = {(knob.clause, knob.condition): knob for knob in knobs(campaign)}
    parts = []
    for place, value in plan.thresholds:
        unit = known[place].unit
        was, now = (figure(each, unit, label("figure_unit", unit)) for each in (known[place].required, value))
        parts.append(f"mục {place[0]}: {now} thay vì {was}")
    for place, (first, last) in plan.years:
        was_first, was_last = known[place].years or (first, last)
        parts.append(f"mục {place[0]}: giai đoạn {first}–{last} thay vì {was_first}–{was_last}")
    for reading, choice in plan.readings:
        found = next(each for each in campaign.rulebook.readings if each.id == reading)
        parts.append(f"hiểu “{next(each.label for each in found.choices if each.id == choice)}”")
    if plan.cutoff:
        parts.append(f"chốt ngày {day(plan.cutoff)} thay vì {day(campaign.rulebook.assessment.cutoff)}")
    return "; ".join(parts)


def sentence(moved: Sequence[Moved]) -> str:
    """How many would enter, leave, or only move."""
    if not moved:
        return "Thử: không hồ sơ nào đổi kết quả"
    enter, leave = sum(each.enters for each in moved), sum(each.leaves for each in moved)
    rest = len(moved) - enter - leave
    parts = [f"{enter} hồ sơ vào", f"{leave} hồ sơ ra", *([f"{rest} hồ sơ đổi mức"] if rest else [])]
    return f"Thử: {', '.join(parts)}"


def moved_html(moved: Sequence[Moved]) -> str:
    """The nominations that move, in three sections; each opens its case."""
    parts: list[tuple[str, str, Callable[[Moved], bool]]] = [
        ("vào", "nay không được xét, khi đó đủ điều kiện hoặc chờ Hội đồng xét", lambda each: each.enters),
        ("ra", "nay đủ điều kiện hoặc chờ Hội đồng xét, khi đó không", lambda each: each.leaves),
        ("đổi mức", "vẫn cùng phía, kết quả khác", lambda each: not (each.enters or each.leaves)),
    ]
    drawn = ""
    for word, note, wanted in parts:
        listed = [each for each in moved if wanted(each)]
        if listed:
            drawn += section_html(f"{len(listed)} hồ sơ {word}", note) + "".join(map(_row, listed))
    return drawn


def _row(each: Moved) -> str:
    before, after = (
        f'<span style="display:inline-flex;gap:.35em;align-items:center;color:{role(f"{state}_text")};'
        f'font-weight:600">{mark(state, 17)}{escape(label("verdict", verdict))}</span>'
        for verdict in (each.before, each.after)
        for state in (STATE_OF_VERDICT[verdict],)
    )
    return (
        f'<div style="display:grid;grid-template-columns:minmax(0,1fr) 11.5rem 1.2rem 11.5rem;gap:.5rem;'
        f'padding:.34rem .2rem;border-bottom:1px solid {role("hair")};align-items:center;font-size:.95rem">'
        f'<a href="#" data-pick="{escape(each.code)}" style="color:{role("ink")};font-weight:600;'
        f'text-decoration-color:{role("line")}">{escape(each.nominee)}'
        f'<span style="font-weight:400;font-size:.86rem;color:{role("soft")}"> · {escape(each.code)} · '
        f"{escape(label('award', each.award))}</span></a>{before}<span>→</span>{after}</div>"
    )
