"""Form 06: how an official was rated, year by year."""

from __future__ import annotations

from typing import Any

import pytest

from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import Desk, filled, nomination

SHEET = "Xếp loại"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk where HS-1 is nominated."""
    desk.take(filled("nominations", nomination("HS-1", Đối_tượng="Cán bộ, công chức, viên chức")))
    return desk


def rating(year: Any = 2018, level: Any = "Hoàn thành tốt nhiệm vụ", code: str = "HS-1") -> dict[str, Any]:
    return {"Mã hồ sơ": code, "Năm": year, "Mức xếp loại": level}


def test_a_rating_is_of_one_year(desk: Desk) -> None:
    desk.take(filled("ratings", rating(2017), rating("2018", "HTXSNV"), rating("năm 2016", "Chưa công tác")))
    assert desk.records("rating") == [
        {"nomination": "HS-1", "year": 2016, "level": "not_employed"},
        {"nomination": "HS-1", "year": 2017, "level": "good"},
        {"nomination": "HS-1", "year": 2018, "level": "excellent"},
    ]


def test_every_word_for_a_rating_is_understood(desk: Desk) -> None:
    words = [(word, code) for code, found in terms()["rating"].items() for word in found]
    desk.take(filled("ratings", *(rating(1991 + n, word) for n, (word, _) in enumerate(words))))
    assert [row["level"] for row in desk.records("rating")] == [code for _, code in words]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (rating(code="HS-9"), "nomination_unknown", "B2"),
        (rating(None), "cell_missing", "C2"),
        (rating("2018-2019"), "year_unreadable", "C2"),
        (rating(2027), "date_future", "C2"),
        (rating(level=None), "cell_missing", "D2"),
        (rating(level="Giỏi"), "word_unknown", "D2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, row: dict[str, Any], code: str, cell: str) -> None:
    assert desk.stops(filled("ratings", row)) == [(code, SHEET, cell)]


def test_one_year_rated_twice_is_refused_and_rated_anew_is_replaced(desk: Desk) -> None:
    assert desk.stops(filled("ratings", rating(), rating(level="HTXSNV"))) == [("key_conflict", SHEET, "3:3")]
    desk.take(filled("ratings", rating()))
    desk.take(filled("ratings", rating(level="HTXSNV")))
    assert [row["level"] for row in desk.records("rating")] == ["excellent"]
