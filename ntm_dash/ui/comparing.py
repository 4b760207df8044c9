"""Districts and communes side by side: what each is at, its growth, its recognition, and every criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.criteria import Criterion, Standing, standing
from ntm_dash.services.progress import Commune, District, Extent, Province
from ntm_dash.services.search import find, index
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import caption_html
from ntm_dash.ui.choosing import COMPARED, chosen_several
from ntm_dash.ui.colours import role
from ntm_dash.ui.districts import place_html
from ntm_dash.ui.grid import SIGNS, compared
from ntm_dash.ui.grid import STYLE as GRID_STYLE
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import commune_link, district_link, view_link
from ntm_dash.ui.progress import average, between, gain, gained_words, name_of, share, short
from ntm_dash.ui.words import hit_words

FEWEST, MOST = 2, 6
MOST_OFFERED = 24

STYLE = f"""<style>
.ntm-beside{{width:100%;max-width:1280px;table-layout:fixed;border-collapse:collapse;font-size:.95rem;line-height:1.25;
 color:{role("ink")};font-variant-numeric:tabular-nums;--row:25px}}
.ntm-beside th,.ntm-beside td{{font-weight:400;padding:.26rem .6rem .26rem 0;border:0;text-align:left;
 border-bottom:1px solid {role("hair")}}}
.ntm-beside thead th{{font-weight:600;vertical-align:bottom;border-bottom:1.5px solid {role("ink")}}}
.ntm-beside tbody th{{color:{role("soft")}}}
.ntm-beside small{{font-size:.86rem;color:{role("soft")};font-weight:400}}
.ntm-beside tr.group>*{{border-top:1.5px solid {role("line")}}}
.ntm-beside .ntm-s{{display:inline-block;width:26px;padding:0!important;vertical-align:middle}}
.ntm-beside .bar{{display:flex;height:11px;background:{role("wash")};max-width:9rem}}
.ntm-beside .bar i{{background:{role("met")}}}
.ntm-beside .bar i+i{{background:{role("unmet_wash")};border:1px solid {role("unmet")};box-sizing:border-box}}
.ntm-offer{{display:flex;flex-wrap:wrap;gap:.2rem .9rem;line-height:1.6}}
</style>"""

Place = Commune | District


def chosen_places(province: Province) -> list[Place]:
    """The districts and communes that the address names, in its order."""
    known: dict[str, Place] = {**province.districts, **province.by_code}
    return [known[code] for code in chosen_several(COMPARED, known, MOST)]


def comparing_sentence(places: Sequence[Place]) -> str:
    """Who is compared, and who of them is ahead by the criteria met."""
    if len(places) < FEWEST:
        return f"Chọn từ {FEWEST} đến {MOST} huyện, xã để đặt cạnh nhau"
    names = [_name(each) for each in places]
    best = max(places, key=lambda each: _met(each)[0])
    sure = all(_met(best)[0] > _met(each)[1] for each in places if each is not best)
    ahead = f"; {_name(best)} đạt nhiều tiêu chí nhất" if sure else ""
    return f"{', '.join(names[:-1])} và {names[-1]}{ahead}"


def add_place(campaign: Campaign, province: Province, places: Sequence[Place]) -> str:
    """The box that looks for a place to add, and what it found, or the districts, as links that add."""
    if len(places) >= MOST:
        return f'<div style="color:{role("soft")};font-size:.86rem">Đã chọn {MOST} nơi, bỏ bớt để thêm nơi khác.</div>'
    words = st.text_input(
        "Thêm huyện, xã", placeholder="Thêm huyện, xã: gõ tên, không cần dấu", label_visibility="collapsed", key="them"
    ).strip()
    codes = [each.code for each in places]
    if words:
        hits = find(ask(index, campaign), words, viewer())
        offered = [(hit.code, hit_words(hit)) for hit in hits if hit.kind in ("commune", "district")]
    else:
        offered = [(each.code, short(each)) for each in list(province.districts.values())[:MOST_OFFERED]]
    links = "".join(
        view_link(f"+ {label}", {COMPARED: ",".join([*codes, code])}) for code, label in offered if code not in codes
    )
    nothing = "Không thấy huyện, xã nào có tên như vậy." if words and not offered else ""
    return f'{STYLE}<div class="ntm-offer">{links}{nothing}</div>'


def comparing_html(province: Province, places: Sequence[Place], criteria: Sequence[Criterion], cutoff: date) -> str:
    """The table: one column per place, figures first, then the criteria by group."""
    if not places:
        return ""
    codes = [each.code for each in places]
    words = compared(province.growth, cutoff)
    heads = ""
    for each in places:
        less = view_link("bỏ", {COMPARED: ",".join(code for code in codes if code != each.code) or None})
        linked = (
            district_link(each.code, short(each))
            if isinstance(each, District)
            else commune_link(each.code, f"Xã {each.name}")
        )
        of = "" if isinstance(each, District) else f"{short(province.districts[each.district])} · "
        heads += f'<th scope="col">{linked}<br><small>{escape(of)}{less}</small></th>'
    rows = _figures(province, places)
    before = criteria[0].group
    for criterion in criteria:
        cells = "".join(_criterion(each, criterion, words) for each in places)
        first = ' class="group"' if criterion.group != before or criterion is criteria[0] else ""
        before = criterion.group
        rows += f'<tr{first}><th scope="row">{criterion.number}. {escape(name_of(criterion))}</th>{cells}</tr>'
    return (
        f'{GRID_STYLE}{STYLE}<table class="ntm-beside">{caption_html("Các huyện, xã đặt cạnh nhau")}'
        f'<colgroup><col style="width:15rem"></colgroup>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _figures(province: Province, places: Sequence[Place]) -> str:
    lines = [
        ("Tiêu chí đạt, bình quân", [_average(each) for each in places]),
        ("Công nhận đạt chuẩn", [_recognised(each) for each in places]),
    ]
    if province.growth:
        grown = [
            gain(each.gain) if isinstance(each, District) else gained_words(each, province.growth) for each in places
        ]
        lines.append((f"Tăng từ {day(province.growth.baseline)}", grown))
    lines += [
        ("Hạng theo tỷ lệ công nhận", [_place(each, "share") for each in places]),
        ("Hạng theo mức tăng", [_place(each, "gain") for each in places]),
        ("Đặc biệt khó khăn", [_hard(each) for each in places]),
        ("Đánh giá", [_assessed(each) for each in places]),
    ]
    return "".join(
        f'<tr><th scope="row">{escape(title)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for title, cells in lines
    )


def _criterion(place: Place, criterion: Criterion, words: Mapping[Standing, str]) -> str:
    if isinstance(place, District):
        unmet, unknown = place.missing[criterion.number - 1]
        total = max(1, len(place.communes))
        met = len(place.communes) - unmet - unknown
        more = f" <small>?{unknown}</small>" if unknown else ""
        widths = (100 * met / total, 100 * unmet / total)
        bar = f'<div class="bar">{"".join(f"""<i style="width:{width:.0f}%"></i>""" for width in widths)}</div>'
        return f"<td>{met}/{len(place.communes)} xã đạt{more}{bar}</td>"
    found = standing(place.now, place.baseline, criterion.number)
    return f'<td><i class="ntm-s {SIGNS[found]}"></i> <small>{escape(words[found])}</small></td>'


def _name(place: Place) -> str:
    return short(place) if isinstance(place, District) else f"xã {place.name}"


def _met(place: Place) -> Extent:
    return place.average if isinstance(place, District) else place.met


def _average(place: Place) -> str:
    if isinstance(place, District):
        return f"<b>{average(place.average)}</b>"
    return f"<b>{between(place.met)}</b>" if place.now else "<b>?</b>"


def _recognised(place: Place) -> str:
    if isinstance(place, District):
        return f"{between(place.recognised)}/{len(place.communes)} xã, {share(place.share)}"
    return {True: "đã công nhận", False: "chưa", None: "chưa rõ"}[place.recognised.truth]


def _place(place: Place, measure: str) -> str:
    if not isinstance(place, District):
        return "–"
    return place_html(place.share_place if measure == "share" else place.gain_place) or "không xếp hạng"


def _hard(place: Place) -> str:
    if not isinstance(place, District):
        return {True: "△ có", False: "không", None: "chưa rõ"}[place.disadvantaged.truth]
    sure = sum(commune.disadvantaged.at_least == 1 for commune in place.communes)
    maybe = sum(commune.disadvantaged.at_most == 1 for commune in place.communes)
    return f"{sure} xã" if sure == maybe else f"{sure}–{maybe} xã"


def _assessed(place: Place) -> str:
    if isinstance(place, District):
        return f"{place.unassessed} xã chưa có" if place.unassessed else "đủ các xã"
    return day(place.now.assessed_on) if place.now else "chưa có"
