"""Form 08: one row per kind of paper of a nomination, or of a proposer's list for one award."""

from __future__ import annotations

from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row

KEY = ("nomination", "proposer", "award", "kind")


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per paper; one of a list is told by proposer and award, without a nomination's code."""
    found = []
    for row in rows:
        values = row.values
        nomination = report.nomination(row)
        proposer = award = None
        if not values.get("nomination"):
            proposer, award = report.organisation(row), values.get("award")
            if not row.broken and (proposer is None or award is None):
                report.add(Problem("paper_of_nobody"), row, "nomination")
        if row.broken:
            continue
        found.append(
            {
                "line": row.line,
                "nomination": nomination.code if nomination else None,
                "proposer": proposer,
                "award": award,
                "kind": values["kind"],
                "copies": values.get("copies"),
                "received_on": values.get("received_on"),
            }
        )
    return found
