"""What is at hand and what is not: a matrix of districts and forms, and the list behind each of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.intake.forms.definition import forms
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.completeness import FORMS, Cell, Completeness
from ntm_dash.services.gaps import Missing
from ntm_dash.ui.blocks import caption_html, section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.gap_words import REASONS, form_name, item_name, owner_words, place_name, reason_words
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import case_link, commune_link, district_link, proposer_link
from ntm_dash.ui.picture import chart

MOST_ITEMS, MOST_OF_ALL, MOST_CODES, MOST_PLACES = 60, 15, 40, 20
"""What is drawn at most: of a chosen cell, of everything, of nominations, of places; the file has all."""

PROVINCE_CODE, EVERY = "tinh", "*"
"""How the address and clicks name what belongs to no district, and all places or forms together."""

STYLE = f"""<style>
.ntm-full{{width:100%;border-collapse:separate;border-spacing:2px;table-layout:fixed;color:{role("ink")};
 line-height:1.2;font-variant-numeric:tabular-nums}}
.ntm-full th{{font-size:.86rem;font-weight:400;color:{role("soft")};padding:.2rem .25rem;border:0;text-align:left;
 vertical-align:bottom}}
.ntm-full thead th{{border-bottom:1.5px solid {role("ink")};vertical-align:top}}
.ntm-full thead b{{display:block;font-size:1rem;color:{role("ink")}}}
.ntm-full tbody th{{font-size:.95rem;font-weight:600;color:{role("ink")};white-space:nowrap;overflow:hidden;
 text-overflow:ellipsis;vertical-align:middle}}
.ntm-full td{{padding:0;border:1px solid transparent;vertical-align:middle;height:2.1rem}}
.ntm-full td.open{{background:{role("unknown_wash")};border:1px dashed {role("unknown")}}}
.ntm-full td.none{{color:{role("faint")};text-align:center}}
.ntm-full [data-pick]{{cursor:pointer}}
.ntm-full td>[data-pick]{{padding:.16rem .3rem}}
.ntm-full [data-pick]:hover,.ntm-full .chosen{{background:{role("accent_wash")}}}
.ntm-full .chosen{{outline:2px solid {role("accent")};outline-offset:-1px}}
.ntm-full [data-pick]:focus-visible,.ntm-gaps a:focus-visible{{outline:2px solid {role("accent")}}}
.ntm-full .top{{display:flex;gap:.3em;align-items:center;font-size:.95rem}}
.ntm-full .top b{{margin-left:auto;border:1px solid {role("for_council")};color:{role("for_council_text")};
 background:{role("for_council_wash")};border-radius:3px;padding:0 .3em;font-size:.86rem}}
.ntm-full small{{font-size:.75rem;color:{role("soft")}}}
.ntm-full tr.all>*{{border-top:1.5px solid {role("ink")};font-weight:600}}
.ntm-full tr.all .top{{font-size:.86rem;gap:.15em}}
.ntm-full tr.all .top>:first-child:not(:last-child){{display:none}}
.ntm-gaps{{color:{role("ink")};line-height:1.35}}
.ntm-gaps .item{{display:grid;grid-template-columns:1.5rem minmax(0,1fr) auto;gap:.1rem .5rem;padding:.35rem .2rem;
 border-bottom:1px solid {role("hair")}}}
.ntm-gaps .note{{font-size:.86rem;color:{role("soft")}}}
.ntm-gaps .right{{text-align:right;font-size:.86rem;color:{role("soft")};white-space:nowrap}}
.ntm-gaps .right b{{font-size:1.05rem;color:{role("ink")}}}
</style>"""


def completeness_sentence(found: Completeness) -> str:
    """How many communes are fully assessed, and how many nominations wait for what is missing."""
    criteria, whole = found.chosen(None, "criteria"), found.chosen(None, None)
    waiting = f"{len(whole.turns)} hồ sơ chờ số liệu còn thiếu" if whole.turns else "không hồ sơ nào chờ số liệu"
    return f"{criteria.at_hand} trong {criteria.asked} xã đã đánh giá đủ; {waiting}"


def matrix(found: Completeness, place: str | None, form: str | None) -> str:
    """Districts by forms. Clicking picks "cell PLACE FORM", with `*` for all places or all forms."""
    heads = "".join(
        f'<th scope="col"><div {_pick("cell", EVERY, forms()[each].id)}><b>{forms()[each].id}</b>'
        f"{escape(forms()[each].sheet)}</div></th>"
        for each in FORMS
    )
    drawn = _drawn(found, place)
    rows = "".join(_row(found, each, place, form) for each in drawn)
    total = "".join(
        _cell(found.chosen(None, each), EVERY, each, chosen=(place, form) == (None, each)) for each in FORMS
    )
    hidden = len(found.places) - len(drawn)
    more = f'<div class="note">và {hidden} nơi nữa, có đủ trong tệp Excel</div>' if hidden else ""
    return STYLE + chart(
        "Độ đầy đủ dữ liệu",
        f'<table class="ntm-full">{caption_html("Số liệu đã có của từng huyện, theo biểu")}'
        f'<thead><tr><th scope="col" style="width:7.4rem">Huyện, thành phố</th>{heads}</tr></thead>'
        f'<tbody>{rows}<tr class="all">'
        f'<th scope="row"><div {_pick("cell", EVERY, EVERY)}>Tất cả</div></th>{total}</tr></tbody></table>{more}',
    )


def _drawn(found: Completeness, chosen: str | None) -> list[str]:
    """The places that are drawn: all of a province; of a country those where most is missing, and the chosen one."""
    if len(found.places) <= MOST_PLACES:
        return list(found.places)
    missing = {place: sum(len(found.cells[place, form].missing) for form in FORMS) for place in found.places}
    worst = sorted(found.places, key=lambda place: -missing[place])[:MOST_PLACES]
    return [place for place in found.places if place in worst or place == chosen]


def _row(found: Completeness, at: str, place: str | None, form: str | None) -> str:
    cells = "".join(_cell(found.cells[at, each], at, each, chosen=(place, form) == (at, each)) for each in FORMS)
    chosen = ' class="chosen"' if (place, form) == (at, None) else ""
    name = escape(place_name(found, at))
    return f'<tr><th scope="row"{chosen}><div {_pick("cell", at or PROVINCE_CODE, EVERY)}>{name}</div></th>{cells}</tr>'


def _pick(*parts: str) -> str:
    return f'data-pick="{escape(" ".join(parts), quote=True)}" tabindex="0" role="button"'


def _cell(cell: Cell, place: str, form: str, *, chosen: bool) -> str:
    if not cell.asked:
        return '<td class="none" title="không cần biểu này">–</td>'
    turns = f'<b title="hồ sơ chờ số liệu này">{len(cell.turns)}</b>' if cell.turns else ""
    kind = " ".join(part for part in ("open" if cell.missing else "", "chosen" if chosen else "") if part)
    state = mark("unknown" if cell.missing else "met", 15)
    return (
        f'<td class="{kind}"><div {_pick("cell", place or PROVINCE_CODE, forms()[form].id)}>'
        f'<div class="top">{state}<span>{cell.at_hand}/{cell.asked}</span>{turns}</div>'
        f"<small>{day(cell.last_on) if cell.last_on else 'chưa có'}</small></div></td>"
    )


def reason_list(cell: Cell, chosen: str | None) -> str:
    """How many items lack what, the commonest first; clicking picks "reason CODE"."""
    rows = "".join(
        f'<div class="item"><span>{mark("unknown", 15)}</span><div>{_reason_link(code)}'
        f"{' (đang lọc)' if code == chosen else ''}</div><div class='right'><b>{len(items)}</b></div></div>"
        for code, items in cell.lacking.items()
    )
    return f'{STYLE}{section_html("Thiếu gì", "Một mục có thể thiếu nhiều thứ")}<div class="ntm-gaps">{rows}</div>'


def _reason_link(code: str) -> str:
    style = f"color:{role('accent')}"
    return f'<a href="#" data-pick="reason {code}" style="{style}">{escape(REASONS[code])}</a>'


def missing_list(
    found: Completeness, items: Sequence[Missing], title: tuple[str, str], rulebook: Rulebook, *, filtered: bool
) -> str:
    """What is missing, item by item: of whom, what, who owes it, which verdicts wait; names are links."""
    most = MOST_ITEMS if filtered else MOST_OF_ALL
    rows = "".join(_item(found, each, rulebook) for each in items[:most])
    rest = len(items) - most
    how = "chọn một ô ở bảng trên, một lý do ở bên, hoặc tải tệp Excel"
    more = f'<div class="note">và {rest} mục nữa: {how}</div>' if rest > 0 else ""
    # The list stands below the table: what was picked there comes into view, with the end of the table above it.
    shown = f' data-show="{escape(title[0], quote=True)}" style="scroll-margin-top:45vh"' if filtered else ""
    return f'{STYLE}<div{shown}>{section_html(*title)}</div><div class="ntm-gaps">{rows}{more}</div>'


def _item(found: Completeness, item: Missing, rulebook: Rulebook) -> str:
    reasons = "; ".join(reason_words(reason, rulebook) for reason in item.reasons)
    name = _item_link(item, item_name(found, item))
    shown = f" · {escape(item.code)}" if item.kind == "nomination" else ""
    waiting = ", ".join(case_link(code, code) for code in item.turns if item.kind != "nomination")
    right = f"chờ: {waiting}" if waiting else "đổi được kết quả" if item.turns else ""
    return (
        f'<div class="item"><span>{mark("unknown", 17)}</span><div><b>{name}</b>'
        f'<span class="note">{shown} · biểu {escape(form_name(item.form))}</span>'
        f"<div>{escape(reasons)}</div><div class='note'>phải gửi: {escape(owner_words(found, item))}</div></div>"
        f'<div class="right">{right}</div></div>'
    )


def _item_link(item: Missing, name: str) -> str:
    match item.kind:
        case "commune":
            return commune_link(item.code, name)
        case "list":
            return district_link(item.district, name)
        case "nomination":
            return case_link(item.code, name)
        case "unit":
            return proposer_link(name)
        case _:
            return escape(name)


def waiting_list(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """The nominations whose verdict waits for what is missing; each is a link."""
    title = f"{len(codes)} hồ sơ chờ kết luận" if codes else "Không hồ sơ nào chờ"
    note = (
        "Nhận đủ số liệu này thì kết quả sàng lọc có thể đổi" if codes else "Phần thiếu không đổi kết quả sàng lọc nào"
    )
    rows = "".join(
        f"<div class='item'><span></span><div>{case_link(code, code)} {escape(names.get(code, ''))}</div></div>"
        for code in codes[:MOST_CODES]
    )
    rest = len(codes) - MOST_CODES
    more = f'<div class="note">và {rest} hồ sơ nữa</div>' if rest > 0 else ""
    return f'{STYLE}{section_html(title, note)}<div class="ntm-gaps">{rows}{more}</div>'


def waiting_box() -> str:
    """The box in which a cell counts the nominations that wait, for the legend."""
    return (
        f'<span style="border:1px solid {role("for_council")};color:{role("for_council_text")};border-radius:3px;'
        f'background:{role("for_council_wash")};padding:0 .35em;font-weight:700">n</span>'
    )


def over_line(campaign: Campaign) -> str:
    """What the page shows, as of when."""
    assessment = campaign.rulebook.assessment
    valid = f"đánh giá dùng được trong {assessment.valid_months} tháng"
    said = f"Độ đầy đủ dữ liệu · ngày chốt {day(assessment.cutoff)}, {valid}"
    return explained(said, do_day_du="Độ đầy đủ", ngay_chot="ngày chốt")


def filter_words(found: Completeness, place: str | None, form: str | None, reason: str | None) -> list[str]:
    """What the list of missing items is filtered by, in words."""
    words = [place_name(found, place)] if place is not None else []
    words += [f"biểu {form_name(form)}"] if form else []
    return words + ([REASONS[reason]] if reason else [])


def gaps_title(
    found: Completeness, place: str | None, form: str | None, reason: str | None, count: int
) -> tuple[str, str]:
    """The title of the list and its note: how many items of what."""
    cell = found.chosen(place, form)
    filters = filter_words(found, place, form, reason)
    title = f"Thiếu {count} mục: {', '.join(filters)}" if filters else f"Thiếu {count} mục trong cả đợt"
    if not count:
        return (f"Đủ: {', '.join(filters)}" if filters else "Không thiếu gì"), f"{cell.asked} mục đều đủ"
    return title, f"Trong {cell.asked} mục cần có; mục đổi được kết quả sàng lọc xếp trước"
