"""The parts of the overview: its sentence, figures, deadlines, what blocks, who was not nominated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from ntm_dash.domain.terms import Verdict
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.criteria import Criterion
from ntm_dash.services.overview import Blocking, Lists
from ntm_dash.services.progress import Commune, Extent, Province
from ntm_dash.services.screening import Case, tally
from ntm_dash.services.stages import Position
from ntm_dash.services.statistics import YearFigures
from ntm_dash.ui.blocks import caption_html, section_html
from ntm_dash.ui.colours import HATCH, role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day, number
from ntm_dash.ui.opening import LIST, address, case_link, commune_link, district_link
from ntm_dash.ui.picture import chart
from ntm_dash.ui.progress import average, between, gain, inside, share
from ntm_dash.ui.verdicts import cases_address

MOST_BARS, MOST_CANDIDATES = 12, 5

MOST_LARGE = 20
"""Letters of all big figures together that a laptop's screen has room for in the largest size."""


class Figure(NamedTuple):
    """One big figure: label, value, of what, note, where it leads ("muc …" or an address), and its years as bars."""

    label: str
    value: str
    of: str
    note: str
    pick: str
    years: Sequence[float]


def overview_sentence(province: Province, cases: Sequence[Case]) -> str:
    """How many communes are recognised, and how many nominations wait for the Council."""
    waiting, total = number(tally(cases)[Verdict.FOR_COUNCIL]), number(len(province.communes))
    return f"{between(province.recognised, ' đến ')} trong {total} xã đạt chuẩn; {waiting} hồ sơ chờ Hội đồng xét"


def figure_items(province: Province, lists: Lists, cases: Sequence[Case], years: Sequence[YearFigures]) -> list[Figure]:
    """The figures on top. Each is the length of the list that it opens."""
    counts = tally(cases)
    unsure, missing = lists.count("recognised unknown"), lists.count("unassessed")
    grown = f"{gain(province.average_gain)} so với {day(province.growth.baseline)}" if province.growth else ""
    notes = "; ".join(part for part in (grown, f"{number(missing)} xã chưa có kết quả" if missing else "") if part)
    total = len(province.communes) or 1
    rate = share(Extent(*(count / total for count in province.recognised)))
    return [
        Figure(
            "Xã đã công nhận đạt chuẩn",
            number(lists.count("recognised yes")),
            f"/{number(len(province.communes))} xã",
            f"{rate}; {number(unsure)} xã chưa rõ đã công nhận hay chưa" if unsure else rate,
            f"{LIST} recognised yes",
            [each.recognised for each in years],
        ),
        Figure(
            "Tiêu chí đạt bình quân",
            average(province.average),
            f"/{province.criteria} tiêu chí",
            notes,
            address("progress"),
            [each.average or 0 for each in years],
        ),
        Figure(
            "Hồ sơ đề nghị",
            number(len(cases)),
            "hồ sơ",
            f"{number(counts[Verdict.ELIGIBLE])} hồ sơ đủ điều kiện",
            address("screening"),
            [],
        ),
        Figure(
            "Chưa kết luận được",
            number(counts[Verdict.UNKNOWN]),
            "hồ sơ",
            f"chưa đủ số liệu; {number(counts[Verdict.FOR_COUNCIL])} hồ sơ chờ Hội đồng",
            cases_address(Verdict.UNKNOWN),
            [],
        ),
    ]


def figures_html(items: Sequence[Figure]) -> str:
    """The figures in one ruled row, each with the bars of its years; a click opens the list behind it."""
    cells = ""
    large = "2.9rem" if sum(len(item.value) for item in items) <= MOST_LARGE else "2.2rem"
    for position, item in enumerate(items):
        edge = f"padding-left:1.1rem;border-left:1px solid {role('line')}" if position else ""
        cells += (
            f'<a {_way(item.pick)} style="display:block;padding:.5rem .8rem .55rem 0;text-decoration:none;{edge}">'
            f'<div style="font-size:.95rem;color:{role("soft")};line-height:1.3">{escape(item.label)}</div>'
            '<div style="display:flex;justify-content:space-between;align-items:flex-end;gap:.5rem">'
            f'<div style="font-size:{large};font-weight:600;line-height:1.08;letter-spacing:-.01em;white-space:nowrap;'
            f'color:{role("ink")}">{escape(item.value)}'
            f'<span style="font-size:1.25rem;font-weight:400;color:{role("soft")}"> {escape(item.of)}</span></div>'
            f"{_sparks(item.years)}</div>"
            f'<div style="font-size:.86rem;line-height:1.35;color:{role("soft")};padding-top:.2rem">'
            f"{escape(item.note)}</div></a>"
        )
    return (
        f'<div style="display:grid;grid-template-columns:repeat({len(items)},1fr);'
        f'border-top:1px solid {role("line")};border-bottom:1px solid {role("line")}">{cells}</div>'
    )


def _way(pick: str) -> str:
    if pick.startswith(f"{LIST} "):
        return f'href="#" data-pick="{escape(pick, quote=True)}"'
    return f'href="{escape(pick, quote=True)}" target="_self"'


def _sparks(years: Sequence[float]) -> str:
    top = max(years, default=0) or 1
    bars = "".join(
        f'<i style="width:6px;height:{max(1, round(34 * value / top))}px;'
        f'background:{role("met" if last else "band_10")}"></i>'
        for last, value in ((position == len(years) - 1, value) for position, value in enumerate(years))
    )
    return (
        f'<span style="display:flex;gap:2px;align-items:flex-end;padding-bottom:.35rem">{bars}</span>' if bars else ""
    )


def deadlines_html(rulebook: Rulebook, today: date, stuck: Mapping[str, str]) -> str:
    """Each deadline with how far it is, and what is late or stuck there today."""
    cells = ""
    for deadline in rulebook.deadlines:
        left = (deadline.date - today).days
        state, said = ("accent", f"còn {left} ngày") if left >= 0 else ("late", f"đã qua ngày {day(deadline.date)}")
        more = f" · {stuck[deadline.id]}" if stuck.get(deadline.id) else ""
        cells += (
            f'<div style="padding:.1rem 0 .1rem .75rem;border-left:5px solid {role(state)};line-height:1.35">'
            f'<div style="font-weight:600;color:{role("ink")}">{escape(deadline.what)}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">trước {day(deadline.date)} '
            f"({escape(deadline.citation)}) · {said}{escape(more)}</div></div>"
        )
    return (
        f'<div style="display:grid;grid-template-columns:repeat({len(rulebook.deadlines) or 1},1fr);gap:14px;'
        f'margin:.7rem 0">{cells}</div>'
    )


def blocking_html(rows: Sequence[Blocking], criteria: Sequence[Criterion], communes: int) -> str:
    """Bars of the criteria that block most communes, on the honest total; a bar opens the communes that lack it."""
    names = {each.number: each.name or f"Tiêu chí {each.number}" for each in criteria}
    worst = [row for row in rows[:2] if row.unmet]
    title = " và ".join([names[worst[0].number], *(inside(names[row.number]) for row in worst[1:])]) if worst else ""
    bars = ""
    for row in rows[:MOST_BARS]:
        unmet, unknown = (100 * count / (communes or 1) for count in (row.unmet, row.unknown))
        bars += (
            f'<a href="#" data-pick="{LIST} lacks {row.number}" style="display:contents;color:inherit">'
            '<div style="padding-left:1.7em;text-indent:-1.7em;line-height:1.15">'
            f'<span style="display:inline-block;width:1.7em;text-indent:0;color:{role("soft")}">{row.number}</span>'
            f"{escape(names[row.number])}</div>"
            f'<div style="display:flex;height:15px;background:{role("wash")}">'
            f'<span style="width:{unmet:.2f}%;background:{role("unmet")}"></span>'
            f'<span style="width:{unknown:.2f}%;background:{HATCH}"></span></div>'
            f'<div style="text-align:right;font-weight:600">{number(row.unmet)}</div></a>'
            f'<a href="#" data-pick="{LIST} open {row.number}" style="color:{role("soft")};text-decoration:none">'
            f"{f'+{number(row.unknown)}' if row.unknown else ''}</a>"
        )
    head = section_html(
        f"{title} cản nhiều xã nhất" if title else "Không tiêu chí nào còn xã chưa đạt",
        f"Số xã chưa đạt trong {number(communes)} xã; phần gạch chéo và số + là chưa có số liệu",
    )
    return chart(
        "Tiêu chí cản nhiều xã nhất",
        f'{head}<div style="display:grid;grid-template-columns:minmax(120px,210px) minmax(60px,1fr) auto 2.2em;'
        f'gap:0 .6rem;align-items:center;font-size:.95rem;line-height:28px;color:{role("ink")}">{bars}</div>',
    )


def completeness_html(province: Province, lists: Lists) -> str:
    """How much is known: communes with a valid assessment; what is missing opens."""
    total, missing = len(province.communes), lists.count("unassessed")
    days = province.assessed_on
    when = f"đánh giá gần nhất {day(days[-1])}" if days else "chưa có đánh giá"
    rest = (
        f' · <a href="#" data-pick="{LIST} unassessed" style="color:{role("accent")}">{number(missing)} xã chưa có</a>'
        if missing
        else ""
    )
    way = escape(address("completeness"), quote=True)
    return (
        f'<div style="font-size:.95rem;color:{role("ink")};padding:.2rem 0 .4rem">Số liệu: '
        f"{number(total - missing)}/{number(total)} xã có đánh giá còn hiệu lực, {escape(when)}{rest} · "
        f'<a href="{way}" target="_self" style="color:{role("accent")}">Độ đầy đủ dữ liệu</a></div>'
    )


def candidates_html(found: Sequence[Case], names: Mapping[str, str], citations: Mapping[str, str]) -> str:
    """Who meets a clause and was not nominated: the first few, each opening its place, and all as a list."""
    head = section_html(
        f"{number(len(found))} nơi đủ điều kiện mà chưa được đề nghị",
        "Tính cho mọi xã, huyện, kể cả nơi không có hồ sơ",
    )
    shown = "".join(_candidate(case, names, citations) for case in found[:MOST_CANDIDATES])
    more = (
        f'<a href="#" data-pick="{LIST} candidates" style="font-size:.86rem;color:{role("accent")}">'
        f"và {number(len(found) - MOST_CANDIDATES)} nơi nữa</a>"
        if len(found) > MOST_CANDIDATES
        else ""
    )
    return head + shown + more


def _candidate(case: Case, names: Mapping[str, str], citations: Mapping[str, str]) -> str:
    screened = case.screened
    met = "; ".join(citations[clause] for clause, outcome in screened.clauses.items() if outcome.code == "met")
    named = (
        commune_link(screened.commune, f"Xã {case.nominee}")
        if screened.commune
        else district_link(screened.district or "", case.nominee)
    )
    where = names.get(screened.district or "", "") if screened.commune else ""
    return (
        f'<div style="display:flex;gap:.5rem;align-items:center;padding:.3rem 0;border-bottom:1px solid {role("hair")};'
        f'font-size:.95rem;line-height:1.3">{mark("met", 17)}<span>{named} <span style="color:{role("soft")}">'
        f'{escape(where)}</span></span><span style="margin-left:auto;text-align:right;font-size:.86rem">'
        f"{escape(met)}</span></div>"
    )


def commune_list_html(communes: Sequence[Commune], province: Province) -> str:
    """A list of communes, each opening its page, with its criteria and growth."""
    rows = "".join(
        f"<tr><td>{position}</td><td>{commune_link(each.code, f'Xã {each.name}')}</td>"
        f"<td>{escape(province.districts[each.district].name)}</td>"
        f"<td>{between(each.met)}</td><td>{gain(each.gained, whole=True)}</td></tr>"
        for position, each in enumerate(communes, start=1)
    )
    titles = ("STT", "Xã", "Huyện, thành phố", "Tiêu chí đạt", "Tăng mới")
    heads = "".join(f'<th scope="col">{title}</th>' for title in titles)
    return (
        f'<table class="ntm-list" style="width:100%;border-collapse:collapse;font-size:.95rem;color:{role("ink")}">'
        f"{caption_html('Danh sách xã')}"
        f"<style>.ntm-list td,.ntm-list th{{padding:.25rem .5rem;border-bottom:1px solid {role('hair')};"
        "text-align:left}.ntm-list :is(th,td):nth-child(n+4){text-align:right}</style>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def candidates_list_html(found: Sequence[Case], names: Mapping[str, str], citations: Mapping[str, str]) -> str:
    """All who meet a clause and were not nominated."""
    return "".join(_candidate(case, names, citations) for case in found)


def cases_list_html(cases: Sequence[Case]) -> str:
    """A list of nominations, each opening its case."""
    return "".join(
        f'<div style="display:flex;gap:.7rem;padding:.25rem 0;border-bottom:1px solid {role("hair")};'
        f'color:{role("ink")}">{mark(STATE_OF_VERDICT[each.screened.verdict], 17)}'
        f"{case_link(each.screened.nomination or '', each.nominee)}"
        f'<span style="color:{role("soft")};margin-left:auto">{escape(each.screened.nomination or "")} · '
        f"{escape(each.proposer)}</span></div>"
        for each in cases
    )


def stuck_words(
    campaign: Campaign, silent: int, cases: Sequence[Case], positions: Sequence[Position]
) -> dict[str, str]:
    """What is late or stuck at each deadline today, by the deadline's id."""
    late = sum(1 for case in cases if case.on_time is False)
    standing = Counter(each.stage for each in positions)
    words = {}
    for deadline in campaign.rulebook.deadlines:
        waiting = sum(standing[stage.id] for stage in campaign.rulebook.stages if stage.deadline == deadline.id)
        if waiting:
            words[deadline.id] = f"{number(waiting)} hồ sơ đang chờ ở bước này"
    dossier = campaign.rulebook.dossier_deadline
    if dossier:
        said = [f"{number(silent)} đơn vị chưa gửi" if silent else "", f"{number(late)} hồ sơ nhận trễ" if late else ""]
        words[dossier.id] = " · ".join(part for part in said if part)
    return words
