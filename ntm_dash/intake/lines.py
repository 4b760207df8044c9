"""Which rows of a sheet are a table's data, and which stand beside it: sums, headings, signatures, repeated headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.cell_words import CELL_WORDS
from ntm_dash.intake.cells import tick
from ntm_dash.intake.columns import Reader
from ntm_dash.intake.forms.definition import terms
from ntm_dash.intake.names import spelling_key
from ntm_dash.intake.table import Table, address, header_texts, numbers_columns
from ntm_dash.intake.text import repair, search_key
from ntm_dash.intake.workbook import Cell, Sheet

Line = tuple[int, Sequence[Cell]]
"""A row with its number in the sheet (1 is the first)."""

MEASURES = ("money", "number", "count")
_PLACES = ("district", "commune", "commune_code")
_CODES = ("code", "nomination")
_WORDS = ("word", "award_form")
_FIGURES = ("date", "year", "money", "number", "count", "commune_code")
_NO_CODE = re.compile(r"[IVX]+\.?|[A-Z]\.?|.*\s.*")
_ORDINAL = re.compile(r"\d+(?:\.0)?\.?")
_BEGINS = {
    name: {key for phrase in CELL_WORDS["table"][name] for key in (spelling_key(phrase), search_key(phrase))}
    for name in ("total_begins", "total_is", "signature", "signed_for")
}
_HEADING = 2
"""No heading fills more cells."""


def data_lines(sheet: Sheet, table: Table, readers: Mapping[str, Reader]) -> tuple[list[Line], list[Problem]]:
    """The data rows below the header, and notes of the rows that stand beside them.

    A row is data where it holds a word of a closed list, or a code, or two figures, or has an ordinal number; else
    where it fills more cells than a heading and no signature stands above it. What a data row lacks is told elsewhere,
    never passed over.
    """
    sorter = _Sorter(table, readers)
    kinds = [
        (number, row, sorter.kind(row))
        for number, row in enumerate(sheet.rows[table.first :], start=table.first + 1)
        if sorter.is_used(row)
    ]
    last = max((number for number, _, kind in kinds if kind == "data"), default=0)
    end = min(
        (number for number, _, kind in kinds if kind == "signature" and number > last), default=len(sheet.rows) + 1
    )
    data: list[Line] = []
    notes: list[Problem] = []
    for number, row, kind in kinds:
        if kind == "data" or (kind == "unclear" and number < end and sorter.used(row) > _HEADING):
            data.append((number, row))
            continue
        words = _shown(row)
        if not notes or notes[-1].read != words:
            notes.append(Problem("row_passed_over", "note", cell=f"{number}:{number}", read=words))
    return data, notes


class _Sorter:
    """Tells the rows of one table apart."""

    def __init__(self, table: Table, readers: Mapping[str, Reader]) -> None:
        read = [column for column in table.form.columns if column.id in readers]
        self._columns = [(column, table.columns[column.id], readers[column.id]) for column in read]
        self._criteria = list(table.criteria.values())
        self._labels = [(position, table.headers[column.id]) for column, position, _ in self._columns]
        self._positions = [*(position for position, _ in self._labels), *self._criteria]
        self._ordinal = table.columns.get("ordinal")

    def is_used(self, row: Sequence[Cell]) -> bool:
        """Whether the row holds anything in a column that is read."""
        return any(_filled(row[position]) for position in self._positions)

    def used(self, row: Sequence[Cell]) -> int:
        """How many of the columns that are read the row fills, the criteria apart."""
        return sum(_filled(row[position]) for position, _ in self._labels)

    def kind(self, row: Sequence[Cell]) -> Literal["data", "beside", "signature", "unclear"]:
        """What the row is by itself."""
        if self._repeats_header(row) or numbers_columns(row) or _is_total(row):
            return "beside"
        told = self._tells(row)
        if told == "much":
            return "data"
        texts = [cell for cell in row if isinstance(cell, str)]
        signs = ("signature",) if told == "a word" else ("signature", "signed_for")
        if any(_begins(text, sign) for text in texts for sign in signs):
            return "signature"
        return "data" if told == "a word" else "unclear"

    def _tells(self, row: Sequence[Cell]) -> Literal["much", "a word", "nothing"]:
        """Whether the row holds a code, figures or ticks; or a word of a closed list, or an ordinal number and more."""
        figures, word, more = 0, False, False
        for column, position, reader in self._columns:
            cell = row[position]
            if not _filled(cell):
                continue
            more |= column.reads not in _PLACES
            if column.reads in _CODES and not _NO_CODE.fullmatch(str(cell).strip()):
                return "much"
            if column.reads in _FIGURES:
                figures += not isinstance(reader(cell), Problem)
            elif column.reads in _WORDS:
                word |= not isinstance(reader(cell), Problem)
            elif column.reads == "item":
                word |= str(reader(cell)) in terms()["evidence"]
        if figures >= 2:
            return "much"
        ticks = others = 0
        for position in self._criteria:
            if _filled(cell := row[position]):
                ticks, others = (ticks + 1, others) if _is_tick(cell) else (ticks, others + 1)
                if ticks and figures:
                    return "much"
        if ticks > others:
            return "much"
        return "a word" if word or (more and self._is_numbered(row)) else "nothing"

    def _is_numbered(self, row: Sequence[Cell]) -> bool:
        return self._ordinal is not None and bool(_ORDINAL.fullmatch(str(row[self._ordinal]).strip()))

    def _repeats_header(self, row: Sequence[Cell]) -> bool:
        same = 0
        for position, label in self._labels:
            cell = row[position]
            if _filled(cell):
                if not (isinstance(cell, str) and _is_label(cell, label)):
                    return False
                same += 1
                if same == 2:
                    return True
        return False


@lru_cache(20_000)
def _is_label(text: str, label: str) -> bool:
    written = repair(text)
    return isinstance(written, str) and label.startswith(written)


@lru_cache(20_000)
def _is_tick(cell: Cell) -> bool:
    return isinstance(tick(cell), bool)


def _filled(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _is_total(row: Sequence[Cell]) -> bool:
    """Whether one of the first two words of a row names a sum."""
    seen = 0
    for cell in row:
        if isinstance(cell, str) and cell.strip():
            if _begins(cell, "total_begins") or _begins(cell, "total_is"):
                return True
            seen += 1
            if seen == 2:
                return False
    return False


@lru_cache(20_000)
def _begins(text: str, what: str) -> bool:
    """Whether a text begins with one of some words, or is one ("total_is").

    Words that differ only by diacritics ("Cộng", "Công") stay apart where they are typed with them.
    """
    written = repair(text)
    key = spelling_key(written) if isinstance(written, str) else ""
    if what == "total_is":
        return key in _BEGINS[what]
    return any(f"{key} ".startswith(f"{begin} ") for begin in _BEGINS[what])


def _shown(row: Sequence[Cell]) -> str:
    """The first words of a row, as a note shows them."""
    [texts] = header_texts([[cell for cell in row if isinstance(cell, str) and cell.strip()][:3]])
    return " | ".join(text for text in texts if text)[:80]


def fill_merged(sheet: Sheet, table: Table) -> list[Problem]:
    """Give every cell of a block merged downwards the value of its first: a district written once for its communes.

    One sum or count for several rows is refused: how much belongs to each is not said.
    """
    columns = [column for column in table.form.columns if column.id in table.columns]
    measures = {table.columns[column.id] for column in columns if column.reads in MEASURES}
    problems = []
    for (top, left), (bottom, right) in sheet.merged:
        value = sheet.rows[top][left]
        if bottom <= top or bottom < table.first or value is None:
            continue
        is_figure = not isinstance(value, str) or any(map(str.isdecimal, value))
        if is_figure and measures & set(range(left, right + 1)):
            problems.append(Problem("sum_of_several_rows", cell=address(top + 1, left), read=str(value)))
            continue
        for row in sheet.rows[max(top, table.first) : bottom + 1]:
            row[left : right + 1] = [value] * (right + 1 - left)
    return problems
