"""A worksheet's XML written anew in its plainest form, where it is too unusual to be looked through."""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.sax.saxutils import escape  # nosec B406: parses nothing

from ntm_dash.intake.formats.sheet import (
    UNCALCULATED,
    address,
    check_area,
    check_place,
    column_of,
    refuse,
)

_PLACE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")
_MAX_REWRITTEN = 60_000_000
"""Bytes: this way takes several times as long as the plain one."""
_TEXTS = ("inlineStr", "is")


def canonical_sheet(name: str, xml: bytes) -> bytes:
    """The same used cells, each with its address, and the merged blocks; nothing else.

    Refused: a used cell too far out, too large an area, broken XML.
    """
    if len(xml) > _MAX_REWRITTEN:
        refuse("file_expands", sheet=name)
    sheet = _Sheet(name)
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        refuse("file_broken", sheet=name)
    check_area(name, sheet.rows, sheet.columns)
    return b"".join(
        (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
            bytes(sheet.cells),
            b"</sheetData>",
            "".join(sheet.merged).encode(),
            b"</worksheet>",
        )
    )


class _Sheet:
    """Follows the elements of a worksheet and keeps its used cells."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = 0
        self.cells = bytearray()
        self.merged: list[str] = []
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._value: list[str] = []
        self._has_value = self._has_formula = self._reads = False
        self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if self._aside or tag == "rPh":
            self._aside += 1
        elif tag == "c":
            self._cell, self._value = attributes, []
            self._has_value = self._has_formula = False
            if "r" in attributes:
                self._row, self._column = self._place(attributes["r"])
        elif self._cell is not None:
            self._has_value |= tag in ("v", "is")
            self._has_formula |= tag == "f"
            self._reads = tag == ("t" if self._cell.get("t") in _TEXTS else "v")
        elif tag == "row" and "r" in attributes:
            self._row = self._place("A" + attributes["r"])[0]
        elif tag == "mergeCell" and re.fullmatch("[A-Z]+[0-9]+:[A-Z]+[0-9]+", attributes.get("ref", "")):
            self.merged.append(f'<mergeCell ref="{attributes["ref"]}"/>')

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        self._reads = False
        if self._aside:
            self._aside -= 1
        elif tag == "c":
            if self._cell is not None:
                self._keep(self._cell, "".join(self._value))
            self._cell = None
            self._column += 1
        elif tag == "row":
            self._row, self._column = self._row + 1, 0

    def text(self, text: str) -> None:
        if self._reads:
            self._value.append(text)

    def _place(self, reference: str) -> tuple[int, int]:
        found = _PLACE.fullmatch(reference)
        if not found or not int(found[2]):
            refuse("file_broken", sheet=self.name)
        return int(found[2]) - 1, column_of(found[1])

    def _keep(self, cell: dict[str, str], value: str) -> None:
        kind = cell.get("t", "n")
        if self._has_formula and not value and not (kind == "str" and self._has_value):
            kind, value = "str", UNCALCULATED
        elif not value:
            return
        check_place(self.name, self._row, self._column)
        self.rows = max(self.rows, self._row + 1)
        self.columns = max(self.columns, self._column + 1)
        style = f' s="{cell["s"]}"' if cell.get("s", "").isdecimal() else ""
        opening = f'<c r="{address(self._row, self._column)}"{style}'
        if kind in _TEXTS:
            text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
            self.cells += f'{opening} t="inlineStr">{text}</c>'.encode()
        else:
            known = kind if kind in ("s", "b", "d", "n") else "str"
            self.cells += f'{opening} t="{known}"><v>{escape(value)}</v></c>'.encode()
