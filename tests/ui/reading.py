"""The tables of the pages read back, as another program reads them."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import load_workbook

from ntm_dash.papers.spreadsheet import ILLUSTRATIVE, Table, workbook

DAY = date(2019, 8, 15)
Rows = list[dict[str, Any]]


def read(tables: Sequence[Table], *, marked: bool = True) -> dict[str, Rows]:
    """The rows of each sheet by header, as another program reads them; every sheet carries the mark, or none does."""
    found = {}
    for sheet in load_workbook(io.BytesIO(workbook(*tables))).worksheets:
        header = int(sheet.freeze_panes[1:]) - 1
        assert (ILLUSTRATIVE in [sheet.cell(row, 1).value for row in range(1, header)]) is marked
        titles = [cell.value for cell in sheet[header]]
        assert len(set(titles)) == len(titles)
        found[sheet.title] = [
            dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=header + 1)
        ]
    return found
