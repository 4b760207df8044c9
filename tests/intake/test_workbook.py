"""Workbooks and text tables: what is read, where it stands, and what is refused before it can do harm."""

import datetime
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.workbook import MAX_BYTES, Cell, Fault, Sheet, read_workbook
from tests.intake.workbooks import archive, ods, ods_cell, with_lying_size, xlsx, xlsx_parts

FIXTURES = Path(__file__).parent / "fixtures"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def rows(content: bytes, name: str = "a.xlsx") -> list[list[Cell]]:
    (sheet,) = read_workbook(name, content)
    return sheet.rows


def refusal(content: bytes, name: str = "a.xlsx") -> Problem:
    with pytest.raises(Refused) as caught:
        read_workbook(name, content)
    (problem,) = caught.value.problems
    return problem


def problems(content: bytes, name: str = "a") -> tuple[Problem, ...]:
    try:
        read_workbook(name, content)
    except Refused as refused:
        return refused.problems
    return ()


def fixture(name: str) -> list[Sheet]:
    return read_workbook(name, (FIXTURES / name).read_bytes())


def placed(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.sheet, problem.cell


# What other programs write


@pytest.mark.parametrize("name", ["events.xls", "events.ods", "events.xlsx"])
def test_a_workbook_of_libreoffice_is_read_with_its_places_kinds_and_errors(name: str) -> None:
    events, words = fixture(name)
    assert events == Sheet(
        "Sự kiện xã",
        [
            ["DANH SÁCH SỰ KIỆN XÃ", None, None, None, None, None],
            [None] * 6,
            [None] * 6,
            ["Huyện", "Xã", "Từ ngày", "Số tiền", "Đạt", "Ghi chú"],
            [
                "Bắc Sơn",
                "Vũ Lễ",
                datetime.date(2019, 7, 31),
                1_500_000_000.0,
                True,
                "dòng một\ndòng  hai",
            ],
            [None, "Tân Hương", datetime.time(10, 5), 750_000_000.0, Fault("error", "#DIV/0!"), None],
            [None, None, None, None, Fault("error", "#N/A"), Fault("error", "#REF!")],
        ],
        merged=(((0, 0), (0, 5)), ((4, 0), (5, 0))),
    )
    assert words == Sheet("Danh mục", [["Công nhận đạt chuẩn"]], hidden=True)


@pytest.mark.parametrize("name", ["by_hand.xlsx", "by_hand_without_addresses.xlsx"])
def test_a_workbook_written_by_hand_is_read_with_or_without_addresses(name: str) -> None:
    first, words = fixture(name)
    assert first.rows == [
        [None] * 6,
        [None, "Huyện", "Xã Vũ Lễ", "Mã <xã>", None, None],
        [
            None,
            "  Bắc Sơn\r ",
            datetime.date(2019, 7, 31),
            True,
            Fault("error", "#REF!"),
            Fault("error", "#REF!"),
        ],
        [None, Fault("formula"), 2.0, Fault("error", "#SPILL!"), None, Fault("formula")],
    ]
    assert (first.name, first.hidden) == ("Tiêu chí & ghi chú", False)
    assert first.merged == (((1, 1), (1, 2)), ((2, 1), (3, 1)))
    assert words == Sheet("Danh mục", [["Công nhận đạt chuẩn"]], hidden=True)


def test_a_csv_of_vietnamese_windows_is_read_with_composed_letters() -> None:
    assert fixture("windows_1258.csv") == [
        Sheet(
            "windows_1258",
            [
                ["Huyện", "Xã", "Số tiền"],
                ["Hữu Lũng", "Thiện Kỵ; xã “vùng III”", "1,5 tỷ"],
                ["Tràng Định", "Đại Đồng", "400 triệu"],
            ],
        )
    ]


@pytest.mark.parametrize("name", ["locked.xls", "locked.ods", "locked.xlsx"])
def test_a_workbook_with_a_password_is_refused(name: str) -> None:
    assert refusal((FIXTURES / name).read_bytes()).code == "file_encrypted"


@pytest.mark.parametrize("name", ["events.xls", "events.ods", "events.xlsx", "by_hand.xlsx"])
def test_a_file_cut_off_is_refused(name: str) -> None:
    content = (FIXTURES / name).read_bytes()
    assert refusal(content[: len(content) // 2]).code == "file_broken"


@settings(deadline=None)
@given(st.sampled_from(sorted(path.name for path in FIXTURES.glob("events.*"))), st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str, data: st.DataObject) -> None:
    content = bytearray((FIXTURES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert len(problems(bytes(content))) <= 1


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(
            st.sampled_from(
                [b'"', b";", b",", b"\t", b"\r", b"\n", b"\x00", b"\xff\xfe", b"\xe2\x80\xae", b"=1+1", b"a"]
            )
        ).map(b"".join),
    )
)
def test_any_bytes_as_a_csv_are_read_or_refused_and_nothing_else(content: bytes) -> None:
    assert len(problems(content, "a.csv")) <= 1


def saved(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_dates_times_durations_and_formulas_of_openpyxl_are_read() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(
            [
                datetime.date(2019, 7, 31),
                datetime.datetime(2019, 7, 31, 10, 5),
                datetime.time(10, 5),
                datetime.timedelta(hours=36),
                "=1+1",
                "#REF!",
                "  đạt ",
                0,
            ]
        )

    assert rows(saved(fill)) == [
        [
            datetime.date(2019, 7, 31),
            datetime.datetime(2019, 7, 31, 10, 5),
            datetime.time(10, 5),
            1.5,
            Fault("formula"),
            Fault("error", "#REF!"),
            "  đạt ",
            0.0,
        ]
    ]


def test_macros_are_left_alone() -> None:
    content = archive({**xlsx_parts(ONE), "xl/vbaProject.bin": b"\0\1\2"})
    assert rows(content, "a.xlsm") == [[1.0]]


def test_the_kind_is_told_by_the_content_not_by_the_name() -> None:
    for name in ("events.xls", "events.ods", "events.xlsx"):
        assert read_workbook("bảng.csv", (FIXTURES / name).read_bytes()) == fixture(name)
    assert rows(b"a;b\n", "a.xlsx") == [["a", "b"]]


# Text tables


@pytest.mark.parametrize(
    "content",
    [
        "Huyện;Xã\nBắc Sơn;Vũ Lễ\n".encode(),
        "Huyện;Xã\r\nBắc Sơn;Vũ Lễ\r\n".encode("utf-8-sig"),
        "Huyện\tXã\nBắc Sơn\tVũ Lễ".encode("utf-16"),
        b"\xfe\xff" + "Huyện,Xã\nBắc Sơn,Vũ Lễ\n".encode("utf-16-be"),
        "sep=;\nHuyện;Xã\nBắc Sơn;Vũ Lễ\n".encode(),
        '"Huyện","Xã"\n"Bắc Sơn","Vũ Lễ"\n'.encode(),
        "Huyện;Xã;;\nBắc Sơn;Vũ Lễ;;\n;;;\n\n".encode(),
        "Huyện;Xã\nBắc Sơn;Vũ Lễ\n".encode().replace(b"\n", b"\r"),
    ],
)
def test_a_text_table_is_read_in_any_usual_encoding_and_separator(content: bytes) -> None:
    assert read_workbook("danh sách.csv", content) == [Sheet("danh sách", [["Huyện", "Xã"], ["Bắc Sơn", "Vũ Lễ"]])]


def test_a_text_table_keeps_empty_rows_quotes_and_lines_in_cells() -> None:
    content = 'Biểu 01\n\na;b;c\n"x; ""y""\nz";1,5;0600\n'.encode()
    assert rows(content) == [
        ["Biểu 01", None, None],
        [None, None, None],
        ["a", "b", "c"],
        ['x; "y"\nz', "1,5", "0600"],
    ]


def test_text_of_a_legacy_font_in_a_csv_is_read_as_the_characters_it_shares_codes_with() -> None:
    content = "Huyện,Xã\nB¾c S¬n,Vò LÔ\nV¨n Quan,Tri LÔ\nH÷u Lòng,ThiÖn Kþ\n".replace("ệ", "Ö").replace("ã", "·")
    assert rows(content.encode("cp1252")) == [
        ["HuyÖn", "X·"],
        ["B¾c S¬n", "Vò LÔ"],
        ["V¨n Quan", "Tri LÔ"],
        ["H÷u Lòng", "ThiÖn Kþ"],
    ]


def test_a_western_name_in_a_csv_of_windows_1252_is_read() -> None:
    assert rows("Müller;Köln\nGarçon;Señor\n".encode("cp1252")) == [["Müller", "Köln"], ["Garçon", "Señor"]]


@pytest.mark.parametrize(
    ("content", "code", "cell"),
    [
        (b'a;b\n"c;d\n' + b"e;f\n" * 5, "text_quotes", "2:2"),
        (b'a;b\nc;d\n"e" f;g\n', "text_quotes", "3:3"),
        (b"a;b\nc;\0d\n", "file_nul", ""),
        (b"a;b\nc;" + b"x" * 32_768 + b"\n", "cell_too_long", "B2"),
        (b'a;b\nc;"' + b"x" * 1_000_000 + b'"\n', "cell_too_long", "2:2"),
        (b";".join([b"a"] * 1_000_000), "sheet_cell_too_far", "SS1"),
        (b",".join([b"a"] * 513), "sheet_cell_too_far", "SS1"),
        (b"a;b\n" * 200_001, "sheet_cell_too_far", "B200001"),
        (b"a;b\n" + b"\n" * 300_000 + b"c;d\n", "sheet_cell_too_far", "A200001"),
        (b";" * 511 + b"a\n" + b"a\n" * 10_000, "sheet_too_big", "SR7813"),
    ],
)
def test_a_text_table_out_of_bounds_or_order_is_refused_by_place(content: bytes, code: str, cell: str) -> None:
    assert placed(refusal(content, "b.csv")) == (code, "" if code == "file_nul" else "b", cell)


def test_the_longest_cell_is_read() -> None:
    assert rows(b"a;" + b"x" * 32_767) == [["a", "x" * 32_767]]


# Other files


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n", "file_empty"),
        (bytes(1000), "file_empty"),
        (b"%PDF-1.7\n", "file_pdf"),
        (b"{\\rtf1 x}", "file_word"),
        (archive({"word/document.xml": "<w/>"}), "file_word"),
        (archive({"content.xml": "<office:text/>"}), "file_word"),
        (archive({"thu.txt": "x"}), "file_archive"),
        (archive({"bang.xlsx": xlsx(ONE)}), "file_archive"),
        (b"Rar!\x1a\x07\x00", "file_archive"),
        (b"\x1f\x8b\x08\x00", "file_archive"),
        (b"\x89PNG\r\n\x1a\n", "file_picture"),
        (b"\xff\xd8\xff\xe0", "file_picture"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file_markup"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "file_markup"),
        (archive({"xl/workbook.bin": b"\0"}), "file_xlsb"),
        (b"PK\x03\x04 and nothing more", "file_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 2000, "file_broken"),
        (bytes(range(256)) * 10, "file_unknown"),
        (b"\xff\xfea\0\0\xd8", "file_unknown"),
        (bytes(MAX_BYTES + 1), "file_too_big"),
    ],
)
def test_what_is_not_a_readable_table_is_refused_by_what_it_is(content: bytes, code: str) -> None:
    problem = refusal(content)
    assert (problem.code, problem.severity, problem.file) == (code, "refused", "")


# Errors and formulas


def test_every_error_cell_of_an_xlsx_is_a_fault() -> None:
    cells = "".join(
        f'<c r="{column}1" t="e"><v>{error}</v></c>'
        for column, error in zip("ABCDE", ["#N/A", "#NAME?", "#NULL!", "#GETTING_DATA", "#CALC!"], strict=True)
    )
    assert rows(xlsx(f'<row r="1">{cells}<c r="F1"><v>1e999</v></c></row>')) == [
        [
            Fault("error", "#N/A"),
            Fault("error", "#NAME?"),
            Fault("error", "#NULL!"),
            Fault("error", "#GETTING_DATA"),
            Fault("error", "#CALC!"),
            Fault("error", "#NUM!"),
        ]
    ]


def test_a_text_with_a_number_sign_is_a_text() -> None:
    assert rows(b"#1;#REF! ?;# N/A\n#REF!;Err:502;#\n") == [
        ["#1", "#REF! ?", "# N/A"],
        [Fault("error", "#REF!"), Fault("error", "Err:502"), "#"],
    ]


def test_formulas_of_an_ods_without_a_value_are_empty_only_where_the_writer_calculates() -> None:
    row = '<table:table-row><table:table-cell table:formula="of:=1+1"/>' + ods_cell("a") + "</table:table-row>"
    assert rows(ods(row)) == [[Fault("formula"), "a"]]
    assert rows(ods(row, generator="LibreOffice/7.4")) == [[None, "a"]]


def test_an_xlsx_that_was_never_calculated_is_refused() -> None:
    cells = "".join(f'<c r="A{row}"><f>1+1</f></c>' for row in range(1, 50_002))
    assert placed(refusal(xlsx(f"<row>{cells}</row>"))) == ("cell_formula", "S1", "A50001")


# Bounds


def ods_row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def ods_blank(repeated: int) -> str:
    return f'<table:table-cell table:style-name="a" table:number-columns-repeated="{repeated}"/>'


@pytest.mark.parametrize(
    "content",
    [
        xlsx(ONE + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        xlsx(ONE + '<row r="9"><c r="SS9" s="1"><v></v></c><c r="A9"><v/></c></row>'),
        xlsx(ONE + "".join(f'<row r="{row}"><c r="SR{row}" s="1"/></row>' for row in range(2, 9_000))),
        ods(ods_row(ods_cell("1") + ods_blank(16_383)) + ods_row(ods_blank(16_384), 1_048_575)),
    ],
)
def test_blank_cells_far_away_do_not_count(content: bytes) -> None:
    assert [[str(cell).removesuffix(".0") for cell in row] for row in rows(content)] == [["1"]]


HOSTILE: dict[str, tuple[Callable[[], bytes], tuple[str, str, str]]] = {
    "a used cell in the last corner": (
        lambda: xlsx(ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ("sheet_cell_too_far", "S1", "XFD1048576"),
    ),
    "a used cell one column too far": (
        lambda: xlsx('<row r="1"><c r="SS1"><v>1</v></c></row>'),
        ("sheet_cell_too_far", "S1", "SS1"),
    ),
    "a used cell one row too far": (
        lambda: xlsx('<row r="1"><c r="A200001" t="inlineStr"><is><t>x</t></is></c></row>'),
        ("sheet_cell_too_far", "S1", "A200001"),
    ),
    "two cells that span too much": (
        lambda: xlsx('<row r="1"><c r="SR1"><v>1</v></c></row><row r="199999"><c r="A199999"><v>1</v></c></row>'),
        ("sheet_too_big", "S1", "SR199999"),
    ),
    "cells without addresses that span too much": (
        lambda: xlsx("<row>" + "<c><v>1</v></c>" * 512 + "</row>" + "<row/>" * 9_000 + "<row><c><v>1</v></c></row>"),
        ("sheet_too_big", "S1", "SR9002"),
    ),
    "an address of billions": (
        lambda: xlsx('<row r="1"><c r="A4294967295"><v>1</v></c></row>'),
        ("file_broken", "S1", ""),
    ),
    "many sheets, each nearly too large": (
        lambda: xlsx(*[ONE + '<row r="7000"><c r="SR7000"><v>1</v></c></row>'] * 30),
        ("sheet_too_big", "S2", "SR7000"),
    ),
    "one sheet under many names": (
        lambda: archive(
            {
                **(parts := xlsx_parts(*[ONE] * 3)),
                "xl/_rels/workbook.xml.rels": str(parts["xl/_rels/workbook.xml.rels"])
                .replace("sheet2", "sheet1")
                .replace("sheet3", "sheet1"),
            }
        ),
        ("file_broken", "", ""),
    ),
    "a long shared text named by every cell": (
        lambda: xlsx(
            "<row>" + "".join(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 150_000)) + "</row>",
            strings=f"<si><t>{'x' * 30_000}</t></si>",
        ),
        ("file_expands", "", ""),
    ),
    "a text longer than a cell": (
        lambda: xlsx(f'<row><c r="C1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c></row>'),
        ("cell_too_long", "S1", "C1"),
    ),
    "a zip bomb": (
        lambda: archive({**xlsx_parts(ONE), "xl/sharedStrings.xml": bytes(1) * 300_000_000}),
        ("file_expands", "", ""),
    ),
    "a zip bomb that declares a small size": (
        lambda: with_lying_size(
            {**xlsx_parts(ONE), "xl/sharedStrings.xml": b" " * 100_000_000}, "xl/sharedStrings.xml", 100
        ),
        ("file_expands", "", ""),
    ),
    "a part that declares a size of its own": (
        lambda: with_lying_size({**xlsx_parts(ONE), "xl/styles.xml": b" " * 1_000}, "xl/styles.xml", 100),
        ("file_broken", "", ""),
    ),
    "thousands of entries": (
        lambda: archive({f"{number}.xml": "" for number in range(2_001)}),
        ("file_expands", "", ""),
    ),
    "an entity in a sheet": (
        lambda: archive({**xlsx_parts(ONE), "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}),
        ("file_entities", "", ""),
    ),
    "an entity in a sheet of two-byte letters": (
        lambda: archive(
            {**xlsx_parts(ONE), "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}
        ),
        ("file_broken", "", ""),
    ),
    "an entity in an ods": (
        lambda: ods(ods_row(ods_cell("&a;")), before='<!DOCTYPE x [<!ENTITY a "b">]>'),
        ("file_entities", "", ""),
    ),
    "an ods of a million repeated rows": (
        lambda: ods(ods_row(ods_cell("x"), 1_048_576)),
        ("sheet_cell_too_far", "S1", "A1048576"),
    ),
    "an ods of a million repeated cells": (
        lambda: ods(ods_row(ods_cell("x", 'table:number-columns-repeated="1000000"'))),
        ("sheet_cell_too_far", "S1", "BDWGN1"),
    ),
    "an ods of repeated rows and cells": (
        lambda: ods(ods_row(ods_cell("x", 'table:number-columns-repeated="500"'), 150_000)),
        ("sheet_too_big", "S1", "SF150000"),
    ),
    "an ods with a used cell below a million blank rows": (
        lambda: ods(ods_row(ods_blank(1), 1_048_575) + ods_row(ods_cell("x"))),
        ("sheet_cell_too_far", "S1", "A1048576"),
    ),
    "an ods with billions of spaces in a cell": (
        lambda: ods(ods_row(ods_cell('x<text:s text:c="2000000000"/>'))),
        ("cell_too_long", "S1", "A1"),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_place(name: str) -> None:
    make, expected = HOSTILE[name]
    assert placed(refusal(make())) == expected


def test_hostile_files_are_refused_within_a_gigabyte(tmp_path: Path) -> None:
    """In a process of its own, which would die if a reader asked for more."""
    for number, (make, _) in enumerate(HOSTILE.values()):
        (tmp_path / f"{number:02}").write_bytes(make())
    program = (
        "import pathlib, resource, sys\n"
        "from ntm_dash.domain.problems import Refused\n"
        "from ntm_dash.intake.workbook import read_workbook\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    try:\n"
        "        read_workbook(path.name, path.read_bytes())\n"
        "    except Refused as refused:\n"
        "        print(refused.problems[0].code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [code for _, (code, _, _) in HOSTILE.values()]


def test_a_chain_of_sectors_that_runs_in_a_circle_is_refused() -> None:
    content = bytearray((FIXTURES / "events.xls").read_bytes())
    first = int.from_bytes(content[48:52], "little")
    table = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[table + 4 * first : table + 4 * first + 4] = first.to_bytes(4, "little")
    assert refusal(bytes(content)).code == "file_broken"


def test_a_part_given_twice_is_refused() -> None:
    target = io.BytesIO(xlsx(ONE))
    with zipfile.ZipFile(target, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert refusal(target.getvalue()).code == "file_broken"


def test_the_largest_sheet_is_read() -> None:
    cells = '<row r="7812"><c r="SR7812"><v>1</v></c></row>'
    (sheet,) = read_workbook("a.xlsx", xlsx(ONE + cells))
    assert (len(sheet.rows), len(sheet.rows[0]), sheet.rows[-1][-1]) == (7812, 512, 1.0)


def test_merged_blocks_are_cut_at_the_edge_of_the_sheet() -> None:
    parts = xlsx_parts(ONE)
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:C3"/></mergeCells></worksheet>'
    content = archive({**parts, "xl/worksheets/sheet1.xml": sheet.replace("</worksheet>", merges)})
    (read,) = read_workbook("a.xlsx", content)
    assert read.merged == (((0, 0), (0, 0)),)
