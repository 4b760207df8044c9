"""The list of what is to be done: tasks by role with their dossiers, whom to chase, and the text of a reminder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.problems import Refused
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.nominations import Filed
from ntm_dash.services.proposers import mark_reminded
from ntm_dash.services.todo import Task, UnitGaps, may_remind
from ntm_dash.ui.asking import store, today
from ntm_dash.ui.blocks import caption_html, refusals, section_html
from ntm_dash.ui.choosing import NOMINATION, PROPOSER, link
from ntm_dash.ui.colours import role
from ntm_dash.ui.controls import toggle
from ntm_dash.ui.dossiers import nothing_sent, short_name
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import address, paged
from ntm_dash.ui.words import counted, label, literal, overdue

TASK, MARK = "viec", "mark"
SHOWN_UNITS, ROWS = 12, 40
"""At most so many units to chase, and dossiers on one page of a task."""


def todo_sentence(found: Sequence[Task], gaps: Sequence[UnitGaps]) -> str:
    """How many dossiers wait, and how many units owe something."""
    waiting = sum(len(task.filed) for task in found)
    said = ((waiting, "hồ sơ chờ xử lý"), (len(gaps), "đơn vị còn thiếu giấy tờ hoặc số liệu"))
    return counted(*said, none="Không có việc nào đang chờ")


def task_title(task: Task, on: date) -> str:
    """What is to do, for how many dossiers, by when: "Thẩm định: 119 hồ sơ, quá hạn 3 ngày"."""
    late = overdue(task.due, on)
    return f"{task.stage.task}: {len(task.filed)} hồ sơ" + (f", {late}" if late and task.filed else "")


def chosen_task(found: Sequence[Task]) -> Task | None:
    """The task that the address names, else the first with dossiers; none where nothing waits."""
    waiting = [task for task in found if task.filed]
    asked = st.query_params.get(TASK)
    return next((task for task in waiting if task.stage.id == asked), waiting[0] if waiting else None)


def tasks_html(found: Sequence[Task], chosen: Task) -> str:
    """The tasks that have dossiers, in one row; a click picks one ("viec …")."""
    pressed = "".join(
        toggle(f"{TASK} {task.stage.id}", f"{task.stage.task} {len(task.filed)}", task is chosen)
        for task in found
        if task.filed
    )
    look = "display:flex;flex-wrap:wrap;gap:.35rem;font-size:.86rem"
    return f'<div role="group" aria-label="Việc" style="{look}">{pressed}</div>'


def marked(task: Task) -> list[Filed]:
    """The dossiers of a task that somebody has marked."""
    codes = st.session_state.get(f"{MARK}-{task.stage.id}", frozenset())
    return [each for each in task.filed if each.code in codes] if codes else []


def mark_dossier(task: Task, code: str) -> None:
    """Mark a dossier or take its mark away; without a code all of the task, or none where all are marked."""
    every = frozenset(each.code for each in task.filed)
    codes = frozenset(each.code for each in marked(task))
    changed = codes ^ {code} if code else (every if codes < every else frozenset())
    st.session_state[f"{MARK}-{task.stage.id}"] = changed


STYLE = f"""<style>
.ntm-marks{{width:100%;border-collapse:collapse;font-size:.95rem;line-height:1.3;color:{role("ink")}}}
.ntm-marks :is(th,td){{padding:.35rem .4rem;border:0;border-bottom:1px solid {role("hair")};text-align:left;
 font-weight:400;vertical-align:top}}
.ntm-marks thead th{{font-size:.86rem;color:{role("soft")};border-bottom:1.5px solid {role("ink")};
 vertical-align:bottom;white-space:nowrap}}
.ntm-marks tbody tr{{cursor:pointer}}
.ntm-marks tbody tr:hover,.ntm-marks .on{{background:{role("accent_wash")}}}
.ntm-marks a{{color:{role("accent")}}}
.ntm-marks small{{font-size:.86rem;color:{role("soft")};display:block}}
.ntm-marks [role=checkbox]{{width:1.15em;height:1.15em;padding:0;border:1.5px solid {role("soft")};border-radius:3px;
 background:{role("paper")};color:{role("paper")};font:700 .95em/1 sans-serif;cursor:pointer}}
.ntm-marks [aria-checked=true]{{background:{role("accent")};border-color:{role("accent")}}}
</style>"""


def dossiers_html(task: Task, on: date) -> str:
    """The dossiers of a task, to mark several ("mark …", without a code all) and to open one ("case …")."""
    chosen = {each.code for each in marked(task)}
    shown, way = paged(task.filed, ROWS)
    rows = "".join(_dossier_row(each, each.code in chosen) for each in shown)
    every = _box("", "Đánh dấu tất cả", len(chosen) == len(task.filed))
    title = task_title(task, on)
    names = ("Hồ sơ đề nghị khen", "Kết quả sàng lọc", "Giấy tờ", "Từ ngày", "Hẹn trước")
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        section_html(title, f"{label('role', task.holder)} · mục {task.stage.citation}")
        + STYLE
        + f'<table class="ntm-marks">{caption_html(title)}'
        f"<thead><tr><td>{every}</td>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{way}"
    )


def _box(code: str, words: str, on: bool) -> str:
    carried = f'aria-label="{escape(words, quote=True)}" data-pick="{MARK} {escape(code, quote=True)}"'
    tick = "✓" if on else ""
    return f'<button type="button" role="checkbox" aria-checked="{str(on).lower()}" {carried}>{tick}</button>'


def _dossier_row(filed: Filed, on: bool) -> str:
    case, position = filed.case, filed.position
    code = escape(filed.code, quote=True)
    papers = {True: "đủ bộ", False: "thiếu", None: "chưa rõ"}[filed.complete]
    verdict = case.screened.verdict
    way = escape(address("dossier", **{NOMINATION: filed.code}), quote=True)
    since = day(position.since) if position and position.since else "–"
    due = day(position.due_on) if position and position.due_on else "–"
    return (
        f'<tr data-pick="{MARK} {code}"{" class=on" if on else ""}>'
        f"<td>{_box(filed.code, f'Đánh dấu {filed.code}', on)}</td>"
        f'<th scope="row"><a href="{way}" data-pick="case {code}">{escape(case.nominee)}</a>'
        f"<small>{code} · {escape(short_name(case.proposer))}</small></th>"
        f"<td>{mark(STATE_OF_VERDICT[verdict], 15)} {label('verdict', verdict)}</td><td>{papers}</td>"
        f"<td>{since}</td><td>{due}</td></tr>"
    )


def chase_units(gaps: Sequence[UnitGaps], on: date, chosen: str | None) -> str:
    """Whom to chase first, each with what it owes; a click picks the unit ("unit …")."""
    title = f"Nhắc trước: {len(gaps)} đơn vị" if gaps else "Không đơn vị nào còn thiếu"
    rows = section_html(title, "Xếp theo hạn, rồi theo số hồ sơ đổi kết quả khi nhận đủ")
    return rows + "".join(_unit(each, on, each.unit.name == chosen) for each in gaps[:SHOWN_UNITS]) + _more(gaps)


def _more(gaps: Sequence[UnitGaps]) -> str:
    left = len(gaps) - SHOWN_UNITS
    more = f'<div style="font-size:.86rem;color:{role("soft")};padding:.4rem 0">và {left} đơn vị nữa</div>'
    return more if left > 0 else ""


def _unit(gaps: UnitGaps, on: date, chosen: bool) -> str:
    unit = gaps.unit
    parts = []
    if gaps.returned:
        parts.append(f"{len(gaps.returned)} hồ sơ chờ bổ sung")
    if gaps.papers:
        parts.append(f"{len(gaps.papers)} hồ sơ thiếu giấy tờ")
    parts += [f"{label('datum', chase.datum)}: {len(chase.cases)} hồ sơ" for chase in gaps.data]
    said = "; ".join(parts)
    reminded = f" · nhắc {len(unit.reminded)} lần" if unit.reminded else ""
    state = "late" if unit.sent_nothing else "unmet" if gaps.papers or gaps.returned else "unknown"
    wash = role("accent_wash") if chosen else "transparent"
    turned = f" · có thể đổi kết quả {gaps.turns} hồ sơ" if gaps.turns else ""
    return (
        f'<div style="display:flex;gap:.6rem;padding:.4rem .2rem;border-bottom:1px solid {role("hair")};'
        f'background:{wash};line-height:1.35;color:{role("ink")}">{mark(state, 19)}<div>'
        f'<a href="#" data-pick="{escape(f"unit {unit.name}", quote=True)}" style="font-weight:600;'
        f'color:{role("ink")}">{escape(unit.name)}</a> {nothing_sent() if unit.sent_nothing else ""}'
        f'<div style="font-size:.95rem">{escape(said)}</div><div style="font-size:.86rem;color:{role("soft")}">'
        f"{escape(overdue(gaps.due, on))}{turned}{reminded}</div></div></div>"
    )


def reminder_text(gaps: UnitGaps, campaign: Campaign) -> str:
    """The text that reminds one unit, naming every gap."""
    unit, deadline = gaps.unit, campaign.rulebook.dossier_deadline
    cited = f" (mục {deadline.citation})" if deadline else ""
    lines = [f"Kính gửi {unit.name},", ""]
    if unit.sent_nothing:
        lines.append(f"Đến nay chưa nhận được hồ sơ đề nghị khen thưởng; hạn gửi trước ngày {day(unit.due)}{cited}.")
    for number, each in enumerate(gaps.returned, start=1):
        position = each.position
        if position:
            due = f" Hẹn trả lời trước {day(position.due_on)}." if position.due_on else ""
            lines.append(f"{number}. {each.code} {each.case.nominee}: đã trả lại. {position.why or ''}{due}")
    returned = {each.code for each in gaps.returned}
    for each in gaps.papers:
        if each.code not in returned and each.case.dossier:
            lacking = "; ".join(
                f"{label('paper', gap.kind).lower()} có {gap.at_most or 0} trong {gap.required} bản"
                for gap in each.case.dossier.missing
            )
            lines.append(f"– {each.code} {each.case.nominee}: {lacking}.")
    for chase in gaps.data:
        lines.append(f"– Còn thiếu {label('datum', chase.datum)} của: {', '.join(chase.cases)}.")
    lines += ["", "Đề nghị đơn vị bổ sung và gửi về Văn phòng Điều phối nông thôn mới tỉnh."]
    return "\n".join(lines)


def remind(campaign: Campaign, by: Person, gaps: UnitGaps) -> None:
    """The text for one unit, ready to send, and marking it as sent."""
    st.html(section_html(f"Nhắc {gaps.unit.name}", "Sửa nếu cần, gửi bằng thư hay công văn, rồi đánh dấu đã gửi"))
    key = f"reminder-{gaps.unit.name}"
    text = st.text_area(
        "Nội dung nhắc", reminder_text(gaps, campaign), height=260, key=key, label_visibility="collapsed"
    )
    for each in gaps.unit.reminded[-3:]:
        st.caption(f"Đã nhắc ngày {day(each.on)} ({literal(each.who)})")
    if not may_remind(by):
        return
    link("papers", "Soạn công văn nhắc (Word)", ":material/draft:", **{PROPOSER: gaps.unit.name})
    if st.button("Đánh dấu đã gửi", type="primary", icon=":material/send:"):
        try:
            mark_reminded(store(), campaign, {gaps.unit.name: text or ""}, by=by, on=today())
        except Refused as refused:
            refusals(refused.problems)
        else:
            st.rerun()
