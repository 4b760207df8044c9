"""The map: every commune as a surface in the colour of its class, with a mark where colour is not enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape

from ntm_dash.domain.terms import Verdict
from ntm_dash.services.outline import Cell, Outline, Ring
from ntm_dash.services.overview import GAIN_FLOORS, NONE, UNKNOWN, Lists
from ntm_dash.services.progress import Commune, Province
from ntm_dash.services.years import band_floors
from ntm_dash.ui.charts.bands import band_label, band_role
from ntm_dash.ui.colours import HATCH, role
from ntm_dash.ui.marks import STATE_OF_VERDICT
from ntm_dash.ui.numbers import number
from ntm_dash.ui.progress import district_name, gain
from ntm_dash.ui.words import label

SORT_WORDS = {
    "met": "Tiêu chí đạt",
    "recognised": "Công nhận",
    "gained": "Tăng mới",
    "verdict": "Sàng lọc",
    "candidate": "Chưa đề nghị",
}
GAIN_ROLES = dict(zip(GAIN_FLOORS, ("band_full", "band_15", "band_10", "band_5", "band_0"), strict=True))
GLYPHS = {"met": "✓", "unmet": "×", "for_council": "◆", "unknown": "?"}
PATTERN = "ntm-hatch"
"""The hatch as a pattern of the drawing."""
LABEL_WIDTH, LABEL_HEIGHT, ROUNDS = 4.6, 23.0, 12


def classes(sort: str, province: Province) -> dict[str, tuple[str, str]]:
    """The classes of one way of sorting, in order: words and colour role of each; "" is no colour."""
    floors = band_floors(province.criteria)
    match sort:
        case "met":
            return {str(f): (band_label(f, floors), band_role(f)) for f in floors} | {UNKNOWN: ("chưa rõ", PATTERN)}
        case "recognised":
            return {
                "yes": ("đã công nhận", "met"),
                "no": ("chưa công nhận", "unmet_wash"),
                UNKNOWN: ("chưa rõ", PATTERN),
            }
        case "gained":
            tops = [None, *(floor - 1 for floor in GAIN_FLOORS[:-1])]
            words = [
                f"+{floor} trở lên" if top is None else f"+{floor} đến +{top}" if floor else f"dưới +{top + 1}"
                for floor, top in zip(GAIN_FLOORS, tops, strict=True)
            ]
            named = {str(floor): (word, GAIN_ROLES[floor]) for floor, word in zip(GAIN_FLOORS, words, strict=True)}
            return named | {UNKNOWN: ("chưa rõ", PATTERN)}
        case "verdict":
            verdicts = {str(v): (label("verdict", v).lower(), STATE_OF_VERDICT[v]) for v in reversed(Verdict)}
            return verdicts | {NONE: ("không có hồ sơ của xã", "")}
        case _:
            return {"yes": ("đủ điều kiện mà chưa được đề nghị", "met"), NONE: ("không", "")}


def map_html(outline: Outline, province: Province, lists: Lists, sort: str, height: int = 520) -> str:
    """The drawing. A part of it picks its commune ("xa …"), or its district ("huyen …") where those are drawn."""
    known = classes(sort, province)
    fills = "".join(f".ntm-map .c{number}{{fill:{_fill(each)}}}" for number, (_, each) in enumerate(known.values()))
    numbers = {name: number for number, name in enumerate(known)}
    parts = [
        f"<style>.ntm-map path{{stroke:{role('paper')};stroke-width:.7}}{fills}.ntm-map .none{{fill:{role('wash')}}}"
        f".ntm-map [data-pick]{{cursor:pointer}}.ntm-map [data-pick]:hover{{stroke:{role('ink')};stroke-width:2}}"
        f".ntm-map text{{text-anchor:middle;fill:{role('ink')};paint-order:stroke;stroke:{role('paper')};"
        "stroke-linejoin:round;pointer-events:none}.ntm-map .name{font-size:18px;font-weight:700;stroke-width:4.5px}"
        ".ntm-map .glyph{font-size:12px;font-weight:700;stroke-width:2.5px}</style>",
        f'<svg class="ntm-map" viewBox="0 0 {outline.width} {outline.height}" role="group" data-roving '
        f'aria-label="{escape(SORT_WORDS[sort], quote=True)} của từng {"huyện" if outline.by_district else "xã"}" '
        f'style="width:100%;max-height:{height}px;display:block">'
        f'<defs><pattern id="{PATTERN}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" style="fill:{role("paper")}"/>'
        f'<path d="M0 0V6" style="stroke:{role("unknown")};stroke-width:2.2"/></pattern></defs>',
    ]
    marks = []
    for cell in outline.cells:
        commune = province.by_code.get(cell.code)
        if commune is None:
            whole = cell.kind == "huyen" and cell.code in province.districts
            parts.append(_district(cell, province, lists, sort, known) if whole else _blank(cell))
            continue
        name = lists.sort_of[sort][commune.code]
        where = province.districts[commune.district].name
        title = f"Xã {commune.name}, {where[:1].lower()}{where[1:]}: {_said(sort, commune, known[name][0], province)}"
        parts.append(
            f'<path class="c{numbers[name]}" d="{_path(cell.rings)}" data-pick="xa {escape(cell.code, quote=True)}">'
            f"<title>{escape(title)}</title></path>"
        )
        marks.append(_mark(sort, cell, commune, name))
    lines = "".join(_line(ring) for ring in outline.borders)
    parts.append(f'<path d="{lines}" style="fill:none;stroke:{role("paper")};stroke-width:3.2"/>')
    parts.append(f'<path d="{lines}" style="fill:none;stroke:{role("soft")};stroke-width:1.3"/>')
    parts += marks
    for name, (x, y) in _apart(outline.labels).items():
        parts.append(f'<text class="name" x="{x:.0f}" y="{y + 5:.0f}">{escape(name)}</text>')
    return "".join(parts) + f'</svg><output style="display:block;font-size:.86rem;color:{role("ink")}"></output>'


def legend_html(province: Province, lists: Lists, sort: str) -> str:
    """The classes with how many communes each has; a count opens its list ("muc …")."""
    items = ""
    for name, (words, colour) in classes(sort, province).items():
        count = lists.count(f"{sort} {name}")
        look = HATCH if colour == PATTERN else role(colour or "wash")
        way = f'href="#" data-pick="muc {escape(f"{sort} {name}", quote=True)}"' if count else ""
        items += (
            f'<a {way} style="display:inline-flex;gap:.4em;'
            f'align-items:center;color:inherit;text-decoration:none"><span style="width:16px;height:16px;background:'
            f'{look};border:1px solid {role("line")}"></span>{escape(words)} '
            f'<b style="color:{role("ink")}">{number(count)}</b></a>'
        )
    dot = (
        f'<span style="display:inline-flex;gap:.4em;align-items:center"><span style="width:16px;height:16px;'
        f'background:{role("band_full")};display:inline-flex;align-items:center;justify-content:center"><i style="'
        f'width:6px;height:6px;border-radius:50%;background:{role("paper")}"></i></span>có chấm: đã công nhận</span>'
        if sort == "met"
        else ""
    )
    look = f"display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.86rem;color:{role('soft')}"
    return f'<div style="{look}">{items}{dot}</div>'


def note_of(outline: Outline) -> str:
    """What the surfaces are."""
    what = "mỗi ô quanh điểm trung tâm một xã"
    if outline.by_district:
        what = "mỗi ô là một huyện, tô theo nhóm có nhiều xã nhất"
    drawn = (
        f"Sơ đồ: {what}, không phải địa giới hành chính"
        if outline.schematic
        else "Ranh giới lấy từ tệp của đơn vị triển khai"
    )
    return f"{drawn}; phường, thị trấn để trống"


def _fill(colour: str) -> str:
    return f"url(#{PATTERN})" if colour == PATTERN else role(colour or "wash")


def _path(rings: tuple[Ring, ...]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)


def _line(ring: Ring) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z"


def _blank(cell: Cell) -> str:
    kind = {"phuong": "Phường", "thi_tran": "Thị trấn"}.get(cell.kind, "")
    title = f"{kind} {cell.name}: không thuộc phạm vi".strip()
    return f'<path class="none" d="{_path(cell.rings)}"><title>{escape(title)}</title></path>'


def _district(cell: Cell, province: Province, lists: Lists, sort: str, known: Mapping[str, tuple[str, str]]) -> str:
    """A whole district in the class of most of its communes, of several the first; none where there is no other."""
    district, sorted_as = province.districts[cell.code], lists.sort_of[sort]
    counts = Counter(sorted_as[commune.code] for commune in district.communes)
    present = sorted((name for name in known if counts[name]), key=lambda name: (name == NONE, -counts[name]))
    said = "; ".join(f"{counts[name]} xã {known[name][0]}" for name in known if counts[name] and name != NONE)
    title = f"{district.name}, {len(district.communes)} xã: {said or known[NONE][0]}"
    return (
        f'<path class="c{list(known).index(present[0])}" d="{_path(cell.rings)}" '
        f'data-pick="huyen {escape(cell.code, quote=True)}"><title>{escape(title)}</title></path>'
    )


def _said(sort: str, commune: Commune, words: str, province: Province) -> str:
    if sort == "met" and commune.now:
        least, most = commune.met
        met = f"{least:g}" if least == most else f"{least:g} đến {most:g}"
        recognised = ", đã công nhận đạt chuẩn" if commune.recognised.at_least else ""
        return f"{met}/{province.criteria} tiêu chí{recognised}"
    if sort == "gained" and commune.now and commune.baseline:
        return f"{gain(commune.gained, whole=True)} tiêu chí"
    return words


def _mark(sort: str, cell: Cell, commune: Commune, name: str) -> str:
    """What is told by shape: a dot on a recognised commune, a glyph for a verdict."""
    x, y = cell.centre
    if sort in ("met", "gained"):
        if not commune.recognised.at_least or sort == "gained":
            return ""
        return f'<circle cx="{x:g}" cy="{y:g}" r="3.4" style="fill:{role("paper")};pointer-events:none"/>'
    state = {"recognised": {"yes": "met"}, "candidate": {"yes": "met"}}.get(sort, {}).get(name, "")
    if sort == "verdict" and name != NONE:
        state = STATE_OF_VERDICT[Verdict(name)]
    return f'<text class="glyph" x="{x:g}" y="{y + 4:g}">{GLYPHS[state]}</text>' if state else ""


def _apart(labels: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The names of districts, moved no more than needed to be read."""
    places = {district_name(name): list(at) for name, at in labels.items()}
    for _ in range(ROUNDS):
        for one, first in places.items():
            for other, second in places.items():
                near = abs(first[0] - second[0]) < LABEL_WIDTH * (len(one) + len(other))
                if one != other and near and abs(first[1] - second[1]) < LABEL_HEIGHT:
                    step = 1.5 if first[1] <= second[1] else -1.5
                    first[1] -= step
                    second[1] += step
    return {name: (x, y) for name, (x, y) in places.items()}
