"""Form 07: one row per item of evidence of a nomination."""

from __future__ import annotations

from typing import Any

from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row
from ntm_dash.intake.rows import evidence as evidence_of

KEY = ("nomination", "item")


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per item; a row without value, document and note says nothing and is refused."""
    found = []
    for row in rows:
        nomination = report.nomination(row)
        values = row.values
        if not row.broken and not any(values.get(field) for field in ("value", "document", "note")):
            report.missing(row, "value")
        if row.broken or nomination is None:
            continue
        said = report.kept(evidence_of(values["item"], values.get("value")), row, "value")
        if said is None:
            continue
        dated = values.get("dated_on")
        found.append(
            {
                "line": row.line,
                "nomination": nomination.code,
                "item": values["item"],
                "value": said.text or None,
                "number": said.number,
                "stated": said.stated,
                "document": values.get("document"),
                "dated_on": dated,
                "note": values.get("note"),
            }
        )
    return found
