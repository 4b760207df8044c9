"""What a form is: its title, sheet and columns, read from `data/forms/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ntm_dash.domain.paths import FORMS, WORDS
from ntm_dash.intake.text import search_key

Reads = Literal[
    "ignored",
    "text",
    "code",
    "nomination",
    "district",
    "commune",
    "commune_code",
    "organisation",
    "date",
    "year",
    "money",
    "number",
    "count",
    "tick",
    "word",
    "award_form",
    "item",
    "evidence",
]


@dataclass(frozen=True)
class Column:
    """One column of a form. `id` is the field it fills; `reads` says how its cells are read.

    `required` cells must not be blank; an `optional` column may be left out of the file. `bare_year` says what a year
    alone means in a date column: its last day, or the year and no day; refused where empty. `past` dates lie in the
    past.
    """

    id: str
    header: str
    reads: Reads
    aliases: tuple[str, ...] = ()
    words: str = ""
    required: bool = False
    optional: bool = False
    bare_year: Literal["", "end", "year"] = ""
    past: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """What its header is recognised by."""
        return tuple(search_key(word) for word in (self.header, *self.aliases))


@dataclass(frozen=True)
class Form:
    """One form. `table` is where its records go; form 01 has one more column per criterion."""

    id: str
    name: str
    table: str
    sheet: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, id: str) -> Column:
        return next(column for column in self.columns if column.id == id)


@cache
def forms() -> Mapping[str, Form]:
    """All forms by name, in the order of their numbers."""
    found = {}
    for file in sorted(FORMS.glob("[0-9]*.toml")):
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        form = Form(
            id=raw["id"],
            name=raw["name"],
            table=raw["table"],
            sheet=raw["sheet"],
            title=raw["title"],
            notes=tuple(raw["notes"]),
            columns=tuple(_column(each) for each in raw["columns"]),
        )
        found[form.name] = form
    return found


def _column(raw: Mapping[str, Any]) -> Column:
    return Column(**{**raw, "aliases": tuple(raw.get("aliases", ()))})


@cache
def terms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The words of each code by list, from `data/words/terms.toml`; the first word of a code is the one shown."""
    raw = tomllib.loads((WORDS / "terms.toml").read_text(encoding="utf-8"))
    return {name: {code: tuple(words) for code, words in entries.items()} for name, entries in raw.items()}
