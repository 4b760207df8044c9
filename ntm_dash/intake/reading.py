"""What all kinds of cell have in common: blank, broken, and how a cell is shown in a problem."""

from __future__ import annotations

from datetime import date, time
from typing import TypeAlias

from ntm_dash.domain.problems import Problem, Severity
from ntm_dash.intake.text import repair
from ntm_dash.intake.workbook import Cell, Fault

Given: TypeAlias = str | int | float | date | time

_SHOWN = 80


def given(cell: Cell) -> Given | Problem | None:
    """The cell, its text repaired; None where it is blank, a problem where the workbook holds none."""
    if isinstance(cell, Fault):
        return refused("cell_error" if cell.kind == "error" else "cell_formula", cell)
    if isinstance(cell, str):
        return repair(cell) or None
    return cell


def show(cell: Cell | Given) -> str:
    """The cell as a person reads it, cut where it is long."""
    if isinstance(cell, Fault):
        return cell.text
    if isinstance(cell, date):
        return show_date(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def show_date(day: date) -> str:
    """31/7/2019."""
    return f"{day.day}/{day.month}/{day.year}"


def show_number(number: int) -> str:
    """1.234.567."""
    return f"{number:,}".replace(",", ".")


def refused(code: str, cell: Cell | Given, expected: str = "", candidates: tuple[tuple[str, str], ...] = ()) -> Problem:
    """A refusal of this cell."""
    return _problem(code, "refused", cell, expected, candidates)


def question(code: str, cell: Cell | Given, expected: str, candidates: tuple[tuple[str, str], ...]) -> Problem:
    """A question about this cell. The value of a candidate, put in its place, is read without a question."""
    return _problem(code, "question", cell, expected, candidates)


def _problem(
    code: str,
    severity: Severity,
    cell: Cell | Given,
    expected: str,
    candidates: tuple[tuple[str, str], ...],
) -> Problem:
    return Problem(code, severity, read=show(cell), expected=expected, candidates=candidates)
