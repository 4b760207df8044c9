"""Tables as Excel files: a title, when and from what they were drawn up, typed columns. No store, no rules.

A column is a list of values of one kind. A value that is not known is None and stays an empty cell: never zero.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Kind = Literal["text", "code", "count", "number", "money", "share", "date"]
"""What a column holds. `share` is 0 to 1, `money` in dong, `code` text that must not become a number."""

FORMATS: dict[Kind, str] = {
    "text": "@",
    "code": "@",
    "count": "#,##0",
    "number": "#,##0.0#",
    "money": "#,##0",
    "share": "0.0\\ %",
    "date": "d/m/yyyy",
}
"""As Excel stores them; with Vietnamese settings it shows 1.234,5 and 85,7 %."""

WIDTHS: dict[Kind, float] = {
    "text": 30,
    "code": 13,
    "count": 11,
    "number": 11,
    "money": 18,
    "share": 11,
    "date": 13,
}
ILLUSTRATIVE = "DỮ LIỆU MINH HỌA: số liệu bịa, không dùng làm căn cứ"
READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
A4 = 9
"""The number of a paper size, as Excel has it."""
LINE = 15
"""Points that a line of a header takes."""
LONGEST = 32_000
"""Letters that a cell can hold."""

_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")
_TEXTS = ("text", "code")
_HEADER = PatternFill("solid", fgColor="E6ECF7")
_MARK = PatternFill("solid", fgColor="FFF0CC")
_LINE = Side(style="thin", color="CDD4DF")


@dataclass(frozen=True)
class Column:
    """The header of a column and what it holds; `width` in letters, by kind without one."""

    title: str
    kind: Kind = "text"
    width: float | None = None


@dataclass(frozen=True)
class Table:
    """A titled table: one value per column in each row; `filters` say in words what was left out, `source` where the
    figures come from. `illustrative` puts the mark of invented data on the sheet and on every printed page."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    drawn_up: date
    source: str
    filters: Sequence[str] = ()
    illustrative: bool = False


def workbook(*tables: Table) -> bytes:
    """One Excel file with a sheet for each table, the header frozen and the filters of the columns on."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for table in tables:
        _fill(book.create_sheet(_sheet_name(table.title, names)), table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def file_name(title: str, drawn_up: date) -> str:
    """What the file of a table is called, in letters that every system keeps: "xep-hang-huyen-2019-07-31.xlsx"."""
    letters = unicodedata.normalize("NFD", title.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return f"{'-'.join(words)[:80].strip('-') or 'bang'}-{drawn_up.isoformat()}.xlsx"


def _fill(sheet: Worksheet, table: Table) -> None:
    notes = _notes(table)
    header = len(notes) + 2
    widths = [column.width or max(WIDTHS[column.kind], _widest(column.title)) for column in table.columns]
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    lines = max(
        (-(-len(each.title) * 6 // (5 * int(width))) for each, width in zip(table.columns, widths, strict=True)),
        default=1,
    )
    sheet.row_dimensions[header].height = LINE * max(1, lines) + 3
    sheet.freeze_panes = f"A{header + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header}:{header}"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart("Trang &P/&N"))
    if table.illustrative:
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(ILLUSTRATIVE))
    for words, font, fill in notes:
        cell = _text(sheet, words)
        cell.font = font
        cell.fill = fill or PatternFill()
        sheet.append([cell])
    sheet.append([])
    sheet.append([_header(sheet, column.title) for column in table.columns])
    # A row is written as it is appended, so one cell serves a whole column: its style is made only once.
    writers = [_writer(sheet, column.kind) for column in table.columns]
    rows = 0
    for row in table.rows:
        sheet.append([write(value) for write, value in zip(writers, row, strict=True)])
        rows += 1
    sheet.auto_filter.ref = f"A{header}:{get_column_letter(max(1, len(table.columns)))}{header + rows}"


def _writer(sheet: Worksheet, kind: Kind) -> Callable[[Any], Cell | None]:
    """How the values of one column become cells."""
    if kind in _TEXTS:
        plain, quoted = _text(sheet, ""), _text(sheet, "=")

        def write(value: Any) -> Cell | None:
            return None if value in (None, "") else _put(quoted if _is_like_formula(value) else plain, str(value))

        return write
    typed = WriteOnlyCell(sheet)
    typed.number_format = FORMATS[kind]

    def write_typed(value: Any) -> Cell | None:
        if value is None:
            return None
        typed.value = value
        return typed

    return write_typed


def _notes(table: Table) -> list[tuple[str, Font, PatternFill | None]]:
    """What stands above the header: title, mark, day, filters, source."""
    plain = Font(color="4A5565")
    lines: list[tuple[str, Font, PatternFill | None]] = [(table.title, Font(bold=True, size=14), None)]
    if table.illustrative:
        lines.append((ILLUSTRATIVE, Font(bold=True, color="755000"), _MARK))
    drawn_up = f"{table.drawn_up.day}/{table.drawn_up.month}/{table.drawn_up.year}"
    lines.append((f"Ngày lập: {drawn_up}. Ô để trống: chưa có số liệu.", plain, None))
    lines.append((f"Bộ lọc: {'; '.join(table.filters) or 'không lọc'}", plain, None))
    lines.append((f"Nguồn: {table.source}", plain, None))
    return lines


def _widest(title: str) -> float:
    """A header wraps between words: its longest word must fit."""
    return max((len(word) for word in title.split()), default=0) + 3


def _header(sheet: Worksheet, title: str) -> Cell:
    cell = _text(sheet, title)
    cell.font = Font(bold=True)
    cell.fill = _HEADER
    cell.border = Border(bottom=_LINE, left=_LINE, right=_LINE, top=_LINE)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    return cell


def _text(sheet: Worksheet, words: str) -> Cell:
    """Text that stays text, whatever it begins with, also after somebody edits the cell."""
    cell: Cell = WriteOnlyCell(sheet)
    cell.number_format = FORMATS["text"]
    if _is_like_formula(words):
        cell.quotePrefix = True
    return _put(cell, words)


def _put(cell: Cell, words: str) -> Cell:
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", words)[:LONGEST]
    # openpyxl takes "=…" for a formula and "#REF!" for an error.
    cell.data_type = "s"
    return cell


def _is_like_formula(value: Any) -> bool:
    return str(value).startswith(READ_AS_FORMULA)


def _sheet_name(title: str, taken: set[str]) -> str:
    """The title as a sheet's name: 31 letters at most, none that Excel forbids, each only once."""
    plain = _FORBIDDEN_IN_SHEET_NAMES.sub(" ", title).strip("' ") or "Bảng"
    name, number = plain[:31].strip("' "), 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[:27].strip()} {number}"
    taken.add(name.casefold())
    return name
