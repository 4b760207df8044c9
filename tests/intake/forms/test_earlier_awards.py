"""Form 05: what a nominee or a unit was awarded before, or that there is nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ntm_dash.intake.context import award_forms
from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import Desk, filled, nomination

SHEET = "Khen thưởng đã có"
NONE = "Đã rà soát, không có"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk where HS-1 is nominated."""
    desk.take(filled("nominations", nomination("HS-1")))
    return desk


def award(**more: Any) -> dict[str, Any]:
    row = {
        "Mã hồ sơ": "HS-1",
        "Hình thức": "Bằng khen của Chủ tịch UBND tỉnh",
        "Phong trào": "Xây dựng nông thôn mới",
        "Số quyết định": "120/QĐ-UBND",
        "Ngày quyết định": "15/1/2017",
    }
    return row | {name.replace("_", " "): value for name, value in more.items()}


def awards(*rows: dict[str, Any], name: str = "") -> tuple[str, bytes]:
    return filled("earlier_awards", *rows, name=name)


def test_an_earlier_award_says_what_for_what_and_when(desk: Desk) -> None:
    desk.take(awards(award(Từ_năm=2011, Đến_năm="2015", Tình_trạng="Có hiệu lực")))
    assert desk.records("earlier_award") == [
        {
            "nomination": "HS-1",
            "unit": None,
            "name": None,
            "subject": None,
            "form": "bang_khen_tinh",
            "movement": "Xây dựng nông thôn mới",
            "decision": "120/QĐ-UBND",
            "decided_on": date(2017, 1, 15),
            "decided_year": 2017,
            "from_year": 2011,
            "to_year": 2015,
            "status": "in_force",
            "status_none": False,
        }
    ]


def test_every_form_of_award_in_the_list_is_understood(desk: Desk) -> None:
    rows = [award(Hình_thức=words, Số_quyết_định=str(n)) for n, words in enumerate(award_forms().values())]
    desk.take(awards(*rows))
    read = {int(row["decision"]): row["form"] for row in desk.records("earlier_award")}
    assert read == dict(enumerate(award_forms()))


@pytest.mark.parametrize(
    ("written", "form"),
    [("BK TTg", "bang_khen_thu_tuong"), ("Huân chương Lao động hạng Ba", "huan_chuong"), ("giay khen", "giay_khen")],
)
def test_a_form_of_award_is_understood_as_people_write_it(desk: Desk, written: str, form: str) -> None:
    desk.take(awards(award(Hình_thức=written)))
    assert [row["form"] for row in desk.records("earlier_award")] == [form]


@pytest.mark.parametrize(
    ("word", "code"), [(word, code) for code, words in terms()["award_status"].items() for word in words]
)
def test_every_word_for_the_state_of_an_award_is_understood(desk: Desk, word: str, code: str) -> None:
    row = {"Mã hồ sơ": "HS-1"} if code == "none" else award()
    desk.take(awards(row | {"Tình trạng": word}))
    assert [row["status"] for row in desk.records("earlier_award")] == [code]


def test_a_year_alone_may_date_the_decision(desk: Desk) -> None:
    desk.take(awards(award(Ngày_quyết_định=2017)))
    assert [(row["decided_on"], row["decided_year"]) for row in desk.records("earlier_award")] == [(None, 2017)]


@pytest.mark.parametrize(
    ("place", "unit"),
    [
        ({"Đối tượng": "Xã", "Huyện": "Bắc Sơn", "Xã": "Vũ Lễ"}, "06373"),
        ({"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ"}, "06373"),
        ({"Xã": "Vũ Lễ"}, "06373"),
        ({"Đối tượng": "Huyện, thành phố", "Huyện": "Bắc Sơn"}, "185"),
    ],
)
def test_a_commune_or_district_without_dossier_is_named_by_its_place(
    desk: Desk, place: dict[str, Any], unit: str
) -> None:
    desk.take(awards(award(Mã_hồ_sơ=None) | place, {**place, "Tình trạng": NONE}))
    assert [(row["unit"], row["status"]) for row in desk.records("earlier_award")] == [
        (unit, "in_force"),
        (unit, "none"),
    ]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (award(Mã_hồ_sơ=None), "award_of_nobody", "B2"),
        (award(Mã_hồ_sơ=None, Đối_tượng="Xã", Huyện="Bắc Sơn"), "award_of_nobody", "B2"),
        (award(Mã_hồ_sơ=None, Đối_tượng="Hộ gia đình", Huyện="Bắc Sơn", Xã="Vũ Lễ"), "award_of_nobody", "B2"),
        (award(Mã_hồ_sơ="HS-9"), "nomination_unknown", "B2"),
        ({"Mã hồ sơ": "HS-1", "Tên": "Hợp tác xã HS-1"}, "cell_missing", "G2"),
        (award(Hình_thức="Bằng danh dự"), "word_unknown", "G2"),
        (award(Ngày_quyết_định="1/15/2017"), "date_month_first", "J2"),
        (award(Ngày_quyết_định="1/1/2029"), "date_future", "J2"),
        (award(Từ_năm=2015, Đến_năm=2011), "period_reversed", "L2"),
        (award(Từ_năm="hai nghìn"), "year_unreadable", "K2"),
        (award(Tình_trạng=NONE), "award_and_none", "M2"),
        (award(Số_quyết_định="12/2016") | {"Số quyết định": date(2016, 12, 1)}, "text_converted", "I2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, row: dict[str, Any], code: str, cell: str) -> None:
    stops = [(found.removesuffix("_near"), sheet, place) for found, sheet, place in desk.stops(awards(row))]
    assert stops == [(code, SHEET, cell)]


def test_a_statement_that_there_is_none_stands_apart_from_an_award_without_number(desk: Desk) -> None:
    desk.take(awards({"Mã hồ sơ": "HS-1", "Tình trạng": NONE}))
    desk.take(awards({"Mã hồ sơ": "HS-1", "Hình thức": "Giấy khen"}))
    assert [(row["status"], row["form"]) for row in desk.records("earlier_award")] == [
        ("in_force", "giay_khen"),
        ("none", None),
    ]


def test_another_name_for_the_nominee_is_only_told(desk: Desk) -> None:
    result = desk.take(awards(award(Tên="HTX một")))
    assert [(problem.code, problem.cell) for problem in result.problems] == [("name_differs", "C2")]
    assert desk.take(awards(award(Tên="HỢP TÁC XÃ hs-1"))).problems == []


def test_an_annulled_award_replaces_itself_in_force(desk: Desk) -> None:
    desk.take(awards(award()))
    desk.take(awards(award(Tình_trạng="Đã thu hồi")))
    assert [row["status"] for row in desk.records("earlier_award")] == ["annulled"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"Ngày quyết định": None}, {}),
        ({"Ngày quyết định": 2017}, {}),
        ({}, {"Ngày quyết định": 2017}),
        ({}, {"Ngày quyết định": None}),
        ({"Số quyết định": None}, {}),
    ],
)
def test_an_award_told_more_exactly_is_the_same_award(
    desk: Desk, before: dict[str, Any], after: dict[str, Any]
) -> None:
    desk.take(awards(award() | before))
    desk.take(awards(award() | after))
    assert [(row["decision"], row["decided_on"]) for row in desk.records("earlier_award")] == [
        ("120/QĐ-UBND", date(2017, 1, 15))
    ]


def test_a_corrected_day_of_a_decision_is_asked_about(desk: Desk) -> None:
    desk.take(awards(award()))
    file = awards(award(Ngày_quyết_định="15/1/2010"))
    assert desk.stops(file) == [("correction_or_further", SHEET, "2:2")]
    desk.take(file, answers={("earlier_awards.xlsx", SHEET, "2:2"): "corrected"})
    assert [row["decided_year"] for row in desk.records("earlier_award")] == [2010]


@pytest.mark.parametrize("other", [{"Số quyết định": "121/QĐ-UBND"}, {"Số quyết định": None, "Hình thức": "Giấy khen"}])
def test_two_awards_of_one_day_are_two(desk: Desk, other: dict[str, Any]) -> None:
    desk.take(awards(award()))
    desk.take(awards(award() | other))
    assert {row["decision"] for row in desk.records("earlier_award")} == {"120/QĐ-UBND", other["Số quyết định"]}
