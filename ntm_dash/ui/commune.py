"""One commune: what it gained and lost and when, its events, its nominations with their verdicts.

Everything here is HTML; a part with `data-pick` names the file row, or the nomination, that it opens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from ntm_dash.domain.terms import CommuneEvent
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.criteria import Criterion, Standing, criteria
from ntm_dash.services.history import Event, History, Review, history
from ntm_dash.services.progress import Commune, District, Growth, Province
from ntm_dash.services.screening import Case, Source, cases, sources, visible
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import CAMPAIGN, ask
from ntm_dash.ui.blocks import row_html, section_html
from ntm_dash.ui.choosing import NOMINATION, go
from ntm_dash.ui.colours import role
from ntm_dash.ui.grid import history_grid
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.picture import picture
from ntm_dash.ui.progress import between, gained_parts, gained_words, name_of, whole_district
from ntm_dash.ui.records import open_source, show_opened_source
from ntm_dash.ui.words import label

OPENED_CASE = "opened-case"

Names = Callable[[int], Sequence[Criterion]]
"""The criteria of a set."""

STATE_OF_EVENT = {
    CommuneEvent.RECOGNISED: "met",
    CommuneEvent.ADVANCED: "met",
    CommuneEvent.EXEMPLARY: "met",
    CommuneEvent.LOSS: "unmet",
}


def standing_line(commune: Commune, growth: Growth | None, count: int, cutoff: date) -> str:
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
        said.append(f"chưa rõ số tiêu chí tăng: thiếu {lacking} ({between(commune.gained, ' đến ')})")
    line = escape("; ".join(said))
    return (
        f'<div style="line-height:1.4;color:{role("ink")}">{line[:1].upper()}{line[1:]}. Tính đến {day(cutoff)}.</div>'
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
        rows = _nothing("Cần ít nhất hai lần đánh giá có cùng tiêu chí để so sánh.")
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
        f'<div style="font-size:.86rem;color:{role("soft")}">{_origin(review.state.source, rows_of)}{changed}</div>'
    )
    return row_html(mark(state, 18), middle, _when(day(review.state.assessed_on)))


def events_html(events: Sequence[Event], cutoff: date, rows_of: Mapping[int, Source]) -> str:
    """The events of the commune, oldest first."""
    note = "Theo biểu 02; chọn một dòng để mở dòng số liệu gốc"
    if not events:
        return section_html("Chưa có sự kiện nào của xã", note) + _nothing(
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
            f"{_origin(event.source, rows_of)}{late}</div>"
        )
        state = STATE_OF_EVENT.get(event.kind)
        rows += row_html(mark(state, 18) if state else "", middle, _when(f"{day(event.from_on)}{until}"))
    return section_html(f"{len(events)} sự kiện của xã", note) + rows


def nominations_html(own: Sequence[Case]) -> str:
    """The nominations of the commune and of people and bodies in it, each with its verdict; picking one opens it."""
    if not own:
        return section_html("Chưa có hồ sơ đề nghị nào từ xã này", "Xã, thôn, tập thể và cá nhân của xã")
    rows = ""
    for case in own:
        screened = case.screened
        state = STATE_OF_VERDICT[screened.verdict]
        middle = (
            f'<a href="#" data-pick="case {escape(screened.nomination or "", quote=True)}" '
            f'style="font-weight:600;color:{role("accent")}">{escape(case.nominee)}</a>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(screened.nomination or "")} · '
            f"{escape(label('award', screened.award))} · {escape(label('subject', screened.subject).lower())}</div>"
        )
        verdict = f'<b style="color:{role(f"{state}_text")}">{escape(label("verdict", screened.verdict))}</b>'
        rows += row_html(mark(state, 18), middle, verdict)
    return section_html(f"{len(own)} hồ sơ đề nghị từ xã này", "Chọn tên để mở hồ sơ ở trang Sàng lọc") + rows


def _origin(source: int, rows_of: Mapping[int, Source]) -> str:
    known = rows_of.get(source)
    if known is None:
        return ""
    said = escape(f"{known.file}, dòng {known.line}")
    return f'<a href="#" data-pick="row {source}" style="color:{role("soft")}">{said}</a>'


def _when(words: str) -> str:
    return f'<span style="color:{role("ink")};font-variant-numeric:tabular-nums">{escape(words)}</span>'


def _nothing(words: str) -> str:
    return f'<div style="padding:.5rem 0;color:{role("soft")};font-size:.95rem">{escape(words)}</div>'


def show_commune(campaign: Campaign, commune: Commune, district: District, province: Province) -> None:
    """The whole view of a commune: its years by criterion, what changed, its events and nominations."""
    cutoff = campaign.rulebook.assessment.cutoff
    found = ask(history, campaign, commune.code)
    own = [case for case in visible(ask(cases, campaign), person()) if case.screened.commune == commune.code]
    numbers = [*(review.state.source for review in found.reviews), *(event.source for event in found.events)]
    rows = ask(sources, tuple(numbers))

    def names(criteria_set: int) -> Sequence[Criterion]:
        return criteria(campaign, criteria_set)

    left, right = st.columns([9, 3], vertical_alignment="center")
    left.html(standing_line(commune, province.growth, province.criteria, cutoff))
    with right:
        whole_district(district)
    if found.reviews:
        picture(history_grid(found, criteria(campaign), rows), "history", on_pick=_pick)
    left, right = st.columns(2, gap="medium")
    with left:
        picture(changes_html(found, names, province.criteria, rows), "changes", on_pick=_pick)
    with right:
        picture(events_html(found.events, cutoff, rows), "events", on_pick=_pick)
        picture(nominations_html(own), "nominations", on_pick=_pick)
    show_opened_source(campaign)
    if code := st.session_state.pop(OPENED_CASE, None):
        go("screening", **{NOMINATION: code, CAMPAIGN: campaign.id})


def _pick(value: str) -> None:
    """Remember what was clicked: a file row, or a nomination."""
    kind, _, code = value.partition(" ")
    if kind == "row":
        open_source(code)
    else:
        st.session_state[OPENED_CASE] = code
