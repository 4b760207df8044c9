"""Incoming records beside those that stand: what is new, the same, or changes a record, and what it replaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.context import Place
from ntm_dash.intake.corrections import pair
from ntm_dash.intake.files import ASSEMBLY, Reading, SheetRead
from ntm_dash.intake.reading import show_date
from ntm_dash.storage.statements import for_table, statement
from ntm_dash.storage.store import Scope

CORRECTED, FURTHER = "corrected", "further"
_LINE_BITS, _SHEET_BITS = 20, 8


@dataclass
class Compared:
    """The records of one form beside those that stand.

    `rows` holds the merged records with `state` (new, same, changed), `old` (the standing record's source) and `before`
    (its fields, where they change).
    """

    form: str
    table: str
    rows: pa.Table
    problems: list[Problem]

    def of_state(self, *states: str) -> pa.Table:
        return self.rows.filter(pc.is_in(self.rows["state"], pa.array(states)))


def compare_all(scope: Scope, reading: Reading, answers: Mapping[Place, str]) -> list[Compared]:
    """Each form's records beside those of the scope; `answers` settle what was asked before."""
    compared = []
    for form in ASSEMBLY:
        sheets = [sheet for sheet in reading.sheets if sheet.form.name == form and sheet.records]
        if sheets:
            compared.append(_compare(scope, form, sheets, answers))
    return compared


def _compare(scope: Scope, form: str, sheets: list[SheetRead], answers: Mapping[Place, str]) -> Compared:
    table = sheets[0].form.table
    _, key = ASSEMBLY[form]
    shape = scope.cursor.execute(for_table("shape", table)).to_arrow_table().schema
    derived = [name for name in key if name not in shape.names]
    schema = shape
    for name in derived:
        schema = schema.append(pa.field(name, pa.bool_() if name.startswith("status") else pa.string()))
    records = [record for sheet in sheets for record in sheet.records]
    incoming = pa.Table.from_pylist(records, schema=schema)
    fields = [name for name in shape.names if name not in ("sheet", "line")]
    merged = {name: _merged(table, name) for name in fields}
    text = for_table("compare", table)
    text = text.replace("{merged}", ", ".join(f"{each} AS {name}" for name, each in merged.items()))
    text = text.replace(
        "{same}", " AND ".join(f"{each} IS NOT DISTINCT FROM s.{name}" for name, each in merged.items())
    )
    text = text.replace("{before}", "{" + ", ".join(f"'{name}': {name}" for name in fields) + "}")
    text = text.replace("{keys}", " AND ".join(f"s.{name} IS NOT DISTINCT FROM i.{name}" for name in key))
    scope.cursor.register("incoming", incoming)
    try:
        rows = scope.cursor.execute(text).to_arrow_table()
    finally:
        scope.cursor.unregister("incoming")
    compared = Compared(form, table, rows, [])
    if form == "contributions":
        _settle_corrections(scope, compared, sheets, answers)
    return compared


def _merged(table: str, field: str) -> str:
    if table == "assessment" and field == "met":
        return "(i.met | (coalesce(s.met, 0) & ~i.known))"
    if table == "assessment" and field == "known":
        return "(i.known | coalesce(s.known, 0))"
    return f"coalesce(i.{field}, s.{field})"


def _settle_corrections(
    scope: Scope, compared: Compared, sheets: list[SheetRead], answers: Mapping[Place, str]
) -> None:
    """Contributions that look new but correct a standing one become changes of it."""
    new = compared.of_state("new").to_pylist()
    listed = {row["old"] for row in compared.rows.select(["old"]).to_pylist()}
    codes = sorted({row["nomination"] for row in new})
    cursor = scope.cursor.execute(statement("standing_contributions"), {"nominations": codes})
    standing = [row for row in cursor.to_arrow_table().to_pylist() if row["source"] not in listed]
    if not new or not standing:
        return
    sure, asked = pair(new, standing)
    places = {sheet.number: sheet for sheet in sheets}
    by_source = {row["source"]: row for row in standing}
    for position, source in asked.items():
        row, sheet = new[position], places[new[position]["sheet"]]
        place = f"{row['line']}:{row['line']}"
        answer = answers.get((sheet.file, sheet.sheet, place))
        if answer == CORRECTED:
            sure[position] = source
        elif answer != FURTHER:
            old = by_source[source]
            stood = show_date(old["given_on"]) if old["given_on"] else str(old["year"] or "")
            compared.problems.append(
                Problem(
                    "correction_or_further",
                    "question",
                    file=sheet.file,
                    sheet=sheet.sheet,
                    cell=place,
                    values={"stood": stood, "description": old["description"] or ""},
                    candidates=((CORRECTED, CORRECTED), (FURTHER, FURTHER)),
                )
            )
    if sure:
        corrected = {(new[position]["sheet"], new[position]["line"]): source for position, source in sure.items()}
        rows = compared.rows.to_pylist()
        for row in rows:
            old = corrected.get((row["sheet"], row["line"]))
            if old is not None:
                before = {name: value for name, value in by_source[old].items() if name != "source"}
                kept = {name: before[name] for name in before if row[name] is None}
                row |= {**kept, "old": old, "state": "changed", "before": before}
        compared.rows = pa.Table.from_pylist(rows, schema=compared.rows.schema)


def replacements(scope: Scope, kept: pa.Table) -> list[dict[str, int]]:
    """Which earlier records each changed one replaces: the one that stood, and those behind it."""
    rows = [row for row in kept.select(["sheet", "line", "old"]).to_pylist() if row["old"] is not None]
    if not rows:
        return []
    behind: dict[int, list[int]] = {}
    for source, old in scope.rows("replaced_by", {"sources": [row["old"] for row in rows]}):
        behind.setdefault(source, []).append(old)
    return [
        {
            "sheet": row["sheet"],
            "line": row["line"],
            "old_batch": old >> (_LINE_BITS + _SHEET_BITS),
            "old_sheet": (old >> _LINE_BITS) & ((1 << _SHEET_BITS) - 1),
            "old_line": old & ((1 << _LINE_BITS) - 1),
        }
        for row in rows
        for old in behind[row["old"]]
    ]
