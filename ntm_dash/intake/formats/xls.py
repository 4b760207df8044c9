"""Excel 97-2003 workbooks (.xls), read by xlrd: it knows error cells, and keeps a shared text once."""

from __future__ import annotations

import datetime
import io
import struct
from collections.abc import Iterator
from typing import Any, TypeAlias

import xlrd  # type: ignore[import-untyped]

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.formats.compound import SIGNATURE, Compound
from ntm_dash.intake.formats.sheet import (
    MAX_MERGED,
    Cell,
    Fault,
    Merged,
    Sheet,
    check_area,
    finish,
    refuse,
)

_RECORD = struct.Struct("<HH")
_STARTS, _END, _MERGED = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A, 0x00E5
_AS_READ = {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_BLANK}
_Book: TypeAlias = Any
"""xlrd's, which has no types."""


def read_xls(content: bytes) -> Iterator[Sheet]:
    """The worksheets in the workbook's order.

    Refused: `file_encrypted`, `file_word`, `file_unknown`, `file_broken`, `sheet_too_big`, `cell_too_long`.
    """
    stream = _workbook(content) if content.startswith(SIGNATURE) else content
    try:
        yield from _sheets(stream)
    except Refused:
        raise
    except Exception as failure:
        # xlrd has no one kind of error for a damaged file.
        code = "file_encrypted" if "encrypted" in str(failure) else "file_broken"
        raise Refused(Problem(code)) from failure


def _workbook(content: bytes) -> bytes:
    """The stream of records. Taken out here: on a damaged container xlrd might never end."""
    container = Compound(content)
    for name in ("workbook", "book"):
        if name in container.streams:
            return container.read(name)
    for name, code in (("encryptedpackage", "file_encrypted"), ("worddocument", "file_word")):
        if name in container.streams:
            refuse(code)
    refuse("file_unknown")


def _sheets(stream: bytes) -> Iterator[Sheet]:
    book = xlrd.open_workbook(file_contents=stream, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    taken = 0
    merged = _merged(book) if book.on_demand else [[] for _ in range(book.nsheets)]
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        width = max(map(sheet.row_len, range(sheet.nrows)), default=0)
        check_area(sheet.name, sheet.nrows, width, taken)
        rows = [_row(book, sheet, line) for line in range(sheet.nrows)]
        hidden = sheet.visibility != 0
        book.unload_sheet(index)
        read = finish(sheet.name, rows, hidden=hidden, merged=merged[index])
        taken += read.cells
        yield read


def _row(book: _Book, sheet: Any, line: int) -> list[Cell]:
    values: list[Cell] = sheet.row_values(line)
    kinds = sheet.row_types(line)
    if _AS_READ.issuperset(kinds):
        return values
    return [_value(book, kind, value) for kind, value in zip(kinds, values, strict=True)]


def _value(book: _Book, kind: int, value: Any) -> Cell:
    if kind == xlrd.XL_CELL_ERROR:
        return Fault("error", xlrd.error_text_from_code.get(value, "#N/A"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(value, book.datemode)
    return value if kind in _AS_READ else None


def _moment(days: float, datemode: int) -> Cell:
    try:
        moment: datetime.datetime = xlrd.xldate.xldate_as_datetime(days, datemode)
    except (ValueError, OverflowError):
        return days
    if 0 <= days < 1:
        return moment.time()
    return moment.date() if days == int(days) else moment


def _merged(book: _Book) -> list[list[Merged]]:
    """The merged blocks of each sheet, which xlrd reads only with all formats.

    Refused: `file_broken`, where sheets lie inside one another so that reading them all would never end.
    """
    stream: bytes = book.mem
    room = 2 * len(stream)
    found = []
    for position in book._sh_abs_posn:
        blocks: list[Merged] = []
        start, depth = position, 0
        while position + 4 <= len(stream):
            code, length = _RECORD.unpack_from(stream, position)
            position += 4
            if code in _STARTS:
                depth += 1
            elif code == _END:
                depth -= 1
            elif code == _MERGED and len(blocks) < MAX_MERGED:
                blocks += _blocks(stream[position : position + length])
            position += length
            if depth <= 0 or position - start > room:
                break
        room -= position - start
        if room < 0:
            refuse("file_broken")
        found.append(blocks)
    return found


def _blocks(record: bytes) -> Iterator[Merged]:
    for top, bottom, left, right in struct.iter_unpack("<4H", record[2 : 2 + (len(record) - 2) // 8 * 8]):
        yield (top, left), (bottom, right)
