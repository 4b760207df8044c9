"""The closing reports of the demonstration, as Ban Thi đua – Khen thưởng lists what it received."""

from __future__ import annotations

from ntm_dash.intake.forms.definition import forms
from ntm_dash.services.demonstration.invention import Invention, material
from ntm_dash.services.demonstration.outbox import Outbox


def report_closing(outbox: Outbox) -> str:
    """Write one row for each report that came; returns who sends the list."""
    told = material("reports")
    invention = Invention("reports")
    columns = forms()["closing_reports"].columns
    items = [column.id for column in columns if column.reads == "tick"]
    awards = [column.id for column in columns if column.id.startswith(("provincial", "district"))]
    for report in told["reports"]:
        covered = {item: item not in report["absent"] for item in items}
        counts = {figure: invention.whole(2, 14) for figure in awards}
        # What a report leaves out stays blank: it is not zero.
        if "iii_6" in report["absent"] or invention.happens(0.2):
            counts.pop(invention.one(awards))
        row = {"proposer": report["unit"], "received_on": report["on"], **covered, **counts}
        if covered["ii_2"]:
            row["examples_publicised"] = invention.whole(1, 9)
        outbox.put(told["office"], "closing_reports", {**row, **report.get("figures", {})})
    office: str = told["office"]
    return office
