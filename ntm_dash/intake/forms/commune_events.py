"""Form 02: what happened to communes, and declarations that a list is complete."""

from __future__ import annotations

from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.terms import CommuneEvent
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.reading import show_date
from ntm_dash.intake.rows import Row

KEY = ("unit", "district", "kind", "from_on", "area")
"""`area` is the content of a model area, so that two areas of one day stay two; else empty."""

DECLARATIONS = (CommuneEvent.RECOGNISED_LIST_COMPLETE, CommuneEvent.DISADVANTAGED_LIST_COMPLETE)


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per event; a declaration names no commune, and no district where it is for the province."""
    found = []
    for row in rows:
        kind = row.values.get("kind")
        declared = kind in DECLARATIONS
        unit = district = None
        if declared:
            if report.names_commune(row):
                report.add(Problem("declaration_of_commune"), row, "commune")
            district = report.district(row)
        else:
            unit = report.commune(row)
            if not row.broken and not report.names_commune(row):
                report.missing(row, "commune")
        start, end = row.values.get("from_on"), row.values.get("to_on")
        if start and end and end < start:
            report.add(Problem("period_reversed", read=show_date(end)), row, "to_on")
        if row.broken:
            continue
        content = row.values.get("content")
        found.append(
            {
                "line": row.line,
                "unit": unit.code if unit else None,
                "district": district.code if district else None,
                "kind": kind,
                "from_on": start,
                "to_on": end,
                "decision": row.values.get("decision"),
                "content": content,
                "area": (content or "") if kind == CommuneEvent.MODEL_AREA else "",
            }
        )
    return found
