"""Text tables (.csv, .txt): encoding and separator are found by which reading makes sense."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ntm_dash.intake.formats.sheet import (
    MAX_COLUMNS,
    MAX_TEXT,
    Cell,
    Sheet,
    check_area,
    check_place,
    finish,
    refuse,
    refuse_long,
    shown,
)
from ntm_dash.intake.syllables import is_syllable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS = ";\t,"
_SAMPLE_LINES = 50
_SAMPLE = 100_000
_MOST_MISFITS = 0.1
"""The share of words that a Vietnamese text may have which are not."""
_CONTROL_BYTES = bytes({*range(32)} - {*b"\t\n\v\f\r"})
_FEW_CONTROL, _MOST_CONTROL = 10, 0.02
"""Control bytes, by number and by share, beyond which a file is no text."""
_NAMED_SEPARATOR = re.compile(r"sep=(.)[\r\n]+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def read_delimited(name: str, content: bytes) -> list[Sheet]:
    """The one sheet of a text table, all its cells text.

    Refused: `file_unknown` (not text), `file_nul`, `text_quotes`, `sheet_cell_too_far`, `sheet_too_big`,
    `cell_too_long`.
    """
    text = _decoded(content)
    named = _NAMED_SEPARATOR.match(text)
    if named:
        text = text[named.end() :]
    separator = named[1] if named else _separator(text)
    rows: list[list[Cell]] = []
    width = blank = 0
    for record in _records(name, text.rstrip(" \t\r\n" + separator), separator):
        while record and not record[-1]:
            record.pop()
        line = len(rows) + blank
        check_place(name, line, max(0, len(record) - 1))
        if not record:
            blank += 1
            continue
        width = max(width, len(record))
        check_area(name, line + 1, width)
        for column, cell in enumerate(record):
            if len(cell) > MAX_TEXT:
                refuse_long(name, line, column, cell)
        rows += [[] for _ in range(blank)]
        rows.append([*record])
        blank = 0
    return [finish(name, rows)]


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                text = content[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                refuse("file_unknown")
            if "\0" in text:
                refuse("file_nul")
            return text
    start = content[:_SAMPLE]
    control = len(start) - len(start.translate(None, _CONTROL_BYTES))
    if control > max(_FEW_CONTROL, _MOST_CONTROL * len(start)):
        refuse("file_unknown")
    if b"\0" in content:
        refuse("file_nul")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _from_windows(content)


def _from_windows(content: bytes) -> str:
    """Text of a Vietnamese Windows (1258), or of another (1252), as legacy fonts leave it too."""
    try:
        western = content.decode("cp1252")
    except UnicodeDecodeError:
        western = content.decode("latin-1")
    try:
        vietnamese = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return western
    share = _misfits(vietnamese)
    return vietnamese if share <= _MOST_MISFITS and share <= _misfits(western) else western


def _misfits(text: str) -> float:
    """The share of words with diacritics that cannot be Vietnamese."""
    words = [word for word in set(_WORD.findall(text[:_SAMPLE])) if not word.isascii()]
    return sum(not is_syllable(word) for word in words) / max(1, len(words))


def _separator(text: str) -> str:
    """The separator by which the most of the first lines are equally long; of two, that of the longer lines."""
    best = (0, 0, "\t")
    for separator in _SEPARATORS:
        lines = islice(io.StringIO(text[:_SAMPLE], newline=""), _SAMPLE_LINES)
        widths = Counter(map(len, csv.reader(lines, delimiter=separator)))
        for width, times in widths.items():
            if width > 1:
                best = max(best, (times, width, separator))
    return best[2]


def _records(name: str, text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(_lines(name, text, separator), delimiter=separator, strict=True)
    number = 0
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error as failure:
        place = f"{number + 1}:{number + 1}"
        if "field limit" in str(failure):
            refuse("cell_too_long", sheet=name, cell=place, values={"limit": shown(MAX_TEXT)})
        refuse("text_quotes", sheet=name, cell=place)


def _lines(name: str, text: str, separator: str) -> Iterator[str]:
    """The lines; one with more separators than a row can hold is refused before it becomes a list."""
    for number, line in enumerate(io.StringIO(text, newline="")):
        if line.count(separator) > MAX_COLUMNS + MAX_TEXT:
            check_place(name, number, MAX_COLUMNS)
        yield line
