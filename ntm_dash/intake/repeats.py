"""Rows of one import with the same natural key: the same thing said twice, or said in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.context import Context
from ntm_dash.intake.forms.definition import Form, terms
from ntm_dash.intake.remarks import Remarks

Record = dict[str, Any]

KEEP_ONE, KEEP_BOTH = "keep_one", "keep_both"
GIFTS = "contributions"
"""The one form where identical rows may be two things: two gifts alike."""


class SheetOfRecords(Protocol):
    """What is asked of a sheet that was read."""

    form: Form
    remarks: Remarks
    records: Sequence[Record]


def settle_repeats(sheets: Sequence[SheetOfRecords], key: tuple[str, ...], context: Context) -> None:
    """Of records with one key: differing ones are refused, identical ones of one file asked about, of two merged."""
    first: dict[tuple[Any, ...], tuple[SheetOfRecords, Record]] = {}
    times: Counter[tuple[Any, ...]] = Counter()
    for sheet in sheets:
        kept: list[Record] = []
        for record in sheet.records:
            identity = tuple(record[name] for name in key)
            if identity not in first:
                first[identity] = (sheet, record)
                kept.append(record)
                continue
            other_sheet, other = first[identity]
            problem = _problem(sheet, record, other_sheet, other)
            if problem is None:
                continue
            answer = context.answers.get((sheet.remarks.file, sheet.remarks.sheet, problem.cell))
            if problem.severity == "refused" or answer not in (KEEP_ONE, KEEP_BOTH):
                sheet.remarks.add(problem)
            elif answer == KEEP_BOTH and sheet.form.name == GIFTS:
                times[identity] += 1
                kept.append(_numbered(record, times[identity] + 1))
        sheet.records = kept


def _problem(sheet: SheetOfRecords, record: Record, other_sheet: SheetOfRecords, other: Record) -> Problem | None:
    """What to tell of a record beside an earlier one of its key; nothing where two files say the same."""
    place = f"{record['line']}:{record['line']}"
    values = {"other": str(other["line"])}
    if other_sheet is not sheet:
        values["other"] += f" ({other_sheet.remarks.file}, {other_sheet.remarks.sheet})"
    gifts = sheet.form.name == GIFTS
    if not _same(record, other):
        return Problem("gifts_differ" if gifts else "key_conflict", cell=place, values=values)
    if other_sheet.remarks.file != sheet.remarks.file:
        return None
    choices = (KEEP_ONE, KEEP_BOTH) if gifts else (KEEP_ONE,)
    candidates = tuple((choice, terms()["answer"][choice][0]) for choice in choices)
    code = "gifts_identical" if gifts else "rows_identical"
    return Problem(code, "question", cell=place, values=values, candidates=candidates)


def _same(record: Record, other: Record) -> bool:
    return all(record[name] == other[name] for name in record if name not in ("line", "sheet"))


def _numbered(record: Record, number: int) -> Record:
    """An identical contribution that is a gift of its own: its description tells it from the other."""
    return {**record, "description": f"{record['description'] or ''} ({number})".strip()}
