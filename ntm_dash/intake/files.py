"""Files to records: every sheet that holds a form, read in the order the forms need each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.context import Context
from ntm_dash.intake.forms import (
    commune_events,
    contributions,
    council,
    criteria,
    earlier_awards,
    evidence,
    nominations,
    papers,
    ratings,
)
from ntm_dash.intake.forms.definition import Form, forms
from ntm_dash.intake.forms.report import Report
from ntm_dash.intake.rows import Row, read_rows
from ntm_dash.intake.table import Table, fill_merged, find_table
from ntm_dash.intake.workbook import Sheet, read_workbook

Record = dict[str, Any]
Assemble = Callable[[list[Row], Report], list[Record]]

ASSEMBLY: Mapping[str, tuple[Assemble, tuple[str, ...]]] = {
    "nominations": (nominations.records, nominations.KEY),
    "criteria": (criteria.records, criteria.KEY),
    "commune_events": (commune_events.records, commune_events.KEY),
    "contributions": (contributions.records, contributions.KEY),
    "earlier_awards": (earlier_awards.records, earlier_awards.KEY),
    "ratings": (ratings.records, ratings.KEY),
    "evidence": (evidence.records, evidence.KEY),
    "papers": (papers.records, papers.KEY),
    "council": (council.records, council.KEY),
}
"""How each form's rows become records, and its natural key; in the order in which forms need each other."""

KEEP_ONE, KEEP_BOTH = "keep_one", "keep_both"


@dataclass
class SheetRead:
    """One sheet with a form's table: its records (with line and sheet number), and what was found wrong."""

    number: int
    file: str
    file_digest: str
    sheet: str
    form: Form
    rows_read: int
    records: list[Record]
    problems: list[Problem] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        """Whether something in it must be mended or answered first."""
        return any(problem.severity != "note" for problem in self.problems)


@dataclass
class Reading:
    """Everything that was read from the files of one import."""

    sheets: list[SheetRead]
    problems: list[Problem]

    @property
    def all_problems(self) -> list[Problem]:
        return [*self.problems, *(problem for sheet in self.sheets for problem in sheet.problems)]


def read_files(files: Sequence[tuple[str, bytes]], context: Context) -> Reading:
    """Read the files of one import (name and content). Nothing is raised: what is refused is among the problems."""
    reading = Reading([], [])
    found: list[tuple[str, str, Sheet, Table]] = []
    for name, content in files:
        try:
            sheets = read_workbook(name, content)
        except Refused as refusal:
            reading.problems += [problem.at(file=name) for problem in refusal.problems]
            continue
        digest = hashlib.sha256(content).hexdigest()
        tables = [(sheet, find_table(sheet, list(forms().values()), context.criteria)) for sheet in sheets]
        known = [(name, digest, sheet, table) for sheet, table in tables if table is not None]
        if not known:
            expected = "; ".join(form.sheet for form in forms().values())
            reading.problems.append(Problem("no_form_found", file=name, expected=expected))
        found += known
    order = list(ASSEMBLY)
    found.sort(key=lambda each: order.index(each[3].form.name))
    for number, (name, digest, sheet, table) in enumerate(found, start=1):
        reading.sheets.append(_read_sheet(number, name, digest, sheet, table, context))
    for name in dict.fromkeys(sheet.file for sheet in reading.sheets):
        of_file = [sheet for sheet in reading.sheets if sheet.file == name]
        if not any(sheet.rows_read or sheet.stopped for sheet in of_file):
            reading.problems.append(Problem("file_without_rows", file=name))
    for form_name, (_, key) in ASSEMBLY.items():
        _settle_repeats([each for each in reading.sheets if each.form.name == form_name], key, context)
    return reading


def _read_sheet(number: int, file: str, digest: str, sheet: Sheet, table: Table, context: Context) -> SheetRead:
    read = SheetRead(number, file, digest, sheet.name, table.form, 0, [])
    problems = list(table.problems)
    if not any(problem.severity == "refused" for problem in problems):
        fill_merged(sheet)
        rows, unreadable = read_rows(sheet, table, file, context)
        report = Report(table, context)
        assemble, _ = ASSEMBLY[table.form.name]
        read.rows_read = len(rows)
        read.records = [{**record, "sheet": number} for record in assemble(rows, report)]
        problems += [*unreadable, *report.problems]
        if not rows:
            problems.append(Problem("no_rows", "note"))
    read.problems = [problem.at(file=file, sheet=sheet.name) for problem in problems]
    return read


def _settle_repeats(sheets: list[SheetRead], key: tuple[str, ...], context: Context) -> None:
    """Records of one key: identical rows of one sheet are asked about, differing ones are refused."""
    first: dict[tuple[Any, ...], tuple[SheetRead, Record]] = {}
    for sheet in sheets:
        kept = []
        for record in sheet.records:
            identity = tuple(record[name] for name in key)
            if identity not in first:
                first[identity] = (sheet, record)
                kept.append(record)
                continue
            other_sheet, other = first[identity]
            place = f"{record['line']}:{record['line']}"
            values = {
                "line": str(record["line"]),
                "other": str(other["line"]),
                "other_file": other_sheet.file,
            }
            if not _same(record, other):
                sheet.problems.append(
                    Problem("key_conflict", file=sheet.file, sheet=sheet.sheet, cell=place, values=values)
                )
            elif other_sheet is sheet:
                answer = context.answers.get((sheet.file, sheet.sheet, place))
                if answer == KEEP_BOTH and "description" in record:
                    kept.append(_numbered(record, sum(1 for each in kept if _same(each, record)) + 1))
                elif answer != KEEP_ONE:
                    sheet.problems.append(_repeat_question(sheet, place, values))
        sheet.records = kept


def _repeat_question(sheet: SheetRead, place: str, values: Mapping[str, str]) -> Problem:
    choices = [(KEEP_ONE, KEEP_ONE)]
    if sheet.form.name == "contributions":
        choices.append((KEEP_BOTH, KEEP_BOTH))
    return Problem(
        "rows_identical",
        "question",
        file=sheet.file,
        sheet=sheet.sheet,
        cell=place,
        values=values,
        candidates=choices,
    )


def _same(record: Record, other: Record) -> bool:
    return all(record[name] == other[name] for name in record if name not in ("line", "sheet"))


def _numbered(record: Record, number: int) -> Record:
    """An identical contribution that is a gift of its own: its description tells it from the other."""
    return {**record, "description": f"{record['description'] or ''} ({number})".strip()}
