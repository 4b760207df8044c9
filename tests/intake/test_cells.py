"""Ticks, dates, years, text, codes and words of a closed list, as people type them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.amounts import count, money, number
from ntm_dash.intake.cells import (
    WordList,
    Year,
    code,
    code_key,
    date_or_year,
    text,
    tick,
    unit_code,
    word,
    year,
)
from ntm_dash.intake.workbook import Cell, Fault

TODAY = date(2019, 8, 15)
LAST_OF_JULY = date(2019, 7, 31)


def told(answer: object) -> tuple[str, str]:
    """The code and severity of a problem."""
    assert isinstance(answer, Problem), answer
    return answer.code, answer.severity


EACH_KIND = [tick, date_or_year, year, text, code, unit_code, lambda cell: word(cell, WordList({"a": ["A"]}))]


@pytest.mark.parametrize("read", [*EACH_KIND, number, count, money])
def test_a_cell_without_a_value_is_a_problem_in_every_kind_of_column(read: Callable[[Cell], object]) -> None:
    assert read(Fault("error", "#REF!")) == Problem("cell_error", read="#REF!")
    assert read(Fault("formula")) == Problem("cell_formula")


@pytest.mark.parametrize("read", [*EACH_KIND, number, count, money])
def test_a_time_of_day_is_refused_in_every_kind_of_column(read: Callable[[Cell], object]) -> None:
    answer = read(time(8, 30))
    assert isinstance(answer, Problem)
    assert (answer.severity, answer.read) == ("refused", "08:30:00")


# -- ticks


@pytest.mark.parametrize(
    "cell",
    [
        "x",
        "X",
        " x ",
        "Đạt",
        "ĐẠT",
        "dat",
        normalize("NFD", "Đạt"),
        "1",
        1,
        1.0,
        "✓",
        "✔",
        "v",
        "có",
        "true",
        "TRUE",
        True,
    ],
)
def test_a_tick_says_yes(cell: Cell) -> None:
    assert tick(cell) is True


@pytest.mark.parametrize(
    "cell",
    ["-", "–", "0", 0, 0.0, "Chưa đạt", "chua  dat", "Không đạt", "KHÔNG ĐẠT", "o", "không", "false", False],
)
def test_a_mark_of_absence_says_no(cell: Cell) -> None:
    assert tick(cell) is False


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b"])
def test_a_blank_says_nothing(cell: Cell) -> None:
    assert tick(cell) is None


@pytest.mark.parametrize("cell", ["?", "19", 2, 0.5, "đang làm", date(2019, 1, 1)])
def test_any_other_mark_is_refused_with_the_words_accepted(cell: Cell) -> None:
    answer = tick(cell)
    assert told(answer) == ("tick_unknown", "refused")
    assert isinstance(answer, Problem)
    yes, no = answer.expected.split(" / ")
    assert yes == "x, Đạt, 1, ✓, ✔, √, ☑, v, có, true, đúng"
    assert no == "-, –, —, −, 0, Chưa đạt, Không đạt, o, không, chưa, false, sai"


# -- dates and years


@pytest.mark.parametrize(
    "cell",
    [
        "31/7/2019",
        "31/07/2019",
        "31-7-2019",
        "31.7.2019",
        "31 / 7 / 2019",
        "2019-07-31",
        "2019/07/31",
        "2019-07-31 00:00:00",
        "2019-07-31T08:30:00",
        "31/7/2019 08:30",
        "ngày 31 tháng 7 năm 2019",
        "Ngày 31 tháng 07 năm 2019",
        "ngay 31 thang 7 nam 2019",
        "31 tháng 7, 2019",
        "Ngày 31/7/2019",
        LAST_OF_JULY,
        datetime(2019, 7, 31, 23, 59),
        43677,
        43677.0,
        43677.75,
        "43677",
    ],
)
def test_a_date_is_read_day_first(cell: Cell) -> None:
    assert date_or_year(cell, TODAY) == LAST_OF_JULY


def test_a_day_that_could_be_a_month_is_the_day() -> None:
    assert date_or_year("5/6/2019") == date(2019, 6, 5)


@pytest.mark.parametrize("cell", ["2019", 2019, 2019.0, "năm 2019", "Nam 2019"])
def test_a_year_alone_is_a_year(cell: Cell) -> None:
    answer = date_or_year(cell, TODAY)
    assert isinstance(answer, Year)
    assert answer == 2019


@pytest.mark.parametrize(
    ("cell", "code", "expected"),
    [
        ("7/31/2019", "date_month_first", "31/7/2019"),
        ("12-25-2018", "date_month_first", "25/12/2018"),
        ("31/7/19", "date_short_year", "31/7/2019"),
        ("40/7/19", "date_short_year", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("31/2/2019", "date_impossible", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("29/2/2019", "date_impossible", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("32/13/2019", "date_impossible", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("0/7/2019", "date_impossible", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("2019-31-07", "date_impossible", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("31/7/0219", "date_years", "ngày/tháng/năm, ví dụ 31/7/2019"),
        (date(1905, 7, 11), "date_years", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("16/8/2019", "date_future", "ngày không sau 15/8/2019"),
        (date(2019, 8, 16), "date_future", "ngày không sau 15/8/2019"),
        ("2020", "date_future", "ngày không sau 15/8/2019"),
        ("7/2019", "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("quý III", "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
        ("-", "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
        (12, "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
        (2019.5, "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
        (10**6, "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
        (float("inf"), "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
        (True, "date_unreadable", "ngày/tháng/năm, ví dụ 31/7/2019"),
    ],
)
def test_what_is_no_date_is_refused_with_the_date_it_may_be(cell: Cell, code: str, expected: str) -> None:
    answer = date_or_year(cell, TODAY)
    assert told(answer) == (code, "refused")
    assert isinstance(answer, Problem)
    assert answer.expected == expected


def test_a_month_first_date_offers_the_day_first_one() -> None:
    answer = date_or_year("7/31/2019")
    assert isinstance(answer, Problem)
    assert [date_or_year(value) for value, _ in answer.candidates] == [LAST_OF_JULY]


def test_today_and_this_year_are_not_in_the_future() -> None:
    assert date_or_year("15/8/2019", TODAY) == TODAY
    assert date_or_year(2019, TODAY) == 2019


def test_without_today_a_later_date_stands() -> None:
    assert date_or_year("16/8/2019") == date(2019, 8, 16)


@pytest.mark.parametrize("cell", [None, "", " "])
def test_a_blank_date_is_none(cell: Cell) -> None:
    assert date_or_year(cell) is None
    assert year(cell) is None


@given(st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 12, 31)))
def test_a_date_written_any_way_comes_back(day: date) -> None:
    spellings: list[Cell] = [
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        day,
        datetime(day.year, day.month, day.day, 12),
    ]
    assert [date_or_year(cell) for cell in spellings] == [day] * 7


@given(st.dates(min_value=date(2009, 1, 1), max_value=date(2035, 12, 31)))
def test_a_spreadsheet_s_day_number_comes_back(day: date) -> None:
    assert date_or_year((day - date(1899, 12, 30)).days) == day


@pytest.mark.parametrize("day", [date(2009, 1, 1) - timedelta(days=1), date(2036, 1, 1)])
def test_a_day_number_outside_the_plausible_years_is_refused(day: date) -> None:
    assert told(date_or_year((day - date(1899, 12, 30)).days)) == ("date_unreadable", "refused")


@pytest.mark.parametrize("cell", [2019, 2019.0, "2019", "2019.0", "năm 2019", date(2019, 1, 1)])
def test_a_year_is_read(cell: Cell) -> None:
    assert year(cell) == 2019


@pytest.mark.parametrize("cell", [1989, 2101, "19", "2019-2020", 2019.5, "abc", True, float("nan")])
def test_what_is_no_year_is_refused(cell: Cell) -> None:
    answer = year(cell)
    assert told(answer) == ("year_unreadable", "refused")
    assert isinstance(answer, Problem)
    assert answer.expected == "năm gồm bốn chữ số, ví dụ 2019"


# -- text and codes


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("  Xây   dựng\ncầu ", "Xây dựng cầu"),
        (normalize("NFD", "Hội"), "Hội"),
        ("§¹t chuÈn n«ng th«n míi", "Đạt chuẩn nông thôn mới"),
        (12, "12"),
        (12.0, "12"),
        (1.5, "1.5"),
        ("", None),
        (None, None),
    ],
)
def test_text_is_repaired_and_numbers_read_as_text(cell: Cell, written: str | None) -> None:
    assert text(cell) == written


def test_text_up_to_the_limit_stands_and_beyond_it_is_refused() -> None:
    assert text("a" * 4000) == "a" * 4000
    answer = text("a" * 4001)
    assert told(answer) == ("text_too_long", "refused")
    assert isinstance(answer, Problem)
    assert answer.expected == "văn bản không quá 4000 ký tự"


@pytest.mark.parametrize("cell", [date(2019, 3, 15), datetime(2019, 3, 15), True])
def test_what_the_spreadsheet_converted_by_itself_is_refused_as_text(cell: Cell) -> None:
    assert told(text(cell)) == ("text_converted", "refused")


def test_a_nul_is_refused() -> None:
    assert told(text("a\0b")) == ("text_control", "refused")


@pytest.mark.parametrize(
    ("cell", "written"), [("BS-07", "BS-07"), (" bs 07 ", "bs 07"), (12, "12"), (12.0, "12"), ("", None)]
)
def test_a_code_is_kept_as_typed(cell: Cell, written: str | None) -> None:
    assert code(cell) == written


def test_codes_are_the_same_without_regard_to_case_and_spaces() -> None:
    assert {code_key(spelled) for spelled in ("BS-07", "bs-07", "Bs - 07")} == {"bs-07"}
    assert code_key("BS-7") != code_key("BS-07")


@pytest.mark.parametrize("cell", ["x" * 61, "---", "?"])
def test_what_is_no_code_is_refused(cell: Cell) -> None:
    assert told(code(cell)) == ("code_unreadable", "refused")


@pytest.mark.parametrize("cell", ["05971", "5971", 5971, 5971.0, "5971.0", " 05971 "])
def test_a_unit_code_gets_its_leading_zero_back(cell: Cell) -> None:
    assert unit_code(cell) == "05971"


def test_a_unit_code_is_as_wide_as_the_list_says() -> None:
    assert unit_code(1, width=3) == "001"
    assert unit_code("") is None


@pytest.mark.parametrize("cell", ["059710", 123456, "5971a", "59,71", 5971.5, 0, -5971, True])
def test_what_is_no_unit_code_is_refused(cell: Cell) -> None:
    answer = unit_code(cell)
    assert told(answer) == ("unit_code_unreadable", "refused")
    assert isinstance(answer, Problem)
    assert answer.expected == "mã 5 chữ số"


# -- words


KINDS = WordList(
    {
        "money": ["Tiền", "Tiền mặt"],
        "goods": ["Hiện vật"],
        "land": ["Đất", "Quyền sử dụng đất"],
        "property": ["Tài sản"],
        "official": ["Cán bộ, công chức, viên chức", "CBCCVC"],
        "good": ["Hoàn thành tốt nhiệm vụ", "HTTNV"],
        "failed": ["Không hoàn thành nhiệm vụ", "KHT"],
        "planned": ["Kế hoạch", "KHT"],
    }
)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Tiền", "money"),
        ("tien  mat", "money"),
        ("HIỆN VẬT", "goods"),
        ("hien vat", "goods"),
        (normalize("NFD", "Hiện vật"), "goods"),
        ("dat", "land"),
        ("Cán bộ công chức viên chức", "official"),
        ("cán bộ - công chức - viên chức", "official"),
        ("cbccvc", "official"),
        ("goods", "goods"),
        ("", None),
        (None, None),
    ],
)
def test_a_word_is_matched_without_case_diacritics_and_spacing(cell: Cell, meant: str | None) -> None:
    assert word(cell, KINDS) == meant


def test_diacritics_decide_where_they_are_typed() -> None:
    both = WordList({"met": ["Đạt"], "land": ["Đất"]})
    assert [word(cell, both) for cell in ("đạt", "đất")] == ["met", "land"]
    assert told(word("dat", both)) == ("word_ambiguous", "question")


def test_both_ways_of_placing_a_tone_and_of_writing_i_are_one_word() -> None:
    words = WordList({"peace": ["Hòa giải"], "company": ["Công ty"]})
    assert [word(cell, words) for cell in ("Hoà giải", "Công ti")] == ["peace", "company"]


def test_a_word_of_several_meanings_is_asked_about() -> None:
    answer = word("KHT", KINDS)
    assert told(answer) == ("word_ambiguous", "question")
    assert isinstance(answer, Problem)
    assert answer.candidates == (("failed", "Không hoàn thành nhiệm vụ"), ("planned", "Kế hoạch"))


def test_an_unknown_word_is_refused_with_the_nearest() -> None:
    answer = word("Hiện vât.", KINDS)
    assert answer == "goods"
    answer = word("Hện vậtt", KINDS)
    assert told(answer) == ("word_unknown_near", "refused")
    assert isinstance(answer, Problem)
    assert answer.candidates == (("goods", "Hiện vật"),)


def test_a_word_like_no_other_is_refused_with_the_whole_list() -> None:
    answer = word("xyz", WordList({"money": ["Tiền"], "land": ["Đất"]}))
    assert told(answer) == ("word_unknown", "refused")
    assert isinstance(answer, Problem)
    assert (answer.expected, answer.candidates) == ("Tiền; Đất", ())


def test_a_date_where_a_word_should_stand_is_refused() -> None:
    assert told(word(date(2019, 1, 1), KINDS)) == ("text_converted", "refused")
