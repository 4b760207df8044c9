"""Numbers and sums of money as people type them."""

from decimal import Decimal
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.amounts import LARGEST_SUM, count, money, money_multiplier, number
from ntm_dash.intake.reading import show_number
from ntm_dash.intake.workbook import Cell

MILLION, BILLION = 10**6, 10**9


def told(answer: object) -> tuple[str, str]:
    """The code and severity of a problem."""
    assert isinstance(answer, Problem), answer
    return answer.code, answer.severity


def offered(answer: object) -> list[object]:
    """What each candidate of a question means, read as a cell in its turn."""
    assert isinstance(answer, Problem), answer
    assert answer.severity == "question"
    return [money(value) for value, _ in answer.candidates]


@pytest.mark.parametrize(
    ("cell", "dong"),
    [
        ("1,5 tỷ", 1_500_000_000),
        ("1,5 tỉ đồng", 1_500_000_000),
        ("1,5 TỶ ĐỒNG", 1_500_000_000),
        ("1,5 ty dong", 1_500_000_000),
        (normalize("NFD", "1,5 tỷ"), 1_500_000_000),
        ("400 triệu", 400_000_000),
        ("400tr", 400_000_000),
        ("400 tr.đ", 400_000_000),
        ("400 trđ", 400_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỷ 200 triệu đồng", 1_200_000_000),
        ("1tỷ200tr", 1_200_000_000),
        ("1 tỷ 200 triệu 500.000 đồng", 1_200_500_000),
        ("1.500.000.000 đ", 1_500_000_000),
        ("1.500.000.000đ.", 1_500_000_000),
        ("1.500.000.000 ₫", 1_500_000_000),
        ("1500000000 VNĐ", 1_500_000_000),
        ("1500000000", 1_500_000_000),
        ("1500000000.0", 1_500_000_000),
        ("1,500,000,000", 1_500_000_000),
        ("1.500.000.000,00", 1_500_000_000),
        ("1,500,000,000.00", 1_500_000_000),
        ("1 500 000 000", 1_500_000_000),
        (1_500_000_000, 1_500_000_000),
        (1_500_000_000.0, 1_500_000_000),
        (1_499_999_999.9999998, 1_500_000_000),
        ("12,5 triệu", 12_500_000),
        ("1.234,5 triệu", 1_234_500_000),
        ("1,234.5 triệu", 1_234_500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("1.500.000", 1_500_000),
        ("150.000", 150_000),
        ("12.500", 12_500),
        ("1.500 đ", 1_500),
        ("1.500 nghìn", 1_500_000),
        ("0.5 tỷ", 500_000_000),
        ("0.500 tỷ", 500_000_000),
        ("1.0 tỷ", 1_000_000_000),
        ("0,25 tỷ", 250_000_000),
        (0, 0),
        ("0", 0),
        (10**15, 10**15),
        ("1.000.000 tỷ", 10**15),
        (None, None),
        ("", None),
        ("   ", None),
    ],
)
def test_a_sum_is_read_in_full_dong(cell: Cell, dong: int | None) -> None:
    assert money(cell) == dong


@pytest.mark.parametrize(
    ("cell", "sums"),
    [
        ("1.5 tỷ", [1_500_000_000, 15_000_000_000]),
        ("12.5 triệu", [12_500_000, 125_000_000]),
        ("1.500 triệu", [1_500_000_000, 1_500_000]),
        ("1,500 triệu", [1_500_000, 1_500_000_000]),
        ("1.500 tỷ", [1_500_000_000_000, 1_500_000_000]),
        ("1.500", [1_500, 1_500_000, 1_500_000_000]),
        ("1,500", [1_500, 1_500_000, 1_500_000_000]),
        ("1 tỷ 1.500 triệu", [2_500_000_000, 1_001_500_000]),
    ],
)
def test_a_sum_with_two_plausible_readings_is_asked_about(cell: Cell, sums: list[int]) -> None:
    assert told(money(cell)) == ("money_ambiguous", "question")
    assert offered(money(cell)) == sums


def test_a_candidate_shows_the_sum_in_full() -> None:
    answer = money("1.5 tỷ")
    assert isinstance(answer, Problem)
    assert [label for _, label in answer.candidates] == ["1.500.000.000 đồng", "15.000.000.000 đồng"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-500 triệu", "money_negative"),
        ("- 500.000", "money_negative"),
        ("−1", "money_negative"),
        (-5, "money_negative"),
        (-0.5, "money_negative"),
        ("1,5", "money_fraction"),
        ("12.5", "money_fraction"),
        (1.5, "money_fraction"),
        (1_500_000_000.4, "money_fraction"),
        ("1,2345678912 tỷ", "money_fraction"),
        (10**15 + 1, "money_too_large"),
        (1e300, "money_too_large"),
        ("2.000.000 tỷ", "money_too_large"),
        ("9" * 60, "money_too_large"),
        ("9" * 5000, "money_unreadable"),
        ("(500)", "money_unreadable"),
        ("khoảng 400 triệu", "money_unreadable"),
        ("400-500 triệu", "money_unreadable"),
        ("400 triệu/hộ", "money_unreadable"),
        ("1 triệu 2 tỷ", "money_unreadable"),
        ("1 tỷ 200", "money_unreadable"),
        ("1.500.00", "money_unreadable"),
        ("1.50.000", "money_unreadable"),
        ("1,500.000,0", "money_unreadable"),
        ("12 5 triệu", "money_unreadable"),
        ("1e9", "money_unreadable"),
        ("500 USD", "money_unreadable"),
        ("đồng", "money_unreadable"),
        ("١٥٠٠", "money_unreadable"),
        (float("nan"), "money_unreadable"),
        (float("inf"), "money_unreadable"),
        (True, "money_unreadable"),
    ],
)
def test_what_is_no_sum_is_refused(cell: Cell, code: str) -> None:
    answer = money(cell)
    assert told(answer) == (code, "refused")
    assert isinstance(answer, Problem)
    assert answer.expected == "số tiền, ví dụ 1,5 tỷ, 400 triệu hoặc 1.500.000.000"


def test_a_refusal_quotes_what_stood_in_the_cell() -> None:
    answers = [money(cell) for cell in ("khoảng 400 triệu", -5.0, True, "x" * 200)]
    read = [answer.read for answer in answers if isinstance(answer, Problem)]
    assert read == ["khoảng 400 triệu", "-5", "TRUE", "x" * 80 + "…"]


@pytest.mark.parametrize(
    ("cell", "multiplier", "dong"),
    [
        ("400", MILLION, 400_000_000),
        (400, MILLION, 400_000_000),
        (1.5, MILLION, 1_500_000),
        (0.1, MILLION, 100_000),
        (12.300000000000001, MILLION, 12_300_000),
        ("1,5", BILLION, 1_500_000_000),
        ("1500", MILLION, 1_500_000_000),
        ("1.500.000", 1000, 1_500_000_000),
        ("400 triệu", BILLION, 400_000_000),
        ("1.500.000.000 đ", MILLION, 1_500_000_000),
        ("2,5 tỷ", MILLION, 2_500_000_000),
    ],
)
def test_the_unit_of_the_header_counts_for_bare_numbers_only(cell: Cell, multiplier: int, dong: int) -> None:
    assert money(cell, multiplier) == dong


@pytest.mark.parametrize(
    ("cell", "multiplier", "sums"),
    [
        ("1.500", MILLION, [1_500_000_000, 1_500_000]),
        ("1,500", MILLION, [1_500_000, 1_500_000_000]),
        ("12.5", MILLION, [12_500_000, 125_000_000]),
        (400_000_000, MILLION, [400_000_000_000_000, 400_000_000]),
        ("1.500.000.000", MILLION, [1_500_000_000]),
    ],
)
def test_under_a_unit_in_the_header_doubtful_numbers_are_asked_about(
    cell: Cell, multiplier: int, sums: list[int]
) -> None:
    answer = money(cell, multiplier)
    assert told(answer) == ("money_ambiguous", "question")
    assert isinstance(answer, Problem)
    assert [money(value, multiplier) for value, _ in answer.candidates] == sums


@pytest.mark.parametrize(
    ("header", "multiplier"),
    [
        ("Giá trị (đồng)", 1),
        ("Giá trị", 1),
        ("Tỷ lệ (%)", 1),
        ("Giá trị (triệu đồng)", MILLION),
        ("Giá trị triệu đồng", MILLION),
        ("GIÁ TRỊ (TRIỆU ĐỒNG)", MILLION),
        ("Giá trị (triệu)", MILLION),
        ("Giá trị (trđ)", MILLION),
        ("Giá trị (tr.đ)", MILLION),
        ("Thu nhập (triệu đồng/năm)", MILLION),
        ("ĐVT: tỷ đồng", BILLION),
        ("Giá trị (tỉ đồng)", BILLION),
        ("Giá trị (nghìn đồng)", 1000),
        ("Giá trị (1.000 đồng)", 1000),
        ("Giá trị (1000đ)", 1000),
    ],
)
def test_a_header_names_its_unit(header: str, multiplier: int) -> None:
    assert money_multiplier(header) == multiplier


@settings(deadline=None)
@given(st.integers(min_value=10_000, max_value=LARGEST_SUM))
def test_a_sum_written_in_any_notation_comes_back(dong: int) -> None:
    grouped = show_number(dong)
    spellings: list[Cell] = [
        dong,
        str(dong),
        f"{dong:,}",
        grouped,
        f"{grouped} đồng",
        grouped.replace(".", " "),
    ]
    assert [money(cell) for cell in spellings] == [dong] * 6


@settings(deadline=None)
@given(st.integers(min_value=10_000, max_value=10**12))
def test_a_sum_written_in_larger_units_comes_back(dong: int) -> None:
    for word, worth in (("tỷ", BILLION), ("triệu", MILLION)):
        whole, rest = divmod(dong, worth)
        decimals = str(rest).zfill(len(str(worth)) - 1).rstrip("0")
        if len(decimals) != 3 or whole == 0:
            assert money(f"{whole},{decimals or 0} {word}") == dong
    billions, rest = divmod(dong, BILLION)
    assert money(f"{billions} tỷ {rest} đồng") == dong


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([1000, MILLION, BILLION]))
def test_a_spreadsheet_s_number_under_a_unit_comes_back(dong: int, multiplier: int) -> None:
    assert money(dong / multiplier, multiplier) == dong or dong == 10**12


@settings(deadline=None)
@given(st.text(alphabet="0123456789., tỷriệuđồngn-", max_size=30))
def test_every_answer_to_a_question_is_read_without_another(cell: str) -> None:
    answer = money(cell)
    if isinstance(answer, Problem) and answer.severity == "question":
        assert [type(money(value)) for value, _ in answer.candidates] == [int] * len(answer.candidates)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12,5", Decimal("12.5")),
        ("12.5", Decimal("12.5")),
        (12.5, Decimal("12.5")),
        (0.1, Decimal("0.1")),
        (3, Decimal(3)),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("1.234.567", Decimal(1_234_567)),
        ("1 200", Decimal(1200)),
        ("0,125", Decimal("0.125")),
        (" ", None),
        (None, None),
    ],
)
def test_a_number_is_read_in_both_notations(cell: Cell, value: Decimal | None) -> None:
    assert number(cell) == value


def test_a_number_that_both_notations_read_is_asked_about() -> None:
    for cell, values in (
        ("1.234", [Decimal(1234), Decimal("1.234")]),
        ("1,234", [Decimal("1.234"), Decimal(1234)]),
    ):
        answer = number(cell)
        assert told(answer) == ("number_ambiguous", "question")
        assert isinstance(answer, Problem)
        assert [number(value) for value, _ in answer.candidates] == values
    assert isinstance(answer, Problem)
    assert [label for _, label in answer.candidates] == ["1,234", "1234"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-3", "number_negative"),
        (-0.5, "number_negative"),
        ("12 ha", "number_unreadable"),
        ("1.23.4", "number_unreadable"),
        (True, "number_unreadable"),
        (float("nan"), "number_unreadable"),
        (1e300, "number_unreadable"),
        ("9" * 50, "number_unreadable"),
    ],
)
def test_what_is_no_number_is_refused(cell: Cell, code: str) -> None:
    assert told(number(cell)) == (code, "refused")


@pytest.mark.parametrize(
    ("cell", "things"),
    [(3, 3), (3.0, 3), ("3", 3), ("03", 3), ("3.0", 3), ("1.200", 1200), ("1,200", 1200), (0, 0), ("", None)],
)
def test_a_count_is_a_whole_number(cell: Cell, things: int | None) -> None:
    assert count(cell) == things


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,5", "count_unreadable"),
        (1.5, "count_unreadable"),
        ("3 bộ", "count_unreadable"),
        (True, "count_unreadable"),
        (10**9 + 1, "count_unreadable"),
        (-3, "number_negative"),
    ],
)
def test_what_counts_nothing_is_refused(cell: Cell, code: str) -> None:
    assert told(count(cell)) == (code, "refused")


def test_a_count_that_may_be_one_or_a_thousand_is_asked_about() -> None:
    answer = count("1.000")
    assert told(answer) == ("number_ambiguous", "question")
    assert isinstance(answer, Problem)
    assert [count(value) for value, _ in answer.candidates] == [1000, 1]
