"""Where the forms tell what they find: problems with the cell they concern."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.units import Unit
from ntm_dash.intake.context import Context, KnownNomination
from ntm_dash.intake.rows import Row
from ntm_dash.intake.table import Table, address

Value = TypeVar("Value")


@dataclass
class Report:
    """The problems of one table. A refused or asked-about row is marked broken and brings no record."""

    table: Table
    context: Context
    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem, row: Row, column: str) -> None:
        """Tell a problem at a row's cell; the first cell of the row where the file has no such column."""
        position = self.table.columns.get(column, 0)
        self.problems.append(problem.at(cell=address(row.line, position)))
        if problem.severity != "note":
            row.broken = True

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
        district = self.district(row)
        if row.values.get("district") and district is None:
            return None
        name, code = row.values.get("commune"), row.values.get("commune_code")
        if code:
            found = self.context.units.by_code(code, name or "", district, kinds)
            return self.kept(found, row, "commune_code")
        if name:
            return self.kept(self.context.units.commune(name, district, kinds), row, "commune")
        return None

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
        if name and name.casefold() != known.name.casefold():
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
