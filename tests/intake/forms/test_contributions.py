"""Form 04: what a nominee has given; and a corrected file, which never doubles it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import Desk, filled, gift, grid, nomination, notes, xlsx

SHEET = "Đóng góp"
FILE = "contributions.xlsx"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk where HS-1 and HS-2 are nominated."""
    desk.take(filled("nominations", nomination("HS-1"), nomination("HS-2")))
    return desk


def gifts(*rows: dict[str, Any], name: str = FILE) -> tuple[str, bytes]:
    return filled("contributions", *rows, name=name)


def answer(line: int, choice: str) -> dict[tuple[str, str, str], str]:
    return {(FILE, SHEET, f"{line}:{line}"): choice}


def test_a_contribution_says_what_was_given_when_and_who_confirms(desk: Desk) -> None:
    desk.take(
        gifts(gift("hs-1", Số_lượng="1.200", Đơn_vị_tính="m2", Loại="Đất", Số_văn_bản="12/XN") | {"Số lượng": 1200})
    )
    assert desk.records("contribution") == [
        {
            "nomination": "HS-1",
            "given_on": date(2016, 3, 12),
            "year": 2016,
            "kind": "land",
            "description": "Làm đường",
            "value": 100_000_000,
            "quantity": 1200.0,
            "quantity_unit": "m2",
            "delivered": True,
            "confirmed_by": "UBND xã Vũ Lễ",
            "paper": "12/XN",
            "sure": True,
            "possible": True,
        }
    ]


@pytest.mark.parametrize("named", ["contribution_kind", "contribution_status"])
def test_every_word_for_kind_and_state_is_understood(desk: Desk, named: str) -> None:
    column = {"contribution_kind": "Loại", "contribution_status": "Tình trạng"}[named]
    words = [(word, code) for code, found in terms()[named].items() for word in found]
    desk.take(gifts(*(gift(what=f"{n:02}") | {column: word} for n, (word, _) in enumerate(words))))
    rows = sorted(desk.records("contribution"), key=lambda row: row["description"])
    states = {"delivered": True, "pledged": False}
    read = [row["kind"] if named == "contribution_kind" else row["delivered"] for row in rows]
    assert read == [states.get(code, code) for _, code in words]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,5 tỷ", 1_500_000_000),
        ("400 triệu", 400_000_000),
        ("1.500.000.000 đ", 1_500_000_000),
        ("1500000000", 1_500_000_000),
        (1500000000, 1_500_000_000),
        ("1 tỷ 200 triệu đồng", 1_200_000_000),
        (None, None),
    ],
)
def test_a_sum_is_read_as_people_write_it(desk: Desk, written: Any, value: int | None) -> None:
    desk.take(gifts(gift(value=written)))
    assert desk.values() == [value]


@pytest.mark.parametrize(("written", "count"), [("1.5 tỷ", 2), ("1.500", 3)])
def test_a_sum_that_can_be_read_in_two_ways_is_asked_about_and_each_answer_is_taken(
    desk: Desk, written: str, count: int
) -> None:
    file = gifts(gift(value=written))
    [problem] = desk.refused(file)
    assert (problem.code, problem.severity, problem.cell) == ("money_ambiguous", "question", "H2")
    assert len(problem.candidates) == count
    for choice, _ in problem.candidates:
        found = desk.preview(file, answers={(FILE, SHEET, "H2"): choice})
        [record] = found.reading.sheets[0].records
        assert f"{record['value']} VND" == choice
        assert found.stops == []


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (150, "Giá trị (triệu đồng)", 150_000_000),
        ("1500,5", "Giá trị (triệu đồng)", 1_500_500_000),
        ("150", "Giá trị, triệu đồng", 150_000_000),
        ("2 tỷ", "Giá trị (triệu đồng)", 2_000_000_000),
        (1.5, "Giá trị (tỷ đồng)", 1_500_000_000),
        (1500, "Số tiền (1.000 đồng)", 1_500_000),
    ],
)
def test_the_unit_in_the_header_multiplies(desk: Desk, value: Any, unit: str, read: int) -> None:
    rows = grid("contributions", gift(value=value))
    desk.take(xlsx({SHEET: [[unit if each == "Giá trị (đồng)" else each for each in rows[0]], rows[1]]}))
    assert desk.values() == [read]


def test_the_unit_above_the_table_multiplies(desk: Desk) -> None:
    rows = grid("contributions", gift(value=150))
    header = ["Giá trị" if each == "Giá trị (đồng)" else each for each in rows[0]]
    desk.take(xlsx({SHEET: [["Biểu 04"], [None] * 8 + ["ĐVT: triệu đồng"], header, rows[1]]}))
    assert desk.values() == [150_000_000]


def test_a_sum_beside_a_unit_of_money_is_asked_about(desk: Desk) -> None:
    file = gifts(gift(value=150, Đơn_vị_tính="triệu đồng"))
    [problem] = desk.refused(file)
    assert (problem.code, problem.cell) == ("sum_unit_beside", "H2")
    assert [value for value, _ in problem.candidates] == ["150000000 VND", "150 VND"]
    desk.take(file, answers={(FILE, SHEET, "H2"): "150000000 VND"})
    assert desk.values() == [150_000_000]


@pytest.mark.parametrize(
    "row",
    [
        {"Giá trị (đồng)": 150_000_000, "Số lượng": 150, "Đơn vị tính": "triệu đồng"},
        {"Giá trị (đồng)": 150_000_000, "Đơn vị tính": "triệu đồng"},
        {"Giá trị (đồng)": "150 triệu", "Số lượng": 3, "Đơn vị tính": "tấn"},
    ],
)
def test_a_sum_that_its_unit_bears_out_is_taken(desk: Desk, row: dict[str, Any]) -> None:
    desk.take(gifts(gift() | row))
    assert desk.values() == [150_000_000]


def test_a_sum_in_the_column_of_quantities_is_refused_not_lost(desk: Desk) -> None:
    row = gift(value=None, Số_lượng=150, Đơn_vị_tính="triệu đồng")
    assert desk.stops(gifts(row)) == [("sum_as_quantity", SHEET, "H2")]


def test_a_sum_too_small_for_dong_is_taken_and_told(desk: Desk) -> None:
    assert notes(desk.take(gifts(gift(value=500)))) == [("sum_small", "H2")]
    assert desk.values() == [500]


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"Giá trị (đồng)": -5_000_000}, "money_negative", "H2"),
        ({"Giá trị (đồng)": "-5 triệu"}, "money_negative", "H2"),
        ({"Giá trị (đồng)": "nhiều"}, "money_unreadable", "H2"),
        ({"Giá trị (đồng)": 1.5}, "money_fraction", "H2"),
        ({"Giá trị (đồng)": "#REF!"}, "cell_error", "H2"),
        ({"Giá trị (đồng)": "=SUM(A1:A2)"}, "cell_formula", "H2"),
        ({"Giá trị (đồng)": datetime(2016, 1, 1)}, "money_unreadable", "H2"),
        ({"Số lượng": "-2"}, "number_negative", "F2"),
        ({"Số lượng": "hai"}, "number_unreadable", "F2"),
        ({"Ngày": "13/13/2016"}, "date_impossible", "C2"),
        ({"Ngày": "12/31/2016"}, "date_month_first", "C2"),
        ({"Ngày": "1/1/2027"}, "date_future", "C2"),
        ({"Ngày": 2027}, "date_future", "C2"),
        ({"Loại": "Vàng"}, "word_unknown", "D2"),
        ({"Tình trạng": "Đang giao"}, "word_unknown_near", "I2"),
        ({"Mã hồ sơ": "HS-9"}, "nomination_unknown", "B2"),
        ({"Mô tả": "Làm đường\ufffd"}, "text_unreadable", "E2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, change: dict[str, Any], code: str, cell: str) -> None:
    assert desk.stops(gifts(gift() | change)) == [(code, SHEET, cell)]


@pytest.mark.parametrize(("day", "given_on", "year"), [("2016", None, 2016), (2016, None, 2016), (None, None, None)])
def test_a_year_without_day_keeps_only_the_year(desk: Desk, day: Any, given_on: None, year: int | None) -> None:
    desk.take(gifts(gift(day=day)))
    assert [(row["given_on"], row["year"]) for row in desk.records("contribution")] == [(given_on, year)]


def test_every_nominee_may_come_in_the_same_import_in_any_order(desk: Desk) -> None:
    desk.take(gifts(gift("HS-7")), filled("nominations", nomination("HS-7")))
    assert desk.values("HS-7") == [100_000_000]


# -- rows of one import that say the same


def test_identical_gifts_are_asked_about_and_kept_as_answered(desk: Desk) -> None:
    file = gifts(gift(), gift(), gift())
    assert desk.stops(file) == [("gifts_identical", SHEET, "3:3"), ("gifts_identical", SHEET, "4:4")]
    desk.take(file, answers=answer(3, "keep_both") | answer(4, "keep_both"))
    assert sorted(row["description"] for row in desk.records("contribution")) == [
        "Làm đường",
        "Làm đường (2)",
        "Làm đường (3)",
    ]
    version = desk.store.version()
    desk.take(file, answers=answer(3, "keep_both") | answer(4, "keep_both"))
    assert desk.store.version() == version


def test_identical_gifts_answered_as_one_are_one(desk: Desk) -> None:
    desk.take(gifts(gift(), gift()), answers=answer(3, "keep_one"))
    assert desk.values() == [100_000_000]


def test_a_gift_told_twice_in_one_workbook_is_asked_about_and_in_two_files_is_one(desk: Desk) -> None:
    rows = grid("contributions", gift())
    two_sheets = xlsx({SHEET: rows, "Đóng góp (2)": rows})
    assert desk.stops(two_sheets) == [("gifts_identical", "Đóng góp (2)", "2:2")]
    desk.take(gifts(gift(), name="a.xlsx"), gifts(gift(), gift("HS-2"), name="b.xlsx"))
    assert (desk.values("HS-1"), desk.values("HS-2")) == ([100_000_000], [100_000_000])


def test_one_gift_said_in_two_ways_is_refused(desk: Desk) -> None:
    file = gifts(gift(), gift(Cơ_quan_xác_nhận="UBND huyện"))
    assert desk.stops(file) == [("gifts_differ", SHEET, "3:3")]


# -- a corrected file


def test_the_same_file_again_under_another_name_changes_nothing(desk: Desk) -> None:
    name, content = gifts(gift(), gift("HS-2"))
    desk.take((name, content))
    version, before = desk.store.version(), desk.everything()
    result = desk.take(("bản sao.xlsx", content))
    assert result.brings_nothing
    assert (desk.store.version(), desk.everything()) == (version, before)


def test_a_file_with_one_more_gift_adds_only_it(desk: Desk) -> None:
    desk.take(gifts(gift(), gift(what="Nhà văn hóa")))
    result = desk.take(gifts(gift(what="Nhà văn hóa"), gift(), gift(what="Cầu", value="7 triệu")))
    assert [(sheet.new, sheet.changed, sheet.same) for sheet in result.sheets] == [(1, 0, 2)]
    assert desk.values() == [7_000_000, 100_000_000, 100_000_000]


CORRECTIONS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"Giá trị (đồng)": "200 triệu"}),
    ({"Giá trị (đồng)": None}, {"Giá trị (đồng)": "200 triệu"}),
    ({"Mô tả": None}, {"Giá trị (đồng)": "200 triệu", "Mô tả": None}),
    ({}, {"Mô tả": "Làm đường thôn Nà Lùng"}),
    ({"Mô tả": None}, {"Mô tả": "Làm đường"}),
    ({"Mô tả": "Làm đường giao thôn"}, {"Mô tả": "Làm đường giao thông"}),
    ({}, {"Loại": "Hiện vật"}),
    ({"Ngày": 2016}, {}),
    ({"Ngày": None}, {}),
    ({}, {"Cơ quan xác nhận": "UBND huyện Bắc Sơn"}),
    ({"Tình trạng": "Cam kết"}, {}),
    ({}, {"Số lượng": 12, "Đơn vị tính": "tấn"}),
]
"""What is said otherwise of a gift at first, and in the corrected file."""


@pytest.mark.parametrize("others", [0, 1, 5])
def test_a_corrected_gift_replaces_the_one_that_stood(desk: Desk, others: int) -> None:
    """Each correction stands in a file, and under a nomination, of its own; all are brought together."""
    codes = [f"HS-{number}" for number in range(1, len(CORRECTIONS) + 1)]
    nominated = filled("nominations", *map(nomination, codes))

    def files(said: int) -> list[tuple[str, bytes]]:
        return [
            gifts(
                gift(code) | correction[said],
                *(gift(code, what=f"Việc {n}", value=f"{n + 1} triệu", day=str(2011 + n)) for n in range(others)),
                name=f"{code}.xlsx",
            )
            for code, correction in zip(codes, CORRECTIONS, strict=True)
        ]

    desk.take(nominated)
    desk.take(*files(0))
    result = desk.take(*files(1))
    assert [(sheet.new, sheet.changed, sheet.same) for sheet in result.sheets] == [(0, 1, others)] * len(codes)
    expected = Desk(desk.store, f"{desk.campaign.id}-afresh")
    expected.take(nominated)
    expected.take(*files(1))
    assert desk.records("contribution") == expected.records("contribution")


def test_several_gifts_without_words_whose_sums_are_corrected_together_are_not_doubled(desk: Desk) -> None:
    desk.take(gifts(*(gift(what=None, day="2016", value=f"{n} triệu") for n in (10, 20, 30))))
    desk.take(gifts(*(gift(what=None, day="2016", value=f"{n} triệu") for n in (11, 22, 33))))
    assert desk.values() == [11_000_000, 22_000_000, 33_000_000]


def test_a_blank_in_a_corrected_file_keeps_what_stood_and_changes_nothing(desk: Desk) -> None:
    desk.take(gifts(gift()))
    version = desk.store.version()
    for blank in ("Mô tả", "Giá trị (đồng)", "Tình trạng", "Cơ quan xác nhận", "Ngày"):
        assert desk.take(gifts(gift() | {blank: None})).brings_nothing
    assert desk.store.version() == version
    assert desk.values() == [100_000_000]


def test_a_corrected_day_is_asked_about_and_settled_as_answered(desk: Desk) -> None:
    desk.take(gifts(gift()))
    corrected = gifts(gift(day="12/4/2016"))
    [problem] = desk.refused(corrected)
    assert (problem.code, problem.severity, problem.cell) == ("correction_or_further", "question", "2:2")
    assert [value for value, _ in problem.candidates] == ["corrected", "further"]
    desk.take(corrected, answers=answer(2, "corrected"))
    assert [row["given_on"] for row in desk.records("contribution")] == [date(2016, 4, 12)]


def test_a_day_corrected_to_a_year_does_not_keep_a_day_of_another_year(desk: Desk) -> None:
    desk.take(gifts(gift(day="12/3/2016")))
    desk.take(gifts(gift(day=2017)), answers=answer(2, "corrected"))
    assert [(row["given_on"], row["year"]) for row in desk.records("contribution")] == [(None, 2017)]


def test_a_like_gift_of_another_day_is_added_where_it_is_answered_or_listed_beside_the_first(desk: Desk) -> None:
    desk.take(gifts(gift()))
    desk.take(gifts(gift(day="12/4/2017")), answers=answer(2, "further"))
    desk.take(gifts(gift(day="12/4/2017"), gift(), gift(day="12/4/2018")))
    assert len(desk.values()) == 3


def test_a_gift_of_another_kind_day_and_sum_is_added_without_a_question(desk: Desk) -> None:
    desk.take(gifts(gift()))
    desk.take(gifts(gift(day="2018", value="7 triệu", what="Hiến đất", Loại="Đất")))
    assert desk.values() == [7_000_000, 100_000_000]


def test_other_words_for_the_same_sum_are_asked_about_unless_the_sheet_is_sent_again(desk: Desk) -> None:
    desk.take(gifts(gift(), gift(what="Cầu", value="3 triệu")))
    assert [code for code, _, _ in desk.stops(gifts(gift(what="Xây nhà văn hóa")))] == ["correction_or_further"]
    desk.take(gifts(gift(what="Xây nhà văn hóa"), gift(what="Cầu", value="3 triệu")))
    assert desk.values() == [3_000_000, 100_000_000]


def test_a_sheet_sent_again_with_a_row_changed_beyond_recognition_is_asked_about(desk: Desk) -> None:
    desk.take(gifts(gift(), gift(what="Cầu", value="3 triệu")))
    again = gifts(gift(what="Xây nhà văn hóa", value="90 triệu"), gift(what="Cầu", value="3 triệu"))
    assert desk.stops(again) == [("correction_or_further", SHEET, "2:2")]


def test_a_gift_that_the_file_sent_again_no_longer_lists_still_counts_and_is_told(desk: Desk) -> None:
    desk.take(gifts(gift(), gift(what="Cầu", value="3 triệu")))
    version = desk.store.version()
    result = desk.take(gifts(gift()))
    assert [problem.code for problem in result.problems] == ["row_dropped"]
    assert result.problems[0].values == {"stood": "HS-1, 12/3/2016, Tiền, Cầu, 3.000.000"}
    assert desk.store.version() == version


def test_one_row_in_place_of_two_is_asked_about(desk: Desk) -> None:
    desk.take(gifts(gift(value="10 triệu"), gift(value="20 triệu")))
    assert desk.stops(gifts(gift(value="30 triệu"))) == [("correction_or_further", SHEET, "2:2")]


def test_a_correction_of_a_correction_replaces_both(desk: Desk) -> None:
    for value in ("100 triệu", "200 triệu", "300 triệu", "100 triệu"):
        desk.take(gifts(gift(value=value)))
    assert desk.values() == [100_000_000]
