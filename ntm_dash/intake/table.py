"""Finding a form's table in a sheet: the header wherever it stands, in one row or up to three, columns in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.amounts import money_multiplier
from ntm_dash.intake.cell_words import CELL_WORDS
from ntm_dash.intake.formats.sheet import address as address_from_0
from ntm_dash.intake.forms.definition import Column, Form, forms
from ntm_dash.intake.text import repair_columns, search_key
from ntm_dash.intake.workbook import Cell, Sheet

HEADER_WITHIN = 60
"""Rows from the top among which a header is looked for."""
HEADER_HEIGHT = 3

_CRITERION = re.compile(r"(?:tc|tieu chi(?: so)?)? ?0*([1-9]\d?)(?: |$)")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_PARENTHESES = re.compile(r"\(.*?\)|\[.*?\]")
_CLAUSES = re.compile(r"[(),:;\[\]]")
_UNITS_OF_MONEY = {word for row in CELL_WORDS["money"] for unit in row["words"] for word in search_key(unit).split()}
_BEFORE_UNIT = [search_key(phrase) for phrase in CELL_WORDS["table"]["unit_of_sums"]]
_DONG = {word.casefold() for row in CELL_WORDS["money"] if row["dong"] == 1 for word in row["words"]}


@dataclass(frozen=True)
class Table:
    """A form's table in a sheet.

    `columns` maps a field to the position of its column (0 is A), `criteria` a criterion's number to its; `headers` has
    the header text of each field, with the unit of sums that stands above the table; rows from `first` (0 is row 1) on
    are data.
    """

    form: Form
    columns: Mapping[str, int]
    criteria: Mapping[int, int]
    headers: Mapping[str, str]
    first: int
    problems: Sequence[Problem] = ()


@dataclass(frozen=True)
class _Header:
    """A header as one form reads it: the columns it knows, those it has twice, those it does not know."""

    form: Form
    last_line: int
    labels: Sequence[str]
    columns: Mapping[str, int]
    criteria: Mapping[int, int]
    twice: Sequence[tuple[int, int]]
    unknown: Sequence[int]

    def lacks(self) -> list[Column]:
        return [column for column in self.form.columns if column.id not in self.columns]


def address(line: int, position: int) -> str:
    """The address of a cell: line 1 and position 0 are A1."""
    return address_from_0(line - 1, position)


def find_table(sheet: Sheet, criteria: int) -> Table | None:
    """The form whose header the sheet has, or none. A header that lacks needed columns is found, with problems."""
    texts = header_texts(sheet.rows[:HEADER_WITHIN])
    best: tuple[float, _Header] | None = None
    for line in range(len(texts)):
        labels = texts[line]
        for height in range(HEADER_HEIGHT):
            if height and line + height < len(texts):
                labels = _joined(_spread(labels, sheet, line + height - 1), texts[line + height])
            elif height:
                break
            if sum(map(_is_known, labels)) < 2:
                continue
            for form in forms().values():
                header = _read_as(form, labels, line + height, criteria)
                score = _score(header, sheet.name) - 0.01 * height
                if score > 0 and (best is None or score > best[0]):
                    best = (score, header)
    return _table(sheet, best[1], texts, criteria) if best else None


def header_texts(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The cells of some rows as words; what cannot be read is blank."""
    written = [[_words(cell) for cell in row] for row in rows]
    return [[text if isinstance(text, str) else "" for text in row] for row in repair_columns(written)]


def _words(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell) if isinstance(cell, str | int) else ""


def _spread(labels: Sequence[str], sheet: Sheet, line: int) -> list[str]:
    """The labels of a row, those of cells merged sideways repeated over all columns of the block."""
    spread = list(labels)
    for (top, left), (_, right) in sheet.merged:
        if top == line and left < len(spread):
            spread[left : right + 1] = [spread[left]] * (min(right + 1, len(spread)) - left)
    return spread


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The labels of two header rows: the lower one's, or with the upper one's where only both together are known."""
    joined = []
    for up, low in zip(upper, lower, strict=True):
        both = (f"{up} {low}", f"{low} {up}") if up and low and not _is_known(low) else ()
        joined.append(next((label for label in both if _columns_named(label)), low or up))
    return joined


@cache
def _headers() -> Mapping[str, Mapping[str, Column]]:
    """By what is written in a header, the column it means in each form."""
    found: dict[str, dict[str, Column]] = {}
    for form in forms().values():
        for column in form.columns:
            for key in column.keys:
                found.setdefault(key, {}).setdefault(form.name, column)
    return found


@lru_cache(20_000)
def _columns_named(label: str) -> Mapping[str, Column]:
    """The column that a header means in each form that has it; remarks in parentheses may stand beside its name."""
    key, bare = search_key(label), search_key(_PARENTHESES.sub(" ", label))
    return {**_of_money(key), **_headers().get(bare, {}), **_headers().get(key, {})}


def _of_money(key: str) -> dict[str, Column]:
    """The columns of sums whose name the key is, with words of their unit behind it."""
    found = {}
    for name, columns in _headers().items():
        if key.startswith(name + " ") and _is_unit(key.removeprefix(name)):
            found.update({form: column for form, column in columns.items() if column.reads == "money"})
    return found


def _is_unit(words: str) -> bool:
    key = search_key(words)
    for before in _BEFORE_UNIT:
        key = key.removeprefix(before + " ")
    key = re.sub("^1 ?000 ", "", key)
    return bool(key) and all(word in _UNITS_OF_MONEY for word in key.split())


@lru_cache(20_000)
def _criterion(label: str) -> int | None:
    found = _CRITERION.match(search_key(label))
    return int(found[1]) if found else None


def _is_known(label: str) -> bool:
    return bool(label) and bool(_columns_named(label) or _criterion(label))


def _read_as(form: Form, labels: Sequence[str], last_line: int, criteria: int) -> _Header:
    columns: dict[str, int] = {}
    numbers: dict[int, int] = {}
    twice, unknown = [], []
    for position, label in enumerate(labels):
        if not label:
            continue
        column = _columns_named(label).get(form.name)
        number = _criterion(label) if column is None and form.name == "criteria" else None
        if column is not None:
            first = columns.setdefault(column.id, position)
            if first != position and column.reads != "ignored":
                twice.append((position, first))
        elif number is not None and number <= criteria:
            first = numbers.setdefault(number, position)
            if first != position:
                twice.append((position, first))
        else:
            unknown.append(position)
    return _Header(form, last_line, labels, columns, numbers, twice, unknown)


def _score(header: _Header, sheet_name: str) -> float:
    """How well a form's columns stand in a header; 0 where it is not that form's."""
    form = header.form
    named = search_key(sheet_name) == search_key(form.sheet)
    telling = [column for column in form.columns if column.reads != "ignored" and column.id in header.columns]
    needed = [column for column in form.columns if column.required]
    found = [column for column in needed if column.id in header.columns]
    is_table = len(telling) >= 2 and (named or len(telling) >= 4 or (len(found) == len(needed) > 1))
    if form.name == "criteria":
        is_table = len(header.criteria) >= 2 and bool({"commune", "commune_code"} & set(header.columns))
    if not is_table or (needed and not found):
        return 0.0
    share = len(found) / len(needed) if needed else 1.0
    # Of two ways to read a header, the one that takes the unit of the sums along.
    with_unit = any(_names_unit(header.labels[header.columns[each.id]]) for each in telling if each.reads == "money")
    known = len(header.columns) + len(header.criteria)
    return known + 3 * share + 2 * named + 0.1 * with_unit - 0.5 * len(header.unknown)


def _table(sheet: Sheet, header: _Header, texts: Sequence[Sequence[str]], criteria: int) -> Table:
    headers = {field: header.labels[position] for field, position in header.columns.items()}
    problems = _problems(header, criteria)
    caption = _unit_above(texts[: header.last_line])
    for column in header.form.columns:
        if column.reads == "money" and column.id in headers and caption:
            own = headers[column.id]
            if _names_unit(own) and money_multiplier(own) != money_multiplier(caption):
                cell = address(header.last_line + 1, header.columns[column.id])
                problems.append(Problem("unit_of_sums_differs", cell=cell, read=own, values={"other": caption}))
            headers[column.id] = f"{own} ({caption})"
    first = header.last_line + 1
    if first < len(sheet.rows) and numbers_columns(sheet.rows[first]):
        first += 1
    return Table(header.form, header.columns, header.criteria, headers, first, problems)


def _problems(header: _Header, criteria: int) -> list[Problem]:
    line = header.last_line + 1
    problems = [
        Problem("column_twice", cell=address(line, at), read=header.labels[at], values={"other": address(line, other)})
        for at, other in header.twice
    ]
    lacking = [column for column in header.lacks() if column.reads != "ignored"]
    problems += [Problem("column_missing", expected=column.header) for column in lacking if column.required]
    absent = [column.header for column in lacking if not column.required and not column.optional]
    if absent:
        problems.append(Problem("columns_absent", "note", expected="; ".join(absent)))
    if header.unknown:
        read = "; ".join(f"{header.labels[position]} ({address(line, position)})" for position in header.unknown)
        problems.append(Problem("columns_unknown", "note", read=read))
    no_criterion = sorted(set(range(1, criteria + 1)) - set(header.criteria)) if header.criteria else []
    if no_criterion:
        problems.append(Problem("criteria_missing", "note", expected=", ".join(map(str, no_criterion))))
    return problems


def _unit_above(texts: Iterable[Sequence[str]]) -> str:
    """The unit of sums that a line above the header tells: "ĐVT: triệu đồng"."""
    before = tuple(f"{words} " for words in _BEFORE_UNIT)
    for text in (text for row in texts for text in row if text):
        clauses = _CLAUSES.split(text)
        for clause in clauses:
            told = len(clauses) > 1 or search_key(text).startswith(before)
            if told and _is_unit(clause) and money_multiplier(f"({clause})") > 1:
                return clause.strip()
    return ""


def _names_unit(header: str) -> bool:
    """Whether a header names the unit of its sums, đồng included."""
    return money_multiplier(header) > 1 or bool(_DONG & set(re.split(r"[\s(),:;/\[\]]+", header.casefold())))


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1), (2), (3) … or A, B, 1, 2 …"""
    texts = []
    for cell in row:
        if text := _words(cell).strip():
            if not _COLUMN_NUMBER.fullmatch(text):
                return False
            texts.append(text)
    numbers = [int(digits) for text in texts if (digits := text.strip("()")).isdecimal()]
    return len(texts) >= 3 and len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
