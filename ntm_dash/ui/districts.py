"""Districts beside each other: the table of their figures and places, and one small picture of the years for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import Outcome
from ntm_dash.services.progress import Communes, District, Extent, Place, Province
from ntm_dash.services.years import PROVINCE, band_floors
from ntm_dash.ui.blocks import caption_html, section_html
from ntm_dash.ui.charts.bands import band_label, band_role
from ntm_dash.ui.choosing import DISTRICT, SHEET
from ntm_dash.ui.colours import HATCH, role
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import paged, view_pick
from ntm_dash.ui.picture import chart
from ntm_dash.ui.progress import average, between, gain, share, short

MOST_PICTURES = 16
MOST_ROWS = 20

STYLE = f"""<style>
.ntm-table{{width:100%;table-layout:fixed;border-collapse:separate;border-spacing:0;font-size:.95rem;line-height:1.25;
 color:{role("ink")};font-variant-numeric:tabular-nums}}
.ntm-table th,.ntm-table td{{padding:.34rem .3rem;border:0;border-bottom:1px solid {role("hair")};text-align:right;
 font-weight:400;white-space:nowrap}}
.ntm-table thead th{{font-size:.86rem;color:{role("soft")};vertical-align:bottom;white-space:normal;line-height:1.2;
 font-weight:400;border-bottom:1.5px solid {role("ink")}}}
.ntm-table th:first-child{{text-align:left;padding-left:.3rem;font-weight:600}}
.ntm-table tbody tr{{cursor:pointer}}
.ntm-table tbody tr:hover>*{{background:{role("accent_wash")}}}
.ntm-table tbody tr:focus-visible{{outline:2px solid {role("accent")};outline-offset:-2px}}
.ntm-table tfoot>tr>*{{font-weight:600;border-bottom:0}}
.ntm-table .bar{{display:grid;grid-template-columns:minmax(1.5rem,1fr) 6.1rem;align-items:center}}
.ntm-table .bar div{{display:flex;height:13px;background:{role("wash")}}}
.ntm-table .bar i{{background:{role("met")}}}
.ntm-table .bar i+i{{background:{HATCH}}}
.ntm-table small{{font-size:.75rem;color:{role("soft")}}}
.ntm-table .tick{{font-weight:700;display:inline-block;width:1.15em;text-align:right}}
.ntm-years{{margin-top:.5rem;display:grid;grid-template-columns:repeat(auto-fill,minmax(6.8rem,1fr));
 gap:.55rem .7rem;align-items:start;
 color:{role("ink")};line-height:1.25}}
.ntm-years>div{{padding:.25rem .35rem;font-size:.86rem}}
.ntm-years>div[data-pick]{{cursor:pointer}}
.ntm-years>div[data-pick]:hover,.ntm-years>.chosen{{background:{role("accent_wash")}}}
.ntm-years>div:focus-visible{{outline:2px solid {role("accent")}}}
.ntm-years .top,.ntm-years .ends{{display:flex;justify-content:space-between;gap:.3rem;white-space:nowrap}}
.ntm-years .top b{{overflow:hidden;text-overflow:ellipsis}}
.ntm-years .top span,.ntm-years .ends{{color:{role("soft")}}}
.ntm-years .ends{{font-size:.75rem}}
.ntm-years .bars{{display:flex;gap:2px;height:58px;margin:.2rem 0 .1rem}}
.ntm-years .bars>div{{flex:1;display:flex;flex-direction:column-reverse}}
.ntm-years>.province{{grid-column:span 3;grid-row:span 2}}
.ntm-years>.province .bars{{height:158px;gap:4px}}
.ntm-years>.province .ends>span{{flex:1;text-align:center}}
.ntm-years>.province i{{font-style:normal;font-size:.86rem;font-weight:600;display:flex;align-items:center;
 justify-content:center;overflow:hidden}}
.ntm-years>.province .bfull,.ntm-years>.province .b15{{color:{role("paper")}}}
.ntm-years .swatch{{display:flex;gap:.45em;align-items:center}}
.ntm-years .swatch i{{width:16px;height:12px;box-sizing:border-box;border:.6px solid {role("line")}}}
{"".join(f".ntm-years .b{floor}{{background:{role(band_role(floor))}}}" for floor in (15, 10, 5, 0))}
.ntm-years .bfull{{background:{role("band_full")}}}
.ntm-years .bnone{{background:{HATCH}}}
</style>"""


def district_table(province: Province) -> str:
    """One row per district, best share first; clicking a row picks the district."""
    ranked = sorted(province.districts.values(), key=lambda each: (-each.share.at_least, -each.share.at_most))
    top = max((district.gain.at_most for district in ranked), default=0)
    shown, way = paged(ranked, MOST_ROWS)
    full = f"đủ {province.criteria} tiêu chí"
    heads = [("Huyện, thành phố", 6.4), ("xã", 2.1), ("công nhận", 3.8), ("tỷ lệ công nhận", 9), ("hạng", 7)]
    heads += [(full, 4), ("tiêu chí bình quân", 5.3)]
    if province.growth:
        heads += [(f"tăng bình quân từ {day(province.growth.baseline)}", 9), ("hạng", 7)]
    heads.append(("chưa đánh giá", 4))
    rows = "".join(_district_row(district, top, grown=province.growth is not None) for district in shown)
    ticks = {"hạng": '<span class="tick"></span>'}
    head = "".join(
        f'<th scope="col" style="width:{width}rem">{escape(words)}{ticks.get(words, "")}</th>' for words, width in heads
    )
    whole = Extent(*(end / max(1, len(province.communes)) for end in province.recognised))
    total = _figures(province, whole, province.average_gain if province.growth else None, top)
    return (
        f'{STYLE}<table class="ntm-table">{caption_html("Các huyện, thành phố")}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        f"<tfoot><tr><th scope='row'>Toàn tỉnh</th>{total}</tr></tfoot></table>{way}{_note(ranked)}"
    )


def _district_row(district: District, top: float, *, grown: bool) -> str:
    figures = _figures(
        district,
        district.share,
        district.gain if grown else None,
        top,
        place_html(district.share_place),
        place_html(district.gain_place),
    )
    return (
        f'<tr data-pick="{view_pick({DISTRICT: district.code, SHEET: None})}" tabindex="0">'
        f'<th scope="row">{escape(short(district))}</th>{figures}</tr>'
    )


def _figures(
    of: Communes, recognised: Extent, grown: Extent | None, top: float, share_place: str = "", gain_place: str = ""
) -> str:
    cells = [
        str(len(of.communes)),
        between(of.recognised),
        _bar(recognised, 1, share(recognised)),
        share_place,
        between(of.full),
        average(of.average),
    ]
    if grown:
        cells += [_bar(grown, top, gain(grown)), gain_place]
    cells.append(f"{of.unassessed} xã" if of.unassessed else "–")
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _bar(extent: Extent, top: float, words: str) -> str:
    sure = max(0.0, extent.at_least) / (top or 1)
    more = max(0.0, extent.at_most) / (top or 1) - sure
    track = f'<div><i style="width:{100 * sure:.1f}%"></i><i style="width:{100 * more:.1f}%"></i></div>'
    return f'<div class="bar">{track}<span>{words}</span></div>'


def place_words(place: Place) -> str:
    """The places that are possible: "2", "2 đến 4"."""
    return str(place.at_least) if place.at_least == place.at_most else f"{place.at_least} đến {place.at_most}"


def place_html(place: Place | None) -> str:
    """The places that are possible, with a tick where they certainly suffice and a question mark where they may."""
    if place is None:
        return ""
    tick, state = {Outcome.MET: ("✓", "met"), Outcome.UNKNOWN: ("?", "unknown_text")}.get(place.outcome, ("", "soft"))
    words = f"<b>{place_words(place)}</b>" if place.outcome is Outcome.MET else place_words(place)
    tie = "<small>đồng hạng</small> " if place.tie else ""
    return f'{tie}{words}<span class="tick" style="color:{role(state)}">{tick}</span>'


def _note(districts: Sequence[District]) -> str:
    places = [place for district in districts for place in (district.share_place, district.gain_place) if place]
    citations: dict[int, dict[str, None]] = {}
    for place in places:
        citations.setdefault(place.required, {})[place.citation] = None
    if not citations:
        return ""
    cited = "; ".join(f"hạng {required} trở lên ({'; '.join(each)})" for required, each in citations.items())
    return (
        f'<div style="font-size:.86rem;line-height:1.4;color:{role("soft")};padding:.5rem .3rem 0">'
        f'<b style="color:{role("met")}">✓</b> chắc chắn, <b>?</b> có thể ở {escape(cited)}. '
        "Phần gạch chéo và các khoảng là do số liệu còn thiếu: huyện thiếu số liệu có khoảng hạng rộng hơn, "
        "không bị xếp cuối.</div>"
    )


Banded = Mapping[str, Mapping[int, Mapping[int | None, int]]]
"""Communes by district, year and band, see `ntm_dash.services.years.banded`."""


def small_multiples(province: Province, banded: Banded, chosen: str | None) -> str:
    """The years of each district, most communes with all criteria first; clicking one picks the district."""
    floors = band_floors(province.criteria)
    settled = [each for each in province.districts.values() if each.communes and each.code in banded]
    shown = sorted(settled, key=lambda each: -each.full.at_least / len(each.communes))[:MOST_PICTURES]
    title = f"{len(province.districts)} huyện, thành phố: phần đậm nhất là xã đủ {province.criteria} tiêu chí"
    first = f"{MOST_PICTURES} nơi có tỷ lệ cao nhất" if len(settled) > MOST_PICTURES else "cao nhất trước"
    note = f"Số xã đủ tiêu chí trên tổng số xã, {first}; chọn một ô để mở huyện đó"
    cells = _province_tile(province, banded[PROVINCE], floors)
    cells += "".join(_years(each, banded[each.code], floors, each.code == chosen) for each in shown)
    key = "".join(
        f'<span class="swatch"><i class="{_band_class(floor, floors)}"></i>{escape(band_label(floor, floors))}</span>'
        for floor in (*floors, None)
    )
    title_html = f'<div style="margin-top:1.1rem">{section_html(title, note)}</div>'
    return STYLE + chart(title, f'{title_html}<div class="ntm-years">{cells}<div>{key}</div></div>')


def _province_tile(province: Province, years: Mapping[int, Mapping[int | None, int]], floors: list[int]) -> str:
    """All districts together, larger, with the numbers of communes."""
    total = len(province.communes)
    bars = ""
    for year in sorted(years):
        parts = "".join(
            f'<i class="{_band_class(floor, floors)}" style="flex:{years[year][floor]}">'
            f"{years[year][floor] if 14 * years[year][floor] > total else ''}</i>"
            for floor in (*floors, None)
            if years[year].get(floor)
        )
        bars += f"<div>{parts}</div>"
    ends = "".join(f"<span>{year % 100:02}</span>" for year in sorted(years))
    return (
        f'<div class="province"><div class="top"><b>Toàn tỉnh</b><span>{between(province.full)}/{total}</span></div>'
        f'<div class="bars">{bars}</div><div class="ends">{ends}</div></div>'
    )


def _years(district: District, years: Mapping[int, Mapping[int | None, int]], floors: list[int], chosen: bool) -> str:
    bars = "".join(
        "<div>"
        + "".join(
            f'<i class="{_band_class(floor, floors)}" style="flex:{years[year][floor]}"></i>'
            for floor in (*floors, None)
            if years[year].get(floor)
        )
        + "</div>"
        for year in sorted(years)
    )
    return (
        f'<div data-pick="{view_pick({DISTRICT: district.code})}" tabindex="0" class="{"chosen" if chosen else ""}">'
        f'<div class="top"><b>{escape(short(district))}</b>'
        f"<span>{between(district.full)}/{len(district.communes)}</span></div>"
        f'<div class="bars">{bars}</div>'
        f'<div class="ends"><span>{min(years)}</span><span>{max(years)}</span></div></div>'
    )


def _band_class(floor: int | None, floors: Sequence[int]) -> str:
    return "bnone" if floor is None else "bfull" if floor == floors[0] else f"b{floor}"
