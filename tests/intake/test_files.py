"""The files of one import: every sheet with a form is read, what is not read is told, nothing comes in half."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ntm_dash.intake import files, remarks
from ntm_dash.intake.comparison import compare_all
from ntm_dash.intake.context import Context
from ntm_dash.intake.files import OpenedFile, read_files
from ntm_dash.intake.forms.definition import forms
from ntm_dash.intake.matching import UnitIndex
from ntm_dash.intake.workbook import Cell, Fault, Sheet
from ntm_dash.services.campaigns import scope_of, units
from ntm_dash.ui.words import told
from tests.intake import workbooks
from tests.intake.desk import TODAY, Desk, assessment, filled, gift, grid, nomination, notes, xlsx

FIXTURES = Path(__file__).parent / "fixtures"
NOMINATIONS, GIFTS = "Đề nghị", "Đóng góp"


def csv(form: str, *rows: dict[str, object], separator: str = ";") -> bytes:
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in grid(form, *rows)]
    return "\r\n".join(lines).encode()


def test_several_forms_in_one_workbook_and_in_several_files_are_one_import_in_any_order(desk: Desk) -> None:
    both = xlsx({GIFTS: grid("contributions", gift("HS-1")), NOMINATIONS: grid("nominations", nomination("HS-1"))})
    second = filled("contributions", gift("HS-2", value="7 triệu"))
    result = desk.take(second, ("ca-hai.xlsx", both), filled("nominations", nomination("HS-2")))
    assert [(sheet.file, sheet.form, sheet.new) for sheet in result.sheets] == [
        ("ca-hai.xlsx", "nominations", 1),
        ("nominations.xlsx", "nominations", 1),
        ("contributions.xlsx", "contributions", 1),
        ("ca-hai.xlsx", "contributions", 1),
    ]
    assert (desk.values("HS-1"), desk.values("HS-2")) == ([100_000_000], [7_000_000])


def test_one_refused_cell_keeps_everything_out(desk: Desk) -> None:
    good = filled("criteria", assessment())
    assert [
        (problem.file, problem.cell) for problem in desk.refused(good, filled("nominations", nomination(Tên=None)))
    ] == [("nominations.xlsx", "C2")]


def test_a_comma_a_semicolon_or_a_tab_may_separate_a_text_table(desk: Desk) -> None:
    for number, separator in enumerate(";\t,"):
        row = nomination(f"HS-{number}", Đối_tượng="Doanh nghiệp", Tên="Hợp tác xã", Đơn_vị_đề_nghị="Sở Công thương")
        desk.take((f"{number}.csv", csv("nominations", row, separator=separator)))
    assert [row["code"] for row in desk.records("nomination")] == ["HS-0", "HS-1", "HS-2"]


def test_what_a_spreadsheet_of_another_maker_saved_is_read_alike(desk: Desk) -> None:
    read = []
    for suffix in ("xlsx", "xls", "ods"):
        content = (FIXTURES / f"bieu-mau.{suffix}").read_bytes()
        other = Desk(desk.store, f"{desk.campaign.id}-{suffix}")
        other.take((f"bieu-mau.{suffix}", content))
        read.append(other.everything())
    assert read[0] == read[1] == read[2]
    assert {table: len(rows) for table, rows in read[0].items()} == {
        "assessment": 2,
        "commune_event": 2,
        "nomination": 3,
        "contribution": 3,
        "earlier_award": 2,
        "rating": 2,
        "evidence": 2,
        "paper": 2,
        "closing_report": 0,
        "council_member": 2,
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\0" * 100, "file_empty"),
        (b"PK\x03\x04 not really", "file_broken"),
        (workbooks.archive({"a.txt": "x"}), "file_archive"),
        (b"%PDF-1.7", "file_pdf"),
        (b"<html><table><tr><td>STT</td></tr></table>", "file_markup"),
        (b"x" * 50_000_001, "file_too_big"),
        (b"\x89PNG\r\n\x1a\n", "file_picture"),
        (xlsx({"Sheet1": [["Báo cáo"], ["không có biểu"]]}), "no_form_found"),
        (xlsx({NOMINATIONS: grid("nominations")}), "file_without_rows"),
        (xlsx({NOMINATIONS: [["Danh sách", "đề nghị"], ["a", "b"]]}), "sheet_without_header"),
        (filled("contributions")[1], "file_without_rows"),
    ],
)
def test_a_file_that_brings_nothing_is_refused_with_its_name(desk: Desk, content: bytes, code: str) -> None:
    stops = desk.refused(("tệp.xlsx", content), filled("nominations", nomination()))
    assert [(problem.code, problem.file) for problem in stops] == [(code, "tệp.xlsx")]


def test_a_zip_bomb_is_refused(desk: Desk) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in workbooks.xlsx_parts("").items():
            archive.writestr(name, part)
        archive.writestr("xl/worksheets/sheet2.xml", b"0" * 300_000_000)
    assert [code for code, _, _ in desk.stops(("bom.xlsx", target.getvalue()))] == ["file_expands"]


def test_a_million_repeated_rows_are_counted_not_made(desk: Desk) -> None:
    def row(cells: list[str]) -> str:
        texts = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        return f"<table:table-row>{texts}</table:table-row>"

    header, given = grid("nominations", nomination())
    rows = row(list(map(str, header))) + row(["" if cell is None else str(cell) for cell in given])
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    desk.take(("a.ods", workbooks.ods(rows + blank, name=NOMINATIONS)))
    assert len(desk.records("nomination")) == 1


def test_a_sheet_that_is_hidden_is_not_read_and_told(desk: Desk) -> None:
    content = xlsx({NOMINATIONS: grid("nominations", nomination()), GIFTS: grid("contributions", gift())})
    workbook = load_workbook(io.BytesIO(content))
    workbook[GIFTS].sheet_state = "hidden"
    target = io.BytesIO()
    workbook.save(target)
    result = desk.take(target.getvalue())
    assert [(problem.code, problem.sheet) for problem in result.problems] == [("sheet_hidden", GIFTS)]
    assert desk.values() == []


def test_a_sheet_without_form_is_told_and_one_called_like_a_form_must_hold_it(desk: Desk) -> None:
    notes_of_clerk = [["Việc", "Ngày"], ["gọi điện", "3/5"]]
    sheets = {NOMINATIONS: grid("nominations", nomination()), "Ghi chú": notes_of_clerk, "Trống": []}
    result = desk.preview(xlsx(sheets))
    assert [(problem.code, problem.sheet) for problem in result.problems] == [("sheet_not_read", "Ghi chú")]
    garbled = [["Hồ sơ nào", "Thứ gì"], ["HS-1", "Tiền"]]
    assert desk.stops(xlsx({**sheets, GIFTS: garbled})) == [("sheet_without_header", GIFTS, "")]


def test_an_empty_form_beside_a_filled_one_is_only_told(desk: Desk) -> None:
    sheets = {NOMINATIONS: grid("nominations", nomination()), GIFTS: grid("contributions")}
    assert notes(desk.take(xlsx(sheets))) == [("no_rows", "")]


def test_one_file_given_twice_is_read_once(desk: Desk) -> None:
    file = filled("contributions", gift())
    result = desk.take(filled("nominations", nomination()), file, ("ban-sao.xlsx", file[1]))
    assert [(problem.code, problem.file) for problem in result.problems] == [("file_twice", "ban-sao.xlsx")]
    assert desk.values() == [100_000_000]


def test_two_files_of_one_name_are_told_apart(desk: Desk) -> None:
    first, second = filled("nominations", nomination("HS-1")), filled("nominations", nomination("HS-2", Tên=None))
    assert [(problem.file, problem.cell) for problem in desk.refused(first, second)] == [("nominations (2).xlsx", "C2")]


def test_more_problems_than_a_person_can_read_are_counted(desk: Desk) -> None:
    rows = [nomination(f"HS-{n}", Ngày_nhận="31/2/2019") for n in range(remarks.LIMIT + 25)]
    stops = desk.refused(filled("nominations", *rows))
    assert len(stops) == remarks.LIMIT + 1
    assert (stops[-1].code, stops[-1].severity, stops[-1].values) == ("more_problems", "refused", {"count": "25"})
    assert desk.preview(filled("nominations", *rows)).sheets[0].refused == remarks.LIMIT + 25


def test_notes_alone_never_stop_however_many(desk: Desk) -> None:
    desk.take(filled("nominations", nomination()))
    rows = [gift(what=f"Việc {n}", value=n + 1, day="2016") for n in range(remarks.LIMIT + 5)]
    result = desk.take(filled("contributions", *rows))
    assert (len(result.problems), result.problems[-1].severity) == (remarks.LIMIT + 1, "note")
    assert len(desk.values()) == remarks.LIMIT + 5


def test_more_sheets_than_one_import_can_number_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_SHEETS", 2)
    stops = desk.refused(*(filled("nominations", nomination(f"HS-{n}"), name=f"{n}.xlsx") for n in range(3)))
    assert [(problem.code, problem.values) for problem in stops] == [("too_many_sheets", {"count": "3", "limit": "2"})]
    desk.take(*(filled("nominations", nomination(f"HS-{n}"), name=f"{n}.xlsx") for n in range(2)))


WORDS = [
    "x",
    "-",
    "Tiền",
    "HS-1",
    "Xã",
    "Vũ Lễ",
    "Bắc Sơn",
    "Tổng cộng",
    "Giấy khen",
    "1,5 tỷ",
    "1.500",
    "31/7/2019",
    "2016",
    "Đạt",
]
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from([Fault("error", "#REF!"), Fault("formula")]),
)
BLOCKS = st.tuples(st.integers(0, 6), st.integers(0, 8), st.integers(0, 3), st.integers(0, 3)).map(
    lambda block: ((block[0], block[1]), (block[0] + block[2], block[1] + block[3]))
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_the_cells_is_read_or_told(desk: Desk, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(sorted(forms())))
    header: list[Cell] = list(grid(form)[0])
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=6))
    height, width = len(rows) + 1, len(header)
    merged = [
        block for block in data.draw(st.lists(BLOCKS, max_size=2)) if block[1][0] < height and block[1][1] < width
    ]
    scope = scope_of(desk.store, desk.campaign)
    context = Context(UnitIndex(units(scope)), TODAY, 19)
    context.remember("HS-1", "UBND huyện Bắc Sơn", "Hợp tác xã")
    opened = OpenedFile("a.xlsx", "digest", [Sheet("S", [header, *rows], merged=merged)], ())
    reading = read_files([opened], context)
    for compared in compare_all(scope, reading, {}):
        assert compared.rows.num_rows == sum(len(sheet.records) for sheet in reading.sheets)
    for problem in reading.all_problems:
        assert problem.file == "a.xlsx"
        assert told(problem).startswith("a.xlsx")
    for sheet in reading.sheets:
        assert sheet.rows_refused + len(sheet.records) <= sheet.rows_read
