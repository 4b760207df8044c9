"""What every kind of file is read into, and how much of it is accepted."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn, TypeAlias

from ntm_dash.domain.problems import Problem, Refused

MAX_ROWS = 200_000
MAX_COLUMNS = 512
MAX_CELLS = 4_000_000
"""Rows times columns, summed over the sheets of a file."""
MAX_TEXT = 32_767
"""Characters in a cell, as in Excel."""

MAX_MERGED = 10_000
"""Merged blocks kept of a sheet; header detection needs the first ones."""
UNCALCULATED = "\ufdd0"
"""Stands in a reader's text for a formula without a result: a character that no text has."""
_AT_ONCE = 2_000
"""Rows finished together: few enough for their distinct values to take little memory."""

_ERROR = re.compile(r"#(?:[A-Z][A-Z0-9/_]*[!?]|N/A|DIV/0!|GETTING_DATA)|Err:\d{3}")


@dataclass(frozen=True)
class Fault:
    """A cell whose value is not in the file: an error, its text such as "#REF!", or a formula without result,
    no text."""

    kind: Literal["error", "formula"]
    text: str = ""


Cell: TypeAlias = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | Fault | None
Merged: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of a merged block, from 0: ((top, left), (bottom, right))."""


@dataclass
class Sheet:
    """A sheet: `rows` from its first row on, equally long, blank cells None. Merged blocks lie inside it."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merged: tuple[Merged, ...] = ()

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.rows[0]) if self.rows else 0


def address(row: int, column: int) -> str:
    """The address of a cell counted from 0: (4, 2) is C5."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def column_of(letters: str) -> int:
    """The column of an address, from 0: C is 2."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def shown(number: int) -> str:
    """1.234.567."""
    return f"{number:,}".replace(",", ".")


def is_error(text: str) -> bool:
    """True for the words by which spreadsheets show an error: #REF!, #N/A, Err:502."""
    return text[:1] in ("#", "E") and _ERROR.fullmatch(text) is not None


def refuse(
    code: str, *, sheet: str = "", cell: str = "", read: str = "", values: Mapping[str, str] | None = None
) -> NoReturn:
    """Raise the refusal of the whole file."""
    raise Refused(Problem(code, sheet=sheet, cell=cell, read=read, values=values or {}))


def check_place(sheet: str, row: int, column: int) -> None:
    """Refuse a used cell (from 0) that lies outside what is accepted."""
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        refuse(
            "sheet_cell_too_far",
            sheet=sheet,
            cell=address(row, column),
            values={"rows": shown(MAX_ROWS), "columns": shown(MAX_COLUMNS)},
        )


def check_area(sheet: str, rows: int, columns: int, taken: int = 0) -> None:
    """Refuse a sheet whose used area, with the cells taken by others, is too large, by its last corner."""
    if taken + rows * columns > MAX_CELLS:
        refuse(
            "sheet_too_big",
            sheet=sheet,
            cell=address(rows - 1, columns - 1),
            values={"cells": shown(MAX_CELLS)},
        )


def finish(name: str, rows: list[list[Cell]], *, hidden: bool = False, merged: Iterable[Merged] = ()) -> Sheet:
    """The sheet as it is handed on: rows of one length, blanks None, error words Faults, no cell too long."""
    width = max(map(len, rows), default=0)
    check_area(name, len(rows), width)
    for start in range(0, len(rows), _AT_ONCE):
        rows[start : start + _AT_ONCE] = _finished(name, start, rows[start : start + _AT_ONCE], width)
    return Sheet(name, rows, hidden, _inside(merged, len(rows), width))


def _finished(name: str, first: int, rows: list[list[Cell]], width: int) -> list[list[Cell]]:
    distinct: set[Cell] = set().union(*rows)
    if any(isinstance(value, str) and len(value) > MAX_TEXT for value in distinct):
        _refuse_long_cell(name, first, rows)
    swaps = {value: other for value in distinct if (other := _swapped(value)) is not value}
    for row in rows:
        if len(row) < width:
            row += [None] * (width - len(row))
    if swaps.keys() == {""}:
        return [[None if cell == "" else cell for cell in row] for row in rows]
    return [[swaps.get(cell, cell) for cell in row] for row in rows] if swaps else rows


def _swapped(value: object) -> Cell:
    """What stands for a value as the readers give it; a duration becomes days."""
    if isinstance(value, datetime.timedelta):
        return value / datetime.timedelta(days=1)
    if isinstance(value, str):
        if not value:
            return None
        if value == UNCALCULATED:
            return Fault("formula")
        return Fault("error", value) if is_error(value) else value
    if isinstance(value, float) and not math.isfinite(value):
        return Fault("error", "#NUM!")
    return value  # type: ignore[return-value]


def _refuse_long_cell(name: str, first: int, rows: list[list[Cell]]) -> NoReturn:
    row, column, text = next(
        (row, column, cell)
        for row, cells in enumerate(rows, first)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and len(cell) > MAX_TEXT
    )
    refuse_long(name, row, column, text)


def refuse_long(sheet: str, row: int, column: int, text: str) -> NoReturn:
    """Refuse a cell whose text is too long."""
    place = address(row, column)
    refuse("cell_too_long", sheet=sheet, cell=place, read=text[:40], values={"limit": shown(MAX_TEXT)})


def _inside(merged: Iterable[Merged], rows: int, columns: int) -> tuple[Merged, ...]:
    """The merged blocks that lie in the used area, cut at its edge; few enough to be walked through."""
    blocks: list[Merged] = []
    area = 0
    for (top, left), (bottom, right) in merged:
        bottom, right = min(bottom, rows - 1), min(right, columns - 1)
        area += max(0, bottom - top + 1) * max(0, right - left + 1)
        if top <= bottom and left <= right and len(blocks) < MAX_MERGED and area <= MAX_CELLS:
            blocks.append(((top, left), (bottom, right)))
    return tuple(blocks)
