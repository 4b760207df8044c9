"""How far communes are, in words: the sentence on top, the day of the figures, ranges, and the choice of a district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.criteria import Criterion, Standing, standing
from ntm_dash.services.progress import Commune, Communes, District, Extent, Growth, Province
from ntm_dash.services.years import band_floors, bands
from ntm_dash.storage.store import Store
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.charts.bands import bands_chart, province_bands
from ntm_dash.ui.choosing import CRITERION, DISTRICT, GROUP, SHEET, VIEW, YEAR, choose, chosen
from ntm_dash.ui.colours import role
from ntm_dash.ui.controls import choice, toggle
from ntm_dash.ui.numbers import day, number
from ntm_dash.ui.opening import SAME_PAGE, district_link, view_link
from ntm_dash.ui.picture import chart

MOST_TOGGLES = 24
PROVINCE = ""
VIEWS = {
    "luoi": "Lưới tiêu chí",
    "can": "Tiêu chí cản",
    "thoi-gian": "Theo năm",
    "so-sanh": "So sánh",
    "tang-giam": "Tăng, giảm",
}
"""The views of the page, by their name in the address."""
GROUP_CODES = {True: "kho-khan", False: "con-lai", None: "chua-ro"}
GROUP_WORDS = {
    "": "Mọi xã",
    "kho-khan": "Xã đặc biệt khó khăn",
    "con-lai": "Xã khác",
    "chua-ro": "Chưa rõ có thuộc diện",
}
GROUPED = ("luoi", "can", "tang-giam")
"""The views that show one group of communes apart."""
SHORT = {"Huyện ": "", "Thành phố ": "TP ", "Thị xã ": "TX ", "Quận ": "Q. "}


def short(district: District) -> str:
    """The name of a district as people call it."""
    return district_name(district.name)


def district_name(name: str) -> str:
    """A district's name without its kind, a city's with it: "Bắc Sơn", "TP Lạng Sơn"."""
    for kind, kept in SHORT.items():
        if name.startswith(kind):
            return kept + name.removeprefix(kind)
    return name


def inside(name: str) -> str:
    """A name within a sentence: "huyện Bắc Sơn"."""
    return name[:1].lower() + name[1:]


def name_of(criterion: Criterion) -> str:
    """The name of a criterion, or its number."""
    return criterion.name or f"Tiêu chí {criterion.number}"


def between(extent: Extent, joint: str = "–") -> str:
    """A count, or the range of what is possible: "6", "5–8"."""
    return joint.join(dict.fromkeys(number(end) for end in extent))


def average(extent: Extent, joint: str = "–") -> str:
    """An average to one decimal, or the range of what is possible: "12,7", "13,0–13,1"."""
    return joint.join(dict.fromkeys(_decimal(end) for end in extent))


def share(extent: Extent) -> str:
    """A share of 0 to 1, or the range of what is possible: "31,6 %", "31,6–42,1 %"."""
    return "–".join(dict.fromkeys(_decimal(100 * end) for end in extent)) + " %"


def gain(extent: Extent, *, whole: bool = False) -> str:
    """A growth with its sign, or the range of what is possible: "+4,4", "+3–4", "−1 đến +2"."""
    low, high = (round(end, 1) for end in extent)
    ends = [
        f"{'+' if end > 0 else '−' if end < 0 else ''}{number(abs(end)) if whole else _decimal(abs(end))}"
        for end in (low, high)
    ]
    if low == high:
        return ends[0]
    return f"{ends[0]}–{ends[1].removeprefix('+')}" if low > 0 else f"{ends[0]} đến {ends[1]}"


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def as_of(communes: Communes, growth: Growth | None) -> str:
    """The days of the figures: "đánh giá 30/6/2019 so với 31/12/2015"."""
    days = communes.assessed_on
    if not days:
        return "chưa có đánh giá còn hiệu lực"
    when = f"đánh giá {day(days[0])}" if len(days) == 1 else f"đánh giá từ {day(days[0])} đến {day(days[-1])}"
    return when + (f" so với {day(growth.baseline)}" if growth else "")


def over_line(communes: Communes, growth: Growth | None, criteria: Sequence[Criterion]) -> str:
    """What the page shows, as of when, by which set of criteria."""
    decision = f" · Quyết định {criteria[0].decision}" if criteria[0].decision else ""
    return f"Tiến độ tiêu chí · {as_of(communes, growth)}{decision}"


def sentence(
    province: Province, district: District | None, commune: Commune | None, criteria: Sequence[Criterion]
) -> str:
    """What is found, of the narrowest of the three that is chosen."""
    if commune:
        return commune_sentence(commune, province, criteria)
    return district_sentence(district, criteria) if district else province_sentence(province)


def province_sentence(province: Province) -> str:
    """How many communes are recognised, how many criteria they meet, how many more than at the baseline."""
    total = len(province.communes)
    recognised = f"{between(province.recognised, ' đến ')} trong {total} xã đã công nhận đạt chuẩn"
    return f"{recognised}; bình quân {average(province.average, ' đến ')} tiêu chí"


def district_sentence(district: District, criteria: Sequence[Criterion]) -> str:
    """How many communes meet all criteria, and which criterion most of the others lack."""
    total, name = len(district.communes), short(district)
    if district.unassessed == total:
        return f"{name}: chưa có đánh giá còn hiệu lực của {total} xã"
    if district.full.at_least == total:
        return f"{name}: cả {total} xã đủ {district.criteria} tiêu chí"
    unmet = {criterion: district.answers(criterion.number).count(False) for criterion in criteria}
    worst = max(unmet, key=lambda criterion: unmet[criterion])
    full = f"{name}: {between(district.full, ' đến ')} trong {total} xã đủ {district.criteria} tiêu chí"
    return f"{full}; {inside(name_of(worst))} còn {unmet[worst]} xã chưa đạt" if unmet[worst] else full


def commune_sentence(commune: Commune, province: Province, criteria: Sequence[Criterion]) -> str:
    """How many criteria a commune meets, and which it lacks."""
    name = f"Xã {commune.name}, {inside(province.districts[commune.district].name)}"
    if commune.now is None:
        return f"{name}: chưa có đánh giá còn hiệu lực"
    met = f"{name}: đạt {between(commune.met, ' đến ')} trong {province.criteria} tiêu chí"
    unmet = [each for each in criteria if commune.now.answer(each.number) is False]
    if not unmet:
        return met
    if len(unmet) > 2:
        return f"{met}, {len(unmet)} tiêu chí chưa đạt"
    return f"{met}; {' và '.join(inside(name_of(each)) for each in unmet)} chưa đạt"


def gained_words(commune: Commune, growth: Growth | None) -> str:
    """The growth of a commune as the reading in force counts it: "+9", "+9–11"; "?" where an assessment is missing."""
    if growth is None or commune.now is None or commune.baseline is None:
        return "?"
    return gain(commune.gained, whole=True)


def gained_parts(commune: Commune, criteria: int) -> tuple[int, int]:
    """How many criteria are newly met, and how many are met no more."""
    found = [standing(commune.now, commune.baseline, number) for number in range(1, criteria + 1)]
    return found.count(Standing.GAINED), found.count(Standing.LOST)


def period_words(growth: Growth, cutoff: date) -> str:
    """The years of growth that have passed: "2016–19"."""
    last = min(growth.to_year, cutoff.year)
    return f"{growth.from_year}–{last % 100:02}"


def chosen_view() -> str:
    """The view that the address names, else the first."""
    return chosen(VIEW, VIEWS) or next(iter(VIEWS))


def choose_view(view: str) -> None:
    """The views to choose from."""
    st.session_state["view-choice"] = view
    st.segmented_control(
        "Cách xem",
        list(VIEWS),
        format_func=VIEWS.__getitem__,
        key="view-choice",
        required=True,
        on_change=_view_chosen,
        label_visibility="collapsed",
    )


def _view_chosen() -> None:
    choose(VIEW, st.session_state["view-choice"])
    for name in (SHEET, CRITERION, YEAR):
        choose(name, None)


def chosen_group(whole: Province) -> Province:
    """The communes that the address asks for: all, or by whether they are especially disadvantaged."""
    groups = {GROUP_CODES[truth]: found for truth, found in whole.groups.items()}
    return groups[group] if (group := chosen(GROUP, groups)) else whole


def group_switch(whole: Province, taken: Province, district: District | None) -> str:
    """The switch between all communes and the groups apart, each with its number; beside it the way to the district."""
    of = {"": whole, **{GROUP_CODES[truth]: found for truth, found in whole.groups.items()}}
    code = district.code if district else ""
    words = {}
    for name, found in of.items():
        few = found.districts.get(code) if code else found
        if few is not None:
            words[name] = f"{GROUP_WORDS[name]} {len(few.communes)}"
    beside = district_link(code, f"Mở trang của {inside(district.name)}") if district else ""
    chosen_one = next(name for name, found in of.items() if found is taken)
    return switch_html(GROUP, words, chosen_one, beside)


def switch_html(parameter: str, words: Mapping[str, str], taken: str, beside: str = "") -> str:
    """A choice as a row of links, the one taken bold, `beside` them at the right; the choice stands in the address."""
    parts = [
        f'<b style="border-bottom:2px solid {role("ink")}">{escape(said)}</b>'
        if value == taken
        else view_link(said, {parameter: value or None, SHEET: None})
        for value, said in words.items()
    ]
    return (
        f'<div style="display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;font-size:.95rem;line-height:1.5;'
        f'padding:.1rem 0 .3rem;color:{role("ink")}">{"".join(f"<span>{part}</span>" for part in parts)}'
        f'<span style="margin-left:auto">{beside}</span></div>'
    )


def districts_html(province: Province, district: District | None) -> str:
    """The province and its districts in one row, or as a list where they are many; the choice goes into the address."""
    names = {PROVINCE: "Toàn tỉnh"} | {code: short(each) for code, each in province.districts.items()}
    ways = {code: urlencode({DISTRICT: code, SHEET: ""}) for code in names}
    taken, title = district.code if district else PROVINCE, "Huyện, thành phố"
    if len(names) > MOST_TOGGLES:
        return choice(SAME_PAGE, title, [(ways[code], name) for code, name in names.items()], ways[taken])
    pressed = "".join(toggle(f"{SAME_PAGE} {ways[code]}", name, code == taken) for code, name in names.items())
    look = "display:flex;flex-wrap:wrap;gap:.3rem;font-size:.86rem;padding-bottom:.5rem"
    return f'<div role="group" aria-label="{title}" style="{look}">{pressed}</div>'


def bands_html(campaign: Campaign, district: District | None) -> str:
    """The communes of the province, or of a district, by how many criteria they meet, year by year."""
    of = (district.code, short(district)) if district else (PROVINCE, "Toàn tỉnh")
    return ask(_draw_bands, campaign, *of)


def _draw_bands(store: Store, campaign: Campaign, district: str, where: str) -> str:
    criteria, cutoff = campaign.rulebook.assessment.criteria, campaign.rulebook.assessment.cutoff
    floors = band_floors(criteria)
    counted = bands(store, campaign)
    stacked = province_bands(counted[counted["district"] == district] if district else counted, floors)
    full = stacked[stacked["order"] == 0].set_index("year")["communes"]
    first, last = (int(full.get(year, 0)) for year in (stacked["year"].min(), stacked["year"].max()))
    moved = f"tăng từ {first} lên" if last > first else f"giảm từ {first} xuống" if last < first else "vẫn là"
    title = f"Số xã đủ {criteria} tiêu chí {moved} {last}"
    note = (
        f"{where}, {int(stacked['to'].max())} xã theo số tiêu chí đạt; lần đánh giá cuối mỗi năm, năm {cutoff.year} "
        f"tính đến {day(cutoff)}"
    )
    return chart(title, section_html(title, note) + bands_chart(stacked, floors, role))
