"""What stops an import as a table, a row for each place, to send back to the unit that made the file."""

from __future__ import annotations

from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.imports import Preview
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.words import label, sentence, spot

COLUMNS = (
    Column("Tệp", width=40),
    Column("Trang tính", width=22),
    Column("Ô, dòng", width=12),
    Column("Việc", width=12),
    Column("Đọc được", width=30),
    Column("Sai ở đâu, làm gì", width=90),
    Column("Cần", width=50),
    Column("Các lựa chọn", width=60),
)


def problems_table(campaign: Campaign, found: Preview, drawn_up: date) -> Table:
    """Every place that must be mended or answered, in the order of the files."""
    rows = [
        [
            problem.file,
            problem.sheet,
            spot(problem),
            label("severity", problem.severity),
            problem.read,
            sentence(problem),
            problem.expected,
            "; ".join(words for _, words in problem.candidates),
        ]
        for problem in found.stops
    ]
    return campaign_table(campaign, "Chỗ phải sửa", COLUMNS, rows, drawn_up)
