"""Where the forms look names up, and tell what they find with the cell it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.units import DISTRICT_KINDS, Unit
from ntm_dash.intake.context import Context, KnownNomination
from ntm_dash.intake.remarks import Remarks
from ntm_dash.intake.rows import Row
from ntm_dash.intake.table import Table, address
from ntm_dash.intake.text import search_key

Value = TypeVar("Value")


@dataclass(frozen=True)
class Report:
    """One table's rows on their way to records. A refused or asked-about row is marked broken and brings no record."""

    table: Table
    context: Context
    remarks: Remarks

    def add(self, problem: Problem, row: Row, column: str) -> None:
        """Tell a problem at a row's cell; of the row where the file has no such column."""
        position = self.table.columns.get(column)
        place = f"{row.line}:{row.line}" if position is None else address(row.line, position)
        self.remarks.add(problem.at(cell=place))
        row.broken |= problem.severity != "note"

    def kept(self, value: Value | Problem, row: Row, column: str) -> Value | None:
        """The value, or None with its problem told."""
        if isinstance(value, Problem):
            self.add(value, row, column)
            return None
        return value

    def missing(self, row: Row, column: str) -> None:
        """Tell that a cell which this row needs is blank."""
        self.add(Problem("cell_missing", expected=self.table.form.column(column).header), row, column)

    def district(self, row: Row) -> Unit | None:
        """The district that the row names, if it names one."""
        name = row.values.get("district")
        return self.kept(self.context.units.district(name), row, "district") if name else None

    def commune(self, row: Row, *, kinds: tuple[str, ...] = ("xa",)) -> Unit | None:
        """The commune that the row names by code or by district and name, if it names one."""
        units = self.context.units
        for column in ("commune_code", "commune"):
            if column in row.answered:
                return self.kept(units.by_code(row.values[column] or "", kinds=kinds), row, column)
        district = self.district(row)
        if row.values.get("district") and district is None:
            return None
        name, code = row.values.get("commune"), row.values.get("commune_code")
        if code:
            return self.kept(units.by_code(code, name or "", district, kinds), row, "commune_code")
        if name:
            return self.kept(units.commune(name, district, kinds), row, "commune")
        return None

    def names_commune(self, row: Row) -> bool:
        """Whether the row tries to name a commune."""
        return bool(row.values.get("commune") or row.values.get("commune_code"))

    def district_above(self, commune: Unit) -> Unit | None:
        """The district that a commune belongs to."""
        found = self.context.units.by_code(commune.parent, kinds=DISTRICT_KINDS)
        return None if isinstance(found, Problem) else found

    def nomination(self, row: Row) -> KnownNomination | None:
        """The nomination that the row's code names; an unknown code is refused, another name is noted."""
        code = row.values.get("nomination")
        if not code:
            return None
        known = self.context.nomination(code)
        if known is None:
            self.add(Problem("nomination_unknown", read=code), row, "nomination")
            return None
        name = row.values.get("name")
        if name and known.name and search_key(name) != search_key(known.name):
            self.add(Problem("name_differs", "note", read=name, expected=known.name), row, "name")
        return known

    def organisation(self, row: Row, column: str = "proposer") -> str | None:
        """The proposing body's registered name, or its name as written."""
        written = row.values.get(column)
        if not written:
            return None
        name, note = self.context.organisations.organisation(written)
        if note is not None:
            self.add(note, row, column)
        return name
