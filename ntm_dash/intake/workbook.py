"""Workbooks and text tables in, sheets out: the kind is told by the content, never by the name."""

from __future__ import annotations

from ntm_dash.intake.formats.archive import open_archive, xml_parts
from ntm_dash.intake.formats.sheet import Cell, Fault, Merged, Sheet
from ntm_dash.intake.formats.xlsx import read_xlsx

__all__ = ["Cell", "Fault", "Merged", "Sheet", "read_workbook"]


def read_workbook(name: str, content: bytes) -> list[Sheet]:
    return list(read_xlsx(xml_parts(content, open_archive(content))))
