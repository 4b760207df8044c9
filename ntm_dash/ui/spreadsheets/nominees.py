"""What every table says first of a nominee."""

from __future__ import annotations

from typing import Any

from ntm_dash.papers.spreadsheet import Column
from ntm_dash.services.places import Nominated
from ntm_dash.services.screening import Case
from ntm_dash.ui.words import label

NOMINEE = (
    Column("Mã hồ sơ", "code"),
    Column("Tên", width=34),
    Column("Đối tượng", width=22),
    Column("Hình thức đề nghị", width=34),
    Column("Đơn vị đề nghị", width=34),
    Column("Kết quả", width=20),
)


def nominee_cells(of: Case | Nominated) -> list[Any]:
    """The cells below `NOMINEE`."""
    screened = of.screened
    return [
        screened.nomination,
        of.nominee,
        label("subject", screened.subject),
        label("award", screened.award),
        of.proposer,
        label("verdict", screened.verdict),
    ]
