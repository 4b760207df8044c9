"""Filled forms as units send them: rows by sender and form, written as the text tables that intake reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ntm_dash.intake.context import award_forms
from ntm_dash.intake.forms.definition import Column, Form, forms, terms
from ntm_dash.intake.text import search_key

CellRow = Mapping[str, Any]
"""What a row of a form holds, by column; on form 01 also whether each criterion is met, by its number as text."""


class Outbox:
    """The rows that each sender has written, form by form."""

    def __init__(self, criteria: int) -> None:
        self._criteria = criteria
        self._rows: dict[tuple[str, str], list[CellRow]] = {}

    def put(self, sender: str, form: str, row: CellRow) -> None:
        """One row of a form, with codes for the words of the closed lists."""
        self._rows.setdefault((sender, form), []).append(row)

    def take(self, senders: Iterable[str]) -> list[tuple[str, bytes]]:
        """Take out what these senders have written: a file for each form they filled, name and content."""
        chosen = set(senders)
        taken = {key: rows for key, rows in self._rows.items() if key[0] in chosen}
        self._rows = {key: rows for key, rows in self._rows.items() if key not in taken}
        return [self._file(sender, forms()[form], rows) for (sender, form), rows in taken.items()]

    def _file(self, sender: str, form: Form, rows: list[CellRow]) -> tuple[str, bytes]:
        return f"{form.id}-{_slug(form.sheet)}-{_slug(sender)}.csv", self._written(form, rows)

    def _written(self, form: Form, rows: list[CellRow]) -> bytes:
        numbers = range(1, self._criteria + 1) if form.name == "criteria" else ()
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([form.title])
        writer.writerow([*(column.header for column in form.columns), *numbers])
        for position, row in enumerate(rows, start=1):
            filled = {"ordinal": position, **row}
            cells = [_cell(column, filled.get(column.id)) for column in form.columns]
            writer.writerow([*cells, *(_ticked(row.get(str(number))) for number in numbers)])
        return text.getvalue().encode("utf-8-sig")


def _slug(text: str) -> str:
    return search_key(text).replace(" ", "-")


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    match column.reads:
        case "word":
            return terms()[column.words][value][0]
        case "item":
            return terms()["evidence"][value][0]
        case "award_form":
            return award_forms()[value]
        case "tick":
            return _ticked(value)
        case _:
            return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else str(value)


def _ticked(value: bool | None) -> str:
    return "" if value is None else terms()["form_file"]["met" if value else "unmet"][0]
