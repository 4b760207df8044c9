"""A corrected file never doubles a contribution or an earlier award: its rows are told from further ones.

The natural key of a contribution holds its date, kind, description and value, that of an award its decision's number
and date; so a correction of one of them looks like a new row. A new row corrects a standing one of the same holder
that the file no longer lists, surely or perhaps, as the passes of its form say: surely where it tells the same more
exactly or in other words, perhaps where it may as well be something further. A file that lists other rows of an
earlier sheet is that sheet sent again: what is new in it beside what it dropped is asked about too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from ntm_dash.intake.text import search_key

Record = Mapping[str, Any]

DATES = {"given_on": "year", "decided_on": "decided_year"}
"""The fields that hold a day, each with the field of its year, which is known where the day may not be."""

_ALIKE = 0.6
_MANY = 10_000
"""So many pairs are not looked through one by one: all are asked about."""


def _always(_new: Record, _old: Record) -> bool:
    return True


def _says_something(new: Record, _old: Record) -> bool:
    return new["description"] is not None or new["value"] is not None


def _same_day(new: Record, old: Record) -> bool:
    """The dates agree as far as they go, one more exact than the other."""
    day, year = next((day, year) for day, year in DATES.items() if day in new)
    if new[year] is None or old[year] is None:
        return True
    return bool(new[year] == old[year]) and None in (new[day], old[day])


def _same_words(new: Record, old: Record) -> bool:
    """One description is blank or within the other, or they differ by little."""
    if new["value"] is None:
        return False
    few, many = sorted((search_key(record["description"] or "") for record in (new, old)), key=len)
    return few in many or SequenceMatcher(None, few, many).ratio() >= _ALIKE


def _same_decision(new: Record, old: Record) -> bool:
    return new["decision"] is not None and (new["status"] == "none") == (old["status"] == "none")


def _same_decision_and_day(new: Record, old: Record) -> bool:
    return _same_decision(new, old) and _same_day(new, old)


def _decision_told(new: Record, old: Record) -> bool:
    """Of two awards of one day and form only one has its number."""
    numbers, forms = (new["decision"], old["decision"]), {new["form"], old["form"]} - {None}
    return new["decided_on"] is not None and None in numbers and len(forms) <= 1 and old["status"] != "none"


class Pass(NamedTuple):
    """New and standing rows belong together that agree in some fields, on a condition."""

    fields: Sequence[str]
    condition: Callable[[Record, Record], bool]
    sure: bool
    sent_again: bool = False
    """Only for standing rows whose sheet is sent again."""


_DAY = ("given_on", "year")
_GIFT = ("nomination", "kind", "description", "value")
_HOLDER = ("nomination", "unit")

PASSES: Mapping[str, Sequence[Pass]] = {
    "contributions": (
        Pass(_GIFT, _same_day, sure=True),
        Pass(("nomination", *_DAY, "kind", "value"), _same_words, sure=True),
        Pass(("nomination", *_DAY, "description", "value"), _says_something, sure=True),
        Pass(("nomination", *_DAY, "kind", "description"), _always, sure=True),
        Pass(("nomination", *_DAY, "kind", "value"), _always, sure=True, sent_again=True),
        Pass(_GIFT, _says_something, sure=False),
        Pass(("nomination", *_DAY, "kind", "value"), _says_something, sure=False),
        Pass(("nomination", "kind"), _always, sure=False, sent_again=True),
        Pass(("nomination", *_DAY), _always, sure=False, sent_again=True),
    ),
    "earlier_awards": (
        Pass((*_HOLDER, "decision"), _same_decision_and_day, sure=True),
        Pass((*_HOLDER, "decided_on"), _decision_told, sure=True),
        Pass((*_HOLDER, "decision"), _same_decision, sure=False),
    ),
}


def pair(
    form: str, new: Iterable[Record], standing: Iterable[Record], sent_again: Collection[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Which new rows (by position) correct which standing ones (by source): surely, and perhaps.

    `standing` are the records of the same holders that the files do not list unchanged; `sent_again` the sources among
    them whose sheet is sent again.
    """
    rows = dict(enumerate(new))
    left = {record["source"]: record for record in standing}
    sure: dict[int, int] = {}
    asked: dict[int, int] = {}
    for each in PASSES[form]:
        among = {source: old for source, old in left.items() if source in sent_again or not each.sent_again}
        for position, source, alone in _matches(rows, among, each):
            (sure if each.sure and alone else asked)[position] = source
            del rows[position], left[source]
    return sure, asked


def _matches(rows: Mapping[int, Record], left: Mapping[int, Record], each: Pass) -> list[tuple[int, int, bool]]:
    """Pairs of new and old that belong together, in order; and whether no old one is left over beside them."""
    old_of: dict[tuple[Any, ...], list[int]] = {}
    new_of: dict[tuple[Any, ...], list[int]] = {}
    for source, record in left.items():
        old_of.setdefault(tuple(record[name] for name in each.fields), []).append(source)
    for position, row in rows.items():
        new_of.setdefault(tuple(row[name] for name in each.fields), []).append(position)
    found = []
    for key, positions in new_of.items():
        sources = old_of.get(key, [])
        if len(positions) * len(sources) > _MANY:
            found += [(position, source, False) for position, source in zip(positions, sources, strict=False)]
            continue
        fits = {position: [s for s in sources if each.condition(rows[position], left[s])] for position in positions}
        wanted = {source for fitting in fits.values() for source in fitting}
        alone = len(wanted) <= sum(map(bool, fits.values()))
        for position, fitting in fits.items():
            free = [source for source in fitting if source in wanted]
            if free:
                wanted.remove(free[0])
                found.append((position, free[0], alone))
    return found


def corrected(row: Record, old: Record) -> dict[str, Any]:
    """What stands after a row corrects an old one: a blank keeps what stood, but no day of another year."""
    kept = {name: value for name, value in old.items() if row[name] is None}
    for day, year in DATES.items():
        if day in kept and row[year] not in (None, old[year]):
            del kept[day]
    return {**row, **kept}
