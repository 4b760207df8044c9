"""Form 10: the members of the Council."""

from __future__ import annotations

from typing import Any

from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row

KEY = ("name",)


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per member."""
    return [
        {
            "line": row.line,
            "name": row.values["name"],
            "post": row.values.get("post"),
            "organisation": row.values.get("organisation"),
            "role": row.values["role"],
        }
        for row in rows
        if not row.broken
    ]
