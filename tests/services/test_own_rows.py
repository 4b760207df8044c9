"""A unit's files: its own nominations go in; a row of another unit's is refused by its number, nothing of it shown."""

from __future__ import annotations

from typing import Any

import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.imports import ImportRefused, Preview, import_files, imports, preview
from ntm_dash.storage.store import Store
from tests.intake.desk import CLERK, PROPOSER, PROVINCIAL, TODAY, Desk, Named, assessment, filled, gift, nomination

OTHER = "UBND huyện Chi Lăng"
BAC_SON = Person("bac-son@langson.example", "Bà Mơ", Role.UNIT, PROPOSER)
CHI_LANG = Person("chi-lang@langson.example", "Ông Thắng", Role.UNIT, OTHER)
CONTENT: dict[str, dict[str, Any]] = {
    "contributions": gift("CL-1", value="450 triệu"),
    "earlier_awards": {"Mã hồ sơ": "CL-1", "Tình trạng": "Đã rà soát, không có"},
    "ratings": {"Mã hồ sơ": "CL-1", "Năm": 2015, "Mức xếp loại": "HTT"},
    "evidence": {"Mã hồ sơ": "CL-1", "Mục": "Số lao động có việc làm", "Giá trị": 12},
    "papers": {"Mã hồ sơ": "CL-1", "Loại giấy tờ": "Báo cáo thành tích", "Số bản": 3},
}


@pytest.fixture
def desk(opened: Store, request: pytest.FixtureRequest) -> Desk:
    """A campaign in which each of two districts has sent one nomination."""
    desk = Desk(opened, request.node.name)
    desk.take(
        filled("nominations", nomination("BS-1"), nomination("CL-1", Tên="Bà Hà", Đơn_vị_đề_nghị=OTHER)),
        filled("contributions", gift("BS-1"), gift("CL-1", value="400 triệu")),
    )
    return desk


def sent(desk: Desk, by: Person, *files: Named) -> Preview:
    return import_files(desk.store, desk.campaign, files, by=by, today=TODAY)


def rows_refused(desk: Desk, by: Person, *files: Named) -> list[tuple[str, str]]:
    """The refused rows with what was read there; previewing tells the same, and nothing has changed."""
    version = desk.store.version()
    with pytest.raises(ImportRefused) as refusal:
        sent(desk, by, *files)
    previewed = preview(desk.store, desk.campaign, files, by=by, today=TODAY)
    assert (previewed.problems, previewed.changes) == (list(refusal.value.problems), [])
    assert desk.store.version() == version
    assert {problem.code for problem in previewed.stops} == {"row_of_another_unit"}
    return [(problem.cell, problem.read) for problem in previewed.stops]


def test_a_unit_brings_its_own_nominations_with_all_that_belongs_to_them(desk: Desk) -> None:
    made = sent(
        desk,
        BAC_SON,
        filled("nominations", nomination("BS-2")),
        filled("contributions", gift("BS-2"), gift("BS-1", value="450 triệu")),
        *(filled(form, row | {"Mã hồ sơ": "bs-2"}) for form, row in CONTENT.items() if form != "contributions"),
        filled(
            "papers",
            {"Đơn vị đề nghị": PROPOSER, "Hình thức": PROVINCIAL, "Loại giấy tờ": "Tờ trình", "Số bản": 1},
            name="to-trinh.xlsx",
        ),
    )
    assert made.problems == []
    assert sum(sheet.new + sheet.changed for sheet in made.sheets) == 8


@pytest.mark.parametrize("form", CONTENT)
def test_a_row_that_speaks_of_another_units_nomination_is_refused_in_every_form(desk: Desk, form: str) -> None:
    assert rows_refused(desk, BAC_SON, filled(form, CONTENT[form])) == [("2:2", "CL-1")]


def test_a_nomination_in_another_units_name_is_refused(desk: Desk) -> None:
    file = filled("nominations", nomination("BS-3"), nomination("CL-2", Đơn_vị_đề_nghị=OTHER))
    assert rows_refused(desk, BAC_SON, file) == [("3:3", "CL-2")]


def test_another_units_code_is_not_taken_over_and_nothing_of_its_nomination_is_told(desk: Desk) -> None:
    file = filled("nominations", nomination("cl-1", Tên="Ông Khác"))
    assert rows_refused(desk, BAC_SON, file) == [("2:2", "CL-1")]
    told = preview(desk.store, desk.campaign, [file], by=BAC_SON, today=TODAY)
    assert [problem for problem in told.problems if OTHER in str(problem) or "Bà Hà" in str(problem)] == []


def test_a_units_tables_of_places_and_of_the_council_are_refused(desk: Desk) -> None:
    event = {"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ", "Sự kiện": "Công nhận đạt chuẩn", "Từ ngày": "20/12/2018"}
    assert rows_refused(desk, BAC_SON, filled("criteria", assessment("Vũ Lễ"))) == [("2:2", "")]
    assert rows_refused(desk, BAC_SON, filled("commune_events", event)) == [("2:2", "")]
    assert rows_refused(desk, BAC_SON, filled("council", {"Họ tên": "Bà Ất", "Vai trò": "Ủy viên"})) == [("2:2", "")]


def test_another_units_list_of_papers_is_refused(desk: Desk) -> None:
    row = {"Đơn vị đề nghị": OTHER, "Hình thức": PROVINCIAL, "Loại giấy tờ": "Tờ trình", "Số bản": 1}
    assert rows_refused(desk, BAC_SON, filled("papers", row)) == [("2:2", OTHER)]


def test_an_award_of_a_place_without_a_nomination_is_refused(desk: Desk) -> None:
    row = {"Đối tượng": "Xã", "Xã": "Vũ Lễ", "Hình thức": PROVINCIAL, "Ngày quyết định": 2017, "Phong trào": "NTM"}
    assert rows_refused(desk, BAC_SON, filled("earlier_awards", row)) == [("2:2", "")]


def test_the_office_inside_brings_the_rows_of_any_unit(desk: Desk) -> None:
    made = sent(desk, CLERK, *(filled(form, row) for form, row in CONTENT.items()))
    assert sum(sheet.new + sheet.changed for sheet in made.sheets) == 5


def test_a_unit_sees_the_imports_of_its_own_people_only(desk: Desk) -> None:
    sent(desk, BAC_SON, filled("nominations", nomination("BS-2")))
    sent(desk, CHI_LANG, filled("nominations", nomination("CL-2", Đơn_vị_đề_nghị=OTHER)))
    seen = {person: [made.who for made in imports(desk.store, desk.campaign, person)] for person in (BAC_SON, CLERK)}
    assert seen == {
        BAC_SON: [BAC_SON.signature],
        CLERK: [CHI_LANG.signature, BAC_SON.signature, CLERK.signature],
    }
