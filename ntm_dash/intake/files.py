"""Files to records: every sheet that holds a form, read in the order the forms need each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ntm_dash.domain.headway import Doing, Headway, Tell, untold
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.context import Context
from ntm_dash.intake.forms import (
    closing_reports,
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
from ntm_dash.intake.lines import fill_merged
from ntm_dash.intake.remarks import Remarks
from ntm_dash.intake.repeats import Record, settle_repeats
from ntm_dash.intake.rows import Row, read_rows
from ntm_dash.intake.table import Table, find_table
from ntm_dash.intake.text import search_key
from ntm_dash.intake.workbook import Sheet, read_workbook

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
    "closing_reports": (closing_reports.records, closing_reports.KEY),
    "council": (council.records, council.KEY),
}
"""How each form's rows become records, and its natural key; in the order in which forms need each other."""

MAX_SHEETS = 255
"""Sheets of one import: as many as the number of a file row has room for."""

SHOWN = 120
"""Characters of what was read in place of a form that a refusal repeats."""


@dataclass(frozen=True)
class OpenedFile:
    """One file of an import: its sheets, or what is wrong with it."""

    name: str
    digest: str
    sheets: Sequence[Sheet]
    problems: Sequence[Problem]


@dataclass
class SheetRead:
    """One sheet with a form's table: its records, with line and sheet number, and what was found wrong."""

    number: int
    file_digest: str
    form: Form
    remarks: Remarks
    rows_read: int = 0
    rows_refused: int = 0
    records: Sequence[Record] = ()

    @property
    def file(self) -> str:
        return self.remarks.file

    @property
    def sheet(self) -> str:
        return self.remarks.sheet


@dataclass
class Reading:
    """Everything that was read from the files of one import."""

    sheets: list[SheetRead]
    problems: list[Problem]

    @property
    def all_problems(self) -> list[Problem]:
        return [*self.problems, *(problem for sheet in self.sheets for problem in sheet.remarks.problems)]


Given = tuple[str, bytes] | OpenedFile
"""A file by name and content, or what takes the place of one (see `typed`)."""


def open_files(files: Sequence[Given], tell: Tell = untold) -> list[OpenedFile]:
    """The sheets of each file. Of two files with one name the second is numbered; a file that is
    there twice is opened once."""
    opened: dict[str, OpenedFile] = {}
    for number, each_given in enumerate(files, start=1):
        if isinstance(each_given, OpenedFile):
            opened[each_given.digest] = each_given
            continue
        given, content = each_given
        tell(Headway(Doing.OPENING, number, len(files), given))
        name, digest = _free_name(given, [each.name for each in opened.values()]), hashlib.sha256(content).hexdigest()
        if digest in opened:
            note = Problem("file_twice", "note", file=given, values={"other": opened[digest].name})
            opened[f"{digest} {len(opened)}"] = OpenedFile(name, digest, (), (note,))
            continue
        try:
            opened[digest] = OpenedFile(name, digest, read_workbook(name, content), ())
        except Refused as refusal:
            problems = tuple(problem.at(file=name) for problem in refusal.problems)
            opened[digest] = OpenedFile(name, digest, (), problems)
    return list(opened.values())


def _free_name(name: str, taken: Sequence[str]) -> str:
    path, number, free = PurePath(name), 1, name
    while free in taken:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


def read_files(files: Sequence[OpenedFile], context: Context, tell: Tell = untold) -> Reading:
    """Read the files of one import. Nothing is raised: what is refused is among the problems."""
    reading = Reading([], [problem for file in files for problem in file.problems])
    found: list[tuple[OpenedFile, Sheet, Table]] = []
    for file in files:
        tables, problems = _tables(file, context)
        reading.problems += problems
        found += [(file, sheet, table) for sheet, table in tables]
    if len(found) > MAX_SHEETS:
        values = {"count": str(len(found)), "limit": str(MAX_SHEETS)}
        reading.problems.append(Problem("too_many_sheets", values=values))
        return reading
    order = list(ASSEMBLY)
    found.sort(key=lambda each: order.index(each[2].form.name))
    for number, (file, sheet, table) in enumerate(found, start=1):
        rows = len(sheet.rows) - table.first
        tell(Headway(Doing.MATCHING, number, len(found), file.name, sheet.name, table.form.name, rows))
        read = SheetRead(number, file.digest, table.form, Remarks(file.name, sheet.name))
        _read_sheet(read, sheet, table, context)
        reading.sheets.append(read)
    for file in files:
        read_of_it = [sheet for sheet in reading.sheets if sheet.file == file.name]
        if read_of_it and not any(sheet.rows_read or sheet.remarks.stops for sheet in read_of_it):
            reading.problems.append(Problem("file_without_rows", file=file.name))
    for name, (_, key) in ASSEMBLY.items():
        settle_repeats([sheet for sheet in reading.sheets if sheet.form.name == name], key, context)
    return reading


def _tables(file: OpenedFile, context: Context) -> tuple[list[tuple[Sheet, Table]], list[Problem]]:
    """The tables of a file's sheets; a sheet called like a form must hold one, any other that does not is noted."""
    found, problems = [], []
    names = {search_key(form.sheet): form for form in forms().values()}
    for sheet in file.sheets:
        table = find_table(sheet, context.criteria)
        if sheet.hidden:
            if table is not None:
                problems.append(Problem("sheet_hidden", "note", file=file.name, sheet=sheet.name))
        elif table is not None:
            found.append((sheet, table))
        elif sheet.rows and search_key(sheet.name) in names:
            form = names[search_key(sheet.name)]
            expected = "; ".join(column.header for column in form.columns if column.required) or form.title
            read = " | ".join(str(cell) for cell in sheet.rows[0] if cell is not None)[:SHOWN]
            problems.append(Problem("sheet_without_header", "refused", file.name, sheet.name, "", read, expected))
        elif len(sheet.rows) > 1 and len(sheet.rows[0]) > 1:
            problems.append(Problem("sheet_not_read", "note", file=file.name, sheet=sheet.name))
    if file.sheets and not found and not any(problem.severity == "refused" for problem in problems):
        expected = "; ".join(form.sheet for form in forms().values())
        read = ", ".join(f"“{sheet.name}”" for sheet in file.sheets)[:SHOWN]
        problems = [Problem("no_form_found", file=file.name, read=read, expected=expected)]
    return found, problems


def _read_sheet(read: SheetRead, sheet: Sheet, table: Table, context: Context) -> None:
    for problem in [*table.problems, *fill_merged(sheet, table)]:
        read.remarks.add(problem)
    if any(problem.code == "column_missing" for problem in table.problems):
        return
    rows = read_rows(sheet, table, context, read.remarks)
    assemble, _ = ASSEMBLY[table.form.name]
    read.records = [{**record, "sheet": read.number} for record in assemble(rows, Report(table, context, read.remarks))]
    read.rows_read = len(rows)
    read.rows_refused = sum(row.broken for row in rows)
    if not rows:
        read.remarks.add(Problem("no_rows", "note"))
