"""Excel workbooks (.xlsx, .xlsm), read by calamine.

Calamine makes a dense block from the first used cell to the last, drops errors and formulas without a result,
and takes a whole program down when memory ends. So each sheet's XML is looked through before it gets there:
cells too far out are refused, errors and uncalculated formulas rewritten as texts. Macros are never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from posixpath import join, normpath
from typing import Any, TypeVar
from xml.etree import ElementTree  # nosec B405: of parts without a document type

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.formats.archive import repacked
from ntm_dash.intake.formats.canonical import canonical_sheet
from ntm_dash.intake.formats.sheet import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    UNCALCULATED,
    Merged,
    Sheet,
    address,
    check_area,
    column_of,
    finish,
    refuse,
)

T = TypeVar("T")

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_INDEX = (_WORKBOOK, _RELATIONS, _STRINGS, "xl/styles.xml", "_rels/.rels", "[Content_Types].xml")
_MAX_TREE = 10_000_000
_MAX_SHARED = 150_000_000
"""Bytes of text that cells may hold by naming shared texts."""
_MAX_UNCALCULATED = 50_000
_SMALLEST_CELL = len('<c r="A1" t="s"><v>0</v></c>')

# Cell tags not written <c r="…"> with a place inside the limits; or inside 7,999 rows, as no sheet that short
# is too large.
_PLAIN = rb'<c(?=[\s/>])(?! r="(?:[A-Z]|[A-R][A-Z]|S[A-R])(?:%s)"[ />])'
_UNUSUAL = re.compile(_PLAIN % rb"[1-9][0-9]{0,4}|1[0-9]{5}")
_UNUSUAL_OR_FAR = re.compile(_PLAIN % rb"[1-9][0-9]{0,2}|[1-7][0-9]{3}")
_PREFIXED = re.compile(rb":c[\s/>]")
_ERROR = re.compile(rb' t="e"(?=[^<>]*>)')
_UNCALCULATED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(<v\s*/>|<v></v>)?\s*</c>")
_STRING_USED = re.compile(rb't="s"[^>]*>\s*<v>([0-9]{1,9})<')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})"')


def read_xlsx(parts: dict[str, bytes]) -> Iterator[Sheet]:
    """The worksheets in the workbook's order. Empties `parts`.

    Refused: `sheet_cell_too_far`, `sheet_too_big`, `cell_too_long`, `file_expands`, `file_broken`.
    """
    found = {name.lower(): part for name, part in parts.items()}
    parts.clear()
    kept = {name: found[name.lower()] for name in _INDEX if name.lower() in found}
    merged: dict[str, list[Merged]] = {}
    paths = _sheet_paths(kept)
    if len({path.lower() for path in paths.values()}) < len(paths):
        # One part read under many names would take any time.
        refuse("file_broken")
    for name, path in paths.items():
        if path not in kept and path.lower() in found:
            kept[path] = _plain(name, found.pop(path.lower()))
            merged[name] = _merged(kept[path])
    found.clear()
    _check_strings(kept)
    workbook = _from_calamine(lambda: CalamineWorkbook.from_filelike(repacked(kept)))
    taken = 0
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            rows = _from_calamine(partial(_rows, workbook, index, taken))
            hidden = about.visible != SheetVisibleEnum.Visible
            sheet = finish(about.name, rows, hidden=hidden, merged=merged.get(about.name, ()))
            taken += sheet.cells
            yield sheet


def _sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    relations = _tree(parts, _RELATIONS).iter()
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    paths = {}
    for element in _tree(parts, _WORKBOOK).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            identity = next((value for key, value in element.items() if key.endswith("}id")), "")
            name = element.get("name", "")
            if name in paths:
                refuse("file_broken")
            paths[name] = normpath(join("/xl", targets.get(identity, ""))).lstrip("/")
    return paths


def _tree(parts: Mapping[str, bytes], name: str) -> ElementTree.Element:
    part = parts.get(name, b"")
    if len(part) > _MAX_TREE:
        refuse("file_expands")
    try:
        # A part that declares a document type was refused: no entity can be told of.
        return ElementTree.fromstring(part, ElementTree.XMLParser(encoding="UTF-8"))  # nosec B314
    except ElementTree.ParseError:
        refuse("file_broken")


def _plain(name: str, xml: bytes) -> bytes:
    """The sheet's XML, checked for size, with errors and uncalculated formulas as texts."""
    if _PREFIXED.search(xml) or b"='" in xml:
        return canonical_sheet(name, xml)
    # Where blank cells with a style reach too far, the sheet without them may still fit.
    if _UNUSUAL_OR_FAR.search(xml) and (_UNUSUAL.search(xml) or not _fits(xml)):
        return canonical_sheet(name, xml)
    if b't="e"' in xml:
        xml = _ERROR.sub(b' t="str"', xml)
    if b"<f" in xml:
        xml = _with_marked_formulas(name, xml)
    return xml


def _fits(xml: bytes) -> bool:
    """True if the block of usual cells, from the first row and column on, is not too large."""
    rows = MAX_ROWS if re.search(rb'<c r="[A-Z]+[0-9]{6}', xml) else 99_999
    if not re.search(rb'<c r="(?:%s)[0-9]' % _from_column(MAX_CELLS // rows), xml):
        return True
    low, columns = 1, MAX_COLUMNS
    while low < columns:
        middle = (low + columns) // 2
        if re.search(rb'<c r="(?:%s)[0-9]' % _from_column(middle), xml):
            low = middle + 1
        else:
            columns = middle
    return not re.search(rb'<c r="[A-Z]+(?:%s)"' % _at_least(MAX_CELLS // columns + 1), xml)


def _from_column(column: int) -> bytes:
    """A pattern for the letters of this column (from 0) and of all after it, with at most two letters."""
    letters = address(0, column)[:-1]
    if len(letters) == 1:
        return f"[{letters}-Z]|[A-Z][A-Z]".encode()
    first, second = letters[0], letters[1]
    return f"{first}[{second}-Z]|(?!{first})[{first}-Z][A-Z]".encode()


def _at_least(number: int) -> bytes:
    """A pattern for whole numbers from this one on, written without leading zeros."""
    digits = str(number)
    patterns = [digits, f"[1-9][0-9]{{{len(digits)},}}"]
    for place, digit in enumerate(digits):
        if digit != "9":
            rest = len(digits) - place - 1
            patterns.append(f"{digits[:place]}[{int(digit) + 1}-9][0-9]{{{rest}}}")
    return "|".join(patterns).encode()


def _with_marked_formulas(name: str, xml: bytes) -> bytes:
    marked, done = bytearray(), 0
    for number, formula in enumerate(_UNCALCULATED.finditer(xml)):
        start = xml.rfind(b"<c ", done, formula.start())
        opening = xml[start : formula.start()].rstrip()
        if start < 0 or (formula[1] and b't="str"' in opening):
            continue
        if number == _MAX_UNCALCULATED:
            refuse("cell_formula", sheet=name, cell=opening.split(b'"', 2)[1].decode())
        opening = re.sub(rb'\st="\w*"', b"", opening)[:-1]
        marked += xml[done:start] + opening + b' t="str"><v>' + UNCALCULATED.encode() + b"</v></c>"
        done = formula.end()
    return bytes(marked + xml[done:]) if done else xml


def _merged(xml: bytes) -> list[Merged]:
    blocks = _MERGED.finditer(xml, max(0, xml.rfind(b"</sheetData>")))
    return [
        ((int(top) - 1, column_of(left.decode())), (int(bottom) - 1, column_of(right.decode())))
        for left, top, right, bottom in (block.groups() for block in islice(blocks, MAX_MERGED))
    ]


def _check_strings(parts: Mapping[str, bytes]) -> None:
    """Refuse where a shared text, copied into every cell that names it, would fill the memory."""
    texts = [len(text) for text in re.split(rb"</(?:\w+:)?si>", parts.get(_STRINGS, b""))]
    longest = max(texts)
    sheets = [part for name, part in parts.items() if name not in _INDEX]
    if longest * sum(map(len, sheets)) // _SMALLEST_CELL <= _MAX_SHARED:
        return
    total = 0
    for xml in sheets:
        uses = Counter(_STRING_USED.findall(xml))
        total += sum(texts[int(text)] * times for text, times in uses.items() if int(text) < len(texts))
        total += longest * max(0, xml.count(b't="s"') - uses.total())
    if total > _MAX_SHARED:
        refuse("file_expands")


def _rows(workbook: CalamineWorkbook, index: int, taken: int) -> list[list[Any]]:
    sheet = workbook.get_sheet_by_index(index)
    if sheet.end:
        check_area(sheet.name, sheet.end[0] + 1, sheet.end[1] + 1, taken)
    return sheet.to_python(skip_empty_area=False)


def _from_calamine(call: Callable[[], T]) -> T:
    try:
        return call()
    except Refused:
        raise
    except Exception as failure:
        raise Refused(Problem("file_broken")) from failure
    except BaseException as failure:
        # A panic inside calamine is not an Exception, and its class cannot be imported.
        if type(failure).__name__ != "PanicException":
            raise
        raise Refused(Problem("file_broken")) from failure
