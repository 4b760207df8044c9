"""Data rows are told from what stands beside them; what a data row lacks is told, never passed over."""

from __future__ import annotations

from typing import Any

import pytest

from ntm_dash.intake.forms.definition import forms
from tests.intake.desk import Desk, assessment, gift, grid, nomination, notes, xlsx

SHEETS = {name: form.sheet for name, form in forms().items()}


def contributions(*rows: list[Any], below: tuple[dict[Any, Any], ...] = (), merged: tuple[str, ...] = ()) -> bytes:
    """Form 03 with HS-1 and HS-2, and form 04 with a first gift, these rows and what stands below."""
    header, *gifts = grid("contributions", gift("HS-1"), *below)
    sheets = {
        SHEETS["nominations"]: grid("nominations", nomination("HS-1"), nomination("HS-2")),
        SHEETS["contributions"]: [header, gifts[0], *rows, *gifts[1:]],
    }
    return xlsx(sheets, merged={SHEETS["contributions"]: merged})


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng cộng", None, None, None, None, None, None, 100_000_000],
        [None, "Tổng số: 1 khoản", None, None, None, 5, None, 100_000_000],
        [None, "CỘNG", None, "Tiền", None, None, None, 100_000_000],
        [None, "Tæng céng", None, None, None, None, None, 100_000_000],
        ["Tong cong", None, None, None, None, None, None, 100_000_000],
        [None, "Cộng:", None, None, None, 1, None, 100_000_000],
        ["I", "Tập thể"],
        ["II", None, None, None, "Cá nhân"],
        [None, "Huyện Bắc Sơn"],
        ["A", "Các hợp tác xã", None, None, None, None, None, 100_000_000],
        [f"({n})" for n in range(1, 12)],
        ["A", "B", *range(1, 10)],
        grid("contributions")[0],
        [None, "Mã hồ sơ", "Ngày", "Loại"],
        [2],
        ["3"],
        ["4."],
        [None, "  "],
        [None, None, None, None, "(tiếp theo trang sau)"],
    ],
)
def test_a_row_that_is_no_contribution_is_passed_over_among_others(desk: Desk, row: list[Any]) -> None:
    result = desk.take(contributions(row, below=(gift("HS-2", value="7 triệu"),)))
    assert (desk.values("HS-1"), desk.values("HS-2")) == ([100_000_000], [7_000_000])
    empty = row in ([2], ["3"], ["4."], [None, "  "])
    assert notes(result) == ([] if empty else [("row_passed_over", "3:3")])


def test_what_is_passed_over_is_shown_with_its_words(desk: Desk) -> None:
    result = desk.take(contributions(["I", "Tập thể", None, None, "của huyện"]))
    assert [problem.read for problem in result.problems] == ["I | Tập thể | của huyện"]


def test_a_signature_below_is_passed_over(desk: Desk) -> None:
    signature: list[list[Any]] = [
        [],
        [None, None, None, None, None, None, None, "Bắc Sơn, ngày 30 tháng 7 năm 2019"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "TRƯỞNG PHÒNG", None, None, None, "TM. ỦY BAN NHÂN DÂN"],
        [None, "(Ký, ghi rõ họ tên)", None, None, None, None, None, None, "CHỦ TỊCH"],
        [],
        [None, "Nguyễn Văn An", None, None, "Lê Văn Hà", None, None, None, "Hoàng Văn Bình"],
    ]
    result = desk.take(contributions(*signature, merged=("I5:I6", "B5:B6")))
    assert desk.values() == [100_000_000]
    assert {code for code, _ in notes(result)} == {"row_passed_over"}


def test_a_commune_that_is_listed_but_not_filled_in_is_passed_over(desk: Desk) -> None:
    rows = grid("criteria", assessment("Vũ Lễ"), {"STT": 2, "Huyện": "Bắc Sơn", "Xã": "Vũ Sơn"}, assessment("Tân Tri"))
    result = desk.take(xlsx({SHEETS["criteria"]: rows}))
    assert len(desk.records("assessment")) == 2
    assert notes(result) == [("row_passed_over", "3:3")]


def test_a_subtotal_of_criteria_is_passed_over(desk: Desk) -> None:
    header, row = grid("criteria", assessment("Vũ Lễ"))
    rows = [header, ["I", "Huyện Bắc Sơn", *[None] * 4, *range(18, -1, -1)], row]
    desk.take(xlsx({SHEETS["criteria"]: rows}))
    assert len(desk.records("assessment")) == 1


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ({"Mã hồ sơ": "HS-2"}, [("cell_missing", "D3")]),
        ({"Mã hồ sơ": "HS-2", "Giá trị (đồng)": "5 triệu"}, [("cell_missing", "D3")]),
        ({"Loại": "Tiền"}, [("cell_missing", "B3")]),
        ({"Loại": "Tiền", "Giá trị (đồng)": "5 triệu"}, [("cell_missing", "B3")]),
        ({"Ngày": "2016", "Giá trị (đồng)": "5 triệu"}, [("cell_missing", "B3"), ("cell_missing", "D3")]),
        ({"STT": 2, "Mô tả": "Làm đường"}, [("cell_missing", "B3"), ("cell_missing", "D3")]),
    ],
)
@pytest.mark.parametrize("is_last", [False, True])
def test_a_row_that_says_something_must_say_all_that_is_needed(
    desk: Desk, row: dict[str, Any], lacks: list[tuple[str, str]], is_last: bool
) -> None:
    header, given = grid("contributions", row)
    assert header[1] == "Mã hồ sơ"
    below = () if is_last else (gift("HS-1", what="Khác"),)
    stops = desk.stops(contributions(given, below=below))
    assert sorted((code, cell) for code, sheet, cell in stops if sheet == SHEETS["contributions"]) == lacks


@pytest.mark.parametrize("name", ["Công ty Lâm nghiệp", "Cong ty", "Cộng đồng thôn Nà Lùng", "Tổng công ty Than"])
def test_a_company_or_a_community_is_no_sum(desk: Desk, name: str) -> None:
    row = {"STT": 2, "Tên": name, "Đối tượng": "Doanh nghiệp, hợp tác xã"}
    rows = grid("nominations", nomination("HS-1"), row, nomination("HS-3"))
    assert [cell for _, _, cell in desk.stops(xlsx({SHEETS["nominations"]: rows}))] == ["B3", "J3", "K3"]


def test_a_district_written_once_for_its_communes_stands_for_all_of_them(desk: Desk) -> None:
    names = ["Tân Thành", "Chiến Thắng", "Vũ Lễ"]
    rows = [assessment(name) | {"Huyện": "Bắc Sơn" if name == "Tân Thành" else None} for name in names]
    file = xlsx({SHEETS["criteria"]: grid("criteria", *rows)}, merged={SHEETS["criteria"]: ["B2:B4"]})
    desk.take(file)
    assert len(desk.records("assessment")) == 3
    unmerged = xlsx({SHEETS["criteria"]: grid("criteria", *rows)})
    assert {code for code, _, _ in desk.stops(unmerged)} == {"unit_ambiguous"}


def test_one_sum_merged_over_several_rows_is_refused(desk: Desk) -> None:
    second = grid("contributions", gift("HS-2", value=None))[1]
    assert desk.stops(contributions(second, merged=("H2:H3",))) == [
        ("sum_of_several_rows", SHEETS["contributions"], "H2")
    ]


def test_a_description_merged_over_several_rows_is_that_of_each(desk: Desk) -> None:
    second = grid("contributions", gift("HS-2", what=None, value="7 triệu"))[1]
    desk.take(contributions(second, merged=("E2:E3",)))
    assert [row["description"] for row in desk.records("contribution")] == ["Làm đường", "Làm đường"]


def test_words_that_also_begin_a_signature_do_not_hide_a_row_that_says_more(desk: Desk) -> None:
    row = {"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ", "Sự kiện": "Khu dân cư kiểu mẫu", "Từ ngày": "1/3/2018"}
    rows = grid("commune_events", row | {"Nội dung": "KT-XH thôn Nà Lùng"})
    desk.take(xlsx({SHEETS["commune_events"]: rows}))
    assert [record["area"] for record in desk.records("commune_event")] == ["KT-XH thôn Nà Lùng"]


def test_a_signature_below_the_council_is_no_member(desk: Desk) -> None:
    rows = grid(
        "council",
        {"Họ tên": "Bà Ất", "Cơ quan": "Sở Nội vụ", "Vai trò": "Ủy viên"},
        {"Họ tên": "Người lập biểu", "Cơ quan": "Trưởng phòng", "Vai trò": "Chủ tịch"},
        {"Họ tên": "Lê Văn Hà", "Cơ quan": "Lý Thị Bình", "Vai trò": "Hoàng Văn Nam"},
    )
    result = desk.take(xlsx({SHEETS["council"]: rows}))
    assert [record["name"] for record in desk.records("council_member")] == ["Bà Ất"]
    assert notes(result) == [("row_passed_over", "3:3"), ("row_passed_over", "4:4")]
