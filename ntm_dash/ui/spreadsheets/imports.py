"""The imports of a campaign as a table, a row for each sheet that was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ntm_dash.domain.local_time import local
from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.imports import Import
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.words import form_title

COLUMNS = (
    Column("Lần nhập số", "count"),
    Column("Ngày nhập", "date"),
    Column("Ai nhập", width=40),
    Column("Tệp", width=40),
    Column("Trang tính", width=22),
    Column("Biểu", width=34),
    Column("Số dòng đọc", "count"),
    Column("Mới", "count"),
    Column("Thay đổi", "count"),
    Column("Thu hồi ngày", "date"),
    Column("Ai thu hồi", width=40),
)


def imports_table(campaign: Campaign, made: Sequence[Import], drawn_up: date) -> Table:
    """The imports in the order of the page, those taken back among them."""
    rows = [
        [
            each.batch,
            local(each.imported_at).date(),
            each.who,
            sheet["file"],
            sheet["sheet"],
            form_title(sheet["form"]),
            sheet["rows_read"],
            sheet["new"],
            sheet["changed"],
            local(each.withdrawn_at).date() if each.withdrawn_at else None,
            each.withdrawn_by,
        ]
        for each in made
        for sheet in each.sheets
    ]
    return campaign_table(campaign, "Các lần nhập", COLUMNS, rows, drawn_up)
