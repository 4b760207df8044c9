"""Who would enter and who would leave under a plan that is only tried, as a table that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.what_if import Moved
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.what_if import MOVES
from ntm_dash.ui.words import label

COLUMNS = (
    Column("Mã hồ sơ", "code"),
    Column("Tên", width=34),
    Column("Đối tượng", width=22),
    Column("Hình thức đề nghị", width=34),
    Column("Kết quả nay", width=22),
    Column("Kết quả nếu theo phương án", width=26),
    Column("Vào, ra", width=14),
)


def what_if_table(campaign: Campaign, plan: str, moved: Sequence[Moved], drawn_up: date) -> Table:
    """One row per nomination that moves, in the order of the page; `plan` is what is tried, in words."""
    rows = [
        [
            each.code,
            each.nominee,
            label("subject", each.subject),
            label("award", each.award),
            label("verdict", each.before),
            label("verdict", each.after),
            word,
        ]
        for word, (_, wanted) in MOVES.items()
        for each in moved
        if wanted(each)
    ]
    marked = ["Chỉ là phương án thử, không phải quy tắc", plan]
    return campaign_table(campaign, "Phương án thử", COLUMNS, rows, drawn_up, marked)
