"""Form 09: one row per unit's closing report. A blank item was not looked at; a blank figure is not in the report."""

from __future__ import annotations

from typing import Any

from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row

KEY = ("proposer",)


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per report, with every column that is read."""
    fields = [column.id for column in report.table.form.columns if column.reads not in ("ignored", "organisation")]
    found = []
    for row in rows:
        proposer = report.organisation(row)
        if not row.broken:
            said = {name: row.values.get(name) for name in fields}
            found.append({"line": row.line, "proposer": proposer, **said})
    return found
