"""How the cells of each kind of column are read."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake import amounts, cells
from ntm_dash.intake.context import award_forms, award_words, words
from ntm_dash.intake.forms.definition import Column
from ntm_dash.intake.reading import refused
from ntm_dash.intake.text import search_key
from ntm_dash.intake.workbook import Cell

Reader = Callable[[Cell], Any]
"""From a cell to its value, None where it is blank, or a problem without a place."""


def once_each(read: Reader) -> Reader:
    """The same reader, which reads each distinct cell once."""
    known: dict[Hashable, Any] = {}

    def remembered(cell: Cell) -> Any:
        # 1, 1.0 and True are equal, and are not read alike.
        key = (cell.__class__, cell)
        if key not in known:
            known[key] = read(cell)
        return known[key]

    return remembered


def reader(column: Column, header: str, today: date) -> Reader:
    """How the cells under a header are read. Names of units and bodies are read as text, and looked up by row."""
    match column.reads:
        case "date":
            return lambda cell: _date(cell, column, today)
        case "year":
            return lambda cell: _year(cell, column, today)
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
