"""Dossiers by unit: one square each, by stage; what is complete, what lacks a paper, what came late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.nominations import Chase, Filed, Proposer
from ntm_dash.ui.blocks import caption_html, section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import paged
from ntm_dash.ui.picture import chart
from ntm_dash.ui.place import nothing_html
from ntm_dash.ui.words import label, overdue

COUNTED = ("sent", "complete", "returned", "late", "decided")
"""The counts of the table, in the order of its columns; their words are in the list of terms."""


def square(complete: bool | None, *, late: bool | None = False) -> str:
    """One dossier: solid when complete, with a bar when a paper lacks, dashed when not known; a dot when late."""
    state = {True: "complete", False: "lacking", None: "unknown"}[complete]
    return f'<i class="ntm-dossier {state}{" late" if late else ""}"></i>'


def nothing_sent() -> str:
    """The chip of a unit that has sent nothing."""
    return (
        f'<span style="border:1px dashed {role("late")};background:{role("late_wash")};color:{role("late_text")};'
        'font-weight:700;padding:0 .4em;border-radius:3px">chưa gửi</span>'
    )


def meanings() -> Sequence[tuple[str, str]]:
    """What the marks of the board mean."""
    return (
        (square(True), explained("đủ giấy tờ", ho_so_du_bo="đủ giấy tờ")),
        (square(False), "thiếu giấy tờ"),
        (square(None), "chưa ghi nhận giấy tờ"),
        (square(True, late=True), explained("nhận sau hạn", dung_han="sau hạn")),
        (nothing_sent(), "chưa có hồ sơ nào"),
    )


def short_name(unit: str) -> str:
    """A unit's name as short as it is still plain: district committees go by their district."""
    return unit.removeprefix("UBND huyện ").replace("UBND thành phố", "TP")


WIDEST, MOST_SQUARES = 7, 14
"""Squares side by side in the widest column, more of them go below; and how many are drawn before a number stands in
for the rest."""

MOST_UNITS, MOST_FILED = 45, 300
"""How many units are on one page of the list, and dossiers in the list of a unit or a count."""


def board(units: Sequence[Proposer], columns: Sequence[str], today: date, chosen: str | None) -> str:
    """The units with their dossiers, each in the column of its stage, those that sent nothing first.

    A click picks a unit ("unit …"), a dossier ("case …") or a count ("count …|unit").
    """
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    head = (
        f'<thead><tr><th scope="col">Đơn vị đề nghị</th><th scope="col" class="r">hồ sơ</th>{heads}'
        f'<th scope="col" class="r" style="color:{role("unmet_text")}">thiếu</th>'
        f'<th scope="col" class="r" style="color:{role("late_text")}">trễ</th></tr></thead>'
    )
    title = "Hồ sơ đề nghị theo đơn vị"
    shown, way = paged(units, MOST_UNITS)
    rows = "".join(_row(unit, columns, today, chosen == unit.name) for unit in shown)
    table = (
        f'<table class="ntm-board" style="--columns:{_widths(shown, columns)}">{caption_html(title)}{head}'
        f"<tbody>{rows}</tbody></table>"
    )
    return chart(title, table) + way


def _widths(units: Sequence[Proposer], columns: Sequence[str]) -> str:
    """Columns as wide as the longest row of squares in them needs."""
    most = {
        name: max((sum(each.column == name for each in unit.filed) for unit in units), default=0) for name in columns
    }
    shares = [min(most[name], WIDEST) + 1 for name in columns]
    widths = " ".join(f"minmax(2.9rem,{share}fr)" for share in shares)
    return f"minmax(8.2rem,{max(2, sum(shares) / 4):g}fr) 2.7rem {widths or 'minmax(12rem,9fr)'} 2.2rem 1.6rem"


def _row(unit: Proposer, columns: Sequence[str], today: date, chosen: bool) -> str:
    total = ""
    if unit.filed or unit.recorded:
        recorded = f" +{unit.recorded}" if unit.recorded else ""
        total = f'<span title="hồ sơ sàng lọc, + giấy khen">{len(unit.filed)}{recorded}</span>'
    if not unit.filed and not unit.recorded:
        span = len(columns) or 1
        middle = (
            f'<td colspan="{span}" style="grid-column:span {span}">{nothing_sent()} '
            f'<span style="font-size:.86rem;color:{role("soft")}">{escape(waiting(unit, today))}</span></td>'
        )
    else:
        middle = "".join(
            f'<td class="q">{_squares(unit, [each for each in unit.filed if each.column == name])}</td>'
            for name in columns
        )
    counts = _count(unit, "lacking", "unmet_text") + _count(unit, "late", "late_text")
    return (
        f'<tr{" class=on" if chosen else ""}>{_name(unit, chosen)}<td class="r soft">{total}</td>{middle}{counts}</tr>'
    )


def _squares(unit: Proposer, filed: Sequence[Filed]) -> str:
    """Dossiers in one column, one square each; where they are many, the rest as a number that opens the unit."""
    if len(filed) <= MOST_SQUARES:
        return "".join(map(_dossier, filed))
    return (
        "".join(map(_dossier, filed[: MOST_SQUARES - 1]))
        + f'<a href="#" data-pick="{escape(f"unit {unit.name}", quote=True)}">+{len(filed) - MOST_SQUARES + 1}</a>'
    )


def _name(unit: Proposer, chosen: bool) -> str:
    weight = ' style="font-weight:600"' if unit.sent_nothing or chosen else ""
    return (
        f'<th scope="row"{weight}><a href="#" data-pick="{escape(f"unit {unit.name}", quote=True)}" '
        f'title="{escape(unit.name, quote=True)}">{escape(short_name(unit.name))}</a></th>'
    )


def waiting(unit: Proposer, today: date) -> str:
    """How long a unit has been waited for, its own deadline if it has one, and the reminders sent."""
    parts = [overdue(unit.due, today)]
    if unit.extension:
        parts.append("hạn riêng")
    if unit.reminded:
        parts.append(f"nhắc lần {len(unit.reminded)} ngày {day(unit.reminded[-1].on)}")
    return " · ".join(part for part in parts if part)


def _count(unit: Proposer, what: str, colour: str) -> str:
    number = unit.count(what)
    if not number:
        return '<td class="r none">–</td>'
    return (
        f'<td class="r"><a href="#" data-pick="{escape(f"count {what}|{unit.name}", quote=True)}" '
        f'style="font-weight:700;color:{role(colour)}">{number}</a></td>'
    )


def _dossier(filed: Filed) -> str:
    case = filed.case
    said = {True: "đủ bộ", False: "thiếu giấy tờ", None: "chưa ghi nhận giấy tờ"}[filed.complete]
    late = ", nhận sau hạn" if case.on_time is False else ""
    title = f"{filed.code} · {case.nominee}: {label('verdict', case.screened.verdict)}, {said}{late}"
    return (
        f'<a href="#" data-pick="{escape(f"case {filed.code}", quote=True)}" title="{escape(title, quote=True)}">'
        f"{square(filed.complete, late=case.on_time is False)}</a>"
    )


def count_table(units: Sequence[Proposer], chosen: str | None) -> str:
    """The same units as counts: dossiers sent, complete, returned, late, decided; a count picks its list."""
    titles = ["Hồ sơ", *(label("dossier_count", what) for what in COUNTED)]
    heads = "".join(f'<th scope="col" class="r">{escape(title)}</th>' for title in titles)
    rows = ""
    shown, way = paged(units, MOST_UNITS)
    for unit in shown:
        counts = "".join(_count(unit, what, "late_text" if what == "late" else "ink") for what in COUNTED)
        total = nothing_sent() if not unit.filed and not unit.recorded else str(len(unit.filed))
        rows += (
            f"<tr{' class=on' if unit.name == chosen else ''}>{_name(unit, unit.name == chosen)}"
            f'<td class="soft" style="font-size:.86rem">{escape(unit.cluster)}</td>'
            f'<td class="r" style="white-space:nowrap">{total}</td>{counts}</tr>'
        )
    sums = "".join(_total(units, what) for what in COUNTED)
    return (
        '<table class="ntm-board" style="--columns:minmax(9rem,2fr) minmax(6rem,1fr) repeat(6,4.2rem)">'
        f'{caption_html("Số hồ sơ của từng đơn vị")}<thead><tr><th scope="col">Đơn vị đề nghị</th>'
        f'<th scope="col">Khối, cụm</th>{heads}</tr></thead><tbody>{rows}</tbody>'
        f'<tfoot><tr><th scope="row">Cộng {len(units)} đơn vị</th><td></td>'
        f'<td class="r">{sum(len(unit.filed) for unit in units)}</td>{sums}</tr></tfoot></table>{way}'
    )


def _total(units: Sequence[Proposer], what: str) -> str:
    number = sum(unit.count(what) for unit in units)
    return f'<td class="r"><a href="#" data-pick="count {what}|">{number}</a></td>'


def chase_list(chases: Sequence[Chase], most: int = 6) -> str:
    """Whom to ask for what first."""
    if not chases:
        return section_html("Không cần nhắc thêm số liệu", "Không số liệu nào còn thiếu có thể đổi kết quả sàng lọc")
    shown = chases[:most]
    turned = len({code for chase in shown for code in chase.cases})
    rows = section_html(
        f"Nhắc trước: {len(shown)} việc, đổi được kết quả {turned} hồ sơ",
        "Việc đổi được nhiều kết quả sàng lọc nhất đứng trước",
    )
    for chase in shown:
        who = chase.name or label("owner", chase.owner)
        rows += (
            f'<div style="display:flex;gap:.65rem;padding:.5rem 0;border-bottom:1px solid {role("hair")};'
            f'line-height:1.35;color:{role("ink")}"><span style="padding-top:.1rem">{mark("unknown", 20)}</span><div>'
            f'<div style="font-weight:600">{escape(who)}</div>'
            f'<div style="font-size:.95rem">{escape(label("datum", chase.datum).capitalize())}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{len(chase.cases)} hồ sơ chờ số liệu này: '
            f"{_codes(chase.cases)}</div></div></div>"
        )
    return rows


def _codes(codes: Sequence[str], most: int = 4) -> str:
    links = ", ".join(
        f'<a href="#" data-pick="{escape(f"case {code}", quote=True)}" style="color:{role("soft")}">{escape(code)}</a>'
        for code in codes[:most]
    )
    return links + (f" và {len(codes) - most} hồ sơ nữa" if len(codes) > most else "")


def filed_list(title: str, note: str, filed: Sequence[Filed], rulebook: Rulebook) -> str:
    """Dossiers one under the other: where each stands, what it lacks, when it came."""
    left = len(filed) - MOST_FILED
    more = nothing_html(f"và {left} hồ sơ khác: lọc thêm, hoặc tải về Excel để xem cả.") if left > 0 else ""
    return section_html(title, note) + "".join(_filed(each, rulebook) for each in filed[:MOST_FILED]) + more


def _filed(filed: Filed, rulebook: Rulebook) -> str:
    case, position = filed.case, filed.position
    gaps = case.dossier.missing if case.dossier else ()
    lacking = "; ".join(f"{label('paper', gap.kind).lower()} {gap.at_most or 0}/{gap.required}" for gap in gaps)
    papers = {True: "đủ giấy tờ", False: f"thiếu {lacking}", None: "chưa ghi nhận giấy tờ"}[filed.complete]
    time = {True: "đúng hạn", False: "trễ hạn", None: "chưa ghi ngày nhận"}[case.on_time]
    stage = rulebook.stage(position.stage) if position else None
    word = f"<b>{escape(stage.word)}</b> · " if stage else ""
    return (
        f'<div style="padding:.4rem 0;border-bottom:1px solid {role("hair")};line-height:1.35;color:{role("ink")}">'
        f'<a href="#" data-pick="{escape(f"case {filed.code}", quote=True)}" '
        f'style="font-weight:600;color:{role("accent")}">{escape(case.nominee)}</a> '
        f'<span style="color:{role("soft")};font-size:.86rem">{escape(filed.code)}</span>'
        f'<div style="font-size:.86rem">{word}{escape(label("verdict", case.screened.verdict))}</div>'
        f'<div style="font-size:.86rem;color:{role("soft")}">{escape(papers)} · {time} · '
        f"nhận {day(case.received_on)}</div></div>"
    )


def returned_list(units: Sequence[Proposer], most: int = 3) -> str:
    """The dossiers that were returned last, with the reason and the day for which an answer is expected."""
    returned = sorted(
        (each for unit in units for each in unit.filed if each.state == "returned" and each.position),
        key=lambda each: -(each.position.moved if each.position else 0),
    )
    if not returned:
        return ""
    rows = section_html(f"{len(returned)} hồ sơ đang trả lại", "Lý do và ngày hẹn bổ sung")
    for each in returned[:most]:
        position = each.position
        assert position is not None
        rows += (
            f'<div style="padding:.4rem 0;border-bottom:1px solid {role("hair")};line-height:1.35;color:{role("ink")}">'
            f'<a href="#" data-pick="{escape(f"case {each.code}", quote=True)}" '
            f'style="font-weight:600;color:{role("ink")}">{escape(each.code)}</a> {escape(each.case.nominee)}: '
            f"{escape(position.why or '')}"
            f'<div style="font-size:.86rem;color:{role("soft")}">trả ngày {day(position.since)} · hẹn bổ sung trước '
            f"{day(position.due_on)}</div></div>"
        )
    if len(returned) > most:
        rows += (
            f'<div style="font-size:.86rem;padding:.4rem 0"><a href="#" data-pick="count returned|" '
            f'style="color:{role("accent")}">Xem cả {len(returned)} hồ sơ</a></div>'
        )
    return rows
