"""One dossier as the office keeps it: its road, papers against the required set, every move with its reason and answer.

Everything here is HTML for one drawing; a part with `data-pick` names the file row that it opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from ntm_dash.domain.local_time import moment
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.dossier import DossierFile, RequiredPaper
from ntm_dash.services.notes import Note
from ntm_dash.services.stages import Move
from ntm_dash.ui.blocks import note_html, section_html
from ntm_dash.ui.case import answers_html, flags_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.words import cell_text, field_label, form_title, label, stage_word

SHOWN_FIELDS = {
    "contributions": ("given_on", "kind", "description", "value", "delivered", "confirmed_by"),
    "evidence": ("item", "value", "document"),
    "ratings": ("year", "level"),
    "earlier_awards": ("form", "decision", "decided_on", "status"),
}
"""What a line about each kind of record says, in order."""


def dossier_html(found: DossierFile, rulebook: Rulebook, notes: Sequence[Note]) -> str:
    """The whole dossier."""
    case = found.filed.case
    return "".join(
        [
            road_html(found, rulebook),
            answers_html(case, rulebook),
            flags_html(case),
            _papers(found),
            _history(found, rulebook),
            _notes(notes),
            _records(found.records),
        ]
    )


def road_html(found: DossierFile, rulebook: Rulebook) -> str:
    """The stages on the straight road, those passed filled; beside the road where the dossier left it."""
    position = found.filed.position
    if position is None:
        return ""
    straight = _straight(rulebook)
    here = position.stage if position.stage in straight else (position.came_from or straight[0])
    at = straight.index(here) if here in straight else 0
    steps = ""
    for number, name in enumerate(straight):
        done = number <= at
        current = position.stage == name
        colour = role("accent") if done else role("line")
        weight = 700 if current else 400
        steps += (
            f'<div style="flex:1;border-top:{6 if done else 3}px solid {colour};padding:.3rem .3rem 0 0;'
            f"font-size:.8rem;line-height:1.25;font-weight:{weight};"
            f'color:{role("ink") if done else role("faint")}">{escape(stage_word(rulebook, name))}</div>'
        )
    stage = rulebook.stage(position.stage)
    holder = stage.holder if stage else None
    task = f", việc tiếp theo: {stage.task.lower()} ({label('role', holder)})" if stage and stage.task else ""
    since = f" từ {day(position.since)}" if position.since else ""
    line = f"{stage_word(rulebook, position.stage)}{since}{task}"
    aside = ""
    if position.stage not in straight:
        said = _why(position.why or "", position.due_on)
        aside = note_html(line, said, "late" if stage and stage.holder else "excluded")
    else:
        aside = f'<div style="font-size:.95rem;padding:.35rem 0;color:{role("soft")}">{escape(line)}</div>'
    return (
        f'<div style="display:flex;gap:3px;margin:.3rem 0 .2rem">{steps}</div>{aside}<div style="height:.5rem"></div>'
    )


def _straight(rulebook: Rulebook) -> list[str]:
    """The stages that moves forward lead to, in the document's order, from where a dossier is prepared."""
    forward = {rule.to for rule in rulebook.moves if rule.kind == "forward"}
    return [stage.id for stage in rulebook.stages if stage.starts == "undated" or stage.id in forward]


def _papers(found: DossierFile) -> str:
    lacking = sum(paper.at_most is not None and paper.at_most < paper.required for paper in found.papers)
    title = "Giấy tờ: đủ theo bộ quy định" if not lacking else f"Giấy tờ: thiếu {lacking} loại"
    if found.filed.complete is None:
        title = "Giấy tờ: chưa ghi nhận đủ để kết luận"
    rows = section_html(title, f"Bộ hồ sơ theo mục {found.citation}" if found.citation else "")
    return rows + "".join(_paper(paper) for paper in found.papers)


def _paper(paper: RequiredPaper) -> str:
    if paper.at_least >= paper.required:
        state = "met"
    elif paper.at_most is not None and paper.at_most < paper.required:
        state = "unmet"
    else:
        state = "unknown"
    have = "chưa ghi nhận" if not paper.registered else str(paper.at_least if paper.at_most is None else paper.at_most)
    return (
        f'<div style="display:flex;gap:.6rem;padding:.3rem .2rem;border-bottom:1px solid {role("hair")};'
        f'line-height:1.35;color:{role("ink")}">{mark(state, 19)}'
        f'<div style="flex:1">{escape(label("paper", paper.kind))}</div>'
        f'<div style="font-weight:600">{escape(have)}</div>'
        f'<div style="color:{role("soft")};min-width:7rem;text-align:right">cần {paper.required} bản</div></div>'
    )


def _history(found: DossierFile, rulebook: Rulebook) -> str:
    begun = found.records["nominations"][0].get("received_on") if found.records["nominations"] else None
    rows = section_html(f"Đường đi: {len(found.moves)} lần chuyển", "Ai, khi nào, từ đâu sang đâu, vì sao")
    came = f"Nhận ngày {day(begun)} theo biểu 03" if begun else "Nhập từ biểu 03, chưa ghi ngày nhận"
    rows += _line(came, "", "")
    for each in found.moves:
        rows += _move(each, rulebook)
    return rows


def _move(each: Move, rulebook: Rulebook) -> str:
    what = f"{day(each.on)} · {stage_word(rulebook, each.origin)} → {stage_word(rulebook, each.to)}"
    said = ("Trả lời: " if each.kind == "answer" and each.why else "") + _why(each.why, each.due_on)
    return _line(what, said, f"{each.who}, ghi lúc {moment(each.moved_at)}")


def _why(why: str, due: date | None) -> str:
    """The reason as it was written, and the day by which an answer is expected as a sentence of its own."""
    if due is None:
        return why
    stop = "." if why and not why.endswith((".", "!", "?", "…", ";")) else ""
    return f"{why}{stop} Hẹn trước {day(due)}.".strip()


def _line(what: str, said: str, below: str) -> str:
    middle = f"<div>{escape(said)}</div>" if said else ""
    last = f'<div style="font-size:.86rem;color:{role("soft")}">{escape(below)}</div>' if below else ""
    return (
        f'<div style="padding:.35rem .2rem;border-bottom:1px solid {role("hair")};line-height:1.35;'
        f'color:{role("ink")}"><div style="font-weight:600">{escape(what)}</div>{middle}{last}</div>'
    )


def _notes(notes: Sequence[Note]) -> str:
    if not notes:
        return ""
    rows = section_html(f"{len(notes)} ghi chú", "Chỉ người bên trong đọc được")
    return rows + "".join(_line(each.text, "", f"{each.who}, {moment(each.written_at)}") for each in notes)


def _records(records: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    rows = ""
    for form, fields in SHOWN_FIELDS.items():
        listed = records[form]
        if not listed:
            continue
        rows += section_html(form_title(form), f"{len(listed)} dòng")
        for record in listed:
            said = " · ".join(text for name in fields if (text := _said(form, name, record)))
            rows += (
                f'<div style="padding:.25rem .2rem;border-bottom:1px solid {role("hair")};line-height:1.35">'
                f'<a href="#" data-pick="{record["source"]}" style="color:{role("ink")};text-decoration-color:'
                f'{role("line")}">{escape(said)}</a></div>'
            )
    return rows


def _said(form: str, name: str, record: Mapping[str, Any]) -> str:
    value = record.get(name)
    if name == "given_on" and value is None:
        value = record.get("year")
    if name == "decided_on" and value is None:
        value = record.get("decided_year")
    if isinstance(value, bool) and name == "delivered":
        return label("contribution_status", "delivered" if value else "pledged")
    text = cell_text(form, name, value)
    return f"{field_label(form, name)}: {text}" if name in ("value", "confirmed_by") and text else text
