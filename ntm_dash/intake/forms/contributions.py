"""Form 04: one row per contribution of a nominee; values in đồng."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.amounts import money_multiplier
from ntm_dash.intake.cell_words import CELL_WORDS
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.reading import show_number
from ntm_dash.intake.rows import Row

KEY = ("nomination", "given_on", "year", "kind", "description", "value")
DELIVERED = {"delivered": True, "pledged": False}

_DONG = next(str(row["words"][0]) for row in CELL_WORDS["money"] if row["dong"] == 1)
_SMALL = 10_000
"""Below this a sum in đồng was more likely written in a larger unit."""
_LARGE = 10**6
"""From this on a sum was written in đồng, whatever unit stands beside it."""


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per contribution; a year without day keeps only the year."""
    found = []
    for row in rows:
        nomination = report.nomination(row)
        if not row.broken:
            _check_sum(row, report)
        if row.broken or nomination is None:
            continue
        values = row.values
        given = values.get("given_on")
        quantity = values.get("quantity")
        found.append(
            {
                "line": row.line,
                "nomination": nomination.code,
                "given_on": given if isinstance(given, date) else None,
                "year": given.year if isinstance(given, date) else given,
                "kind": values["kind"],
                "description": values.get("description"),
                "quantity": None if quantity is None else float(quantity),
                "quantity_unit": values.get("quantity_unit"),
                "value": values.get("value"),
                "delivered": DELIVERED.get(values.get("delivered") or ""),
                "confirmed_by": values.get("confirmed_by"),
                "paper": values.get("paper"),
            }
        )
    return found


@lru_cache(1000)
def _worth(unit: str) -> int:
    """How many đồng the unit beside a quantity is, 1 where it is none of money."""
    return money_multiplier(f"({unit})")


def _check_sum(row: Row, report: Report) -> None:
    """Ask or tell where the column of units names one of money, or the sum is too small to be one in đồng."""
    value, quantity, unit = row.values.get("value"), row.values.get("quantity"), row.values.get("quantity_unit") or ""
    worth = _worth(unit)
    if value is None:
        if worth > 1 and quantity is not None:
            report.add(Problem("sum_as_quantity", read=f"{quantity} {unit}"), row, "value")
    elif worth > 1 and value < _LARGE and value != (quantity or 0) * worth and "value" not in row.answered:
        candidates = tuple((f"{each} VND", f"{show_number(each)} {_DONG}") for each in (value * worth, value))
        problem = Problem("sum_unit_beside", "question", read=show_number(value), expected=unit, candidates=candidates)
        report.add(problem, row, "value")
    elif 0 < value < _SMALL:
        report.add(Problem("sum_small", "note", read=show_number(value)), row, "value")
