"""A corrected file never doubles a contribution: its rows are told from further gifts of the same nominee.

The natural key of a contribution holds its date, kind, description and value, so a correction of one of them looks
like a new row. A new row is a correction of a standing one that the file no longer lists where they differ in the
value or in the description only. Where they differ in the date only, it may as well be next year's gift: asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Record = Mapping[str, Any]

_DATE = ("given_on", "year")
_SURE = (("nomination", *_DATE, "kind", "description"), ("nomination", *_DATE, "kind", "value"))
_ASKED = ("nomination", "kind", "description", "value")


def pair(new: Iterable[Record], standing: Iterable[Record]) -> tuple[dict[int, int], dict[int, int]]:
    """Which new rows (by position) correct which standing ones (by source): surely, and perhaps.

    `standing` are the contributions of the same nominations that the file does not list unchanged.
    """
    rows = list(new)
    left = {record["source"]: record for record in standing}
    sure: dict[int, int] = {}
    for fields in _SURE:
        for position, source in _matches(rows, left, fields, set(sure)):
            sure[position] = source
            del left[source]
    asked = dict(_matches(rows, left, _ASKED, set(sure)))
    return sure, asked


def _matches(
    rows: list[Record], left: Mapping[int, Record], fields: tuple[str, ...], done: set[int]
) -> list[tuple[int, int]]:
    """The pairs that agree in some fields, where the agreement is one to one."""
    new: dict[tuple[Any, ...], list[int]] = {}
    old: dict[tuple[Any, ...], list[int]] = {}
    for position, row in enumerate(rows):
        if position not in done:
            new.setdefault(tuple(row[name] for name in fields), []).append(position)
    for source, row in left.items():
        old.setdefault(tuple(row[name] for name in fields), []).append(source)
    return [
        (positions[0], old[key][0])
        for key, positions in new.items()
        if len(positions) == 1 and len(old.get(key, ())) == 1
    ]
