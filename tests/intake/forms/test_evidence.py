"""Form 07: evidence by name, as a number, a sum or words."""

from __future__ import annotations

from typing import Any

import pytest

from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import Desk, filled, nomination

SHEET = "Minh chứng"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk where HS-1 is nominated."""
    desk.take(filled("nominations", nomination("HS-1")))
    return desk


def item(name: str, value: Any = None, **more: Any) -> dict[str, Any]:
    row = {"Mã hồ sơ": "HS-1", "Mục": name, "Giá trị": value}
    return row | {key.replace("_", " "): each for key, each in more.items()}


@pytest.mark.parametrize(
    ("name", "value", "number", "stated"),
    [
        ("Số lao động có việc làm", 12, 12.0, True),
        ("Số lao động có việc làm", "12 lao động", 12.0, True),
        ("Số lao động có việc làm", "0", 0.0, False),
        ("Số lao động có việc làm", "1.200", None, None),
        ("Liên kết tiêu thụ nông sản", "Có", None, True),
        ("Liên kết tiêu thụ nông sản", "x", None, True),
        ("Liên kết tiêu thụ nông sản", "Không", None, False),
        ("Liên kết tiêu thụ nông sản", "Chưa có", None, False),
        ("Liên kết tiêu thụ nông sản", "Với 20 hộ trồng hồi", None, True),
        ("Giúp xã đạt chuẩn", "Xã Vũ Lễ", None, True),
        ("Thu nhập (đồng/năm)", 1_200_000_000, 1.2e9, True),
        ("Thu nhập (đồng/năm)", "1,2 tỷ", 1.2e9, True),
        ("Thu nhập (đồng/năm)", "1,2 tỷ đồng/năm", 1.2e9, True),
        ("Thu nhập (đồng/năm)", "1,2 tỷ đồng / năm", 1.2e9, True),
    ],
)
def test_evidence_is_a_number_a_sum_or_words(
    desk: Desk, name: str, value: Any, number: float | None, stated: bool | None
) -> None:
    file = filled("evidence", item(name, value))
    if stated is None:
        assert desk.stops(file) == [("number_ambiguous", SHEET, "D2")]
        return
    desk.take(file)
    [row] = desk.records("evidence")
    assert (row["number"], row["stated"]) == (number, stated)


def test_a_document_or_a_note_stands_for_the_item(desk: Desk) -> None:
    desk.take(
        filled("evidence", item("Sáng kiến, giải pháp", Số_văn_bản="12/QĐ"), item("Việc khác", Ghi_chú="kèm ảnh"))
    )
    assert [(row["item"], row["stated"]) for row in desk.records("evidence")] == [
        ("Việc khác", True),
        ("initiative", True),
    ]


def test_every_word_for_an_item_is_understood_and_other_items_keep_their_words(desk: Desk) -> None:
    for code, words in terms()["evidence"].items():
        for word in words:
            desk.take(filled("evidence", item(word.upper(), "1")))
            assert {row["item"] for row in desk.records("evidence")} >= {code}
    assert {row["item"] for row in desk.records("evidence")} == set(terms()["evidence"])
    desk.take(filled("evidence", item("Nước sạch", "có")))
    assert {row["item"] for row in desk.records("evidence")} == {*terms()["evidence"], "Nước sạch"}


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (item("Sáng kiến"), "cell_missing", "D2"),
        (item("", "có"), "cell_missing", "C2"),
        (item("Thu nhập", "khá"), "money_unreadable", "D2"),
        (item("Thu nhập", "80 triệu/tháng"), "money_unreadable", "D2"),
        (item("Thu nhập", "1.5 tỷ"), "money_ambiguous", "D2"),
        (item("Sáng kiến", "có", Ngày="31/2/2018"), "date_impossible", "F2"),
        (item("Sáng kiến", "có", Mã_hồ_sơ="HS-9"), "nomination_unknown", "B2"),
        (item("Sáng kiến", "có", Mã_hồ_sơ=None), "cell_missing", "B2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, row: dict[str, Any], code: str, cell: str) -> None:
    assert desk.stops(filled("evidence", row)) == [(code, SHEET, cell)]


def test_an_answer_settles_a_sum_that_can_be_read_in_two_ways(desk: Desk) -> None:
    file = filled("evidence", item("Thu nhập", "1.5 tỷ"))
    [problem] = desk.refused(file)
    desk.take(file, answers={(problem.file, problem.sheet, problem.cell): problem.candidates[0][0]})
    assert [row["number"] for row in desk.records("evidence")] == [1.5e9]


def test_corrected_evidence_replaces(desk: Desk) -> None:
    desk.take(filled("evidence", item("Số lao động", 5, Số_văn_bản="1/XN")))
    desk.take(filled("evidence", item("Việc làm", 15)))
    assert [(row["number"], row["document"]) for row in desk.records("evidence")] == [(15.0, "1/XN")]
