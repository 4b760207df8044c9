"""The header of a form is found wherever it stands, over one row or several, its columns in any order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_dash.intake.amounts import money_multiplier
from ntm_dash.intake.forms.definition import forms
from ntm_dash.intake.table import HEADER_WITHIN, Table, find_table
from ntm_dash.intake.workbook import Sheet

CRITERIA = 19


def sheet(*rows: Sequence[Any], name: str = "Sheet1", merged: Sequence[Any] = ()) -> Sheet:
    width = max(map(len, rows), default=0)
    return Sheet(name, [[*row, *[None] * (width - len(row))] for row in rows], merged=merged)


def found(*rows: Sequence[Any], name: str = "Sheet1", merged: Sequence[Any] = ()) -> Table:
    table = find_table(sheet(*rows, name=name, merged=merged), CRITERIA)
    assert table is not None
    return table


def codes(table: Table) -> list[str]:
    return [problem.code for problem in table.problems]


def headers(form: str) -> list[Any]:
    return [column.header for column in forms()[form].columns] + (list(range(1, 20)) if form == "criteria" else [])


GIFTS = headers("contributions")


@pytest.mark.parametrize("form", forms())
def test_each_form_is_known_by_its_own_headers_alone(form: str) -> None:
    table = found(headers(form))
    assert (table.form.name, table.first, codes(table)) == (form, 1, [])
    assert [table.columns[column.id] for column in table.form.columns] == list(range(len(table.form.columns)))
    assert list(table.criteria) == (list(range(1, 20)) if form == "criteria" else [])


@pytest.mark.parametrize("form", forms())
def test_each_form_is_known_by_its_needed_columns_and_one_that_says_of_what(form: str) -> None:
    also = {
        "criteria": ["Xã", 1, 2],
        "commune_events": ["Xã"],
        "earlier_awards": ["Mã hồ sơ", "Hình thức", "Số quyết định", "Ngày quyết định"],
        "papers": ["Mã hồ sơ"],
        "closing_reports": ["Ngày nhận"],
    }
    needed = [column.header for column in forms()[form].columns if column.required]
    table = found([*needed, *also.get(form, [])], name=forms()[form].sheet)
    assert table.form.name == form
    assert "column_missing" not in codes(table)


@pytest.mark.parametrize("form", forms())
def test_every_other_name_of_a_column_is_understood(form: str) -> None:
    for column in forms()[form].columns:
        for alias in column.aliases:
            named = [alias if each is column else each.header for each in forms()[form].columns]
            table = found(named + (list(range(1, 20)) if form == "criteria" else []), name=forms()[form].sheet)
            assert (table.form.name, table.headers[column.id]) == (form, alias)


def test_no_header_means_two_columns_of_one_form() -> None:
    for form in forms().values():
        keys = sorted(key for column in form.columns for key in set(column.keys))
        assert [one for one, two in pairwise(keys) if one == two] == []


def test_titles_above_and_empty_rows_are_passed_over() -> None:
    table = found(["UBND HUYỆN BẮC SƠN"], [], ["Biểu 04. Đóng góp"], [], GIFTS, ["x"])
    assert (table.form.name, table.first) == ("contributions", 5)


def test_a_header_far_below_is_not_looked_for() -> None:
    assert find_table(sheet(*[["…"]] * HEADER_WITHIN, GIFTS), CRITERIA) is None
    assert find_table(sheet(*[["…"]] * (HEADER_WITHIN - 1), GIFTS), CRITERIA) is not None


def test_the_criteria_may_stand_below_a_merged_heading() -> None:
    upper = ["STT", "Huyện", "Xã", "Ngày đánh giá", "Tiêu chí", *[None] * 18]
    lower = [None, None, None, None, *range(1, 20)]
    table = found(["Biểu 01"], upper, lower, merged=[((1, 4), (1, 22)), *(((1, n), (2, n)) for n in range(4))])
    assert (table.form.name, table.first, table.columns["commune"]) == ("criteria", 3, 2)
    assert table.criteria == {number: 3 + number for number in range(1, 20)}


def test_the_criteria_may_stand_below_two_headings() -> None:
    table = found(
        ["TT", "Đơn vị", None, "Thời điểm đánh giá", "Kết quả thực hiện", None, None],
        [None, "Huyện", "Xã", None, "Quy hoạch", "Hạ tầng", None],
        [None, None, None, None, "TC 1", "TC 2", "TC 3"],
        merged=[((0, 1), (0, 2)), ((0, 4), (0, 6)), ((1, 5), (1, 6))],
    )
    assert (table.form.name, table.first) == ("criteria", 3)
    assert table.columns == {"ordinal": 0, "district": 1, "commune": 2, "assessed_on": 3}
    assert table.criteria == {1: 4, 2: 5, 3: 6}


def test_the_names_of_two_header_rows_are_read_together() -> None:
    table = found(
        ["Mã hồ sơ", "Tên", "Hình thức", "Quyết định", None, "Giai đoạn", None],
        [None, None, None, "Số", "Ngày", "Từ năm", "Đến năm"],
        merged=[((0, 3), (0, 4)), ((0, 5), (0, 6))],
    )
    assert table.form.name == "earlier_awards"
    assert (table.columns["decision"], table.columns["decided_on"], table.columns["to_year"]) == (3, 4, 6)


def test_a_row_that_numbers_the_columns_is_no_data() -> None:
    assert found(GIFTS, [f"({n})" for n in range(1, 12)]).first == 2
    assert found(GIFTS, ["A", "B", *range(1, 10)]).first == 2
    assert found(GIFTS, [1, "HS-1", 2016, "Tiền"]).first == 1


@pytest.mark.parametrize("label", ["1", "01", "TC 1", "TC1", "Tiêu chí 1", "1. Quy hoạch", "Tiêu chí số 1: Quy hoạch"])
def test_a_criterion_is_known_by_its_number(label: str) -> None:
    table = found(["Xã", "Ngày đánh giá", label, "2", "3"], name="Tiêu chí")
    assert table.criteria == {1: 2, 2: 3, 3: 4}


def test_absent_criteria_and_columns_are_told_and_absent_optional_columns_are_not() -> None:
    table = found(["Huyện", "Xã", "Ngày đánh giá", 1, 2])
    assert [(problem.code, problem.severity, problem.expected) for problem in table.problems] == [
        ("columns_absent", "note", "Mã xã"),
        ("criteria_missing", "note", ", ".join(map(str, range(3, 20)))),
    ]


def test_a_needed_column_that_is_absent_stops() -> None:
    table = found([header for header in GIFTS if header != "Loại"])
    assert [(problem.code, problem.severity, problem.expected) for problem in table.problems] == [
        ("column_missing", "refused", "Loại")
    ]


def test_a_column_that_is_there_twice_stops_and_names_both() -> None:
    table = found(["Biểu"], [*GIFTS, "Số tiền"])
    assert [(problem.code, problem.cell, problem.read, problem.values) for problem in table.problems] == [
        ("column_twice", "L2", "Số tiền", {"other": "H2"})
    ]


def test_columns_of_no_form_are_told_with_their_place() -> None:
    table = found([*GIFTS[:3], "Nguồn", *GIFTS[3:], "Ý kiến"])
    assert [(problem.code, problem.severity, problem.read) for problem in table.problems] == [
        ("columns_unknown", "note", "Nguồn (D1); Ý kiến (M1)")
    ]


def test_a_header_in_an_old_font_is_read() -> None:
    table = found(["HuyÖn", "X·", "Ngµy ®¸nh gi¸", 1, 2, 3], name="Tiªu chÝ")
    assert table.columns == {"district": 0, "commune": 1, "assessed_on": 2}


def test_a_header_in_decomposed_letters_without_diacritics_or_broken_over_lines_is_read() -> None:
    table = found(["Huye\u0323\u0302n", "XA", "Nga\u0300y đánh\ngiá (*)", "  1 ", 2.0], name="Sheet1")
    assert table.columns == {"district": 0, "commune": 1, "assessed_on": 2}
    assert table.criteria == {1: 3, 2: 4}


@pytest.mark.parametrize(
    ("header", "above", "worth"),
    [
        ("Giá trị (đồng)", None, 1),
        ("Giá trị", None, 1),
        ("Giá trị (triệu đồng)", None, 10**6),
        ("Giá trị, triệu đồng", None, 10**6),
        ("Giá trị\n(ĐVT: triệu đồng)", None, 10**6),
        ("Số tiền (1.000 đồng)", None, 1000),
        ("Thành tiền ĐVT: tỷ đồng", None, 10**9),
        ("Giá trị", "ĐVT: triệu đồng", 10**6),
        ("Giá trị", "Đơn vị tính: Triệu đồng", 10**6),
        ("Giá trị", "(Đơn vị: 1.000 đồng)", 1000),
        ("Giá trị", "Biểu 04. Đóng góp (triệu đồng)", 10**6),
        ("Giá trị", "Danh sách đóng góp trên 500 triệu đồng", 1),
        ("Giá trị", "Đơn vị: UBND huyện Bắc Sơn", 1),
        ("Giá trị (triệu đồng)", "ĐVT: triệu đồng", 10**6),
    ],
)
def test_the_unit_of_sums_is_read_from_the_header_or_from_a_line_above(header: str, above: str, worth: int) -> None:
    table = found(["Phòng Nông nghiệp", above], [header if each.startswith("Giá trị") else each for each in GIFTS])
    assert codes(table) == []
    assert money_multiplier(table.headers["value"]) == worth


def test_a_unit_above_the_table_that_contradicts_the_header_stops() -> None:
    table = found([None, "ĐVT: triệu đồng"], GIFTS)
    assert [(problem.code, problem.cell, problem.read, problem.values) for problem in table.problems] == [
        ("unit_of_sums_differs", "H2", "Giá trị (đồng)", {"other": "triệu đồng"})
    ]


def test_the_unit_of_sums_may_stand_below_its_header() -> None:
    lower = ["(triệu đồng)" if header == "Giá trị (đồng)" else None for header in GIFTS]
    table = found(["Giá trị" if each.startswith("Giá trị") else each for each in GIFTS], lower)
    assert (table.first, money_multiplier(table.headers["value"])) == (2, 10**6)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Huyện Bắc Sơn"]],
        [["STT", "Huyện", "Xã", "Ghi chú"], [1, "Bắc Sơn", "Vũ Lễ", "x"]],
        [["STT", "Họ và tên", "Chức vụ", "Đơn vị"], [1, "Nguyễn Văn A", "Chuyên viên", "Sở Nội vụ"]],
        [["x", "-", "x"], ["x", "x", "-"]],
        [[1, 2, 3], [4, 5, 6]],
    ],
)
def test_what_is_no_form_is_none(rows: list[list[Any]]) -> None:
    assert find_table(sheet(*rows), CRITERIA) is None


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_columns_are_found_in_any_order_among_strangers(data: st.DataObject) -> None:
    form = forms()[data.draw(st.sampled_from(sorted(forms())))]
    names: list[Any] = [data.draw(st.sampled_from((column.header, *column.aliases))) for column in form.columns]
    numbers = [f"Tiêu chí {n}" for n in range(1, 20)] if form.name == "criteria" else []
    order = data.draw(st.permutations([*names, *numbers, "Ý kiến khác", "Nguồn"]))
    table = found([], order, name=data.draw(st.sampled_from((form.sheet, "Sheet1"))))
    assert table.form is form
    assert {table.columns[column.id] for column in form.columns} == {order.index(name) for name in names}
    assert [order[position] for position in table.criteria.values()] == sorted(numbers, key=order.index)
