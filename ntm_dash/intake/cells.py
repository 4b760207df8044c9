"""Cells as people type them: ticks, dates, years, text, codes and words of a closed list.

Each function takes the raw cell and gives a value, None where it is blank, or a `Problem` without a place.
The value of a candidate, put in place of the cell, is read without a question. Numbers and money: `amounts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import isfinite

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.cell_words import CELL_WORDS, expected
from ntm_dash.intake.names import NameIndex, spelling_key
from ntm_dash.intake.reading import Given, given, question, refused, show_date
from ntm_dash.intake.text import search_key
from ntm_dash.intake.workbook import Cell

TEXT_LIMIT = 4000
CODE_LIMIT = 60
DATE_YEARS = range(1945, 2101)
YEARS = range(1990, 2101)

_SERIAL_DAY_0 = date(1899, 12, 30)
_SERIALS = range((date(2009, 1, 1) - _SERIAL_DAY_0).days, (date(2036, 1, 1) - _SERIAL_DAY_0).days)


class Year(int):
    """A year standing where a date may stand."""


# -- ticks


def _ticks() -> dict[str, bool]:
    words = [(word, True) for word in CELL_WORDS["tick"]["yes"]]
    words += [(word, False) for word in CELL_WORDS["tick"]["no"]]
    return {key: met for word, met in words for key in (word.casefold(), search_key(word)) if key}


_TICKS = _ticks()
_TICKS_EXPECTED = " / ".join(", ".join(CELL_WORDS["tick"][answer]) for answer in ("yes", "no"))


def tick(cell: Cell) -> bool | Problem | None:
    """Whether the cell says yes or no."""
    raw = given(cell)
    if raw is None or isinstance(raw, bool | Problem):
        return raw
    written = _written(raw)
    met = None
    if written is not None:
        met = _TICKS.get(written.casefold(), _TICKS.get(search_key(written)))
    return refused("tick_unknown", raw, _TICKS_EXPECTED) if met is None else met


# -- dates and years


def _either(word: str) -> str:
    return f"(?:{word.casefold()}|{search_key(word)})"


_DAY, _MONTH, _YEAR = (_either(CELL_WORDS["date"][part]) for part in ("day", "month", "year"))
_TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_WRITTEN = re.compile(rf"(?:{_DAY} ?)?(\d{{1,2}}) ?{_MONTH} ?(\d{{1,2}}),? ?(?:{_YEAR} ?)?(\d{{4}})", re.ASCII)
_SLASHED = re.compile(rf"(?:{_DAY} ?)?(\d{{1,2}}) ?[/.-] ?(\d{{1,2}}) ?[/.-] ?(\d{{4}}|\d\d){_TIME}", re.ASCII)
_YEAR_FIRST = re.compile(rf"(\d{{4}})[/.-](\d{{1,2}})[/.-](\d{{1,2}}){_TIME}", re.ASCII | re.IGNORECASE)
_LONE_YEAR = re.compile(rf"(?:{_YEAR} ?)?(\d{{4}})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)


def date_or_year(cell: Cell, today: date | None = None) -> date | Year | Problem | None:
    """A date, day first, or a year alone; refused if after `today`, where that is given."""
    raw = given(cell)
    if raw is None or isinstance(raw, Problem):
        return raw
    day = _day(raw)
    if day is None or isinstance(day, Problem):
        return day or refused("date_unreadable", raw, expected("date"))
    year = day if isinstance(day, Year) else day.year
    if year not in DATE_YEARS:
        return refused("date_years", raw, expected("date"))
    late = today is not None and (day > today.year if isinstance(day, Year) else day > today)
    if today is not None and late:
        return refused("date_future", raw, expected("not_future", today=show_date(today)))
    return day


def _day(raw: Given) -> date | Year | Problem | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, bool | time):
        return None
    if isinstance(raw, int | float):
        return _serial_or_year(raw)
    text = raw.casefold()
    if found := _SLASHED.fullmatch(text) or _WRITTEN.fullmatch(text):
        day, month, year = found.groups()
        return _dated(raw, int(year), int(month), int(day), short=len(year) == 2)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _calendar(year, month, day) or refused("date_impossible", raw, expected("date"))
    if found := _LONE_YEAR.fullmatch(text):
        return Year(found[1])
    if found := _SERIAL.fullmatch(text):
        return _serial_or_year(int(found[1]))
    return None


def _serial_or_year(number: int | float) -> date | Year | None:
    """A spreadsheet's number of a day (with its time as a fraction), or a year."""
    if isinstance(number, float) and not isfinite(number):
        return None
    if int(number) in _SERIALS:
        return _SERIAL_DAY_0 + timedelta(days=int(number))
    return Year(number) if number == int(number) and number in DATE_YEARS else None


def _dated(raw: Given, year: int, month: int, day: int, *, short: bool) -> date | Problem:
    """The date, or the refusal that shows how it should be written."""
    if short:
        whole = _calendar(2000 + year, month, day)
        meant = show_date(whole) if whole else expected("date")
        return refused("date_short_year", raw, meant)
    if found := _calendar(year, month, day):
        return found
    if swapped := _calendar(year, day, month):
        meant = show_date(swapped)
        return refused("date_month_first", raw, meant, ((meant, meant),))
    return refused("date_impossible", raw, expected("date"))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year(cell: Cell) -> Year | Problem | None:
    """A year; of a date, its year."""
    raw = given(cell)
    if raw is None or isinstance(raw, Problem):
        return raw
    found: Year | None = None
    if isinstance(raw, date):
        found = Year(raw.year)
    elif isinstance(raw, str):
        match = _LONE_YEAR.fullmatch(raw.casefold().removesuffix(".0"))
        found = Year(match[1]) if match else None
    elif isinstance(raw, int | float) and not isinstance(raw, bool) and raw in YEARS:
        found = Year(raw)
    return found if found in YEARS else refused("year_unreadable", raw, expected("year"))


# -- text, codes and words


def text(cell: Cell, limit: int = TEXT_LIMIT) -> str | Problem | None:
    """Text as typed, tidied; numbers as they are read. Dates are refused: what was typed is lost."""
    raw = given(cell)
    if raw is None or isinstance(raw, Problem):
        return raw
    written = _written(raw)
    if written is None:
        return refused("text_converted", raw, expected("text"))
    if len(written) > limit:
        return refused("text_too_long", raw, expected("short_text", limit=limit))
    return written


def _written(raw: Given) -> str | None:
    """The cell as text; None for what the spreadsheet made of it by itself (dates, times, truth values)."""
    if isinstance(raw, bool | date | time):
        return None
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)


def code(cell: Cell) -> str | Problem | None:
    """A nomination's code as typed, on one line; two codes are the same when their `code_key` is."""
    written = text(cell)
    if written is None or isinstance(written, Problem):
        return written
    if len(written) > CODE_LIMIT or not written.isprintable() or not search_key(written):
        return refused("code_unreadable", written, expected("code", limit=CODE_LIMIT))
    return written


def code_key(code: str) -> str:
    """What two spellings of one nomination's code share: no case, no spaces."""
    return "".join(code.casefold().split())


def unit_code(cell: Cell, width: int = 5) -> str | Problem | None:
    """A unit's code of `width` digits, its lost leading zeros restored."""
    raw = given(cell)
    if raw is None or isinstance(raw, Problem):
        return raw
    digits = (_written(raw) or "").removesuffix(".0")
    if not re.fullmatch("[0-9]+", digits) or not 0 < len(digits) <= width or not int(digits):
        return refused("unit_code_unreadable", raw, expected("unit_code", width=width))
    return digits.zfill(width)


class WordList:
    """A closed list: each code with the words that mean it, the first of them shown to people.

    The code itself is a word too. A word that means several codes is a question.
    """

    def __init__(self, choices: Mapping[str, Sequence[str]]) -> None:
        self._labels = {code: words[0] for code, words in choices.items()}
        self._expected = "; ".join(self._labels.values())
        self._names = NameIndex(
            (spelling_key(word), code) for code, words in choices.items() for word in (code, *words)
        )
        self.find = lru_cache(10_000)(self._find)

    def _find(self, word: str) -> str | Problem:
        key = spelling_key(word)
        found = self._names.spelled(key) or self._names.bare(key)
        if len(found) == 1:
            return found[0]
        if found:
            return question("word_ambiguous", word, self._expected, self._candidates(found))
        near = self._candidates(list(dict.fromkeys(self._names.near(key))))
        return refused("word_unknown_near" if near else "word_unknown", word, self._expected, near)

    def _candidates(self, codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((code, self._labels[code]) for code in codes)


def word(cell: Cell, words: WordList) -> str | Problem | None:
    """The code of the word, matched without regard to case, spacing and diacritics."""
    written = text(cell)
    return written if written is None or isinstance(written, Problem) else words.find(written)
