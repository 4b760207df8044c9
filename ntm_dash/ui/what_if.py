"""The controls of "what if", and its answer: who would enter, who would leave, whose verdict would only move.

What is tried stands in the address only: a link shows the same, and nothing is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import last_record
from ntm_dash.services.screening import cases
from ntm_dash.services.what_if import Basis, Knob, Moved, Plan, basis, knobs
from ntm_dash.ui.asking import ask, store
from ntm_dash.ui.blocks import note_html, section_html
from ntm_dash.ui.choosing import CONDITION, READING, choose, chosen
from ntm_dash.ui.colours import role
from ntm_dash.ui.controls import choice, field, titled
from ntm_dash.ui.council import ask_screening
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day, figure
from ntm_dash.ui.opening import case_link
from ntm_dash.ui.words import label

THRESHOLD = "nguong"
FROM_YEAR = "tu-nam"
TO_YEAR = "den-nam"
CHOICE = "hieu"
CUTOFF = "ngay-chot"
BELOW = {CONDITION: (THRESHOLD, FROM_YEAR, TO_YEAR), READING: (CHOICE,)}
"""What is forgotten when something else is chosen above it."""

STEPS = {"dong": 1_000_000, "share": 0.01}
"""What one step of a control stands for, where the fact's own unit is too fine to type."""

YEARS = range(2011, 2021)
MOST = 40
"""Cases drawn in one list; the file has all."""

MOVES: Mapping[str, tuple[str, Callable[[Moved], bool]]] = {
    "vào": ("nay không được xét, khi đó đủ điều kiện hoặc chờ Hội đồng xét", lambda each: each.enters),
    "ra": ("nay đủ điều kiện hoặc chờ Hội đồng xét, khi đó không", lambda each: each.leaves),
    "đổi mức": ("vẫn cùng phía, kết quả khác", lambda each: not (each.enters or each.leaves)),
}
"""How a case may move, with what it means."""


def in_force(campaign: Campaign) -> Basis:
    """What plans are held against, laid out once until records or rulings change."""
    number, hash = ask(last_record, campaign)
    key = (str(store().path), campaign.id, hash)
    return _laid_out(key, lambda: basis(store(), campaign, ask_screening(cases, campaign), number))


@st.cache_resource(max_entries=2, show_spinner=False)
def _laid_out(key: Any, _make: Callable[[], Basis]) -> Basis:
    return _make()


def pick(value: str) -> bool:
    """Take a control's value into the address; says whether it was one of a control."""
    name, _, said = value.partition(" ")
    if value == "back":
        for each in (*BELOW, THRESHOLD, FROM_YEAR, TO_YEAR, CHOICE, CUTOFF):
            choose(each, None)
        return True
    if name not in (*BELOW, THRESHOLD, FROM_YEAR, TO_YEAR, CHOICE, CUTOFF):
        return False
    for below in BELOW.get(name, ()):
        choose(below, None)
    if name == CUTOFF:
        # A day that cannot be read changes nothing: the field shows again what stands.
        said = _iso(said) or st.query_params.get(CUTOFF, "")
    choose(name, said or None)
    return True


def _iso(said: str) -> str:
    """A day as people write it, 31/7/2019, as the address does; empty where it is none."""
    try:
        of_month, month, year = (int(part) for part in said.split("/"))
        return date(year, month, of_month).isoformat()
    except ValueError:
        return ""


def planned(campaign: Campaign, turned: Mapping[str, Knob]) -> Plan:
    """The plan that the address names; what it names and nothing answers to is told and left out."""
    tried: dict[str, Any] = {}
    if picked := chosen(CONDITION, turned):
        knob = turned[picked]
        place = (knob.clause, knob.condition)
        value = _said(THRESHOLD, _shown(knob))
        if value != _shown(knob):
            tried["thresholds"] = ((place, value * STEPS.get(knob.unit, 1)),)
        if knob.years:
            period = (_said(FROM_YEAR, knob.years[0]), _said(TO_YEAR, knob.years[1]))
            if period != knob.years:
                tried["years"] = ((place, period),)
    wanted = {reading.id: _others(campaign, reading.id) for reading in campaign.rulebook.readings}
    if reading := chosen(READING, wanted):
        taken = chosen(CHOICE, wanted[reading]) or next(iter(wanted[reading]))
        tried["readings"] = ((reading, taken),)
    cutoff = _day_said()
    if cutoff != campaign.rulebook.assessment.cutoff:
        tried["cutoff"] = cutoff
    return Plan(**tried)


def by_name(campaign: Campaign) -> dict[str, Knob]:
    """The conditions that can be turned, by the name that the address gives them."""
    return {f"{knob.clause} {knob.condition}": knob for knob in knobs(campaign)}


def _others(campaign: Campaign, reading: str) -> dict[str, str]:
    found = next(each for each in campaign.rulebook.readings if each.id == reading)
    return {each.id: each.label for each in found.choices if each.id != campaign.choices[reading]}


def _shown(knob: Knob) -> int:
    return round(knob.required / STEPS.get(knob.unit, 1))


def _said(name: str, now: int) -> int:
    value = st.query_params.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else now


def _day_said() -> date | None:
    try:
        return date.fromisoformat(st.query_params[CUTOFF])
    except (KeyError, ValueError):
        return None


def controls_html(campaign: Campaign, turned: Mapping[str, Knob], plan: Plan) -> str:
    """What can be tried: one condition's threshold and years, one reading, the cut-off day."""
    listed = [(name, f"{knob.clause} · {knob.question}") for name, knob in turned.items()]
    picked = st.query_params.get(CONDITION, "")
    parts = [titled("Ngưỡng, giai đoạn", choice(CONDITION, "Điều kiện", listed, picked, every="như văn bản"))]
    if picked in turned:
        parts += _knob_controls(turned[picked])
    readings = [(reading.id, reading.question) for reading in campaign.rulebook.readings]
    read = dict(plan.readings)
    wanted = next(iter(read), "")
    parts.append(titled("Cách hiểu", choice(READING, "Cách hiểu", readings, wanted, every="như đang áp dụng")))
    if wanted:
        parts.append(titled("Hiểu là", choice(CHOICE, "Hiểu là", _others(campaign, wanted).items(), read[wanted])))
    cutoff = plan.cutoff or campaign.rulebook.assessment.cutoff
    parts.append(titled("Ngày chốt", field(CUTOFF, "Ngày chốt", day(cutoff), kind="text")))
    if not plan.changes_nothing:
        back = f"color:{role('accent')};padding-top:.4rem"
        parts.append(f'<a href="?" data-pick="back" style="{back}">Về đúng quy tắc đang áp dụng</a>')
    return f'<div style="display:grid;gap:.55rem;color:{role("ink")}">{"".join(parts)}</div>'


def _knob_controls(knob: Knob) -> list[str]:
    unit = {"dong": "triệu đồng", "share": "%"}.get(knob.unit, label("figure_unit", knob.unit))
    value = str(_said(THRESHOLD, _shown(knob)))
    controls = [titled(f"Ngưỡng ({unit})" if unit else "Ngưỡng", field(THRESHOLD, "Ngưỡng", value, kind="number"))]
    if knob.years:
        listed = [(str(year), str(year)) for year in YEARS]
        first, last = (
            choice(name, words, listed, str(_said(name, now)))
            for name, words, now in zip((FROM_YEAR, TO_YEAR), ("Từ năm", "Đến năm"), knob.years, strict=True)
        )
        side_by_side = "display:grid;grid-template-columns:1fr auto 1fr;gap:.5rem;align-items:center"
        controls.append(titled("Giai đoạn", f'<div style="{side_by_side}">{first}<span>đến</span>{last}</div>'))
    return controls


def plan_words(campaign: Campaign, plan: Plan, turned: Mapping[str, Knob]) -> str:
    """What a plan changes, in words, against what is in force."""
    known = {(knob.clause, knob.condition): knob for knob in turned.values()}
    parts = []
    for place, value in plan.thresholds:
        unit = known[place].unit
        was, now = (figure(each, unit, label("figure_unit", unit)) for each in (known[place].required, value))
        parts.append(f"mục {place[0]}: {now} thay vì {was}")
    for place, (first, last) in plan.years:
        was_first, was_last = known[place].years or (first, last)
        parts.append(f"mục {place[0]}: giai đoạn {first}–{last} thay vì {was_first}–{was_last}")
    for reading, taken in plan.readings:
        parts.append(f"hiểu “{_others(campaign, reading)[taken]}”")
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


def moved_html(words: str, moved: Sequence[Moved]) -> str:
    """The plan in words, and the nominations that move, by how they move; each opens its case."""
    drawn = note_html("Chỉ là phương án thử, không phải quy tắc", words, "late")
    for word, (note, wanted) in MOVES.items():
        listed = [each for each in moved if wanted(each)]
        if listed:
            drawn += section_html(f"{len(listed)} hồ sơ {word}", note) + "".join(map(_row, listed[:MOST]))
        if len(listed) > MOST:
            more = f"và {len(listed) - MOST} hồ sơ nữa, có đủ trong tệp Excel"
            drawn += f'<div style="padding:.34rem .2rem;color:{role("soft")}">{more}</div>'
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
        f'<span><span style="font-weight:600">{case_link(each.code, each.nominee)}</span>'
        f'<span style="font-size:.86rem;color:{role("soft")}"> · {escape(each.code)} · '
        f"{escape(label('award', each.award))}</span></span>{before}<span>→</span>{after}</div>"
    )
