"""The list of what is to be done: tasks by role with their dossiers, whom to chase, and the text of a reminder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.problems import Refused
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.nominations import Filed
from ntm_dash.services.proposers import mark_reminded
from ntm_dash.services.todo import Task, UnitGaps, may_remind
from ntm_dash.ui.asking import store, today
from ntm_dash.ui.blocks import refusals, section_html
from ntm_dash.ui.choosing import PROPOSER, link
from ntm_dash.ui.colours import role
from ntm_dash.ui.dossiers import nothing_sent, short_name
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.words import label, literal, overdue

SHOWN_UNITS = 12


def todo_sentence(found: Sequence[Task], gaps: Sequence[UnitGaps]) -> str:
    """How many dossiers wait, and how many units owe something."""
    waiting = sum(len(task.filed) for task in found)
    return f"{waiting} hồ sơ chờ xử lý; {len(gaps)} đơn vị còn nợ giấy tờ hoặc số liệu"


def task_title(task: Task, on: date) -> str:
    """What is to do, for how many dossiers, by when: "Thẩm định: 119 hồ sơ, quá hạn 3 ngày"."""
    late = overdue(task.due, on)
    return f"{task.stage.task}: {len(task.filed)} hồ sơ" + (f", {late}" if late and task.filed else "")


def choose_task(found: Sequence[Task], on: date) -> Task | None:
    """The tasks as a row to choose from, those with dossiers; none where nothing waits."""
    waiting = [task for task in found if task.filed]
    if not waiting:
        return None
    names = {f"{task.stage.task} {len(task.filed)}": task for task in waiting}
    chosen = st.pills(
        "Việc", list(names), default=next(iter(names)), label_visibility="collapsed", key="viec", wrap=True
    )
    return names[chosen] if chosen in names else waiting[0]


def choose_dossiers(task: Task, rulebook: Rulebook, on: date) -> list[Filed]:
    """The dossiers of a task as a list in which several can be chosen."""
    st.html(section_html(task_title(task, on), f"{label('role', task.holder)} · mục {task.stage.citation}"))
    frame = pd.DataFrame(
        {
            "code": [each.code for each in task.filed],
            "name": [each.case.nominee for each in task.filed],
            "unit": [short_name(each.case.proposer) for each in task.filed],
            "verdict": [label("verdict", each.case.screened.verdict) for each in task.filed],
            "papers": [{True: "đủ bộ", False: "thiếu", None: "chưa rõ"}[each.complete] for each in task.filed],
            "since": [each.position.since if each.position else None for each in task.filed],
            "due": [each.position.due_on if each.position else None for each in task.filed],
        }
    )
    event = st.dataframe(
        frame,
        hide_index=True,
        height=min(425, 40 + 35 * len(frame)),
        on_select="rerun",
        selection_mode="multi-row",
        key=f"task-{task.stage.id}-{len(frame)}",
        placeholder="–",
        column_config={
            "code": st.column_config.TextColumn("Mã hồ sơ", width=80),
            "name": st.column_config.TextColumn("Đề nghị khen", width=170),
            "unit": st.column_config.TextColumn("Đơn vị", width=110),
            "verdict": st.column_config.TextColumn("Kết quả", width=120),
            "papers": st.column_config.TextColumn("Giấy tờ", width=70),
            "since": st.column_config.DateColumn("Từ ngày", format="D/M/YYYY", width=85),
            "due": st.column_config.DateColumn("Hẹn trước", format="D/M/YYYY", width=85),
        },
        alt="Danh sách hồ sơ của việc đang chọn",
    )
    return [task.filed[row] for row in event["selection"]["rows"] if row < len(task.filed)]


def chase_units(gaps: Sequence[UnitGaps], on: date, chosen: str | None) -> str:
    """Whom to chase first, each with what it owes; a click picks the unit ("unit …")."""
    title = f"Nhắc trước: {len(gaps)} đơn vị" if gaps else "Không đơn vị nào còn nợ"
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
    return (
        f'<div style="display:flex;gap:.6rem;padding:.4rem .2rem;border-bottom:1px solid {role("hair")};'
        f'background:{wash};line-height:1.35;color:{role("ink")}">{mark(state, 19)}<div>'
        f'<a href="#" data-pick="{escape(f"unit {unit.name}", quote=True)}" style="font-weight:600;'
        f'color:{role("ink")}">{escape(unit.name)}</a> {nothing_sent() if unit.sent_nothing else ""}'
        f'<div style="font-size:.95rem">{escape(said)}</div><div style="font-size:.86rem;color:{role("soft")}">'
        f"{escape(overdue(gaps.due, on))} · có thể đổi {gaps.turns} hồ sơ{reminded}</div></div></div>"
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
