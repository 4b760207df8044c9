"""Form 03: one row per nomination. Its code is the nomination's name in every other form."""

from __future__ import annotations

from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.terms import Subject
from ntm_dash.domain.units import COMMUNE_KINDS, Unit
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row
from ntm_dash.intake.text import search_key

KEY = ("code",)


def records(rows: list[Row], report: Report) -> list[dict[str, Any]]:
    """One record per nomination. The same code from two proposers is refused."""
    found = []
    for row in rows:
        district, commune = _place(row, report)
        proposer = report.organisation(row)
        code = row.values.get("code")
        if code:
            known = report.context.nomination(code)
            if known is None:
                report.context.remember(code, proposer or "", row.values.get("name") or "")
            else:
                code = known.code
                if search_key(known.proposer) == search_key(proposer or ""):
                    proposer = known.proposer
                elif known.proposer and proposer:
                    values = {"other": known.proposer}
                    report.add(Problem("code_of_two_proposers", read=code, values=values), row, "code")
        if row.broken:
            continue
        values = row.values
        found.append(
            {
                "line": row.line,
                "code": code,
                "name": values["name"],
                "subject": values["subject"],
                "farmer": values.get("farmer"),
                "post": values.get("post"),
                "district": district.code if district else None,
                "commune": commune.code if commune else None,
                "village": values.get("village"),
                "award": values["award"],
                "proposer": proposer,
                "received_on": values.get("received_on"),
                "achievements": values.get("achievements"),
                "certificate_name": values.get("certificate_name"),
            }
        )
    return found


def _place(row: Row, report: Report) -> tuple[Unit | None, Unit | None]:
    """District and commune of the nominee; a commune or district named only as the nominee is found by that name."""
    units = report.context.units
    match row.values.get("subject"):
        case Subject.COMMUNE:
            if report.names_commune(row):
                commune = report.commune(row)
            else:
                district = report.district(row)
                name = row.values.get("name") or ""
                commune = None if row.broken or not name else report.kept(units.commune(name, district), row, "commune")
        case Subject.DISTRICT:
            name = row.values.get("district") or row.values.get("name") or ""
            return (report.kept(units.district(name), row, "district") if name else None), None
        case _:
            commune = report.commune(row, kinds=COMMUNE_KINDS)
            if commune is None:
                return (None if row.broken else report.district(row)), None
    return (report.district_above(commune) if commune else None), commune
