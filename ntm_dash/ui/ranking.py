"""The rankings of districts: place, figure, what excludes, how close it is; and what another reading would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.screening.compilation import Variant
from ntm_dash.screening.rulebook import Choice, Reading
from ntm_dash.services.progress import Extent
from ntm_dash.services.ranking import EarlierAward, Ranked, Ranking, Turn
from ntm_dash.ui.blocks import note_html, section_html
from ntm_dash.ui.colours import HATCH, role
from ntm_dash.ui.districts import place_words
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import case_link, district_link
from ntm_dash.ui.picture import chart
from ntm_dash.ui.progress import between, district_name, gain, share
from ntm_dash.ui.words import label

MOST_NAMES, MOST_NAMED = 4, 12
"""Districts that the headline names, and that any other sentence does."""
MOST_ROWS = 20
"""Districts drawn in a ranking; the file has all."""

STYLE = f"""<style>
.ntm-rank{{display:grid;grid-template-columns:repeat(auto-fit,minmax(25rem,1fr));gap:1.2rem 2rem;color:{role("ink")};
 line-height:1.3;font-variant-numeric:tabular-nums}}
.ntm-rank .row{{font-size:max(1rem,1.22vw);display:grid;align-items:center;gap:0 .6em;
 grid-template-columns:3.1em minmax(0,7.2em) minmax(2em,1fr) 6.1em 1.5em;padding:.28em .35em .32em;
 border-bottom:1px solid {role("hair")}}}
.ntm-rank .place{{grid-row:1/3;font-size:1.45em;font-weight:600;text-align:right;white-space:nowrap;line-height:1.1}}
.ntm-rank .place small{{display:block;font-size:.46em;font-weight:400;color:{role("soft")}}}
.ntm-rank .name{{font-size:1.08em;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}}
.ntm-rank .state{{grid-row:1/3;grid-column:5}}
.ntm-rank .note{{grid-column:2/5;font-size:.8em;color:{role("soft")};line-height:1.3}}
.ntm-rank .figure{{font-size:1.05em;font-weight:600;text-align:right;white-space:nowrap}}
.ntm-rank .track{{display:flex;height:.7em;background:{role("wash")}}}
.ntm-rank .track i{{background:{role("met")}}}
.ntm-rank .track i+i{{background:{HATCH}}}
.ntm-rank .name a:hover{{text-decoration:underline!important}}
.ntm-rank a:focus-visible,.ntm-read a:focus-visible{{outline:2px solid {role("accent")};outline-offset:1px}}
.ntm-read{{color:{role("ink")};line-height:1.35}}
.ntm-read{{display:grid;grid-template-columns:repeat(auto-fit,minmax(25rem,1fr));gap:.1rem 2rem}}
.ntm-read .reading{{padding:.45rem .35rem;border-bottom:1px solid {role("hair")}}}
.ntm-read .question{{font-weight:600}}
.ntm-read a{{color:inherit;text-decoration:none;cursor:pointer;display:grid;grid-template-columns:1.3rem minmax(0,1fr);
 padding:.12rem .35rem;border-radius:3px}}
.ntm-read a:hover{{background:{role("accent_wash")}}}
.ntm-read a[aria-checked=true]{{background:{role("for_council_wash")};font-weight:600}}
.ntm-read i{{width:13px;height:13px;border-radius:50%;border:1.5px solid {role("for_council")};margin-top:.24rem;
 box-sizing:border-box}}
.ntm-read a[aria-checked=true] i{{border-width:4px}}
.ntm-read small{{font-size:.86rem;font-weight:400;color:{role("soft")};display:block}}
.ntm-read em{{font-style:normal;white-space:nowrap;font-weight:400;font-size:.86rem;color:{role("soft")};
 padding-left:.4em}}
.ntm-read small b{{color:{role("for_council_text")}}}
</style>"""

UNITS = {"recognised_share": "xã", "average_gain": "tiêu chí"}
MEASURES = {
    "recognised_share": "Tỷ lệ xã đã được công nhận đạt chuẩn, trên tất cả xã của huyện",
    "average_gain": "Số tiêu chí tăng thêm, bình quân trên tất cả xã của huyện",
}
HEADS = {"recognised_share": "Tỷ lệ xã đạt chuẩn", "average_gain": "Mức tăng tiêu chí"}
COUNTED = {"net": "tăng ròng", "gross": "tăng gộp, không trừ tiêu chí mất"}
ENTERED = {
    Verdict.ELIGIBLE: "vào",
    Verdict.NOT_ELIGIBLE: "ra",
    Verdict.FOR_COUNCIL: "Hội đồng chọn",
    Verdict.UNKNOWN: "chưa rõ",
}


def ranking_sentence(found: Sequence[Ranking]) -> str:
    """Which districts surely stand among the first places of either ranking, and how many may."""
    if not found:
        return "Văn bản của đợt này không xếp hạng huyện"
    required = max(ranking.required for ranking in found)
    sure = _names(found, Outcome.MET)
    held = {row.code for ranking in found for row in ranking.rows if row.outcome is Outcome.MET}
    open_ones = {
        row.code
        for ranking in found
        for row in ranking.rows
        if row.outcome in (Outcome.UNKNOWN, Outcome.FOR_COUNCIL) and row.code not in held
    }
    who = ", ".join(sure) if len(sure) <= MOST_NAMES else f"{len(sure)} huyện"
    said = f"{who} chắc chắn ở hạng {required} trở lên" if sure else f"Chưa huyện nào chắc hạng {required}"
    return f"{said}; {len(open_ones)} huyện còn để ngỏ" if open_ones else said


def _names(found: Iterable[Ranking], outcome: Outcome) -> list[str]:
    names = [district_name(row.name) for ranking in found for row in ranking.rows if row.outcome is outcome]
    return list(dict.fromkeys(names))


def rankings_html(found: Sequence[Ranking]) -> str:
    """All rankings side by side; districts and nominations are links (see `opening`)."""
    return f'{STYLE}<div class="ntm-rank">{"".join(_ranking(ranking) for ranking in found)}</div>'


def _ranking(ranking: Ranking) -> str:
    top = max((row.average.at_most for row in ranking.rows if row.place), default=0) or 1
    rows = "".join(_row(row, ranking, top) for row in ranking.rows[:MOST_ROWS])
    rest = len(ranking.rows) - MOST_ROWS
    more = f'<div class="note">và {rest} huyện xếp sau, có đủ trong tệp Excel</div>' if rest > 0 else ""
    head = section_html(_title(ranking), measure_words(ranking))
    return chart(_title(ranking), f"{head}{rows}{more}{_close_calls(ranking)}")


def measure_words(ranking: Ranking) -> str:
    """What is compared, since when, by which clause."""
    growth = ranking.growth
    since = f" so với {day(growth.baseline)}, {COUNTED[growth.count_as]}" if growth else ""
    return f"{MEASURES[ranking.measure]}{since} (mục {ranking.clause.citation})"


def _title(ranking: Ranking) -> str:
    words = {Outcome.MET: "đạt", Outcome.FOR_COUNCIL: "chờ Hội đồng", Outcome.UNKNOWN: "chưa rõ"}
    named = {outcome: _names([ranking], outcome) for outcome in words}
    parts = [f"{some(names)} {words[outcome]}" for outcome, names in named.items() if names]
    return f"{HEADS[ranking.measure]}: {'; '.join(parts) or 'chưa huyện nào đạt'}"


def some(names: Sequence[str]) -> str:
    """Names of districts, or of so many only the first and how many more there are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMED])} và {len(names) - MOST_NAMED} huyện nữa"


def state_of(row: Ranked, ranking: Ranking) -> str | None:
    """The state that a row is drawn in; None for a district that is simply behind."""
    if row.outcome is not Outcome.UNMET:
        return row.outcome.code
    return "excluded" if row.excluded and row.place and row.place.at_least <= ranking.required else None


def _row(row: Ranked, ranking: Ranking, top: float) -> str:
    state = state_of(row, ranking)
    wash = role(f"{state}_wash") if state else "transparent"
    tie = f"<small>{explained('đồng hạng', dong_hang='đồng hạng')}</small>" if row.place and row.place.tie else ""
    place = place_words(row.place).replace(" đến ", "–") if row.place else "–"
    figure = share(row.average) if ranking.measure == "recognised_share" else gain(row.average)
    low, high = (max(0.0, 100 * end / top) for end in row.average)
    return (
        f'<div class="row" style="background:{wash}"><div class="place">{escape(place)}{tie}</div>'
        f'<div class="name">{district_link(row.code, district_name(row.name), plain=True)}</div>'
        f'<div class="track"><i style="width:{low:.1f}%"></i><i style="width:{high - low:.1f}%"></i></div>'
        f'<div class="figure">{figure}</div><div class="state">{mark(state, 21) if state else ""}</div>'
        f'<div class="note">{row_note(row, ranking)}</div></div>'
    )


def row_note(row: Ranked, ranking: Ranking) -> str:
    """What stands below a district, as HTML: its sum, exclusion, what its place waits for, distances, nominations."""
    communes = ranking.measure == "recognised_share"
    parts = [f"{between(row.total)}/{row.communes} xã" if communes else f"{between(row.total)} tiêu chí"]
    if row.place is None:
        parts.append("ngoài phạm vi xếp hạng")
    if row.excluded:
        parts.append(f"<b>Loại trừ:</b> {escape('; '.join(map(award_words, row.awards)))}")
    elif row.excluded is None and row.outcome is Outcome.UNKNOWN:
        parts.append("chưa rõ có bị loại trừ: chưa có lịch sử khen thưởng (biểu 05)")
    if row.waits_for:
        parts.append(f"chờ số liệu của {escape(some(waited_words(row, ranking)))}")
    parts += [escape(part) for part in distances(row, ranking)]
    parts += [f"<span style='white-space:nowrap'>hồ sơ {case_link(code, code)}</span>" for code in row.nominations]
    if not row.nominated and row.outcome in (Outcome.MET, Outcome.FOR_COUNCIL):
        parts.append("chưa được đề nghị")
    return " · ".join(parts)


def award_words(award: EarlierAward) -> str:
    """An earlier award with its decision: "Bằng khen …, 2388/QĐ-UBND ngày 20/2/2017"."""
    when = f"ngày {day(award.decided_on)}" if award.decided_on else f"năm {award.decided_year or 'chưa rõ'}"
    other = f" ({award.movement})" if award.movement and not award.own_movement else ""
    return f"{label('award', award.form) or 'khen thưởng'}, {award.decision or 'chưa rõ số'} {when}{other}"


def waited_words(row: Ranked, ranking: Ranking) -> list[str]:
    """Whose data a place waits for: "Đình Lập (7 xã)"."""
    waited = [ranking.named(code) for code in row.waits_for]
    return [f"{district_name(each.name)} ({each.open_communes} xã)" for each in waited]


def distances(row: Ranked, ranking: Ranking) -> list[str]:
    """How far a district is from the next better place, from the last place asked, and from losing it."""
    unit, required, words = UNITS[ranking.measure], ranking.required, []
    if row.excluded or (row.outcome is Outcome.UNKNOWN and row.waits_for):
        return []
    if row.lead and row.outcome is Outcome.MET:
        words.append(f"mất {between(row.lead)} {unit} là xuống dưới hạng {required}")
    if row.place and row.place.at_least > required and row.to_required:
        words.append(f"thiếu {between(row.to_required)} {unit} để ngang hạng {required}")
    better = row.place.at_least - 1 if row.place else 0
    if row.to_better and better != required:
        words.append(f"thiếu {between(row.to_better)} {unit} để ngang hạng trên")
    return words


def _close_calls(ranking: Ranking) -> str:
    unit = UNITS[ranking.measure]
    one = Extent(1, 1)
    near = [district_name(row.name) for row in ranking.rows if row.to_required == one and row.outcome is Outcome.UNMET]
    held = [district_name(row.name) for row in ranking.rows if row.lead == one and row.outcome is not Outcome.UNMET]
    said = [f"{some(near)} chỉ thiếu một {unit} để ngang hạng {ranking.required}"] if near else []
    said += [f"{some(held)} chỉ cần mất một {unit} là xuống dưới hạng {ranking.required}"] if held else []
    if not said:
        return ""
    return note_html(f"Chỉ chênh một {unit}", "; ".join(said), state="late")


def owed_words(found: Sequence[Ranking]) -> list[str]:
    """What would settle the places that are still a range, and who owes it, a line for each ranking."""
    lines = []
    for ranking in found:
        waited = {code for row in ranking.rows for code in row.waits_for}
        if waited:
            named = [row for row in ranking.rows if row.code in waited]
            of = some([f"{district_name(row.name)} {row.open_communes} xã" for row in named])
            owner, datum = label("owner", ranking.owner), label("datum", ranking.datum)
            lines.append(f"{HEADS[ranking.measure]}: {owner} bổ sung {datum} của {of}")
    return lines


def readings_html(
    readings: Sequence[Reading], found: Sequence[Ranking], in_force: Mapping[str, str], tried: Mapping[str, str]
) -> str:
    """Every reading with its choices and whom each would bring in or out; clicking picks "reading choice".

    `in_force` has the choice of each reading, `tried` those taken otherwise for this view.
    """
    changed = sum(1 for reading in readings if reading.id in tried)
    title = f"{len(readings)} chỗ văn bản để ngỏ: chọn cách khác để xem thử"
    note = "Chỉ xem thử, không lưu thành quy định; ai vào, ai ra là so với bảng đang xem"
    back = (
        f'<a tabindex="0" role="link" data-pick="back" style="display:inline-block;color:{role("accent")};'
        f'text-decoration:underline">Trở lại cách đang áp dụng ({changed} chỗ đang đổi)</a>'
        if changed
        else ""
    )
    rows = "".join(
        _reading(reading, found, in_force[reading.id], tried.get(reading.id, in_force[reading.id]))
        for reading in readings
    )
    return f'{STYLE}{section_html(title, note)}{back}<div class="ntm-read">{rows}</div>'


def _reading(reading: Reading, found: Sequence[Ranking], in_force: str, taken: str) -> str:
    choices = "".join(
        _choice(reading, choice, found, taken=choice.id == taken, in_force=choice.id == in_force)
        for choice in reading.choices
    )
    return (
        f'<div class="reading" role="radiogroup" aria-label="{escape(reading.question, quote=True)}">'
        f'<div class="question">{escape(reading.question)}<em>mục {escape(reading.citation)}</em></div>{choices}</div>'
    )


def _choice(reading: Reading, choice: Choice, found: Sequence[Ranking], *, taken: bool, in_force: bool) -> str:
    rule = "<em>đang áp dụng</em>" if in_force else ""
    effect = "" if taken else f"<small>{effect_html(Variant(reading.id, choice.id), found)}</small>"
    return (
        f'<a tabindex="0" role="radio" aria-checked="{str(taken).lower()}" '
        f'data-pick="{escape(f"{reading.id} {choice.id}", quote=True)}"><i></i>'
        f"<div>{escape(choice.label)}{rule}{effect}</div></a>"
    )


def effect_html(variant: Variant, found: Sequence[Ranking]) -> str:
    """Whom a choice would bring in or out, by ranking."""
    parts = []
    for ranking in found:
        by_answer: dict[Verdict, list[Turn]] = {}
        for turn in ranking.turns.get(variant, ()):
            by_answer.setdefault(turn.after, []).append(turn)
        for verdict, turns in by_answer.items():
            names = some([district_name(ranking.named(turn.code).name) for turn in turns])
            parts.append(f"<b>{escape(names)} {ENTERED[verdict]}</b> ({HEADS[ranking.measure].lower()})")
    return "; ".join(parts) or "không đổi huyện nào"


def tried_words(readings: Iterable[Reading], tried: Mapping[str, str]) -> str:
    """The choices tried out, each with its question."""
    return "; ".join(
        f"{reading.question} {choice.label}"
        for reading in readings
        for choice in reading.choices
        if tried.get(reading.id) == choice.id
    )
