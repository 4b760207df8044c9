"""Form 02: events of communes, and declarations that a list is complete."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import Desk, filled

SHEET = "Sự kiện xã"
DECLARED = ("Đã đủ danh sách công nhận", "Đã đủ danh sách đặc biệt khó khăn")


def event(kind: str = "Công nhận đạt chuẩn", day: Any = "20/12/2018", **more: Any) -> dict[str, Any]:
    row = {"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ", "Sự kiện": kind, "Từ ngày": day, "Số quyết định": "2500/QĐ-UBND"}
    return row | {name.replace("_", " "): value for name, value in more.items()}


def test_an_event_says_what_happened_where_and_from_when(desk: Desk) -> None:
    desk.take(filled("commune_events", event(Đến_ngày="31/12/2020", Nội_dung="Đợt cuối năm")))
    assert desk.records("commune_event") == [
        {
            "unit": "06373",
            "district": None,
            "kind": "recognised",
            "from_on": date(2018, 12, 20),
            "to_on": date(2020, 12, 31),
            "decision": "2500/QĐ-UBND",
            "content": "Đợt cuối năm",
            "area": "",
        }
    ]


@pytest.mark.parametrize(
    ("word", "code"),
    [(word, code) for code, words in terms()["commune_event"].items() if "complete" not in code for word in words],
)
def test_every_word_for_an_event_is_understood(desk: Desk, word: str, code: str) -> None:
    desk.take(filled("commune_events", event(word.upper())))
    assert [row["kind"] for row in desk.records("commune_event")] == [code]


@pytest.mark.parametrize("kind", DECLARED)
@pytest.mark.parametrize(("district", "code"), [("Bắc Sơn", "185"), (None, None)])
def test_a_list_is_declared_complete_for_a_district_or_for_the_province(
    desk: Desk, kind: str, district: str | None, code: str | None
) -> None:
    desk.take(filled("commune_events", event(kind, Xã=None, Huyện=district)))
    assert [(row["unit"], row["district"]) for row in desk.records("commune_event")] == [(None, code)]


@pytest.mark.parametrize("place", [{"Xã": "Vũ Lễ"}, {"Xã": None, "Mã xã": "06373"}])
def test_a_declaration_names_no_commune(desk: Desk, place: dict[str, Any]) -> None:
    assert [code for code, _, _ in desk.stops(filled("commune_events", event(DECLARED[0]) | place))] == [
        "declaration_of_commune"
    ]


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"Xã": None}, "cell_missing", "C2"),
        ({"Sự kiện": None}, "cell_missing", "E2"),
        ({"Sự kiện": "Khen thưởng"}, "word_unknown", "E2"),
        ({"Từ ngày": None}, "cell_missing", "F2"),
        ({"Từ ngày": 2018}, "date_needs_day", "F2"),
        ({"Từ ngày": "5/1/2027"}, "date_future", "F2"),
        ({"Đến ngày": "1/1/2018"}, "period_reversed", "G2"),
        ({"Đến ngày": "31/9/2020"}, "date_impossible", "G2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, change: dict[str, Any], code: str, cell: str) -> None:
    assert desk.stops(filled("commune_events", event() | change)) == [(code, SHEET, cell)]


def test_an_event_may_end_in_the_future(desk: Desk) -> None:
    desk.take(filled("commune_events", event("Xã đặc biệt khó khăn", Đến_ngày="31/12/2030")))
    assert [row["to_on"] for row in desk.records("commune_event")] == [date(2030, 12, 31)]


def test_two_model_areas_of_one_day_are_two(desk: Desk) -> None:
    areas = [event("Khu dân cư kiểu mẫu", Nội_dung=name) for name in ("Thôn Nà Lùng", "Thôn Bản Thí")]
    desk.take(filled("commune_events", *areas))
    assert [row["area"] for row in desk.records("commune_event")] == ["Thôn Bản Thí", "Thôn Nà Lùng"]


def test_a_corrected_event_keeps_what_its_row_leaves_blank(desk: Desk) -> None:
    desk.take(filled("commune_events", event(Nội_dung="Đợt 1")))
    desk.take(filled("commune_events", event(Số_quyết_định="2501/QĐ-UBND")))
    assert [(row["decision"], row["content"]) for row in desk.records("commune_event")] == [("2501/QĐ-UBND", "Đợt 1")]
