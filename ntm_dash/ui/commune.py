"""One commune on its page: where it stands, its years by criterion, what it gained and lost and when, its events.

Everything here is HTML for one drawing; what opens is told by `ui/opening.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

from ntm_dash.domain.terms import CommuneEvent
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.criteria import Criterion, Standing, criteria
from ntm_dash.services.history import Event, History, Review, history
from ntm_dash.services.places import awards_of, cases_in, origins, seen_by
from ntm_dash.services.progress import Commune, District, Growth, Province
from ntm_dash.services.screening import Source, sources
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import row_html, section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.grid import history_grid
from ntm_dash.ui.lacking import lacking_html
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import district_link
from ntm_dash.ui.place import awards_html, nominations_html, nothing_html, origin, origins_html, rows_html
from ntm_dash.ui.progress import gain, gained_parts, gained_words, inside, name_of
from ntm_dash.ui.words import label

Names = Callable[[int], Sequence[Criterion]]
"""The criteria of a set."""

STATE_OF_EVENT = {
    CommuneEvent.RECOGNISED: "met",
    CommuneEvent.ADVANCED: "met",
    CommuneEvent.EXEMPLARY: "met",
    CommuneEvent.LOSS: "unmet",
}


def commune_html(campaign: Campaign, commune: Commune, district: District, province: Province) -> str:
    """The whole drawing of a commune's page."""
    cutoff = campaign.rulebook.assessment.cutoff
    found = ask(history, campaign, commune.code)
    at_hand = ask(cases_in, campaign, district.code).at(commune.code)
    awards = ask(awards_of, campaign, commune.code)
    numbers = [review.state.source for review in found.reviews]
    numbers += [event.source for event in found.events] + [award.source for award in awards]
    rows = ask(sources, tuple(numbers))

    def names(criteria_set: int) -> Sequence[Criterion]:
        return criteria(campaign, criteria_set)

    grid = history_grid(found, criteria(campaign), rows) if found.reviews else ""
    return (
        standing_line(commune, district, province.growth, province.criteria, cutoff)
        + grid
        + rows_html(
            lacking_html(at_hand.own, campaign.rulebook),
            (
                nominations_html(seen_by(at_hand.nominations, person()), "xã này", {}) + awards_html(awards, rows),
                events_html(found.events, cutoff, rows) + changes_html(found, names, province.criteria, rows),
            ),
            (origins_html(ask(origins, campaign, commune.code, viewer())),),
        )
    )


def standing_line(commune: Commune, district: District, growth: Growth | None, count: int, cutoff: date) -> str:
    """One line: recognised or not, especially disadvantaged or not, and the growth with what it is made of."""
    said = [
        {
            True: "đã công nhận đạt chuẩn",
            False: "chưa được công nhận đạt chuẩn",
            None: "chưa rõ đã công nhận hay chưa",
        }[commune.recognised.truth],
        {
            True: "xã đặc biệt khó khăn",
            False: "không thuộc danh sách xã đặc biệt khó khăn",
            None: "chưa rõ có thuộc danh sách xã đặc biệt khó khăn",
        }[commune.disadvantaged.truth],
    ]
    if growth and commune.now and commune.baseline:
        gained, lost = gained_parts(commune, count)
        how = {"net": "tính ròng", "gross": "tính gộp"}[growth.count_as]
        said.append(
            f"{gained_words(commune, growth)} tiêu chí so với {day(growth.baseline)} ({how}: {gained} đạt mới, "
            f"{lost} không còn đạt)"
        )
    elif growth:
        lacking = "đánh giá còn hiệu lực" if commune.now is None else f"đánh giá {day(growth.baseline)}"
        said.append(f"chưa rõ số tiêu chí tăng: thiếu {lacking} ({gain(commune.gained, whole=True)})")
    line = escape("; ".join(said))
    return (
        f'<div style="line-height:1.4;color:{role("ink")}">{line[:1].upper()}{line[1:]}. Tính đến {day(cutoff)}. '
        f"{district_link(district.code, f'Xem {inside(district.name)}')}</div>"
    )


def changes_html(found: History, names: Names, count: int, rows_of: Mapping[int, Source]) -> str:
    """What the commune gained and lost at each assessment, latest first."""
    rows = ""
    lost = 0
    for review in reversed(found.reviews):
        if not review.stands or review.before is None:
            continue
        for standing, state, word in ((Standing.LOST, "unmet", "Rớt"), (Standing.GAINED, "met", "Mới đạt")):
            numbers = review.numbers(count, standing)
            lost += len(numbers) if standing is Standing.LOST else 0
            if numbers:
                rows += _change_row(review, numbers, state, word, names, rows_of)
    title = f"Đã {lost} lần rớt tiêu chí" if lost else "Chưa lần nào rớt tiêu chí"
    if not rows:
        rows = nothing_html("Cần ít nhất hai lần đánh giá có cùng tiêu chí để so sánh.")
        title = "Chưa thấy tiêu chí đổi trạng thái"
    return section_html(title, "So với lần đánh giá trước; chọn một dòng để mở dòng số liệu gốc") + rows


def _change_row(
    review: Review, numbers: Sequence[int], state: str, word: str, names: Names, rows_of: Mapping[int, Source]
) -> str:
    by_number = {criterion.number: name_of(criterion) for criterion in names(review.criteria_set)}
    listed = ", ".join(f"{number}. {by_number[number]}" for number in numbers)
    changed = " · đổi bộ tiêu chí" if review.changed_set else ""
    middle = (
        f'<div style="color:{role("ink")}"><b>{word}</b> {escape(listed)}</div>'
        f'<div style="font-size:.86rem;color:{role("soft")}">{origin(review.state.source, rows_of)}{changed}</div>'
    )
    return row_html(mark(state, 18), middle, _when(day(review.state.assessed_on)))


def events_html(events: Sequence[Event], cutoff: date, rows_of: Mapping[int, Source]) -> str:
    """The events of the commune, oldest first."""
    note = "Theo biểu 02; chọn một dòng để mở dòng số liệu gốc"
    if not events:
        return section_html("Chưa có sự kiện nào của xã", note) + nothing_html(
            "Nhập biểu 02 (sự kiện xã) để có ngày công nhận, kế hoạch nâng cao, khu dân cư kiểu mẫu."
        )
    rows = ""
    for event in events:
        late = f" · sau ngày chốt {day(cutoff)}, chưa tính" if event.from_on > cutoff else ""
        until = f" đến {day(event.to_on)}" if event.to_on else ""
        about = " · ".join(part for part in (event.decision, event.content) if part)
        middle = (
            f'<div style="font-weight:600;color:{role("ink")}">{escape(label("commune_event", event.kind))}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(f"{about} · " if about else "")}'
            f"{origin(event.source, rows_of)}{late}</div>"
        )
        state = STATE_OF_EVENT.get(event.kind)
        rows += row_html(mark(state, 18) if state else "", middle, _when(f"{day(event.from_on)}{until}"))
    return section_html(f"{len(events)} sự kiện của xã", note) + rows


def _when(words: str) -> str:
    return f'<span style="color:{role("ink")};font-variant-numeric:tabular-nums">{escape(words)}</span>'
