"""Form 05: one row per earlier award of a nominee or a unit, or per statement that there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.terms import AwardStatus, Subject
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row

KEY = ("nomination", "unit", "status_none", "decision", "decided_on", "decided_year")
"""`status_none` keeps a statement that there is none apart from an award without decision number."""


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per award. It belongs to a nomination by code, or to a commune or district by name."""
    found = []
    for row in rows:
        values = row.values
        nomination = report.nomination(row)
        unit = None if values.get("nomination") else _unit(row, report)
        if not row.broken and nomination is None and unit is None:
            report.add(Problem("award_of_nobody"), row, "nomination")
        decided = values.get("decided_on")
        status = values.get("status") or AwardStatus.IN_FORCE
        said = [values.get(field) for field in ("form", "decision", "decided_on", "from_year", "to_year")]
        if status != AwardStatus.NONE and not any(said):
            report.missing(row, "form")
        if status == AwardStatus.NONE and values.get("decision"):
            report.add(Problem("award_and_none", read=values["decision"]), row, "status")
        first, last = values.get("from_year"), values.get("to_year")
        if first and last and last < first:
            report.add(Problem("period_reversed", read=str(last)), row, "to_year")
        if row.broken:
            continue
        found.append(
            {
                "line": row.line,
                "nomination": nomination.code if nomination else None,
                "unit": unit,
                "name": values.get("name"),
                "subject": values.get("subject"),
                "form": values.get("form"),
                "movement": values.get("movement"),
                "decision": values.get("decision"),
                "decided_on": decided if isinstance(decided, date) else None,
                "decided_year": decided.year if isinstance(decided, date) else decided,
                "from_year": first,
                "to_year": last,
                "status": str(status),
                "status_none": status == AwardStatus.NONE,
            }
        )
    return found


def _unit(row: Row, report: Report) -> str | None:
    """The code of the commune or district that the row speaks of."""
    subject = row.values.get("subject")
    if subject == Subject.DISTRICT:
        district = report.district(row)
        return district.code if district else None
    if subject in (Subject.COMMUNE, None):
        commune = report.commune(row)
        return commune.code if commune else None
    return None
