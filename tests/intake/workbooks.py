"""Small and hostile workbooks, put together from raw XML: what no spreadsheet program would write."""

import io
import struct
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return target.getvalue()


def xlsx_parts(*sheets: str, strings: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook; each sheet is what stands between its <sheetData> tags."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        xml = f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return parts


def xlsx(*sheets: str, strings: str = "") -> bytes:
    return archive(xlsx_parts(*sheets, strings=strings))


def ods(rows: str, *, name: str = "S1", before: str = "", generator: str = "odfpy") -> bytes:
    """A document of one sheet; `rows` are its table:table-row elements."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style", "meta")
    )
    content = (
        f"<?xml version='1.0'?>{before}<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "meta.xml": f"<office:document-meta {spaces}><meta:generator>{generator}</meta:generator>"
            "</office:document-meta>",
        }
    )


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def with_lying_size(parts: dict[str, str | bytes], name: str, declared: int) -> bytes:
    """The archive whose directory and local header declare another expanded size of one part."""
    content = bytearray(archive(parts))
    expanded = parts[name]
    raw = expanded.encode() if isinstance(expanded, str) else expanded
    true = struct.pack("<L", len(raw))
    checksum = struct.pack("<L", zlib.crc32(raw))
    at = content.find(checksum)
    while at >= 0:
        assert content[at + 8 : at + 12] == true
        content[at + 8 : at + 12] = struct.pack("<L", declared)
        content[at : at + 4] = struct.pack("<L", zlib.crc32(raw[:declared]))
        at = content.find(checksum, at + 4)
    return bytes(content)
