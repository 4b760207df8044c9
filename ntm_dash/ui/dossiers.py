"""Dossiers by unit: one square each, by verdict; what is complete, what lacks a paper, what came late."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ntm_dash.domain.terms import Verdict
from ntm_dash.services.nominations import Chase, Proposer
from ntm_dash.services.screening import Case
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.words import label

COLUMNS = tuple(reversed(Verdict))
GRID = (
    "display:grid;grid-template-columns:minmax(8.5rem,1.7fr) 2.4rem repeat(4,minmax(3.6rem,1fr)) 2.4rem 2rem;"
    "gap:.1rem .6rem;"
)


def square(complete: bool | None, *, late: bool | None = False) -> str:
    """One dossier: solid when complete, with a bar when a paper lacks, dashed when not known; a dot when late."""
    box = "position:relative;display:inline-block;width:15px;height:17px;box-sizing:border-box;"
    dot = (
        f'<span style="position:absolute;right:-4px;top:-4px;width:9px;height:9px;border-radius:50%;'
        f'background:{role("late")};border:1.5px solid {role("paper")}"></span>'
        if late
        else ""
    )
    if complete:
        return f'<span style="{box}background:{role("accent")}">{dot}</span>'
    if complete is None:
        return f'<span style="{box}border:2px dashed {role("unknown")}">{dot}</span>'
    bar = f'<span style="display:block;height:2px;background:{role("unmet")};margin:5px 2px"></span>'
    return f'<span style="{box}border:2px solid {role("unmet")}">{bar}{dot}</span>'


def nothing_sent() -> str:
    """The chip of a unit that has sent nothing."""
    return (
        f'<span style="border:1px dashed {role("late")};background:{role("late_wash")};color:{role("late_text")};'
        'font-weight:700;padding:0 .4em;border-radius:3px">chưa gửi</span>'
    )


def short_name(unit: str) -> str:
    """A unit's name as short as it is still plain: district committees go by their district."""
    return unit.removeprefix("UBND huyện ").replace("UBND thành phố", "TP")


def board(units: Sequence[Proposer], overdue: str, chosen: str | None) -> str:
    """The units with their dossiers. Clicking a unit's name or a dossier picks it ("unit …" or "case …")."""
    heads = "".join(f"<div>{escape(label('verdict', verdict))}</div>" for verdict in COLUMNS)
    rows = (
        f'<div style="{GRID}font-size:.86rem;font-weight:600;color:{role("soft")};align-items:end;'
        f'border-bottom:1.5px solid {role("ink")};padding-bottom:.25rem;line-height:1.25">'
        f"<div>Đơn vị đề nghị</div><div></div>{heads}"
        f'<div style="text-align:right;color:{role("unmet_text")}">thiếu</div>'
        f'<div style="text-align:right;color:{role("late_text")}">trễ</div></div>'
    )
    for unit in units:
        rows += _row(unit, overdue, chosen == unit.name)
    return f'<div style="font-size:.95rem;color:{role("ink")}">{rows}</div>'


def _row(unit: Proposer, overdue: str, chosen: bool) -> str:
    background = role("accent_wash") if chosen else "transparent"
    weight = 600 if unit.sent_nothing or chosen else 400
    name = (
        f'<a href="#" data-pick="{escape(f"unit {unit.name}", quote=True)}" style="color:{role("ink")};'
        f'text-decoration:none;font-weight:{weight};white-space:nowrap;overflow:hidden;text-overflow:ellipsis" '
        f'title="{escape(unit.name, quote=True)}">{escape(short_name(unit.name))}</a>'
    )
    if unit.sent_nothing:
        middle = (
            f'<div></div><div style="grid-column:span 4">{nothing_sent()} '
            f'<span style="font-size:.86rem;color:{role("soft")}">{escape(overdue)}</span></div><div></div><div></div>'
        )
    else:
        cells = "".join(
            '<div style="display:flex;flex-wrap:wrap;gap:4px;align-items:center">'
            + "".join(_dossier(case) for case in unit.cases if case.screened.verdict is verdict)
            + "</div>"
            for verdict in COLUMNS
        )
        recorded = f" +{unit.recorded}" if unit.recorded else ""
        middle = (
            f'<div style="text-align:right;color:{role("soft")};white-space:nowrap" '
            f'title="hồ sơ sàng lọc, + giấy khen">{len(unit.cases)}{recorded}</div>{cells}'
            f"{_count(unit.lacking, 'unmet_text')}{_count(unit.late, 'late_text')}"
        )
    return (
        f'<div style="{GRID}align-items:center;padding:.28rem 0;border-bottom:1px solid {role("hair")};'
        f'background:{background};line-height:1.3">{name}{middle}</div>'
    )


def _count(number: int, colour: str) -> str:
    if not number:
        return f'<div style="text-align:right;color:{role("faint")}">–</div>'
    return f'<div style="text-align:right;font-weight:700;color:{role(colour)}">{number}</div>'


def _dossier(case: Case) -> str:
    complete = case.dossier.complete if case.dossier else None
    said = {True: "đủ bộ", False: "thiếu giấy tờ", None: "chưa ghi nhận giấy tờ"}[complete]
    late = ", nhận sau hạn" if case.on_time is False else ""
    title = f"{case.screened.nomination} · {case.nominee}: {label('verdict', case.screened.verdict)}, {said}{late}"
    return (
        f'<a href="#" data-pick="{escape(f"case {case.screened.nomination}", quote=True)}" '
        f'title="{escape(title, quote=True)}" aria-label="{escape(title, quote=True)}" '
        f'style="line-height:0">{square(complete, late=case.on_time is False)}</a>'
    )


def chase_list(chases: Sequence[Chase], most: int = 6) -> str:
    """Whom to ask for what first."""
    if not chases:
        return section_html("Không phải đòi thêm số liệu", "Không số liệu nào còn thiếu có thể đổi kết quả sàng lọc")
    shown = chases[:most]
    turned = len({code for chase in shown for code in chase.cases})
    rows = section_html(
        f"Đòi trước: {len(shown)} việc, gỡ được {turned} hồ sơ", "Xếp theo số hồ sơ có thể đổi kết quả khi nhận đủ"
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


def unit_dossiers(unit: Proposer) -> str:
    """The dossiers of one unit, with what each lacks."""
    if unit.sent_nothing:
        return section_html(unit.name, "Chưa gửi hồ sơ nào.")
    rows = section_html(unit.name, f"{len(unit.cases)} hồ sơ sàng lọc, {unit.recorded} giấy khen ghi nhận")
    for case in unit.cases:
        gaps = case.dossier.missing if case.dossier else ()
        known = case.dossier is not None and case.dossier.complete is False
        lacking = "; ".join(f"{label('paper', gap.kind).lower()} {gap.at_most or 0}/{gap.required}" for gap in gaps)
        papers = f"thiếu {lacking}" if known else "đủ giấy tờ" if not gaps else "chưa ghi nhận giấy tờ"
        time = {True: "đúng hạn", False: "trễ hạn", None: "chưa ghi ngày nhận"}[case.on_time]
        rows += (
            f'<div style="padding:.4rem 0;border-bottom:1px solid {role("hair")};line-height:1.35;color:{role("ink")}">'
            f'<a href="#" data-pick="{escape(f"case {case.screened.nomination}", quote=True)}" '
            f'style="font-weight:600;color:{role("accent")}">{escape(case.nominee)}</a> '
            f'<span style="color:{role("soft")};font-size:.86rem">{escape(case.screened.nomination or "")}</span>'
            f'<div style="font-size:.86rem">{escape(label("award", case.screened.award))} · '
            f"<b>{escape(label('verdict', case.screened.verdict))}</b></div>"
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(papers)} · {time} · '
            f"nhận {day(case.received_on)}</div></div>"
        )
    return rows
