"""One record with where it came from: what stands behind a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntm_dash.intake.forms.definition import forms
from ntm_dash.services.screening import Source, sources
from ntm_dash.storage.statements import for_table
from ntm_dash.storage.store import Store

PROVENANCE = ("batch", "sheet", "line")


@dataclass(frozen=True)
class Record:
    """What a file row says, by field, and where it came from."""

    source: Source
    values: Mapping[str, Any]


def record(store: Store, number: int) -> Record | None:
    """The record of a file row by its number, none if there is no such row."""
    source = sources(store, [number]).get(number)
    if source is None:
        return None
    cursor = store.scope().cursor
    rows = cursor.execute(for_table("record", forms()[source.form].table), {"source": number})
    names = [column[0] for column in rows.description or ()]
    found = rows.fetchone()
    if found is None:
        return None
    return Record(source, {name: value for name, value in zip(names, found, strict=True) if name not in PROVENANCE})
