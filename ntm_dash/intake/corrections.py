"""A corrected file never doubles a contribution: its rows are told from further gifts of the same nominee.

The natural key of a contribution holds its date, kind, description and value, so a correction of one of them looks
like a new row. A new row corrects a standing one that the file no longer lists where only the value differs, only the
kind, only the wording of the description, or where one of them has the date more exactly. Where only the date differs
it may as well be next year's gift, where only the description another gift of the same sum: asked. A file that lists
other rows of an earlier sheet is that sheet sent again: what is new in it beside what it dropped is asked about too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from ntm_dash.intake.text import search_key

Record = Mapping[str, Any]
Condition = Callable[[Record, Record], bool]

_DATE = ("given_on", "year")
_ALIKE = 0.6


def pair(
    new: Iterable[Record], standing: Iterable[Record], sent_again: Collection[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Which new rows (by position) correct which standing ones (by source): surely, and perhaps.

    `standing` are the contributions of the same nominations that the files do not list unchanged; `sent_again` the
    sources among them whose sheet is sent again.
    """
    rows = dict(enumerate(new))
    left = {record["source"]: record for record in standing}
    sure: dict[int, int] = {}
    asked: dict[int, int] = {}

    def is_sent_again(_: Record, old: Record) -> bool:
        return old["source"] in sent_again

    passes: list[tuple[tuple[str, ...], Condition, bool]] = [
        (("nomination", "kind", "description", "value"), _same_day, True),
        (("nomination", *_DATE, "kind", "value"), _same_words, True),
        (("nomination", *_DATE, "description", "value"), _says_something, True),
        (("nomination", *_DATE, "kind", "description"), _always, True),
        (("nomination", *_DATE, "kind", "value"), is_sent_again, True),
        (("nomination", "kind", "description", "value"), _says_something, False),
        (("nomination", *_DATE, "kind", "value"), _says_something, False),
        (("nomination", "kind"), is_sent_again, False),
        (("nomination", *_DATE), is_sent_again, False),
    ]
    for fields, condition, is_sure in passes:
        for position, source, alone in _matches(rows, left, fields, condition):
            (sure if is_sure and alone else asked)[position] = source
            del rows[position], left[source]
    return sure, asked


def _matches(
    rows: Mapping[int, Record], left: Mapping[int, Record], fields: tuple[str, ...], condition: Condition
) -> list[tuple[int, int, bool]]:
    """Pairs of new and old that agree in some fields, in order; whether no old one is left over beside them."""
    old_of: dict[tuple[Any, ...], list[int]] = {}
    new_of: dict[tuple[Any, ...], list[int]] = {}
    for source, record in left.items():
        old_of.setdefault(tuple(record[name] for name in fields), []).append(source)
    for position, row in rows.items():
        new_of.setdefault(tuple(row[name] for name in fields), []).append(position)
    found = []
    for key, positions in new_of.items():
        sources = old_of.get(key, [])
        fits = {position: [s for s in sources if condition(rows[position], left[s])] for position in positions}
        wanted = {source for fitting in fits.values() for source in fitting}
        alone = len(wanted) <= sum(map(bool, fits.values()))
        for position, fitting in fits.items():
            free = [source for source in fitting if source in wanted]
            if free:
                wanted.remove(free[0])
                found.append((position, free[0], alone))
    return found


def _always(_new: Record, _old: Record) -> bool:
    return True


def _says_something(new: Record, _old: Record) -> bool:
    return new["description"] is not None or new["value"] is not None


def _same_day(new: Record, old: Record) -> bool:
    """The dates agree as far as they go, one more exact than the other."""
    if new["year"] is None or old["year"] is None:
        return True
    return new["year"] == old["year"] and None in (new["given_on"], old["given_on"])


def _same_words(new: Record, old: Record) -> bool:
    """One description is blank or within the other, or they differ by little."""
    if new["value"] is None:
        return False
    few, many = sorted((search_key(record["description"] or "") for record in (new, old)), key=len)
    return few in many or SequenceMatcher(None, few, many).ratio() >= _ALIKE
