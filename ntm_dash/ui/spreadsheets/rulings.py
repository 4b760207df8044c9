"""The readings with how they are taken, and what the Council has answered in single cases, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.rulings import Judgement, Ruling
from ntm_dash.services.screening import Case
from ntm_dash.ui import findings
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.rulings import choice_label

RULED = (
    Column("Ngày họp", "date"),
    Column("Phiên họp", "code"),
    Column("Lý do", width=34),
    Column("Người ghi", width=24),
)
READINGS = (
    Column("Chỗ văn bản còn để ngỏ", width=60),
    Column("Điểm", width=24),
    Column("Đang hiểu", width=60),
    Column("Đã chốt", width=12),
    Column("Hồ sơ tùy cách hiểu", "count"),
    *RULED,
)
JUDGEMENTS = (
    Column("Mã hồ sơ", "code"),
    Column("Tên", width=34),
    Column("Mục", width=14),
    Column("Điều Hội đồng kết luận", width=60),
    Column("Kết luận", width=12),
    *RULED,
)


def rulings_tables(
    campaign: Campaign,
    settled: Mapping[str, Ruling],
    turning: Mapping[str, int],
    answered: Sequence[Judgement],
    cases: Mapping[str, Case],
    drawn_up: date,
) -> list[Table]:
    """One row per reading, settled or not; one per answer, newest first as on the page."""
    readings = [
        [
            reading.question,
            reading.citation,
            choice_label(reading, campaign.choices[reading.id]),
            "đã chốt" if reading.id in settled else "chưa chốt",
            turning.get(reading.id, 0),
            *_held(settled.get(reading.id)),
        ]
        for reading in campaign.rulebook.readings
    ]
    asked = findings.questions(campaign.rulebook)
    answers = [
        [
            each.case_id,
            cases[each.case_id].nominee if each.case_id in cases else None,
            each.clause,
            asked[each.clause, each.condition],
            "có" if each.holds else "không",
            *_held(each),
        ]
        for each in reversed(answered)
    ]
    return [
        campaign_table(campaign, "Cách hiểu", READINGS, readings, drawn_up),
        campaign_table(campaign, "Kết luận của Hội đồng", JUDGEMENTS, answers, drawn_up),
    ]


def _held(found: Ruling | Judgement | None) -> list[object]:
    return [found.held_on, found.meeting, found.reason or None, found.who] if found else [None] * len(RULED)
