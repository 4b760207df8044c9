"""Finding a form's table in a sheet: the header row wherever it stands, columns in any order.

Titles above, merged header cells over two rows, a row that numbers the columns, total rows and signatures below are
recognised and passed over; what is passed over is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ntm_dash.domain.problems import Problem, Severity
from ntm_dash.intake.forms.definition import Column, Form
from ntm_dash.intake.text import search_key
from ntm_dash.intake.workbook import Cell, Sheet

HEADER_WITHIN = 60
"""Rows from the top among which a header is looked for."""

_CRITERION = re.compile(r"^(?:tc|tieu chi)? ?0*(\d{1,2})(?: |$)")
_TOTAL = re.compile(r"^(?:tong|cong)(?: |$)")


@dataclass(frozen=True)
class Table:
    """A form's table in a sheet.

    `columns` maps a field to the position of its column (0 is A), `criteria` a criterion's number to its; `headers` has
    the header text of each field; rows from `first` (0 is row 1) on are data.
    """

    form: Form
    columns: dict[str, int]
    criteria: dict[int, int]
    headers: dict[str, str]
    first: int
    problems: list[Problem] = field(default_factory=list)


def address(line: int, position: int) -> str:
    """The address of a cell: line 1 and position 0 are A1."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def find_table(sheet: Sheet, forms: Sequence[Form], criteria: int) -> Table | None:
    """The form whose header the sheet has, or none. A header that lacks needed columns is found, with problems."""
    best: tuple[float, Table] | None = None
    texts = [_header_texts(row) for row in sheet.rows[: HEADER_WITHIN + 1]]
    for line in range(min(len(texts), HEADER_WITHIN)):
        below = texts[line + 1] if line + 1 < len(texts) else []
        for labels, height in ((texts[line], 1), (_two_rows(texts[line], below), 2)):
            if sum(1 for label in labels if label) < 2:
                continue
            for form in forms:
                table, score = _match(sheet, form, labels, line, height, criteria)
                if table is not None and (best is None or score > best[0]):
                    best = (score, table)
    return best[1] if best else None


def _header_texts(row: Sequence[Cell]) -> list[str]:
    return [
        " ".join(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).split())
        if isinstance(cell, str | int | float)
        else ""
        for cell in row
    ]


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    padded_upper = [*upper, *[""] * (width - len(upper))]
    padded_lower = [*lower, *[""] * (width - len(lower))]
    return [low or up for up, low in zip(padded_upper, padded_lower, strict=True)]


def _match(
    sheet: Sheet, form: Form, labels: Sequence[str], line: int, height: int, criteria: int
) -> tuple[Table | None, float]:
    columns: dict[str, int] = {}
    numbers: dict[int, int] = {}
    headers: dict[str, str] = {}
    problems: list[Problem] = []
    for position, label in enumerate(labels):
        if not label:
            continue
        here = address(line + height, position)
        column = _column_of(form, label)
        if column is not None:
            if column.id in columns:
                other = address(line + height, columns[column.id])
                problems.append(Problem("column_twice", cell=here, read=label, values={"other": other}))
                continue
            columns[column.id] = position
            headers[column.id] = label
        elif form.name == "criteria" and (number := _criterion_of(label)) and number <= criteria:
            if number in numbers:
                other = address(line + height, numbers[number])
                problems.append(Problem("column_twice", cell=here, read=label, values={"other": other}))
                continue
            numbers[number] = position
    needed = [column for column in form.columns if column.required]
    found_needed = [column for column in needed if column.id in columns]
    matched = len(columns) + len(numbers)
    if form.name == "criteria":
        if len(numbers) < 2:
            return None, 0.0
        if not {"commune", "commune_code"} & set(columns):
            return None, 0.0
    named = search_key(sheet.name) == search_key(form.sheet)
    if matched < 2 or not found_needed or (len(found_needed) < len(needed) and not named and matched < 4):
        return None, 0.0
    for column in form.columns:
        if column.id not in columns and (column.required or not column.optional) and column.reads != "ignored":
            severity: Severity = "refused" if column.required else "note"
            problems.append(Problem("column_missing", severity, expected=column.header))
    if form.name == "criteria" and (absent := sorted(set(range(1, criteria + 1)) - set(numbers))):
        problems.append(Problem("criteria_missing", "note", expected=", ".join(map(str, absent))))
    first = line + height
    if first < len(sheet.rows) and _numbers_columns(sheet.rows[first]):
        first += 1
    unknown = sum(1 for label in labels if label) - matched
    score = matched + 3 * len(found_needed) / max(len(needed), 1) + 2 * named - 0.5 * unknown - 0.01 * height
    return Table(form, columns, numbers, headers, first, problems), score


def _column_of(form: Form, label: str) -> Column | None:
    key = search_key(label)
    bare = search_key(re.sub(r"\(.*?\)|\[.*?\]", " ", label))
    for wanted in dict.fromkeys((key, bare)):
        for column in form.columns:
            if wanted in column.keys:
                return column
    return None


def _criterion_of(label: str) -> int | None:
    found = _CRITERION.match(search_key(label))
    return int(found[1]) if found and int(found[1]) > 0 else None


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1), (2), (3) … or A, B, 1, 2 …"""
    texts = [text for text in _header_texts(row) if text]
    if len(texts) < 3 or not all(re.fullmatch(r"\(?(?:\d{1,2}|[A-Za-z])\)?", text) for text in texts):
        return False
    numbers = [int(digits) for text in texts if (digits := text.strip("()")).isdecimal()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def data_lines(sheet: Sheet, table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows below the header that hold anything in the table's columns, with their line numbers (1 is the first)."""
    positions = [*table.columns.values(), *table.criteria.values()]
    for index in range(table.first, len(sheet.rows)):
        row = sheet.rows[index]
        if any(position < len(row) and row[position] not in (None, "") for position in positions):
            yield index + 1, row


def passed_over(table: Table, line: int, row: Sequence[Cell]) -> Problem | None:
    """A note if the row is a total, a heading between rows, or a signature: nothing stands in its needed columns."""
    needed = [column.id for column in table.form.columns if column.required]
    if table.form.name == "criteria":
        needed += ["commune", "commune_code"]
    filled = [
        field
        for field in needed
        if field in table.columns and table.columns[field] < len(row) and row[table.columns[field]] not in (None, "")
    ]
    for name in ("code", "nomination"):
        if name in filled and " " not in str(row[table.columns[name]]).strip():
            return None
    words = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    is_total = any(_TOTAL.match(search_key(word)) for word in words[:2])
    others = sum(1 for cell in row if cell not in (None, ""))
    if (is_total and len(filled) < len(needed)) or (len(filled) <= 1 and others <= 2 and bool(words)):
        return Problem(
            "row_passed_over",
            "note",
            cell=address(line, 0),
            read=" | ".join(" ".join(word.split()) for word in words[:3])[:80],
        )
    return None


def fill_merged(sheet: Sheet) -> None:
    """Give every cell of a merged block the value of its first cell: a district written once for its communes."""
    for (top, left), (bottom, right) in sheet.merged:
        if bottom <= top:
            continue
        value = sheet.rows[top][left] if top < len(sheet.rows) and left < len(sheet.rows[top]) else None
        if value in (None, ""):
            continue
        for index in range(top, min(bottom + 1, len(sheet.rows))):
            row = sheet.rows[index]
            for position in range(left, min(right + 1, len(row))):
                row[position] = value
