"""Zip archives opened without trust: what they declare about themselves is checked, not believed."""

from __future__ import annotations

import io
import zipfile
import zlib

from ntm_dash.intake.formats.sheet import refuse

MAX_ENTRIES = 2_000
MAX_EXPANDED = 200_000_000
"""Bytes of XML in one file: about four million cells."""
_ALWAYS_EXPANDED = 20_000_000
_MAX_RATIO = 200
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive's directory. Refused: `file_broken`, `file_expands`."""
    # Counted beforehand: the standard library makes an object for each, without limit.
    if content.count(_ENTRY) > MAX_ENTRIES:
        refuse("file_expands")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        refuse("file_broken")


def xml_parts(content: bytes, archive: zipfile.ZipFile, only: str = "", limit: int = MAX_EXPANDED) -> dict[str, bytes]:
    """The XML parts by name, or only one, expanded within the limits; pictures, macros and the like are left alone.

    Refused: `file_expands`, `file_broken`, `file_encrypted`, `file_entities`.
    """
    parts: dict[str, bytes] = {}
    expanded = 0
    for entry in archive.infolist():
        name = entry.filename.replace("\\", "/")
        if not name.lower().endswith((".xml", ".rels")) or name != (only or name):
            continue
        if name in parts:
            refuse("file_broken")
        part = _expanded(content, entry, limit - expanded)
        expanded += len(part)
        if b"\0" in part:
            refuse("file_broken")
        if b"<!DOCTYPE" in part:
            refuse("file_entities")
        parts[name] = part
    return parts


def _expanded(content: bytes, entry: zipfile.ZipInfo, room: int) -> bytes:
    if entry.flag_bits & _ENCRYPTED:
        refuse("file_encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refuse("file_broken")
    limit = min(room, max(_ALWAYS_EXPANDED, _MAX_RATIO * entry.compress_size))
    header = content[entry.header_offset : entry.header_offset + 30]
    start = entry.header_offset + 30 + int.from_bytes(header[26:28], "little")
    start += int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        part = bytes(packed[: limit + 1])
    else:
        inflater = zlib.decompressobj(-15)
        try:
            part = inflater.decompress(packed, limit + 1)
        except zlib.error:
            refuse("file_broken")
        if len(part) <= limit and not inflater.eof:
            refuse("file_broken")
    if len(part) > limit:
        refuse("file_expands")
    if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
        refuse("file_broken")
    return part


def repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """A plain archive of exactly these parts, for a reader that must see nothing else; empties `parts`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        while parts:
            archive.writestr(*parts.popitem())
    target.seek(0)
    return target
