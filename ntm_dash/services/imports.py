"""Imports: what a set of files would bring, bringing it all or nothing, and taking a whole import back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ntm_dash.domain.access import Person, Right, Role, may
from ntm_dash.domain.headway import Doing, Headway, Tell, untold
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.units import Unit
from ntm_dash.intake.cells import code_key
from ntm_dash.intake.comparison import Compared, compare_all, replacements
from ntm_dash.intake.context import Blank, Context, Place
from ntm_dash.intake.files import Given, OpenedFile, Reading, open_files, read_files
from ntm_dash.intake.foreign_rows import refuse_rows_of_others
from ntm_dash.intake.matching import UnitIndex
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, scope_within, units
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Scope, Store


@dataclass(frozen=True)
class Change:
    """One record that would change: where it was read, and each field's value before and after."""

    sheet: int
    line: int
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class SheetPreview:
    """What one sheet would bring, in records; `refused` counts its rows that must be mended or answered."""

    number: int
    file: str
    sheet: str
    form: str
    rows_read: int
    new: int
    changed: int
    same: int
    refused: int


@dataclass
class Preview:
    """What an import would do. `stops` are the problems that must be mended or answered first."""

    sheets: list[SheetPreview]
    problems: list[Problem]
    changes: list[Change]
    reading: Reading = field(repr=False)

    @property
    def stops(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity != "note"]

    @property
    def brings_nothing(self) -> bool:
        """Whether everything in the files stands already."""
        return not any(sheet.new or sheet.changed for sheet in self.sheets)


class ImportRefused(Refused):
    """Files that are refused whole, with what they would have brought."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(*preview.problems)
        self.preview = preview


@dataclass(frozen=True)
class Import:
    """One import that was made. `batch` is the number of its event."""

    batch: int
    imported_at: datetime
    who: str
    files: tuple[str, ...]
    sheets: tuple[Mapping[str, Any], ...]
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    unit: str
    """The nominating unit whose person made it; empty where it was made inside."""


def preview(
    store: Store,
    campaign: Campaign,
    files: Sequence[Given],
    *,
    by: Person,
    today: date,
    blank: Blank = "unknown",
    answers: Mapping[Place, str] | None = None,
    tell: Tell = untold,
) -> Preview:
    """What importing these files (name and content) would do; nothing changes. `tell` hears how far it is."""
    require(by, Right.IMPORT)
    settings = _Settings(by, today, blank, answers or {}, tell)
    scope = scope_of(store, campaign)
    reading = _read(scope, campaign, open_files(files, tell), settings)
    return _preview(reading, compare_all(scope, reading, settings.answers, tell))


def import_files(
    store: Store,
    campaign: Campaign,
    files: Sequence[Given],
    *,
    by: Person,
    today: date,
    blank: Blank = "unknown",
    answers: Mapping[Place, str] | None = None,
    tell: Tell = untold,
) -> Preview:
    """Import these files, all of them or nothing; `tell` hears how far it is.

    Raises `ImportRefused` with all that stops the import.
    """
    require(by, Right.IMPORT)
    opened, settings = open_files(files, tell), _Settings(by, today, blank, answers or {}, tell)
    return store.transact(lambda transaction: _import(transaction, campaign, opened, settings))


def import_within(
    transaction: Transaction,
    campaign: Campaign,
    files: Sequence[Given],
    *,
    by: Person,
    today: date,
    blank: Blank = "unknown",
    answers: Mapping[Place, str] | None = None,
) -> Preview:
    """The same inside an open transaction."""
    require(by, Right.IMPORT)
    return _import(transaction, campaign, open_files(files), _Settings(by, today, blank, answers or {}))


@dataclass(frozen=True)
class _Settings:
    """How the files are read: who brings them, the day it is, what an empty criterion cell means, what was answered."""

    by: Person
    today: date
    blank: Blank
    answers: Mapping[Place, str]
    tell: Tell = untold


def _import(transaction: Transaction, campaign: Campaign, files: Sequence[OpenedFile], settings: _Settings) -> Preview:
    scope = scope_within(transaction, campaign)
    reading = _read(scope, campaign, files, settings)
    compared = compare_all(scope, reading, settings.answers, settings.tell)
    result = _preview(reading, compared)
    if result.stops:
        raise ImportRefused(result)
    if not result.brings_nothing:
        _append(transaction, scope, campaign, result, compared, settings)
    return result


def withdraw(store: Store, campaign: Campaign, batch: int, *, by: Person, why: str) -> None:
    """Take a whole import back: its records no longer count, what they replaced stands again."""
    require(by, Right.WITHDRAW_IMPORT)

    def act(transaction: Transaction) -> None:
        made = _imports(scope_within(transaction, campaign))
        found = next((each for each in made if each.batch == batch), None)
        if found is None:
            raise Refused(Problem("import_unknown", read=str(batch)))
        if found.withdrawn_at is not None:
            raise Refused(Problem("import_withdrawn_already", read=str(batch)))
        transaction.append("import_withdrawn", who=by, campaign=campaign.id, subject=str(batch), body={"why": why})

    store.transact(act)


def imports(store: Store, campaign: Campaign, by: Person) -> list[Import]:
    """The imports of a campaign, the latest first; a unit sees those that its own people made."""
    require(by, Right.IMPORT)
    made = _imports(scope_of(store, campaign))
    return [each for each in made if by.role is not Role.UNIT or each.unit == by.unit]


def nomination_code(store: Store, campaign: Campaign, written: str) -> str:
    """The code of a nomination as it was first written, however it is spelled here; an unknown one is refused."""
    for code, *_ in scope_of(store, campaign).rows("known_nominations"):
        if code_key(code) == code_key(written):
            return str(code)
    raise Refused(Problem("nomination_unknown", read=written))


def _imports(scope: Scope) -> list[Import]:
    found = []
    for batch, at, who, body, withdrawn_at, withdrawn_by in scope.rows("imports"):
        told = json.loads(body)
        sheets = tuple(told.get("sheets", ()))
        files = tuple(dict.fromkeys(sheet["file"] for sheet in sheets))
        unit = told.get("by", {}).get("unit", "")
        found.append(Import(batch, at, who, files, sheets, withdrawn_at, withdrawn_by, unit))
    return found


def _read(scope: Scope, campaign: Campaign, files: Sequence[OpenedFile], settings: _Settings) -> Reading:
    context = Context(
        units=_unit_index(tuple(units(scope))),
        today=settings.today,
        criteria=campaign.rulebook.assessment.criteria,
        blank=settings.blank,
        answers=settings.answers,
    )
    for code, proposer, name in scope.rows("known_nominations"):
        theirs = may(settings.by, Right.IMPORT, unit=proposer)
        context.remember(code, proposer if theirs else "", name if theirs else "")
    reading = read_files(files, context, settings.tell)
    if settings.by.role is Role.UNIT:
        refuse_rows_of_others(reading, context, settings.by.unit)
    return reading


@lru_cache(4)
def _unit_index(listed: tuple[Unit, ...]) -> UnitIndex:
    return UnitIndex(listed)


def _preview(reading: Reading, compared: list[Compared]) -> Preview:
    counts: dict[tuple[int, str], int] = {}
    changes = []
    for each in compared:
        states = each.rows.group_by(["sheet", "state"]).aggregate([("line", "count")])
        for row in states.to_pylist():
            counts[row["sheet"], row["state"]] = row["line_count"]
        for row in each.of_state("changed").to_pylist():
            before = row["before"]
            fields = {name: (old, row[name]) for name, old in before.items() if row[name] != old}
            changes.append(Change(row["sheet"], row["line"], fields))
    sheets = [
        SheetPreview(
            number=sheet.number,
            file=sheet.file,
            sheet=sheet.sheet,
            form=sheet.form.name,
            rows_read=sheet.rows_read,
            new=counts.get((sheet.number, "new"), 0),
            changed=counts.get((sheet.number, "changed"), 0),
            same=counts.get((sheet.number, "same"), 0),
            refused=sheet.rows_refused,
        )
        for sheet in reading.sheets
    ]
    problems = [*reading.all_problems, *(problem for each in compared for problem in each.problems)]
    return Preview(sheets, problems, changes, reading)


def _append(
    transaction: Transaction,
    scope: Scope,
    campaign: Campaign,
    result: Preview,
    compared: list[Compared],
    settings: _Settings,
) -> None:
    records: dict[str, pa.Table] = {}
    replaced: list[dict[str, int]] = []
    for each in compared:
        kept = each.of_state("new", "changed")
        if not kept.num_rows:
            continue
        replaced += replacements(scope, kept)
        records[each.table] = kept.drop_columns(["old", "state", "before"])
    settings.tell(Headway(Doing.WRITING, 1, 1, rows=sum(table.num_rows for table in records.values())))
    used = {number for table in records.values() for number in pc.unique(table["sheet"]).to_pylist()}
    digests = {sheet.number: sheet.file_digest for sheet in result.reading.sheets}
    records["sheet"] = pa.Table.from_pylist(
        [
            {
                "sheet": sheet.number,
                "file": sheet.file,
                "file_digest": digests[sheet.number],
                "name": sheet.sheet,
                "form": sheet.form,
                "rows_read": sheet.rows_read,
            }
            for sheet in result.sheets
            if sheet.number in used
        ]
    )
    if replaced:
        records["replaced"] = pa.Table.from_pylist(replaced)
    body = {
        "blank": settings.blank,
        "answers": [[*place, answer] for place, answer in settings.answers.items()],
        "sheets": [
            {
                "file": sheet.file,
                "sheet": sheet.sheet,
                "form": sheet.form,
                "rows_read": sheet.rows_read,
                "new": sheet.new,
                "changed": sheet.changed,
                "same": sheet.same,
            }
            for sheet in result.sheets
        ],
    }
    transaction.append("imported", who=settings.by, campaign=campaign.id, body=body, records=records)
