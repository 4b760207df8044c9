"""Incoming records beside those that stand: what is new, the same, or changes a record, and what it replaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ntm_dash.domain.headway import Doing, Headway, Tell, untold
from ntm_dash.domain.problems import Problem
from ntm_dash.intake.context import Place, award_forms
from ntm_dash.intake.corrections import DATES, corrected, pair
from ntm_dash.intake.files import ASSEMBLY, Reading, SheetRead
from ntm_dash.intake.forms.definition import terms
from ntm_dash.intake.reading import show_date, show_number
from ntm_dash.storage.statements import for_table, statement
from ntm_dash.storage.store import Scope

CORRECTED, FURTHER = "corrected", "further"
_STANDING = {"contributions": "standing_contributions", "earlier_awards": "standing_awards"}
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
    problems: list[Problem] = field(default_factory=list)

    def of_state(self, *states: str) -> pa.Table:
        return self.rows.filter(pc.is_in(self.rows["state"], pa.array(states)))


def compare_all(scope: Scope, reading: Reading, answers: Mapping[Place, str], tell: Tell = untold) -> list[Compared]:
    """Each form's records beside those of the scope; `answers` settle what was asked before."""
    filled = {
        form: [sheet for sheet in reading.sheets if sheet.form.name == form and sheet.records] for form in ASSEMBLY
    }
    at_hand = {form: sheets for form, sheets in filled.items() if sheets}
    compared = []
    for number, (form, sheets) in enumerate(at_hand.items(), start=1):
        rows = sum(len(sheet.records) for sheet in sheets)
        tell(Headway(Doing.CHECKING, number, len(at_hand), form=form, rows=rows))
        compared.append(_compare(scope, sheets, ASSEMBLY[form][1]))
        if form in _STANDING:
            _settle_corrections(scope, compared[-1], sheets, answers)
    return compared


def _compare(scope: Scope, sheets: Sequence[SheetRead], key: Sequence[str]) -> Compared:
    form = sheets[0].form
    shape = scope.cursor.execute(for_table("shape", form.table)).to_arrow_table().schema
    derived = [name for name in key if name not in shape.names]
    schema = shape
    for name in derived:
        schema = schema.append(pa.field(name, pa.bool_() if name.startswith("status") else pa.string()))
    incoming = pa.Table.from_pylist([record for sheet in sheets for record in sheet.records], schema=schema)
    fields = [name for name in shape.names if name not in ("sheet", "line")]
    merged = {name: _merged(form.table, name) for name in fields}
    same = [f"{each} IS NOT DISTINCT FROM s.{name}" for name, each in merged.items()]
    text = for_table("compare", form.table)
    text = text.replace("{merged}", ", ".join(f"{each} AS {name}" for name, each in merged.items()))
    text = text.replace("{same}", " AND ".join(same))
    text = text.replace("{before}", "{" + ", ".join(f"'{name}': {name}" for name in fields) + "}")
    text = text.replace("{keys}", " AND ".join(f"s.{name} IS NOT DISTINCT FROM i.{name}" for name in key))
    scope.cursor.register("incoming", incoming)
    try:
        rows = scope.cursor.execute(text).to_arrow_table()
    finally:
        scope.cursor.unregister("incoming")
    return Compared(form.name, form.table, rows)


def _merged(table: str, field: str) -> str:
    """What a field holds after a record came in beside a standing one: a blank never overwrites."""
    if table == "assessment" and field == "met":
        return "(i.met | (coalesce(s.met, 0) & ~i.known))"
    if table == "assessment" and field == "known":
        return "(i.known | coalesce(s.known, 0))"
    return f"coalesce(i.{field}, s.{field})"


def _settle_corrections(
    scope: Scope, compared: Compared, sheets: Sequence[SheetRead], answers: Mapping[Place, str]
) -> None:
    """Records that look new but correct a standing one become changes of it."""
    rows = compared.rows.to_pylist()
    listed = {row["old"] for row in rows if row["old"] is not None}
    standing = {row["source"]: row for row in _standing(scope, compared.form, rows) if row["source"] not in listed}
    if not standing:
        return
    listed_sheets = {source >> _LINE_BITS for source in listed}
    sent_again = {source for source in standing if source >> _LINE_BITS in listed_sheets}
    new = [row for row in rows if row["state"] == "new"]
    sure, asked = pair(compared.form, new, standing.values(), sent_again)
    remarks = {sheet.number: sheet.remarks for sheet in sheets}
    for position, source in asked.items():
        row = new[position]
        told = remarks[row["sheet"]]
        place = f"{row['line']}:{row['line']}"
        answer = answers.get((told.file, told.sheet, place))
        if answer == CORRECTED:
            sure[position] = source
        elif answer != FURTHER:
            candidates = tuple((choice, terms()["answer"][choice][0]) for choice in (CORRECTED, FURTHER))
            stood = {"stood": _shown(compared.form, standing[source])}
            compared.problems.append(
                Problem(
                    "correction_or_further",
                    "question",
                    told.file,
                    told.sheet,
                    place,
                    values=stood,
                    candidates=candidates,
                )
            )
    for source in sorted(sent_again - set(sure.values()) - set(asked.values())):
        stood = {"stood": _shown(compared.form, standing[source])}
        compared.problems.append(Problem("row_dropped", "note", sheets[0].file, sheets[0].sheet, values=stood))
    if not sure:
        return
    for position, source in sure.items():
        before = {name: value for name, value in standing[source].items() if name != "source"}
        after = corrected({name: new[position][name] for name in before}, before)
        state = "same" if after == before else "changed"
        new[position] |= {**after, "old": source, "state": state, "before": before if state == "changed" else None}
    compared.rows = pa.Table.from_pylist(rows, schema=compared.rows.schema)


def _standing(scope: Scope, form: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The records that stand for the holders of some rows."""
    named = {"nominations": sorted({row["nomination"] for row in rows if row["nomination"] is not None})}
    if form == "earlier_awards":
        named["units"] = sorted({row["unit"] for row in rows if row["unit"] is not None})
    found: list[dict[str, Any]] = scope.cursor.execute(statement(_STANDING[form]), named).to_arrow_table().to_pylist()
    return found


def _shown(form: str, record: Mapping[str, Any]) -> str:
    """A standing record as a question shows it."""
    day = next(show_date(record[day]) if record[day] else record[year] for day, year in DATES.items() if day in record)
    if form == "contributions":
        value = None if record["value"] is None else show_number(record["value"])
        kind = terms()["contribution_kind"][record["kind"]][0]
        words = [record["nomination"], day, kind, record["description"], value]
    else:
        holder = record["nomination"] or record["name"] or record["unit"]
        words = [holder, award_forms().get(record["form"] or ""), record["decision"], day]
    return ", ".join(str(word) for word in words if word)


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
