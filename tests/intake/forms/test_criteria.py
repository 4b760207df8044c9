"""Form 01: a row becomes one assessment, its blanks what the person importing says they mean."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.intake.desk import Desk, assessment, filled, grid, notes, xlsx

SHEET = "Tiêu chí"
VU_LE = "06373"


def mask(*numbers: int) -> int:
    return sum(1 << (number - 1) for number in numbers)


ALL = mask(*range(1, 20))


def test_an_assessment_says_which_criteria_hold(desk: Desk) -> None:
    desk.take(filled("criteria", assessment(met=[1, 2, 19])))
    assert desk.records("assessment") == [
        {
            "unit": VU_LE,
            "assessed_on": date(2019, 6, 30),
            "criteria_set": 1980,
            "met": mask(1, 2, 19),
            "known": ALL,
        }
    ]


@pytest.mark.parametrize(
    ("cell", "met", "known"),
    [
        ("x", True, True),
        ("X ", True, True),
        ("Đạt", True, True),
        ("✓", True, True),
        (1, True, True),
        (1.0, True, True),
        (True, True, True),
        ("-", False, True),
        (0, False, True),
        ("chưa đạt", False, True),
        ("Không đạt", False, True),
        (False, False, True),
        (None, False, False),
        ("  ", False, False),
    ],
)
def test_a_criterion_is_read_as_people_tick_it(desk: Desk, cell: Any, met: bool, known: bool) -> None:
    desk.take(filled("criteria", assessment() | {7: cell}))
    [row] = desk.records("assessment")
    assert (row["met"], row["known"]) == (mask(7) if met else 0, ALL if known else ALL - mask(7))


@pytest.mark.parametrize("cell", ["?", "đang xét", 2, 0.5, "x hoặc -", datetime(2019, 1, 1)])
def test_a_criterion_that_says_neither_is_refused(desk: Desk, cell: Any) -> None:
    assert desk.stops(filled("criteria", assessment() | {7: cell})) == [("tick_unknown", SHEET, "M2")]


def test_a_blank_is_unknown_unless_it_is_said_to_be_unmet(desk: Desk) -> None:
    file = filled("criteria", assessment() | {7: None, 8: "x"})
    assert desk.take(file).sheets[0].new == 1
    assert [row["known"] for row in desk.records("assessment")] == [ALL - mask(7)]
    assert desk.take(file, blank="unmet").sheets[0].changed == 1
    assert [(row["known"], row["met"]) for row in desk.records("assessment")] == [(ALL, mask(8))]


def test_a_row_without_any_result_is_no_assessment_of_blanks(desk: Desk) -> None:
    empty = assessment() | dict.fromkeys(range(1, 20))
    result = desk.take(filled("criteria", empty, assessment("Vũ Sơn")))
    assert notes(result) == [("row_without_results", "C2")]
    assert len(desk.records("assessment")) == 1


def test_a_criterion_without_a_column_is_unknown_even_where_blanks_are_unmet(desk: Desk) -> None:
    rows = [row[:-1] for row in grid("criteria", assessment(met=[1]))]
    desk.take(xlsx({SHEET: rows}), blank="unmet")
    assert [row["known"] for row in desk.records("assessment")] == [ALL - mask(19)]


@pytest.mark.parametrize(
    ("day", "named", "set_"),
    [
        ("30/11/2016", None, 491),
        ("1/12/2016", None, 1980),
        ("31/12/2015", None, 491),
        ("31/12/2015", "1980", 1980),
        ("31/12/2015", 1980, 1980),
        ("31/12/2017", "QĐ 491", 491),
        ("31/12/2017", "1980/QĐ-TTg", 1980),
    ],
)
def test_the_criteria_set_is_that_in_force_on_the_day_unless_it_is_named(
    desk: Desk, day: str, named: Any, set_: int
) -> None:
    desk.take(filled("criteria", assessment(day=day) | {"Bộ tiêu chí": named}))
    assert [row["criteria_set"] for row in desk.records("assessment")] == [set_]


def test_one_day_may_be_scored_by_both_sets(desk: Desk) -> None:
    old = assessment(day="31/12/2015", met=range(1, 9))
    desk.take(filled("criteria", old, assessment(day="31/12/2015", met=range(1, 6)) | {"Bộ tiêu chí": "1980"}))
    assert [(row["criteria_set"], row["met"]) for row in desk.records("assessment")] == [
        (491, mask(*range(1, 9))),
        (1980, mask(*range(1, 6))),
    ]


@pytest.mark.parametrize(
    ("day", "read"),
    [
        (datetime(2019, 6, 30), date(2019, 6, 30)),
        ("30/6/2019", date(2019, 6, 30)),
        ("30-06-2019", date(2019, 6, 30)),
        ("ngày 30 tháng 6 năm 2019", date(2019, 6, 30)),
        (2018, date(2018, 12, 31)),
        ("2018", date(2018, 12, 31)),
        ("năm 2018", date(2018, 12, 31)),
    ],
)
def test_a_year_alone_means_its_last_day(desk: Desk, day: Any, read: date) -> None:
    desk.take(filled("criteria", assessment(day=day)))
    assert [row["assessed_on"] for row in desk.records("assessment")] == [read]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("6/30/2019", "date_month_first"),
        ("31/6/2019", "date_impossible"),
        ("29/2/2019", "date_impossible"),
        ("30/6/19", "date_short_year"),
        ("6/1/2026", "date_future"),
        (datetime(2027, 1, 1), "date_future"),
        (2026, "date_future"),
        ("quý II", "date_unreadable"),
        (None, "cell_missing"),
    ],
)
def test_a_day_that_cannot_be_is_refused(desk: Desk, day: Any, code: str) -> None:
    assert desk.stops(filled("criteria", assessment(day=day))) == [(code, SHEET, "E2")]


@pytest.mark.parametrize(
    "place",
    [
        {"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ"},
        {"Huyện": "huyện Bắc Sơn", "Xã": "xã Vũ Lễ"},
        {"Huyện": "H. Bắc Sơn", "Xã": "X. Vũ Lễ"},
        {"Huyện": "UBND huyện Bắc Sơn", "Xã": "UBND xã Vũ Lễ"},
        {"Huyện": "BAC SON", "Xã": "vu le"},
        {"Huyện": "Ba\u0306\u0301c So\u031bn", "Xã": "Vu\u0303 Le\u0302\u0303"},
        {"Huyện": "B¾c S¬n", "Xã": "Vò LÔ"},
        {"Huyện": None, "Xã": "Vũ Lễ"},
        {"Mã xã": "06373"},
        {"Mã xã": 6373},
        {"Mã xã": "6373", "Xã": "Vũ Lễ", "Huyện": "Bắc Sơn"},
        {"Xã": "06373"},
    ],
)
def test_a_commune_is_named_in_the_ways_people_write_it(desk: Desk, place: dict[str, Any]) -> None:
    row = assessment() | {"Huyện": None, "Xã": None} | place
    desk.take(filled("criteria", row))
    assert [record["unit"] for record in desk.records("assessment")] == [VU_LE]


@pytest.mark.parametrize(
    ("place", "code", "cell"),
    [
        ({"Huyện": None, "Xã": "Chi Lăng"}, "unit_ambiguous", "C2"),
        ({"Huyện": "Chi Lăng", "Xã": "Vũ Lễ"}, "unit_elsewhere", "C2"),
        ({"Huyện": "Bắc Sơn", "Xã": "Vũ Lô"}, "unit_unknown_near", "C2"),
        ({"Huyện": "Bắc Xơn"}, "unit_unknown_near", "B2"),
        ({"Huyện": "Chi Lăng", "Xã": "Đồng Mỏ"}, "unit_kind", "C2"),
        ({"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ", "Mã xã": "06370"}, "unit_code_name", "D2"),
        ({"Huyện": "Chi Lăng", "Xã": None, "Mã xã": "06373"}, "unit_code_district", "D2"),
        ({"Xã": None, "Mã xã": "99999"}, "unit_code_unknown", "D2"),
        ({"Xã": None, "Mã xã": "063730"}, "unit_code_unreadable", "D2"),
        ({"Huyện": "Bắc Sơn", "Xã": None}, "cell_missing", "C2"),
    ],
)
def test_a_commune_that_is_not_surely_meant_is_refused_with_its_cell(
    desk: Desk, place: dict[str, Any], code: str, cell: str
) -> None:
    assert desk.stops(filled("criteria", assessment() | place)) == [(code, SHEET, cell)]


def test_the_two_communes_called_chi_lang_are_told_by_their_districts(desk: Desk) -> None:
    rows = [assessment("Chi Lăng") | {"Huyện": district} for district in ("Chi Lăng", "Tràng Định")]
    desk.take(filled("criteria", *rows))
    assert len({row["unit"] for row in desk.records("assessment")}) == 2


def test_an_answer_to_a_name_settles_which_commune_is_meant(desk: Desk) -> None:
    file = filled("criteria", assessment("Chi Lăng") | {"Huyện": None})
    [problem] = desk.refused(file)
    assert len(problem.candidates) == 2
    for code, _ in problem.candidates:
        desk.take(file, answers={(problem.file, problem.sheet, problem.cell): code})
    assert {row["unit"] for row in desk.records("assessment")} == {code for code, _ in problem.candidates}


@pytest.mark.parametrize(
    "place",
    [
        {"Huyện": "Chi Lăng", "Xã": "Vũ Lễ"},
        {"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ", "Mã xã": "06370"},
        {"Huyện": "Chi Lăng", "Xã": None, "Mã xã": "06373"},
    ],
)
def test_every_candidate_of_a_refused_place_can_be_picked(desk: Desk, place: dict[str, Any]) -> None:
    file = filled("criteria", assessment() | place)
    [problem] = desk.refused(file)
    picked = []
    for code, _ in problem.candidates:
        found = desk.preview(file, answers={(problem.file, problem.sheet, problem.cell): code})
        picked += [record["unit"] for sheet in found.reading.sheets for record in sheet.records]
    assert picked == [code for code, _ in problem.candidates]
    assert picked


@pytest.mark.parametrize(("cell", "code"), [("#REF!", "cell_error"), ("=B2", "cell_formula")])
def test_an_error_or_a_formula_without_result_is_refused_where_it_stands(desk: Desk, cell: str, code: str) -> None:
    assert desk.stops(filled("criteria", assessment() | {"Xã": cell})) == [(code, SHEET, "C2")]
    assert desk.stops(filled("criteria", assessment() | {5: cell})) == [(code, SHEET, "K2")]


def test_text_that_no_encoding_explains_is_refused(desk: Desk) -> None:
    assert desk.stops(filled("criteria", assessment("Vũ L\ufffd"))) == [("text_unreadable", SHEET, "C2")]


def test_a_sheet_typed_in_an_old_font_is_read_as_a_whole(desk: Desk) -> None:
    rows = [
        ["BiÓu 01. KÕt qu¶ thùc hiÖn c¸c tiªu chÝ"],
        ["HuyÖn", "X·", "Ngµy ®¸nh gi¸", *range(1, 20)],
        ["B¾c S¬n", "Vò LÔ", "30/6/2019", *["§¹t"] * 19],
        ["Cao Léc", "Gia C¸t", "30/6/2019", *["Kh«ng ®¹t"] * 19],
    ]
    desk.take(xlsx({"Tieu chi": rows}))
    assert [row["met"] for row in desk.records("assessment")] == [0, ALL]


def test_identical_rows_are_asked_about_and_differing_ones_refused(desk: Desk) -> None:
    same = filled("criteria", assessment(met=[1]), assessment(met=[1]))
    assert desk.stops(same) == [("rows_identical", SHEET, "3:3")]
    assert desk.stops(filled("criteria", assessment(met=[1]), assessment(met=[2]))) == [("key_conflict", SHEET, "3:3")]
    desk.take(same, answers={("criteria.xlsx", SHEET, "3:3"): "keep_one"})
    assert len(desk.records("assessment")) == 1


def test_a_corrected_assessment_replaces_and_its_blanks_keep_what_stood(desk: Desk) -> None:
    desk.take(filled("criteria", assessment(met=[1, 2, 3])))
    result = desk.take(filled("criteria", assessment(met=[1]) | {2: None, 19: "x"}))
    assert [(row["met"], row["known"]) for row in desk.records("assessment")] == [(mask(1, 2, 19), ALL)]
    assert [sheet.changed for sheet in result.sheets] == [1]
