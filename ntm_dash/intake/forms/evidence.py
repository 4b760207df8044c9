"""Form 07: one row per item of evidence of a nomination."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.intake import amounts, cells
from ntm_dash.intake.cell_words import CELL_WORDS
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row
from ntm_dash.intake.text import search_key

KEY = ("nomination", "item")
SUM = "income"
"""The item whose value is a sum of money."""

_LEADING_NUMBER = re.compile(r"\d[\d.,]*")
_A_YEAR = re.compile(rf"\s*/\s*{CELL_WORDS['date']['year']}$", re.IGNORECASE)
_DENIALS = ("khong ", "chua ")


@dataclass(frozen=True)
class Evidence:
    """What stands under an item of evidence: the words, the number if they are one, and whether they affirm it."""

    text: str
    number: float | None
    stated: bool


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
        said = report.kept(evidence(values["item"], values.get("value")), row, "value")
        if said is None:
            continue
        found.append(
            {
                "line": row.line,
                "nomination": nomination.code,
                "item": values["item"],
                "value": said.text or None,
                "number": said.number,
                "stated": said.stated,
                "document": values.get("document"),
                "dated_on": values.get("dated_on"),
                "note": values.get("note"),
            }
        )
    return found


def evidence(item: str, value: str | None) -> Evidence | Problem:
    """What the value under an item says. Blank words affirm the item: a document or a note stands for it."""
    if value is None:
        return Evidence("", None, stated=True)
    amount = amounts.money(_A_YEAR.sub("", value)) if item == SUM else amounts.number(value)
    if isinstance(amount, Problem) and (amount.severity == "question" or item == SUM):
        return amount
    if not isinstance(amount, Problem) and amount is not None:
        return Evidence(value, float(amount), stated=amount > 0)
    leading = _LEADING_NUMBER.match(value)
    counted = amounts.number(leading[0].rstrip(".,")) if leading else None
    if counted is not None and not isinstance(counted, Problem):
        return Evidence(value, float(counted), stated=counted > 0)
    denied = cells.tick(value) is False or search_key(value).startswith(_DENIALS)
    return Evidence(value, None, stated=not denied)
