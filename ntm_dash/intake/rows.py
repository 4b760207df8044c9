"""The rows of a form's table, each cell read by its column's kind; what cannot be read is told with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake import amounts, cells
from ntm_dash.intake.context import Context, award_forms, award_words, words
from ntm_dash.intake.forms.definition import Column
from ntm_dash.intake.reading import refused, show
from ntm_dash.intake.table import Table, address, data_lines, passed_over
from ntm_dash.intake.text import repair_columns, search_key
from ntm_dash.intake.workbook import Cell, Sheet

Reader = Callable[[Cell], Any]

PLAIN = ("district", "commune", "organisation", "nomination")
"""Columns read as text here and looked up when the whole row is known."""


@dataclass
class Row:
    """One data row: `line` is its number in the sheet (1 is the first), `values` what each field holds, blank as None;
    `criteria` what each criterion's cell says."""

    line: int
    values: dict[str, Any]
    criteria: dict[int, bool | None]
    broken: bool = False


@dataclass(frozen=True)
class Evidence:
    """What stands under an item of evidence: the words, the number if they are one, and whether they affirm it."""

    text: str
    number: float | None
    stated: bool


def read_rows(sheet: Sheet, table: Table, file: str, context: Context) -> tuple[list[Row], list[Problem]]:
    """The data rows of a table, and what is wrong with their cells. A row with a refused cell is marked broken."""
    problems: list[Problem] = []
    lines: list[int] = []
    raw: list[list[Cell]] = []
    for line, given in data_lines(sheet, table):
        note = passed_over(table, line, given)
        if note is None:
            lines.append(line)
            raw.append(list(given))
        else:
            problems.append(note)
    rows = [Row(line, {}, {}) for line in lines]
    for column in table.form.columns:
        if column.id not in table.columns or column.reads == "ignored":
            continue
        position = table.columns[column.id]
        reader = _reader(column, table.headers[column.id], context)
        read = _read_column(raw, lines, position, reader, (file, sheet.name), context)
        for row, value in zip(rows, read, strict=True):
            row.values[column.id] = _kept(row, value, position, problems)
            if value is None and column.required:
                row.broken = True
                problems.append(Problem("cell_missing", cell=address(row.line, position), expected=column.header))
    for number, position in table.criteria.items():
        read = _read_column(raw, lines, position, cells.tick, (file, sheet.name), context)
        for row, value in zip(rows, read, strict=True):
            row.criteria[number] = _kept(row, value, position, problems)
    return rows, problems


def _kept(row: Row, value: Any, position: int, problems: list[Problem]) -> Any:
    if not isinstance(value, Problem):
        return value
    problems.append(value.at(cell=address(row.line, position)))
    if value.severity != "note":
        row.broken = True
    return None


def _read_column(
    raw: list[list[Cell]],
    lines: list[int],
    position: int,
    reader: Reader,
    place: tuple[str, str],
    context: Context,
) -> list[Any]:
    column: list[Cell] = [row[position] if position < len(row) else None for row in raw]
    if context.answers:
        for index, line in enumerate(lines):
            answer = context.answers.get((*place, address(line, position)))
            if answer is not None:
                column[index] = answer
    distinct: dict[Hashable, Any] = {}
    texts = [cell for cell in dict.fromkeys(cell for cell in column if isinstance(cell, str)) if cell.strip()]
    for text, repaired in zip(texts, repair_columns([texts])[0], strict=True):
        distinct[str, text] = repaired if isinstance(repaired, Problem) else reader(repaired)
    values = []
    for cell in column:
        key = (type(cell), cell)
        if key not in distinct:
            distinct[key] = reader(cell)
        values.append(distinct[key])
    return values


def _reader(column: Column, header: str, context: Context) -> Reader:
    match column.reads:
        case "date":
            return lambda cell: _date(cell, column, context.today)
        case "year":
            return lambda cell: _year(cell, column, context.today)
        case "money":
            multiplier = amounts.money_multiplier(header)
            return lambda cell: amounts.money(cell, multiplier)
        case "number":
            return amounts.number
        case "count":
            return amounts.count
        case "tick":
            return cells.tick
        case "word":
            known = words(column.words)
            return lambda cell: cells.word(cell, known)
        case "code" | "nomination":
            return cells.code
        case "commune_code":
            return cells.unit_code
        case "award_form":
            return _award_form
        case "item":
            return _item
        case _:
            return cells.text


def _date(cell: Cell, column: Column, today: date) -> Any:
    value = cells.date_or_year(cell, today if column.past else None)
    if not isinstance(value, cells.Year):
        return value
    if column.bare_year == "year":
        return value
    if column.bare_year == "end":
        last_day = date(value, 12, 31)
        return last_day if last_day <= today else refused("date_future", cell)
    return refused("date_needs_day", cell)


def _year(cell: Cell, column: Column, today: date) -> Any:
    value = cells.year(cell)
    if column.past and isinstance(value, int) and value > today.year:
        return refused("date_future", cell)
    return value


def _award_form(cell: Cell) -> Any:
    written = cells.text(cell)
    if not isinstance(written, str):
        return written
    found = award_words().find(written)
    if isinstance(found, Problem):
        # "Huân chương Lao động hạng Ba": the list names the kind, people write the class too.
        key = search_key(written)
        longest = sorted(award_forms().items(), key=lambda item: -len(item[1]))
        return next((form for form, name in longest if key.startswith(search_key(name) + " ")), found)
    return found


def _item(cell: Cell) -> Any:
    """The code of a known item; any other item by its own words, for a rulebook that names it."""
    written = cells.text(cell)
    if not isinstance(written, str):
        return written
    found = words("evidence").find(written)
    return found if isinstance(found, str) else written


def evidence(item: str, value: str | None) -> Evidence | Problem:
    """What the value under an item says. Blank words affirm the item: a document or a note stands for it."""
    if value is None:
        return Evidence("", None, stated=True)
    amount = amounts.money(value) if item == "income" else amounts.number(value)
    if isinstance(amount, Problem) and amount.severity == "question":
        return amount
    if not isinstance(amount, Problem) and amount is not None:
        return Evidence(value, float(amount), stated=amount > 0)
    leading = re.match(r"\d[\d.,]*", value)
    counted = amounts.number(leading[0].rstrip(".,")) if leading else None
    if counted is not None and not isinstance(counted, Problem) and item != "income":
        return Evidence(value, float(counted), stated=counted > 0)
    denied = cells.tick(value) is False or search_key(value).startswith(("khong ", "chua "))
    return Evidence(value, None, stated=not denied)


def shown(value: Any) -> str:
    """A value as a person reads it in a preview."""
    return "" if value is None else show(value)
