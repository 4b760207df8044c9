"""Closing reports of the units as tables: what each covers and says, and what contradicts the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.closing_reports import ClosingReport, figures, outline
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.spreadsheets.cases import TIME
from ntm_dash.ui.spreadsheets.nominations import GROUPS
from ntm_dash.ui.words import field_label, label

CONTRADICTING = (
    Column("Đơn vị", width=40),
    Column("Số liệu", width=60),
    Column("Báo cáo ghi", "count"),
    Column("Sổ có, ít nhất", "count"),
    Column("Sổ có, nhiều nhất", "count"),
)


def closing_reports_tables(
    campaign: Campaign, listed: Sequence[ClosingReport], filters: Sequence[str], drawn_up: date
) -> list[Table]:
    """One row per unit as it is listed, each item of the outline and each figure in a column; what contradicts."""
    columns = [
        Column("Đơn vị", width=40),
        Column("Khối", width=20),
        Column("Đã gửi", width=12),
        Column("Nhận ngày", "date"),
        Column("Thời hạn", width=14),
        Column("Hạn nhận", "date"),
        *(Column(f"Mục {label('outline', item)}", "text", 16) for item in outline()),
        *(Column(field_label("closing_reports", name), "count", 16) for name in figures()),
    ]
    apart = [
        [each.unit, field_label("closing_reports", one.what), one.said, one.at_least, one.at_most]
        for each in listed
        for one in each.contradictions
    ]
    return [
        campaign_table(campaign, "Báo cáo tổng kết", columns, map(_row, listed), drawn_up, filters),
        campaign_table(campaign, "Lệch với sổ", CONTRADICTING, apart, drawn_up, filters),
    ]


def _row(each: ClosingReport) -> list[Any]:
    return [
        each.unit,
        GROUPS[each.group],
        "đã gửi" if each.sent else "chưa gửi",
        each.received_on,
        TIME[each.on_time] if each.sent else None,
        each.due,
        *(_item(each, item) for item in outline()),
        *(each.figures.get(name) for name in figures()),
    ]


def _item(each: ClosingReport, item: str) -> str | None:
    return "có" if item in each.covered else "không" if item in each.absent else None
