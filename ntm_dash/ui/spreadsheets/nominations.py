"""Proposing units and their dossiers as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.nominations import Chase, Proposer
from ntm_dash.ui.download import source_words
from ntm_dash.ui.spreadsheets.cases import cases_table
from ntm_dash.ui.words import label

GROUPS = {
    "district": "Huyện, thành phố",
    "department": "Sở, ban, ngành",
    "mass_organisation": "Đoàn thể",
    "other": "Khác",
}


def nominations_tables(
    campaign: Campaign,
    units: Sequence[Proposer],
    chases: Sequence[Chase],
    names: Mapping[str, str],
    filters: Sequence[str],
    drawn_up: date,
) -> list[Table]:
    """The units as they are filtered, their dossiers, and what to ask of whom first."""
    source = source_words(campaign)
    columns = [
        Column("Đơn vị đề nghị", width=40),
        Column("Khối", width=20),
        Column("Đã gửi", width=12),
        Column("Hồ sơ sàng lọc", "count"),
        Column("Giấy khen ghi nhận", "count"),
        Column("Thiếu giấy tờ", "count"),
        Column("Trễ hạn", "count"),
        Column("Hạn nhận", "date"),
    ]
    rows = [
        [
            unit.name,
            GROUPS[unit.group],
            "chưa gửi" if unit.sent_nothing else "đã gửi",
            len(unit.filed),
            unit.recorded,
            unit.lacking,
            unit.late,
            unit.due,
        ]
        for unit in units
    ]
    cases = [filed.case for unit in units for filed in unit.filed]
    asked = [
        Column("Hỏi ai", width=40),
        Column("Số liệu", width=44),
        Column("Số hồ sơ chờ", "count"),
        Column("Mã hồ sơ", width=60),
    ]
    owed = [
        [
            chase.name or label("owner", chase.owner),
            label("datum", chase.datum),
            len(chase.cases),
            ", ".join(chase.cases),
        ]
        for chase in chases
    ]
    return [
        Table("Đơn vị đề nghị", columns, rows, drawn_up, source, filters, campaign.illustrative),
        cases_table(campaign, cases, names, filters, drawn_up),
        Table("Số liệu cần bổ sung", asked, owed, drawn_up, source, (), campaign.illustrative),
    ]
