"""Form 03: a nomination, known by its code in every other form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import NATIONAL, PROPOSER, PROVINCIAL, Desk, filled, nomination

SHEET = "Đề nghị"


def test_a_nomination_says_who_is_proposed_for_what_and_by_whom(desk: Desk) -> None:
    row = nomination(
        "BS-01",
        Tên="Xã Vũ Lễ",
        Đối_tượng="Xã",
        Huyện="Bắc Sơn",
        Xã="Vũ Lễ",
        Ngày_nhận=datetime(2019, 7, 30),
        Tóm_tắt_thành_tích="Đạt 19 tiêu chí",
        Tên_ghi_trên_bằng="Nhân dân và cán bộ xã Vũ Lễ",
    )
    desk.take(filled("nominations", row))
    assert desk.records("nomination") == [
        {
            "code": "BS-01",
            "name": "Xã Vũ Lễ",
            "subject": "commune",
            "farmer": None,
            "post": None,
            "district": "185",
            "commune": "06373",
            "village": None,
            "award": "bang_khen_tinh",
            "proposer": "UBND huyện Bắc Sơn",
            "received_on": date(2019, 7, 30),
            "achievements": "Đạt 19 tiêu chí",
            "certificate_name": "Nhân dân và cán bộ xã Vũ Lễ",
        }
    ]


@pytest.mark.parametrize("named", ["subject", "award"])
def test_every_word_for_subjects_and_awards_is_understood(desk: Desk, named: str) -> None:
    column = {"subject": "Đối tượng", "award": "Hình thức"}[named]
    place = {"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ"}
    words = [(word, code) for code, found in terms()[named].items() for word in found]
    rows = [nomination(f"HS-{n}") | place | {column: word.lower()} for n, (word, _) in enumerate(words)]
    desk.take(filled("nominations", *rows))
    read = {row["code"]: row[named] for row in desk.records("nomination")}
    assert read == {f"HS-{n}": code for n, (_, code) in enumerate(words)}


@pytest.mark.parametrize(
    ("place", "district", "commune"),
    [
        ({"Đối tượng": "Xã", "Tên": "Xã Vũ Lễ"}, "185", "06373"),
        ({"Đối tượng": "Xã", "Tên": "Xã Chiến Thắng", "Huyện": "Bắc Sơn"}, "185", "06364"),
        ({"Đối tượng": "Huyện, thành phố", "Tên": "Huyện Bắc Sơn"}, "185", None),
        ({"Đối tượng": "Huyện, thành phố", "Tên": "Nhân dân huyện", "Huyện": "Bắc Sơn"}, "185", None),
        ({"Đối tượng": "Hộ gia đình", "Huyện": "Chi Lăng", "Xã": "thị trấn Chi Lăng"}, "187", "06466"),
        ({"Đối tượng": "Thôn", "Huyện": "Bắc Sơn", "Xã": "Vũ Lễ", "Thôn": "Nà Lùng"}, "185", "06373"),
        ({"Đối tượng": "Doanh nghiệp", "Huyện": "Bắc Sơn"}, "185", None),
        ({"Đối tượng": "Doanh nhân"}, None, None),
    ],
)
def test_the_place_of_a_nominee_is_found_as_its_kind_asks(
    desk: Desk, place: dict[str, Any], district: str | None, commune: str | None
) -> None:
    desk.take(filled("nominations", nomination() | place))
    assert [(row["district"], row["commune"]) for row in desk.records("nomination")] == [(district, commune)]


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"Tên": None}, "cell_missing", "C2"),
        ({"Đối tượng": None}, "cell_missing", "D2"),
        ({"Đối tượng": "Cá nhân khác"}, "word_unknown", "D2"),
        ({"Hình thức": "Bằng khen"}, "word_unknown", "J2"),
        ({"Đơn vị đề nghị": None}, "cell_missing", "K2"),
        ({"Ngày nhận": "7/31/2019"}, "date_month_first", "L2"),
        ({"Ngày nhận": "31/7/2028"}, "date_future", "L2"),
        ({"Ngày nhận": "2019"}, "date_needs_day", "L2"),
        ({"Đối tượng": "Xã", "Tên": "Xã Chi Lăng"}, "unit_ambiguous", "H2"),
        ({"Đối tượng": "Xã", "Tên": "Nhân dân và cán bộ"}, "unit_unknown", "H2"),
        ({"Đối tượng": "Huyện, thành phố", "Tên": "Huyện Bắc Xơn"}, "unit_unknown_near", "G2"),
        ({"Đối tượng": "Hộ gia đình", "Huyện": "Lộc Bình", "Xã": "Vũ Lễ"}, "unit_elsewhere", "H2"),
        ({"Mã hồ sơ": "HS" * 40}, "code_unreadable", "B2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, change: dict[str, Any], code: str, cell: str) -> None:
    stops = desk.stops(filled("nominations", nomination() | change))
    assert [(found.removesuffix("_near"), sheet, place) for found, sheet, place in stops] == [
        (code.removesuffix("_near"), SHEET, cell)
    ]


def test_a_commune_whose_name_stands_twice_can_be_answered_without_changing_the_nominee(desk: Desk) -> None:
    file = filled("nominations", nomination() | {"Đối tượng": "Xã", "Tên": "Xã Chi Lăng"})
    [problem] = desk.refused(file)
    code = problem.candidates[1][0]
    desk.take(file, answers={(problem.file, problem.sheet, problem.cell): code})
    assert [(row["name"], row["commune"]) for row in desk.records("nomination")] == [("Xã Chi Lăng", code)]


@pytest.mark.parametrize("second", ["UBND huyện Chi Lăng", "Hội Nông dân tỉnh"])
def test_one_code_from_two_units_is_refused_in_one_file_in_two_files_and_in_two_imports(
    desk: Desk, second: str
) -> None:
    ours = nomination("BS-1")
    theirs = nomination("bs-1", Tên="Ông Lý Văn Thắng", Đơn_vị_đề_nghị=second)
    one_file = filled("nominations", ours, theirs)
    assert desk.stops(one_file) == [("code_of_two_proposers", SHEET, "B3")]
    first, other = filled("nominations", ours, name="a.xlsx"), filled("nominations", theirs, name="b.xlsx")
    assert [(problem.code, problem.file) for problem in desk.refused(first, other)] == [
        ("code_of_two_proposers", "b.xlsx")
    ]
    desk.take(first)
    assert desk.stops(other) == [("code_of_two_proposers", SHEET, "B2")]
    assert [row["proposer"] for row in desk.records("nomination")] == [PROPOSER]


def test_one_code_twice_from_one_unit_is_one_nomination_and_said_in_one_way(desk: Desk) -> None:
    assert desk.stops(filled("nominations", nomination(), nomination())) == [("rows_identical", SHEET, "3:3")]
    assert desk.stops(filled("nominations", nomination(), nomination(Tên="Khác"))) == [("key_conflict", SHEET, "3:3")]


def test_a_code_is_the_same_in_any_case_and_spacing_and_kept_as_first_written(desk: Desk) -> None:
    desk.take(filled("nominations", nomination("BS-1")))
    desk.take(filled("nominations", nomination(" bs-1 ", Hình_thức=NATIONAL)))
    assert [(row["code"], row["award"]) for row in desk.records("nomination")] == [("BS-1", "bang_khen_thu_tuong")]


def test_a_code_typed_as_a_number_is_text(desk: Desk) -> None:
    desk.take(filled("nominations", nomination(12), nomination(13.0)))  # type: ignore[arg-type]
    assert [row["code"] for row in desk.records("nomination")] == ["12", "13"]


def test_a_corrected_nomination_replaces_and_its_blanks_keep_what_stood(desk: Desk) -> None:
    desk.take(filled("nominations", nomination(Ngày_nhận="30/7/2019", Tóm_tắt_thành_tích="Một")))
    desk.take(filled("nominations", nomination(Tên="Hợp tác xã An Phú", Ngày_nhận="31/7/2019")))
    [row] = desk.records("nomination")
    assert (row["name"], row["received_on"], row["achievements"]) == ("Hợp tác xã An Phú", date(2019, 7, 31), "Một")


def test_a_proposer_is_known_by_its_registered_name(desk: Desk) -> None:
    rows = [
        nomination("1", Đơn_vị_đề_nghị="Ủy ban nhân dân huyện Bắc Sơn"),
        nomination("2", Đơn_vị_đề_nghị="ubnd huyen bac son"),
        nomination("3", Đơn_vị_đề_nghị="Công ty Cổ phần An Phú"),
    ]
    result = desk.take(filled("nominations", *rows))
    assert [row["proposer"] for row in desk.records("nomination")] == [PROPOSER, PROPOSER, "Công ty Cổ phần An Phú"]
    assert result.problems == []


def test_the_awards_screened_and_those_only_counted_are_all_recorded(desk: Desk) -> None:
    awards = ("Giấy khen", PROVINCIAL, NATIONAL)
    desk.take(filled("nominations", *(nomination(f"HS-{n}", Hình_thức=award) for n, award in enumerate(awards))))
    assert [row["award"] for row in desk.records("nomination")] == [
        "giay_khen",
        "bang_khen_tinh",
        "bang_khen_thu_tuong",
    ]


def test_a_farmer_is_ticked(desk: Desk) -> None:
    desk.take(filled("nominations", nomination("1", Nông_dân="x"), nomination("2"), nomination("3", Nông_dân="không")))
    assert [row["farmer"] for row in desk.records("nomination")] == [True, None, False]
