"""The years of the province and its districts: lines, a table whose cells open, and what was aimed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.progress import District, Extent, Province
from ntm_dash.services.screening import sources
from ntm_dash.services.targets import Reached, Target, reached, targets
from ntm_dash.services.years import PROVINCE, Year, communes_of_year
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import caption_html, row_html, section_html
from ntm_dash.ui.charts.lines import Line, lines_chart
from ntm_dash.ui.choosing import DISTRICT, SHEET, YEAR, chosen, chosen_page
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import commune_link, paged, pages_html, view_link, view_pick
from ntm_dash.ui.picture import chart
from ntm_dash.ui.place import LIST_STYLE, nothing_html, origin
from ntm_dash.ui.progress import average, between, inside, share, short
from ntm_dash.ui.words import label

MOST_DISTRICTS = 20
MOST_COMMUNES = 90
FEW_LINES = 15

Years = Mapping[str, Sequence[Year]]
Of = Callable[[Year], Extent]

STYLE = f"""<style>
.ntm-two{{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:.4rem 2rem;color:{role("ink")}}}
.ntm-when{{width:100%;border-collapse:collapse;font-size:.86rem;line-height:1.15;font-variant-numeric:tabular-nums;
 table-layout:fixed;color:{role("ink")}}}
.ntm-when th,.ntm-when td{{border:0;border-bottom:1px solid {role("hair")};padding:.2rem .12rem;text-align:right;
 font-weight:400}}
.ntm-when thead th{{color:{role("soft")};border-bottom:1.5px solid {role("ink")}}}
.ntm-when tr>:first-child{{text-align:left;width:6.1rem;font-weight:600;overflow:hidden;text-overflow:ellipsis}}
.ntm-when td[data-pick]{{cursor:pointer}}
.ntm-when td[data-pick]:hover,.ntm-when .on{{background:{role("accent_wash")}}}
.ntm-when small{{font-size:.75rem;color:{role("soft")};display:block}}
.ntm-when tfoot>tr>*{{font-weight:600}}
</style>"""


def years_sentence(years: Sequence[Year], where: str) -> str:
    """How far criteria and recognitions have come from the first year to the last."""
    if not years:
        return f"{where}: chưa có năm nào được đánh giá"
    first, last = years[0], years[-1]
    met = f"bình quân từ {average(first.average, ' đến ')} lên {average(last.average, ' đến ')} tiêu chí"
    return f"{where} {first.year}–{last.year}: {met}, {between(last.recognised, ' đến ')} xã đạt chuẩn"


def years_html(campaign: Campaign, province: Province, district: District | None, years: Years) -> str:
    """Both measures as lines and as tables, the communes behind the cell that the address names, and the targets."""
    top = float(province.criteria)
    shown, pages, page = _shown(province, district)
    left = _measure("Tiêu chí bình quân một xã", "tiêu chí, cuối năm", province, district, years, shown, top)
    right = _measure(
        "Tỷ lệ xã được công nhận đạt chuẩn", "phần trăm số xã, cuối năm", province, district, years, shown, 1
    )
    return (
        f'{STYLE}{LIST_STYLE}<div class="ntm-two"><div>{left}</div><div>{right}</div></div>{pages_html(page, pages)}'
        f"{_behind(campaign, province, district, years)}{targets_html(campaign, province, district, years)}"
    )


def _shown(province: Province, district: District | None) -> tuple[list[District], int, int]:
    if district:
        return [district], 1, 1
    listed = list(province.districts.values())
    pages = max(1, -(-len(listed) // MOST_DISTRICTS))
    page = 1 if YEAR in st.query_params else chosen_page(pages)
    return listed[(page - 1) * MOST_DISTRICTS : page * MOST_DISTRICTS], pages, page


def _measure(
    title: str,
    note: str,
    province: Province,
    district: District | None,
    years: Years,
    shown: Sequence[District],
    top: float,
) -> str:
    is_share = top == 1
    of: Of = (lambda year: year.share) if is_share else (lambda year: year.average)
    write = share if is_share else average
    strong = [district] if district else []
    few = list(province.districts.values())[:FEW_LINES]
    lines = [
        Line(short(each), [(year.year, of(year)) for year in years.get(each.code, ())], each in strong, "accent")
        for each in (few if district is None or district in few else [*few, district])
    ]
    lines.append(Line("Toàn tỉnh", [(year.year, of(year)) for year in years[PROVINCE]], True, "met_text"))
    ticks = (0, 0.25, 0.5, 0.75, 1) if is_share else (0, 5, 10, 15, top)
    drawn = lines_chart(lines, top, ticks, _tick if is_share else write, role)
    return chart(title, section_html(title, note) + drawn) + _table(title, years, shown, of, is_share)


def _tick(extent: Extent) -> str:
    return share(extent) if extent.at_least % 0.25 else f"{100 * extent.at_least:.0f} %"


def _table(title: str, years: Years, shown: Sequence[District], of: Of, is_share: bool) -> str:
    heads = "".join(f'<th scope="col">{year.year}</th>' for year in years[PROVINCE])
    rows = "".join(_row(short(each), each.code, years.get(each.code, ()), of, is_share) for each in shown)
    foot = _row("Toàn tỉnh", PROVINCE, years[PROVINCE], of, is_share)
    return (
        f'<table class="ntm-when">{caption_html(f"{title}, từng năm")}'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody>"
        f"<tfoot>{foot}</tfoot></table>"
    )


def _row(name: str, code: str, years: Sequence[Year], of: Of, is_share: bool) -> str:
    cells = ""
    for year in years:
        low, high = (f"{100 * end:.0f}" if is_share else f"{end:.1f}".replace(".", ",") for end in of(year))
        more = f"<small>–{high}</small>" if high != low else ""
        pick = view_pick({DISTRICT: code, YEAR: str(year.year), SHEET: None})
        cells += f'<td data-pick="{pick}" tabindex="0">{low}{more}</td>'
    return f'<tr><th scope="row">{view_link(name, {DISTRICT: code, YEAR: None}, plain=True)}</th>{cells}</tr>'


def _behind(campaign: Campaign, province: Province, district: District | None, years: Years) -> str:
    """The communes behind one cell: what each met at the end of that year, and whether it was recognised by then."""
    wanted = chosen(YEAR, {str(year.year) for year in years[PROVINCE]})
    if wanted is None:
        return nothing_html("Chọn một ô để mở danh sách xã của năm đó.")
    found = ask(communes_of_year, campaign, district.code if district else None, int(wanted))
    shown, way = paged(found, MOST_COMMUNES)
    rows_of = ask(sources, tuple(each.source for each in shown if each.source is not None))
    total = next(year for year in years[district.code if district else PROVINCE] if year.year == int(wanted))
    title = (
        f"{'Toàn tỉnh' if district is None else short(district)} năm {wanted}: {total.communes} xã, "
        f"{between(total.met, ' đến ')} lượt tiêu chí đạt, {between(total.recognised, ' đến ')} xã đã công nhận"
    )
    rows = ""
    for each in shown:
        met = between(each.met) if each.assessed_on else "?"
        recognised = {(1, 1): "✓", (0, 0): ""}.get((int(each.recognised[0]), int(each.recognised[1])), "?")
        where = "" if district else f" <small>{escape(short(province.districts[each.district]))}</small>"
        source = origin(each.source, rows_of) if each.source is not None else "chưa đánh giá"
        rows += (
            f"<div><span>{commune_link(each.code, each.name)}{where} <b>{met}</b> {recognised}</span>"
            f"<small>{day(each.assessed_on) if each.assessed_on else ''} {source}</small></div>"
        )
    note = "✓ đã công nhận đạt chuẩn, ? chưa rõ; chọn tên để mở trang của xã, chọn tệp để mở dòng số liệu gốc"
    return f'{section_html(title, note)}<div class="ntm-list">{rows}</div>{way}'


def targets_html(campaign: Campaign, province: Province, district: District | None, years: Years) -> str:
    """The targets that were published, each with its source, beside what was reached."""
    found = [each for each in targets(campaign) if district is None or each.district == district.code]
    note = "Chỉ tiêu đã công bố, có nguồn; sổ không tự đặt ra chỉ tiêu nào. Chỉ đối chiếu những năm đã hết"
    if not found:
        where = inside(district.name) if district else "đợt này"
        return section_html(f"Chưa biết chỉ tiêu nào của {where}", note) + nothing_html(
            "Có chỉ tiêu được công bố thì ghi vào tệp số liệu công bố, kèm nguồn."
        )
    rows = "".join(_target(each, province, years, campaign.rulebook.assessment.cutoff) for each in found)
    return section_html(f"{len(found)} chỉ tiêu đã công bố, bên cạnh kết quả", note) + rows


def _target(target: Target, province: Province, years: Years, cutoff: date) -> str:
    of = province.districts.get(target.district or "")
    said = label("target", target.figure)
    where = f"{short(of)}: " if of else ""
    site = urlsplit(target.source).hostname or ""
    middle = (
        f'<div style="font-weight:600;color:{role("ink")}">{escape(where + said)}, {escape(target.year)}: '
        f"{escape(target.value.replace('.', ','))} {escape(target.unit)}</div>"
        f'<div style="font-size:.86rem;color:{role("soft")}">{escape(target.note)} · nguồn '
        f'<a href="{escape(target.source, quote=True)}" target="_blank" rel="noopener noreferrer" '
        f'style="color:{role("soft")}">{escape(site)}</a></div>'
    )
    found = reached(target, years, cutoff)
    state = _state(found)
    right = "; ".join(f"{each.year}: {between(each.reached)} xã" for each in found)
    if not found:
        right = f'<span style="color:{role("soft")};font-size:.86rem">{_silent(target, cutoff)}</span>'
    return row_html(mark(state, 18) if found else "", middle, right)


def _silent(target: Target, cutoff: date) -> str:
    later = int(target.year[:4]) > cutoff.year
    return f"sau ngày chốt {day(cutoff)}, chưa đối chiếu" if later else "sổ không có số liệu này"


def _state(found: Sequence[Reached]) -> str:
    if all(each.reached.at_least >= each.required for each in found):
        return "met"
    return "unmet" if any(each.reached.at_most < each.required for each in found) else "unknown"
