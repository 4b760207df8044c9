"""Form 06: one row per official and year."""

from __future__ import annotations

from typing import Any

from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row

KEY = ("nomination", "year")


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per rating."""
    found = []
    for row in rows:
        nomination = report.nomination(row)
        if row.broken or nomination is None:
            continue
        found.append(
            {
                "line": row.line,
                "nomination": nomination.code,
                "year": int(row.values["year"]),
                "level": row.values["level"],
            }
        )
    return found
