"""Workbooks and text tables in, sheets out.

The kind is told by the content, never by the name. What is read and in what amounts is bounded before any library
expands it; the limits stand in `formats.sheet` and `formats.archive`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from zipfile import ZipFile

from ntm_dash.intake.formats.archive import open_archive, xml_parts
from ntm_dash.intake.formats.compound import SIGNATURE
from ntm_dash.intake.formats.delimited import read_delimited
from ntm_dash.intake.formats.ods import MAX_CONTENT, read_ods
from ntm_dash.intake.formats.sheet import Cell, Fault, Merged, Sheet, refuse
from ntm_dash.intake.formats.xls import read_xls
from ntm_dash.intake.formats.xlsx import read_xlsx

__all__ = ["MAX_BYTES", "Cell", "Fault", "Merged", "Sheet", "read_workbook"]

MAX_BYTES = 50_000_000

_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    (b"%PDF", "file_pdf"),
    (b"{\\rtf", "file_word"),
    (b"Rar!", "file_archive"),
    (b"7z\xbc\xaf\x27\x1c", "file_archive"),
    (b"\x1f\x8b", "file_archive"),
    (b"\x89PNG", "file_picture"),
    (b"\xff\xd8\xff", "file_picture"),
    (b"GIF8", "file_picture"),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<?xml", b"mime-version:")


def read_workbook(name: str, content: bytes) -> list[Sheet]:
    """The sheets of an Excel (.xlsx, .xlsm, .xls), OpenDocument (.ods) or text (.csv, .txt) table, in order.

    A text table is one sheet, named after the file. Hidden sheets are there too, marked. Raises Refused with one
    problem, whose `file` is empty; nothing else is raised.
    """
    if len(content) > MAX_BYTES:
        refuse("file_too_big", values={"limit": f"{MAX_BYTES // 1_000_000}"})
    if not content.strip(b"\0\xef\xbb\xbf \t\r\n"):
        refuse("file_empty")
    return list(_read(name, content))


def _read(name: str, content: bytes) -> Iterable[Sheet]:
    if content.startswith(_ZIP):
        return _read_archive(content)
    if content.startswith((SIGNATURE, *_BIFF)):
        return read_xls(content)
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, code in _OTHERS:
        if start.startswith(signature):
            refuse(code)
    if start.lower().startswith(_MARKUP):
        refuse("file_markup")
    return read_delimited(PurePath(name).stem, content)


def _read_archive(content: bytes) -> Iterable[Sheet]:
    archive = open_archive(content)
    names = {entry.filename.replace("\\", "/").lower() for entry in archive.infolist()}
    if "xl/workbook.xml" in names:
        return read_xlsx(xml_parts(content, archive))
    if "xl/workbook.bin" in names:
        refuse("file_xlsb")
    if "content.xml" in names:
        return _read_open_document(content, archive)
    if "word/document.xml" in names:
        refuse("file_word")
    if "encrypted-package" in names or any(entry.flag_bits & 1 for entry in archive.infolist()):
        refuse("file_encrypted")
    refuse("file_archive")


def _read_open_document(content: bytes, archive: ZipFile) -> Iterable[Sheet]:
    manifest = xml_parts(content, archive, "META-INF/manifest.xml")
    if any(b"encryption-data" in part for part in manifest.values()):
        refuse("file_encrypted")
    part = xml_parts(content, archive, "content.xml", MAX_CONTENT).get("content.xml", b"")
    if b"<office:spreadsheet" not in part:
        refuse("file_word")
    about = xml_parts(content, archive, "meta.xml").get("meta.xml", b"")
    return read_ods(part, calculated=b"LibreOffice" in about)
