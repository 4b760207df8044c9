"""OpenDocument spreadsheets (.ods), read as a stream.

A row or a cell may say that it is repeated a million times: blank ones are counted, never made. Prefixes are taken
as every writer sets them (table:, office:, text:).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from functools import partial
from xml.parsers import expat

from ntm_dash.intake.formats.sheet import (
    MAX_MERGED,
    MAX_TEXT,
    Cell,
    Fault,
    Merged,
    Sheet,
    check_area,
    check_place,
    finish,
    is_error,
    refuse,
    refuse_long,
)

MAX_CONTENT = 120_000_000
"""Bytes of content.xml, which holds all sheets."""

_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_NO_CELL_TEXT = ("office:annotation", "table:shapes", "table:tracked-changes", "table:dde-links")
# Copies of sheets of other files, kept by LibreOffice beside the sheets of this one.
_OTHER_FILE = "'file:"


def read_ods(content_xml: bytes, *, calculated: bool) -> list[Sheet]:
    """The sheets in the document's order.

    `calculated`: the program that wrote it calculates, so that a formula without a value has an empty result.

    Refused: `file_broken`, `sheet_cell_too_far`, `sheet_too_big`, `cell_too_long`.
    """
    document = _Document(calculated)
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.text
    try:
        parser.Parse(content_xml, True)
    except expat.ExpatError:
        refuse("file_broken")
    return document.sheets


class _Document:
    """Follows the elements of content.xml; each handler below is for the start or the end of one of them."""

    def __init__(self, calculated: bool) -> None:
        self._calculated = calculated
        self.sheets: list[Sheet] = []
        self._taken = 0
        self._aside = 0
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._table: dict[str, str] | None = None
        self._rows: list[list[Cell]] = []
        self._width = self._blank_rows = 0
        self._merged: list[Merged] = []
        self._row: list[Cell] = []
        self._row_repeats = 1
        self._blank_cells = 0
        self._cell: dict[str, str] | None = None
        self._in_paragraph = False
        self._text: list[str] = []
        self._length = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "style:style": self._start_style,
            "style:table-properties": self._start_table_properties,
            "table:table": self._start_table,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            "table:covered-table-cell": self._start_cell,
            "text:p": self._start_paragraph,
            "text:s": self._spaces,
            "text:tab": partial(self._sign, "\t"),
            "text:line-break": partial(self._sign, "\n"),
        }
        self._ends = {
            "table:table": self._end_table,
            "table:table-row": self._end_row,
            "table:table-cell": self._end_cell,
            "table:covered-table-cell": self._end_cell,
            "text:p": self._end_paragraph,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside:
            self._aside += 1
        elif handler := self._starts.get(tag):
            handler(attributes)
        elif tag.startswith("draw:") or tag in _NO_CELL_TEXT:
            self._aside = 1

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif handler := self._ends.get(tag):
            handler()

    def text(self, text: str) -> None:
        if self._in_paragraph and not self._aside:
            self._text.append(text)
            self._length += len(text)
            if self._length > MAX_TEXT:
                refuse_long(self._name, self._line, self._position, "".join(self._text))

    @property
    def _name(self) -> str:
        return (self._table or {}).get("table:name", "")

    @property
    def _line(self) -> int:
        return len(self._rows) + self._blank_rows

    @property
    def _position(self) -> int:
        return len(self._row) + self._blank_cells

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _start_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self._table is not None:
            # A table inside a cell.
            self._aside = 1
            return
        self._table = attributes
        self._rows, self._merged = [], []
        self._width = self._blank_rows = 0

    def _end_table(self) -> None:
        hidden = (self._table or {}).get("table:style-name") in self._hidden_styles
        if not self._name.startswith(_OTHER_FILE):
            self.sheets.append(finish(self._name, self._rows, hidden=hidden, merged=self._merged))
            self._taken += self.sheets[-1].cells
        self._table = None

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row, self._blank_cells = [], 0
        self._row_repeats = _count(attributes, "table:number-rows-repeated")

    def _end_row(self) -> None:
        if not self._row:
            self._blank_rows += self._row_repeats
            return
        rows = self._line + self._row_repeats
        self._width = max(self._width, len(self._row))
        check_place(self._name, rows - 1, len(self._row) - 1)
        check_area(self._name, rows, self._width, self._taken)
        self._rows += [[] for _ in range(self._blank_rows)]
        self._rows += [self._row[:] for _ in range(self._row_repeats)]
        self._blank_rows = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._text, self._length = attributes, [], 0

    def _end_cell(self) -> None:
        cell, self._cell = self._cell or {}, None
        repeats = _count(cell, "table:number-columns-repeated")
        if "table:number-columns-spanned" in cell or "table:number-rows-spanned" in cell:
            self._merge(_count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned"))
        value = _value(cell, "".join(self._text))
        if self._calculated and isinstance(value, Fault) and value.kind == "formula":
            value = None
        if value is None:
            self._blank_cells += repeats
            return
        check_place(self._name, self._line, self._position + repeats - 1)
        self._row += [None] * self._blank_cells + [value] * repeats
        self._blank_cells = 0

    def _merge(self, rows: int, columns: int) -> None:
        if (columns > 1 or rows > 1) and len(self._merged) < MAX_MERGED:
            last = (self._line + rows - 1, self._position + columns - 1)
            self._merged.append(((self._line, self._position), last))

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if self._cell is not None:
            self._in_paragraph = True
            if self._text:
                self.text("\n")

    def _spaces(self, attributes: dict[str, str]) -> None:
        self.text(" " * min(_count(attributes, "text:c"), MAX_TEXT + 1))

    def _sign(self, sign: str, _: dict[str, str]) -> None:
        self.text(sign)

    def _end_paragraph(self) -> None:
        self._in_paragraph = False


def _count(attributes: Mapping[str, str], name: str) -> int:
    number = attributes.get(name)
    if number is None:
        return 1
    if not (number.isascii() and number.isdecimal()):
        refuse("file_broken")
    return int(number) if len(number) < 10 else 10**9


def _value(cell: Mapping[str, str], text: str) -> Cell:
    """The value of a cell by its attributes; the text shown where they do not say."""
    formula = "table:formula" in cell
    if cell.get("calcext:value-type") == "error" or (formula and is_error(text)):
        return Fault("error", text or "#N/A")
    match cell.get("office:value-type"):
        case None:
            return Fault("formula") if formula and not text else text or None
        case "boolean":
            return cell.get("office:boolean-value") == "true"
        case "date":
            return _date(cell.get("office:date-value", "")) or text or None
        case "time":
            return _time(cell.get("office:time-value", ""), text)
        case "float" | "percentage" | "currency":
            try:
                return float(cell["office:value"])
            except KeyError:
                return Fault("formula") if formula else text or None
            except ValueError:
                return text or None
        case _:
            return text or cell.get("office:string-value") or None


def _date(iso: str) -> datetime.date | datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=None)
    return moment.date() if moment.time() == datetime.time() else moment


def _time(iso: str, text: str) -> Cell:
    found = _DURATION.fullmatch(iso)
    if not found:
        return text or None
    hours, minutes, seconds = map(int, found.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return datetime.time(hours, minutes, seconds)
    return (hours * 3600 + minutes * 60 + seconds) / 86_400
