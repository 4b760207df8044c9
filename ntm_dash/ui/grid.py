"""Criteria as a grid: communes of a district by criterion, and the years of one commune by criterion.

HTML, so that text keeps its size. A cell tells its state by colour and by sign; a row with `data-pick` opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from ntm_dash.services.criteria import Criterion, Standing, State, standing
from ntm_dash.services.history import History, Review
from ntm_dash.services.progress import Commune, District, Goal, Growth, Province
from ntm_dash.services.screening import Source
from ntm_dash.ui.blocks import caption_html
from ntm_dash.ui.choosing import COMMUNE, CRITERION, DISTRICT, SHEET, VIEW
from ntm_dash.ui.colours import role
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import ROW, commune_link, view_link
from ntm_dash.ui.picture import chart
from ntm_dash.ui.progress import gained_parts, gained_words, inside, name_of, period_words

TALLEST, LOWEST, ROOM = 23, 18, 425
"""The height of a row and of all rows, in pixels: a district fits one screen."""

SIGNS = {
    Standing.GAINED: "g",
    Standing.KEPT: "k",
    Standing.MET: "m",
    Standing.LOST: "l",
    Standing.UNMET: "x",
    Standing.UNKNOWN: "u",
}

STYLE = f"""<style>
.ntm-grid{{width:100%;max-width:1280px;table-layout:fixed;border-collapse:separate;border-spacing:0;
 line-height:1;color:{role("ink")};font-variant-numeric:tabular-nums}}
.ntm-grid th,.ntm-grid td{{padding:0;border:0;font-weight:400;text-align:right;white-space:nowrap;height:var(--row)}}
.ntm-grid thead th{{height:88px;vertical-align:bottom;position:relative;text-align:center}}
.ntm-grid thead th.c{{border-bottom:1.5px solid {role("ink")};padding-bottom:5px;font-weight:700;font-size:.86rem}}
.ntm-grid thead th.c span{{position:absolute;left:50%;bottom:22px;transform-origin:0 100%;transform:rotate(-48deg);
 font-weight:400;color:{role("soft")};padding-left:2px}}
.ntm-grid thead th.f{{padding-bottom:6px;font-size:.86rem;text-align:right}}
.ntm-grid tbody th{{padding-right:.6rem;overflow:hidden;text-overflow:ellipsis}}
.ntm-grid tbody tr:nth-child(even)>*{{background:{role("wash")}}}
.ntm-grid tr[data-pick]{{cursor:pointer}}
.ntm-grid tr[data-pick]:hover>*{{background:{role("accent_wash")}}}
.ntm-grid tr[data-pick]:focus-visible{{outline:2px solid {role("accent")};outline-offset:-2px}}
.ntm-grid tfoot>tr>*{{color:{role("soft")};text-align:center;height:22px}}
.ntm-grid tfoot>tr>th{{text-align:right;padding-right:.6rem;font-size:.86rem}}
.ntm-grid tfoot>tr:first-child>*{{border-top:1px solid {role("line")}}}
.ntm-grid tfoot .most{{color:{role("unmet_text")};font-weight:700}}
.ntm-grid small{{font-size:.86rem;color:{role("soft")}}}
.ntm-grid .tick{{color:{role("met")};font-weight:700;display:inline-block;width:1.25em;text-align:center}}
.ntm-s{{padding:0 2.5px!important}}
.ntm-s::before,.ntm-k i::before{{display:flex;align-items:center;justify-content:center;box-sizing:border-box;
 height:calc(var(--row) - 5px);border-radius:2px;font-weight:700;font-style:normal;font-size:21px;line-height:1;
 content:""}}
.ntm-s.g::before{{content:"+" / "đạt mới";background:{role("met")};color:{role("paper")}}}
.ntm-s.k::before{{content:"" / "đạt";background:{role("band_10")}}}
.ntm-s.m::before{{content:"•" / "đạt";background:{role("band_10")};color:{role("paper")}}}
.ntm-s.x::before{{content:"×" / "chưa đạt";background:{role("unmet_wash")};color:{role("unmet")}}}
.ntm-s.l::before{{content:"×" / "không còn đạt";background:{role("unmet_wash")};color:{role("unmet")};
 border:2px solid {role("unmet")}}}
.ntm-s.u::before{{content:"?" / "chưa có số liệu";
 border:1.4px dashed {role("unknown")};color:{role("unknown_text")};font-size:13px;
 background:{role("paper")}}}
.ntm-legend{{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;font-size:.86rem;line-height:1.35;padding-top:.5rem;
 color:{role("soft")};align-items:center;--row:22px}}
.ntm-legend>span{{display:inline-flex;gap:.4em;align-items:center}}
.ntm-legend .ntm-s{{display:inline-block;width:24px;padding:0!important}}
</style>"""


def district_grid(district: District, province: Province, criteria: Sequence[Criterion], cutoff: date) -> str:
    """The communes of a district, best first, by criterion; clicking a row picks the commune."""
    growth = province.growth
    rows = "".join(_commune_row(commune, province, criteria, cutoff) for commune in district.communes)
    height = max(LOWEST, min(TALLEST, ROOM // max(1, len(district.communes))))
    last = '<th scope="col" class="f"><b>Đạt</b></th>'
    if growth:
        last += f'<th scope="col" class="f" style="padding-right:1.5em">mới {period_words(growth, cutoff)}</th>'
    columns = '<col style="width:3.1rem">' + '<col style="width:7.2rem">' * bool(growth)
    table = criteria_table(
        f"Các xã của {inside(district.name)}, theo tiêu chí",
        criteria,
        rows,
        last,
        columns,
        height,
        _missing_rows(district, criteria, 1 + bool(growth)),
    )
    title = f"Tiêu chí các xã của {inside(district.name)}"
    return STYLE + chart(title, table + _legend(district, province, criteria, cutoff))


def _commune_row(commune: Commune, province: Province, criteria: Sequence[Criterion], cutoff: date) -> str:
    name = commune_link(commune.code, commune.name, plain=True)
    if commune.recognised.at_least:
        name = f"<b>{name}</b>"
    if commune.disadvantaged.at_least:
        name = f"<small>△</small> {name}"
    met = "?" if commune.now is None else _span(commune.met.at_least, commune.met.at_most)
    when = f"đánh giá {day(commune.now.assessed_on)}" if commune.now else "chưa có đánh giá còn hiệu lực"
    growth = _growth_cell(commune, province) if province.growth else ""
    return (
        f'<tr data-pick="{COMMUNE} {escape(commune.code, quote=True)}" tabindex="0">'
        f'<th scope="row" title="{escape(commune.name, quote=True)}: {when}">{name}</th>'
        f"{_cells(commune.now, commune.baseline, criteria, compared(province.growth, cutoff))}"
        f"<td><b>{met}</b></td>{growth}</tr>"
    )


def _growth_cell(commune: Commune, province: Province) -> str:
    growth = province.growth
    gained, lost = gained_parts(commune, province.criteria)
    said = gained_words(commune, growth)
    net = growth is not None and growth.count_as == "net" and lost and said != "?"
    parts = f"<small>{gained} − {lost} =</small> " if net else ""
    goals = [goal for goal in province.goals if goal.clause in commune.reached]
    tick = f'<span class="tick" title="{escape(_goal_words(goals), quote=True)}">{"✓" if goals else ""}</span>'
    title = f"chắc chắn từ {commune.gained.at_least:.0f} đến {commune.gained.at_most:.0f} tiêu chí"
    figure = f"<b>{said}</b>" if goals else said
    return f'<td title="{title}">{parts}{figure}{tick}</td>'


def _goal_words(goals: Iterable[Goal]) -> str:
    return ", ".join(
        f"{'xã đặc biệt khó khăn ' if goal.disadvantaged_only else ''}từ {goal.required} ({goal.citation})"
        for goal in goals
    )


def compared(growth: Growth | None, cutoff: date) -> Mapping[Standing, str]:
    """What each standing means in a comparison with the baseline."""
    baseline = day(growth.baseline) if growth else "trước"
    period = period_words(growth, cutoff) if growth else ""
    return {
        Standing.GAINED: f"đạt mới {period}".strip(),
        Standing.KEPT: f"đã đạt từ {baseline}",
        Standing.MET: f"đạt, chưa rõ {baseline} đã đạt chưa",
        Standing.LOST: f"không còn đạt, {baseline} đã đạt",
        Standing.UNMET: "chưa đạt",
        Standing.UNKNOWN: "chưa có số liệu",
    }


def _cells(
    now: State | None, before: State | None, criteria: Sequence[Criterion], words: Mapping[Standing, str]
) -> str:
    cells = ""
    for criterion, first in grouped(criteria):
        found = standing(now, before, criterion.number)
        drawn = found if found in words else Standing.KEPT
        title = escape(f"{criterion.number}. {name_of(criterion)}: {words[drawn]}", quote=True)
        cells += f'{"<td></td>" * first}<td class="ntm-s {SIGNS[drawn]}" title="{title}"></td>'
    return cells


def grouped(criteria: Sequence[Criterion]) -> list[tuple[Criterion, bool]]:
    """Each criterion, and whether a group begins with it that is not the first."""
    before = [criteria[0].group, *(each.group for each in criteria)]
    return [(criterion, criterion.group != group) for criterion, group in zip(criteria, before, strict=False)]


def criteria_table(
    caption: str, criteria: Sequence[Criterion], rows: str, last: str, columns: str, height: int, foot: str = ""
) -> str:
    """A table with the criteria as columns, set off by group; `last` heads the columns beside them."""
    heads, widths = "", ""
    for criterion, first in grouped(criteria):
        title = escape(f"{name_of(criterion)}. Nhóm {criterion.group or 'không rõ'}", quote=True)
        heads += "<td></td>" * first
        heads += f'<th scope="col" class="c" title="{title}"><span>{escape(criterion.short_name)}</span>'
        heads += f"{criterion.number}</th>"
        widths += '<col style="width:9px">' * first + "<col>"
    return (
        f'<table class="ntm-grid" style="--row:{height}px;font-size:{".92" if height > 20 else ".86"}rem">'
        f'{caption_html(caption)}<colgroup><col style="width:8.9rem">{widths}{columns}</colgroup>'
        f"<thead><tr><td></td>{heads}{last}</tr></thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot></table>"
    )


def _missing_rows(district: District, criteria: Sequence[Criterion], beside: int) -> str:
    """How many communes do not meet each criterion, and of how many it is not known."""
    foot = ""
    for place, head in enumerate(("Số xã chưa đạt", "chưa có số liệu")):
        if place and not any(each[place] for each in district.missing):
            continue
        foot += f'<tr><th scope="row">{head}</th>'
        for criterion, first in grouped(criteria):
            count = district.missing[criterion.number - 1][place]
            most = ' class="most"' if not place and 2 * count >= len(district.communes) else ""
            opens = {VIEW: "can", DISTRICT: district.code, CRITERION: str(criterion.number), SHEET: None}
            said = view_link(str(count), opens, title=name_of(criterion), plain=True) if count else "–"
            foot += "<td></td>" * first + f"<td{most}>{said}</td>"
        foot += "<td></td>" * beside + "</tr>"
    return foot


def _legend(district: District, province: Province, criteria: Sequence[Criterion], cutoff: date) -> str:
    words = compared(province.growth, cutoff)
    found = {standing(c.now, c.baseline, each.number) for c in district.communes for each in criteria}
    shown = [each for each in Standing if each in found or each not in (Standing.MET, Standing.LOST)]
    parts = [f'<i class="ntm-s {SIGNS[each]}"></i>{words[each]}' for each in shown]
    if province.growth and Standing.LOST in found:
        how = {"net": "số ô + trừ số ô không còn đạt", "gross": "số ô +"}[province.growth.count_as]
        parts.append(f"mới {period_words(province.growth, cutoff)}: {how}")
    parts.append(f'<b style="color:{role("ink")}">Tên đậm</b> đã công nhận đạt chuẩn')
    if any(commune.disadvantaged.at_least for commune in district.communes):
        parts.append("△ đặc biệt khó khăn")
    if province.goals:
        parts.append(f'<b style="color:{role("met")}">✓</b> đủ số tiêu chí mới: {escape(_goal_words(province.goals))}')
    return f'<div class="ntm-legend">{"".join(f"<span>{part}</span>" for part in parts)}</div>'


def history_grid(found: History, criteria: Sequence[Criterion], sources: Mapping[int, Source]) -> str:
    """The assessments of one commune by criterion; clicking a row picks the file row it came from."""
    rows = "".join(_review_row(review, criteria, sources) for review in found.reviews)
    last = "".join(f'<th scope="col" class="f">{words}</th>' for words in ("<b>Đạt</b>", "đổi", "nguồn"))
    columns = '<col style="width:2.8rem"><col style="width:4.2rem"><col style="width:5.4rem">'
    legend = "".join(f'<span><i class="ntm-s {SIGNS[each]}"></i>{words}</span>' for each, words in REVIEWED.items())
    table = criteria_table("Các lần đánh giá, theo tiêu chí", criteria, rows, last, columns, TALLEST)
    return STYLE + chart("Tiêu chí qua các lần đánh giá", f'{table}<div class="ntm-legend">{legend}</div>')


REVIEWED = {
    Standing.GAINED: "mới đạt so với lần trước",
    Standing.KEPT: "đạt",
    Standing.LOST: "rớt: lần trước đạt",
    Standing.UNMET: "chưa đạt",
    Standing.UNKNOWN: "chưa có số liệu",
}


def _review_row(review: Review, criteria: Sequence[Criterion], sources: Mapping[int, Source]) -> str:
    gained, lost = (len(review.numbers(len(criteria), each)) for each in (Standing.GAINED, Standing.LOST))
    moved = " ".join(part for part in (f"+{gained}" if gained else "", f"−{lost}" if lost else "") if part)
    source = sources.get(review.state.source)
    said = escape(f"{source.file}, dòng {source.line}", quote=True) if source else ""
    open_end = review.state.known.bit_count() < len(criteria)
    return (
        f'<tr data-pick="{ROW} {review.state.source}" tabindex="0" title="{said}"><th scope="row">'
        f"{day(review.state.assessed_on)} <small>bộ {review.criteria_set}</small></th>"
        f"{_cells(review.state, review.before, criteria, REVIEWED)}"
        f"<td><b>{review.state.met.bit_count()}</b>{'?' if open_end else ''}</td><td>{moved or '–'}</td>"
        f"<td><u>{f'dòng {source.line}' if source else ''}</u></td></tr>"
    )


def _span(at_least: float, at_most: float) -> str:
    return f"{at_least:.0f}" if at_least == at_most else f"{at_least:.0f}–{at_most:.0f}"
