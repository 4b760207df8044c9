"""Rows that are not of the unit which brings them: a unit's files may only speak of its own nominations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.context import Context
from ntm_dash.intake.files import Reading

OF_A_NOMINATION = frozenset({"contributions", "earlier_awards", "ratings", "evidence", "papers"})
"""The forms whose rows name a nomination by its code, beside the form of nominations itself."""


def refuse_rows_of_others(reading: Reading, context: Context, unit: str) -> None:
    """Take out every record that is not of the unit's own nominations, each told with its row.

    It is done before the records are compared: what stands of other units' nominations is not shown.
    """
    for sheet in reading.sheets:
        kept = []
        for record in sheet.records:
            if _is_own(sheet.form.name, record, context, unit):
                kept.append(record)
                continue
            row = f"{record['line']}:{record['line']}"
            read = record.get("code") or record.get("nomination") or record.get("proposer") or ""
            sheet.remarks.add(Problem("row_of_another_unit", cell=row, read=read, expected=unit))
            sheet.rows_refused += 1
        sheet.records = kept


def _is_own(form: str, record: Mapping[str, Any], context: Context, unit: str) -> bool:
    if form == "nominations":
        return record["proposer"] == unit and _proposer(record["code"], context) == unit
    if form == "closing_reports":
        return bool(record["proposer"] == unit)
    if form not in OF_A_NOMINATION:
        return False
    if record["nomination"] is None:
        return form == "papers" and record["proposer"] == unit
    return _proposer(record["nomination"], context) == unit


def _proposer(code: str, context: Context) -> str | None:
    known = context.nomination(code)
    return known.proposer if known else None
