"""Form 01: one row per commune and assessment, with a cell for each criterion."""

from __future__ import annotations

from datetime import date
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row

KEY = ("unit", "assessed_on", "criteria_set")
SECOND_SET = 1980
SECOND_SET_FROM = date(2016, 12, 1)
"""The day from which decision 1980/QĐ-TTg of 17 October 2016 is in force, in place of decision 491/QĐ-TTg."""
FIRST_SET = 491


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per row that says anything of a criterion."""
    found = []
    for row in rows:
        unit = report.commune(row)
        if not row.broken and not report.names_commune(row):
            report.missing(row, "commune")
        if row.broken or unit is None:
            continue
        if not row.known:
            report.add(Problem("row_without_results", "note"), row, "commune")
            continue
        assessed_on: date = row.values["assessed_on"]
        named = row.values.get("criteria_set")
        in_force = SECOND_SET if assessed_on >= SECOND_SET_FROM else FIRST_SET
        found.append(
            {
                "line": row.line,
                "unit": unit.code,
                "assessed_on": assessed_on,
                "criteria_set": int(named) if named else in_force,
                "met": row.met,
                "known": row.known,
            }
        )
    return found
