"""Form 08: the papers of a dossier, or of a proposer's whole list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import PROPOSER, PROVINCIAL, Desk, filled, nomination

SHEET = "Giấy tờ"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk where HS-1 is nominated."""
    desk.take(filled("nominations", nomination("HS-1")))
    return desk


def paper(kind: str = "Tờ trình", copies: Any = 1, code: str | None = "HS-1", **more: Any) -> dict[str, Any]:
    row = {"Mã hồ sơ": code, "Loại giấy tờ": kind, "Số bản": copies}
    return row | {name.replace("_", " "): value for name, value in more.items()}


def test_a_paper_is_of_one_dossier_or_of_a_list(desk: Desk) -> None:
    of_list = paper("Biên bản họp xét", code=None, Đơn_vị_đề_nghị="Ủy ban nhân dân huyện Bắc Sơn", Hình_thức=PROVINCIAL)
    desk.take(filled("papers", paper("Báo cáo thành tích", 3, Ngày_nhận="30/7/2019"), of_list))
    assert desk.records("paper") == [
        {
            "nomination": "HS-1",
            "proposer": None,
            "award": None,
            "kind": "achievement_report",
            "copies": 3,
            "received_on": date(2019, 7, 30),
        },
        {
            "nomination": None,
            "proposer": PROPOSER,
            "award": "bang_khen_tinh",
            "kind": "minutes",
            "copies": 1,
            "received_on": None,
        },
    ]


def test_every_word_for_a_paper_is_understood(desk: Desk) -> None:
    for code, words in terms()["paper"].items():
        for word in words:
            desk.take(filled("papers", paper(word.lower())))
            assert code in {row["kind"] for row in desk.records("paper")}
    assert {row["kind"] for row in desk.records("paper")} == set(terms()["paper"])


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (paper(code="HS-9"), "nomination_unknown", "B2"),
        (paper(code=None), "paper_of_nobody", "B2"),
        (paper(code=None, Đơn_vị_đề_nghị=PROPOSER), "paper_of_nobody", "B2"),
        (paper(code=None, Hình_thức=PROVINCIAL), "paper_of_nobody", "B2"),
        (paper("Thư ngỏ"), "word_unknown", "E2"),
        (paper(copies="hai"), "count_unreadable", "F2"),
        (paper(copies=1.5), "count_unreadable", "F2"),
        (paper(copies=-1), "number_negative", "F2"),
        (paper(Ngày_nhận="31/7/2030"), "date_future", "G2"),
        (paper(Ngày_nhận="7/31/2019"), "date_month_first", "G2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, row: dict[str, Any], code: str, cell: str) -> None:
    assert desk.stops(filled("papers", row)) == [(code, SHEET, cell)]


def test_more_copies_sent_later_replace_the_count(desk: Desk) -> None:
    desk.take(filled("papers", paper(copies=1)))
    desk.take(filled("papers", paper(copies=3)))
    assert [row["copies"] for row in desk.records("paper")] == [3]


def test_the_sheet_needs_no_columns_for_lists(desk: Desk) -> None:
    file = filled("papers", paper())
    assert desk.take(file).problems == []
