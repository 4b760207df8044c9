"""Closing reports by unit: which came, which items of the outline each covers, figures, contradictions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

from ntm_dash.services.closing_reports import ClosingReport, Contradiction, figures, outline
from ntm_dash.ui.blocks import caption_html, note_html, section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.dossiers import nothing_sent, short_name
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day, number
from ntm_dash.ui.words import counted, field_label, label, overdue, own_deadline

ONLY: Mapping[str, Callable[[ClosingReport], bool]] = {
    "Chưa gửi": lambda each: not each.sent,
    "Trễ hạn": lambda each: each.on_time is False,
    "Thiếu mục": lambda each: bool(each.absent),
    "Thiếu số liệu": lambda each: bool(each.owed),
    "Lệch với sổ": lambda each: bool(each.contradictions),
}
"""What the list can be narrowed to; each counts the reports for which it is true."""

CHAPTERS = (("I", "i_"), ("II", "ii_"), ("III", "iii_"), ("IV", "iv_"))


def reports_sentence(found: Sequence[ClosingReport]) -> str:
    """How many sent their report, how many late, how many contradict the store."""
    sent = sum(each.sent for each in found)
    late = sum(each.on_time is False for each in found)
    apart = sum(bool(each.contradictions) for each in found)
    if not sent:
        return "Chưa đơn vị nào gửi báo cáo"
    wrong = counted((late, "báo cáo trễ"), (apart, "báo cáo lệch với sổ"), none="")
    who = f"{sent} trong {len(found)} đơn vị đã gửi báo cáo" if len(found) > 1 else "Đã gửi báo cáo tổng kết"
    return who + (f"; {wrong}" if wrong else "")


def report_grid(found: Sequence[ClosingReport], today: date, chosen: str | None) -> str:
    """One row a unit, one mark an item of the outline; a click on a unit picks it ("unit …")."""
    items = outline()
    columns = f"minmax(7.2rem,6fr) 5.2rem repeat({len(items)},minmax(.95rem,1fr)) 2.3rem 1.9rem"
    heads = ""
    for chapter, prefix in CHAPTERS:
        span = sum(item.startswith(prefix) for item in items)
        heads += (
            f'<th scope="colgroup" colspan="{span}" style="grid-column:span {span};padding-left:.25rem;'
            f'border-left:1px solid {role("line")}">{chapter}</th>'
        )
    numbers = "".join(
        f'<th scope="col" class="m" title="{escape(label("outline", item), quote=True)}">'
        f"{escape(label('outline', item).partition('. ')[0].partition('.')[2])}</th>"
        for item in items
    )
    rows = "".join(_row(each, items, today, each.unit == chosen) for each in found)
    return (
        f'<table class="ntm-board tight" style="--columns:{columns}">'
        f"{caption_html('Báo cáo của từng đơn vị, theo mục của đề cương')}"
        f"<thead><tr><td></td><td></td>{heads}<td></td><td></td></tr>"
        f'<tr><th scope="col">Đơn vị</th><th scope="col">Nhận ngày</th>{numbers}<th scope="col" class="r">thiếu số</th>'
        f'<th scope="col" class="r">lệch</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(each: ClosingReport, items: Sequence[str], today: date, chosen: bool) -> str:
    frame = (
        f'<tr{" class=on" if chosen else ""}><th scope="row"{"" if each.sent else " style=font-weight:600"}>'
        f'<a href="#" data-pick="{escape(f"unit {each.unit}", quote=True)}" title="{escape(each.unit, quote=True)}">'
        f"{escape(short_name(each.unit))}</a></th>"
    )
    if not each.sent:
        span = len(items) + 3
        return (
            f'{frame}<td colspan="{span}" style="grid-column:span {span};white-space:nowrap">{nothing_sent()} '
            f'<span style="font-size:.86rem;color:{role("soft")}">{escape(overdue(each.due, today))}</span></td></tr>'
        )
    colour = role("late_text") if each.on_time is False else role("ink")
    late = " trễ" if each.on_time is False else ""
    marks = "".join(
        f'<td class="m" title="{escape(label("outline", item), quote=True)}">{_item(each, item)}</td>' for item in items
    )
    owed = _figure(len(each.owed), "unknown_text")
    apart = _figure(len(each.contradictions), "unmet_text")
    came = f'<td style="color:{colour};white-space:nowrap">{day(each.received_on)}{late}</td>'
    return f"{frame}{came}{marks}{owed}{apart}</tr>"


def _item(each: ClosingReport, item: str) -> str:
    state = "met" if item in each.covered else "unmet" if item in each.absent else "unknown"
    return mark(state, 14)


def _figure(count: int, colour: str) -> str:
    return f'<td class="r" style="color:{role(colour)}"><b>{count}</b></td>' if count else '<td class="r none">–</td>'


def report_html(each: ClosingReport, today: date) -> str:
    """One report: what it lacks, its figures of the two periods side by side, and what contradicts the store."""
    own = own_deadline(each.extension)
    if not each.sent:
        return section_html(each.unit, _told("Chưa gửi báo cáo tổng kết", overdue(each.due, today), own))
    time = {True: "đúng hạn", False: "trễ hạn", None: "chưa ghi ngày nhận"}[each.on_time]
    source = f'<a href="#" data-pick="source {each.source}" style="color:{role("accent")}">mở dòng gốc</a>'
    covered = f"{len(each.covered)} trong {len(outline())} mục"
    note = _told(f"Nhận {day(each.received_on)}, {time}", covered, own)
    rows = section_html(each.unit, note)
    rows += "".join(_contradiction(one) for one in each.contradictions)
    for title, listed in (("Không có mục", each.absent), ("Chưa xem mục", each.unseen)):
        if listed:
            rows += note_html(title, "; ".join(label("outline", item) for item in listed), "late")
    return rows + _awards(each) + _others(each) + f'<div style="font-size:.86rem;padding:.4rem 0">{source}</div>'


def _told(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _contradiction(one: Contradiction) -> str:
    known = number(one.at_least)
    if one.at_most is None:
        known = f"ít nhất {known}"
    elif one.at_most != one.at_least:
        known = f"{known} đến {number(one.at_most)}"
    title = f"{field_label('closing_reports', one.what)}: báo cáo ghi {number(one.said)}, sổ có {known}"
    return note_html(title, "Đối chiếu với biểu 02 và biểu 05 trong sổ; hỏi lại đơn vị trước khi dùng.", "unmet")


def _awards(each: ClosingReport) -> str:
    """Awards by level and party, 2011–2015 beside 2016–2020."""
    head = "".join(f'<th scope="col" class="r">{period}</th>' for period in ("2011–2015", "2016–2020"))
    title, rows = "Khen thưởng theo báo cáo (mục III.6)", ""
    for level, level_word in (("provincial", "Cấp tỉnh"), ("district", "Cấp huyện")):
        for party, party_word in (("collectives", "tập thể"), ("persons", "cá nhân")):
            cells = "".join(
                f'<td class="r"><b>{_said(each.figures[f"{level}_{party}_{period}"])}</b></td>'
                for period in ("2011_2015", "2016_2020")
            )
            rows += f'<tr><th scope="row">{level_word}, {party_word}</th>{cells}</tr>'
    return (
        f'{section_html(title)}<table class="ntm-board" style="--columns:1fr 5rem 5rem">{caption_html(title)}'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _others(each: ClosingReport) -> str:
    rows = ""
    for name in figures():
        if name.startswith(("provincial_", "district_")) or (each.figures[name] is None and name not in each.owed):
            continue
        rows += (
            f'<div style="display:flex;justify-content:space-between;padding:.25rem 0;gap:.6rem;'
            f'border-top:1px solid {role("hair")}">'
            f"<div>{escape(field_label('closing_reports', name))}</div>"
            f"<div style='font-weight:600'>{_said(each.figures[name])}</div></div>"
        )
    return rows


def _said(value: int | None) -> str:
    return "chưa nêu" if value is None else number(value) if value < 1900 or value > 2100 else str(value)
