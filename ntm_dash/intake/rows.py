"""The rows of a form's table, each cell read by its column's kind; what cannot be read is told with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.cells import tick
from ntm_dash.intake.columns import Reader, once_each, reader
from ntm_dash.intake.context import Context
from ntm_dash.intake.lines import data_lines
from ntm_dash.intake.remarks import Remarks
from ntm_dash.intake.table import Table, address
from ntm_dash.intake.text import repair_columns
from ntm_dash.intake.workbook import Cell, Sheet


@dataclass(slots=True)
class Row:
    """One data row: `line` is its number in the sheet (1 is the first), `values` what each field holds, blank as None.

    Bit n-1 of `known` says that criterion n was assessed, of `met` that it holds. `answered` are the fields that a
    person settled. A `broken` row has a cell that is refused or asked about, and brings no record.
    """

    line: int
    values: dict[str, Any]
    known: int = 0
    met: int = 0
    broken: bool = False
    answered: set[str] = field(default_factory=set)


def read_rows(sheet: Sheet, table: Table, context: Context, remarks: Remarks) -> list[Row]:
    """The data rows of a table; what is wrong with their cells goes to the remarks."""
    columns = [column for column in table.form.columns if column.id in table.columns and column.reads != "ignored"]
    readers = {column.id: once_each(reader(column, table.headers[column.id], context.today)) for column in columns}
    lines, notes = data_lines(sheet, table, readers)
    for note in notes:
        remarks.add(note)
    rows = [Row(line, {}) for line, _ in lines]
    positions = [table.columns[column.id] for column in columns] + list(table.criteria.values())
    cells = [[line[position] for _, line in lines] for position in positions]
    answered = _answered(cells, positions, rows, remarks, context)
    read_tick = once_each(tick)
    texts = [[cell for cell in dict.fromkeys(column) if isinstance(cell, str)] for column in cells]
    repaired = [dict(zip(*pair, strict=True)) for pair in zip(texts, repair_columns(texts), strict=True)]

    for index, column in enumerate(columns):
        position = positions[index]
        read = _read_column(cells[index], readers[column.id], repaired[index])
        for row, value in zip(rows, read, strict=True):
            if isinstance(value, Problem):
                _tell(row, value, position, remarks)
                value = None
            elif value is None and column.required:
                _tell(row, Problem("cell_missing", expected=column.header), position, remarks)
            row.values[column.id] = value
        for number in answered.get(index, ()):
            rows[number].answered.add(column.id)
    for index, (number, position) in enumerate(table.criteria.items(), start=len(columns)):
        bit = 1 << (number - 1)
        for row, met in zip(rows, _read_column(cells[index], read_tick, repaired[index]), strict=True):
            if met is None:
                row.known |= bit if context.blank == "unmet" else 0
            elif isinstance(met, Problem):
                _tell(row, met, position, remarks)
            else:
                row.known |= bit
                row.met |= bit if met else 0
    return rows


def _tell(row: Row, problem: Problem, position: int, remarks: Remarks) -> None:
    remarks.add(problem.at(cell=address(row.line, position)))
    row.broken |= problem.severity != "note"


def _answered(
    cells: list[list[Cell]], positions: Sequence[int], rows: Sequence[Row], remarks: Remarks, context: Context
) -> dict[int, list[int]]:
    """Put the answers in place of the cells that were asked about; returns which rows of which columns."""
    answers = {
        cell: answer
        for (file, sheet, cell), answer in context.answers.items()
        if (file, sheet) == (remarks.file, remarks.sheet)
    }
    found: dict[int, list[int]] = {}
    if answers:
        for index, position in enumerate(positions):
            for number, row in enumerate(rows):
                answer = answers.get(address(row.line, position))
                if answer is not None:
                    cells[index][number] = answer
                    found.setdefault(index, []).append(number)
    return found


def _read_column(column: Sequence[Cell], read: Reader, repaired: dict[str, str | Problem]) -> list[Any]:
    """The values of a column, texts repaired first."""
    texts = {text: whole if isinstance(whole, Problem) else read(whole) for text, whole in repaired.items()}
    return [texts[cell] if isinstance(cell, str) else read(cell) for cell in column]
