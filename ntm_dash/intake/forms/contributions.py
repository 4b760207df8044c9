"""Form 04: one row per contribution of a nominee; values in đồng."""

from __future__ import annotations

from datetime import date
from typing import Any

from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row

KEY = ("nomination", "given_on", "year", "kind", "description", "value")
DELIVERED = {"delivered": True, "pledged": False}


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per contribution; a year without day keeps only the year."""
    found = []
    for row in rows:
        nomination = report.nomination(row)
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
