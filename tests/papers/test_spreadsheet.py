"""Tables in Excel files, read back by openpyxl: typed, frozen, filtered, marked, and no text becomes a formula."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ntm_dash.papers.spreadsheet import FORMATS, ILLUSTRATIVE, Column, Kind, Table, file_name, workbook

DAY = date(2019, 8, 15)


def table(columns: Sequence[Column], *rows: Sequence[Any], **said: Any) -> Table:
    return Table(**{"title": "Bảng thử", "columns": columns, "rows": rows, "drawn_up": DAY, "source": "Sổ"} | said)


def read(*tables: Table) -> Workbook:
    return load_workbook(io.BytesIO(workbook(*tables)))


def header_of(sheet: Any) -> int:
    """The row of the header: the one that stays when the rest is scrolled."""
    return int(sheet.freeze_panes[1:]) - 1


@pytest.mark.parametrize(
    ("kind", "value", "read_back"),
    [
        ("text", "Xã Chi Lăng", "Xã Chi Lăng"),
        ("code", "00012", "00012"),
        ("count", 207, 207),
        ("number", 12.7, 12.7),
        ("money", 1_500_000_000, 1_500_000_000),
        ("share", 6 / 19, 6 / 19),
        ("date", date(2019, 7, 31), datetime(2019, 7, 31)),
    ],
)
def test_a_value_comes_back_with_its_type_and_format(kind: Kind, value: Any, read_back: Any) -> None:
    [sheet] = read(table([Column("Cột", kind)], [value])).worksheets
    cell = sheet.cell(header_of(sheet) + 1, 1)
    assert (cell.value, type(cell.value)) == (read_back, type(read_back))
    assert cell.number_format == FORMATS[kind]


@pytest.mark.parametrize("kind", ["text", "code", "count", "number", "money", "share", "date"])
def test_what_is_not_known_stays_empty(kind: Kind) -> None:
    [sheet] = read(table([Column("Cột", kind), Column("Sau")], [None, "x"])).worksheets
    line = header_of(sheet) + 1
    assert [sheet.cell(line, column).value for column in (1, 2)] == [None, "x"]


@pytest.mark.parametrize(
    "words", ["=1+1", "=HYPERLINK(1)", "+84", "-2", "@SUM(A1)", "\t=1", "#REF!", "TRUE", "0012", "1/2"]
)
@pytest.mark.parametrize("kind", ["text", "code"])
def test_text_stays_text_whatever_it_begins_with(words: str, kind: Kind) -> None:
    [sheet] = read(table([Column("Cột", kind)], ["trước"], [words], ["sau"])).worksheets
    first = header_of(sheet) + 1
    found = [sheet.cell(line, 1) for line in range(first, first + 3)]
    assert [(cell.value, cell.data_type) for cell in found] == [("trước", "s"), (words, "s"), ("sau", "s")]
    assert [cell.quotePrefix for cell in found] == [False, words[0] in "=+-@\t", False]


def test_a_title_a_header_or_a_filter_is_no_formula_either() -> None:
    [sheet] = read(table([Column("=A1")], title="=1", source="=2", filters=["=3"])).worksheets
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_signs_that_no_cell_can_hold_are_left_out() -> None:
    [sheet] = read(table([Column("Cột")], ["a\x00b\x1fc"])).worksheets
    assert sheet.cell(header_of(sheet) + 1, 1).value == "a b c"


def test_the_header_is_frozen_and_repeated_and_the_filters_span_the_rows() -> None:
    [sheet] = read(table([Column("Một"), Column("Hai", "count")], ["a", 1], ["b", 2], ["c", 3])).worksheets
    header = header_of(sheet)
    assert [sheet.cell(header, column).value for column in (1, 2)] == ["Một", "Hai"]
    assert sheet.auto_filter.ref == f"A{header}:B{header + 3}"
    assert sheet.print_title_rows == f"${header}:${header}"


def test_above_the_header_stand_title_day_filters_and_source() -> None:
    [sheet] = read(table([Column("Cột")], filters=["huyện Bắc Sơn", "chưa đạt"], source="Sổ tổng kết")).worksheets
    said = [row[0].value for row in sheet.iter_rows(max_row=header_of(sheet) - 2)]
    assert said == [
        "Bảng thử",
        "Ngày lập: 15/8/2019. Ô để trống: chưa có số liệu.",
        "Bộ lọc: huyện Bắc Sơn; chưa đạt",
        "Nguồn: Sổ tổng kết",
    ]


def test_invented_data_is_marked_on_every_sheet_and_page_and_real_data_on_none() -> None:
    columns = [Column("Cột")]
    invented = read(table(columns, illustrative=True), table(columns, title="Hai", illustrative=True))
    for sheet in invented.worksheets:
        assert sheet.cell(2, 1).value == ILLUSTRATIVE
        assert sheet.oddHeader.center.text == ILLUSTRATIVE
    [real] = read(table(columns)).worksheets
    assert ILLUSTRATIVE not in {cell.value for row in real.iter_rows() for cell in row}
    assert real.oddHeader.center.text is None


def test_sheets_are_named_by_their_titles_each_only_once() -> None:
    long = "Các xã chưa có đánh giá còn hiệu lực của huyện"
    titles = ["Xếp hạng: tỷ lệ", "xếp hạng  tỷ lệ", long, long, "[?]"]
    names = [sheet.title for sheet in read(*(table([Column("Cột")], title=title) for title in titles)).worksheets]
    assert names == ["Xếp hạng  tỷ lệ", "xếp hạng  tỷ lệ 2", long[:31], long[:27] + " 2", "Bảng"]


def test_a_file_is_named_in_letters_that_every_system_keeps() -> None:
    assert file_name("Xếp hạng huyện: Đình Lập, 3.2.1.c", DAY) == "xep-hang-huyen-dinh-lap-3-2-1-c-2019-08-15.xlsx"
    assert file_name("…", DAY) == "bang-2019-08-15.xlsx"
