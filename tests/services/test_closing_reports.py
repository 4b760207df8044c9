"""Closing reports: who sent one and when, what each covers and owes, and what its figures contradict in the store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ntm_dash.domain.access import Role
from ntm_dash.services.closing_reports import DEADLINE, ClosingReport, closing_reports, outline
from ntm_dash.services.imports import ImportRefused, import_files
from ntm_dash.services.proposers import extend_deadline, kinds_of_units
from ntm_dash.storage.store import Store
from tests.intake.desk import CLERK, PROPOSER, TODAY, Desk, filled, nomination
from tests.services.road import PEOPLE

COMMUNES = ("Vũ Lễ", "Chiến Thắng")


@pytest.fixture
def desk(opened: Store, request: pytest.FixtureRequest) -> Desk:
    """Two communes of Bắc Sơn recognised, one of them awarded by the province in 2017."""
    found = Desk(opened, request.node.name)
    events = [
        {"Huyện": "Bắc Sơn", "Xã": name, "Sự kiện": "Công nhận đạt chuẩn", "Từ ngày": "1/12/2018"} for name in COMMUNES
    ]
    commune = nomination("HS-1", Tên="Xã Vũ Lễ", Đối_tượng="Xã", Huyện="Bắc Sơn", Xã="Vũ Lễ")
    award = {
        "Mã hồ sơ": "HS-1",
        "Hình thức": "Bằng khen của Chủ tịch UBND tỉnh",
        "Phong trào": "Xây dựng nông thôn mới",
        "Số quyết định": "12/QĐ-UBND",
        "Ngày quyết định": "3/3/2017",
        "Tình trạng": "Có hiệu lực",
    }
    found.take(filled("commune_events", *events), filled("nominations", commune), filled("earlier_awards", award))
    return found


def take(desk: Desk, **more: Any) -> ClosingReport:
    row = {"STT": 1, "Đơn vị": PROPOSER, "Ngày nhận": "26/7/2019"} | {k.replace("_", " "): v for k, v in more.items()}
    desk.take(filled("closing_reports", row))
    return own(desk)


def own(desk: Desk) -> ClosingReport:
    [found] = [each for each in closing_reports(desk.store, desk.campaign, CLERK) if each.unit == PROPOSER]
    return found


def test_a_unit_without_a_report_is_listed_as_such_and_first(desk: Desk) -> None:
    report = own(desk)
    assert (report.sent, report.on_time, report.owed, report.contradictions) == (False, None, (), ())
    take(desk)
    found = closing_reports(desk.store, desk.campaign, CLERK)
    assert [each.unit for each in found if each.sent] == [found[-1].unit] == [PROPOSER]
    assert {each.unit for each in found} == {
        name for name, kind in kinds_of_units().items() if kind != "coordination_office"
    }


@pytest.mark.parametrize(("day", "on_time"), [("30/7/2019", True), ("31/7/2019", False), (None, None)])
def test_punctuality_is_told_by_the_deadline_of_reports(desk: Desk, day: str | None, on_time: bool | None) -> None:
    assert take(desk, Ngày_nhận=day).on_time is on_time


def test_an_extension_for_reports_moves_that_deadline_only(desk: Desk) -> None:
    take(desk, Ngày_nhận="2/8/2019")
    office = PEOPLE[Role.EMULATION_BOARD]
    extend_deadline(desk.store, desk.campaign, PROPOSER, "dossier", date(2019, 8, 9), by=office, why="x")
    assert own(desk).on_time is False
    extend_deadline(desk.store, desk.campaign, PROPOSER, DEADLINE, date(2019, 8, 9), by=office, why="x")
    assert own(desk).on_time is True


def test_items_are_covered_absent_or_not_looked_at(desk: Desk) -> None:
    report = take(desk, **{"I.1": "x", "I.2": "-"})
    assert (report.covered, report.absent) == (("i_1",), ("i_2",))
    assert report.unseen == outline()[2:]


def test_a_district_owes_more_figures_than_a_department_and_a_zero_is_no_blank(desk: Desk) -> None:
    district = take(desk, **{"Số xã được khen": 1, "Khen cấp huyện, cá nhân, 2011–2015": 0})
    assert {"communes_met", "completion_year", "provincial_persons_2016_2020"} < set(district.owed)
    assert {"communes_awarded", "district_persons_2011_2015", "contributions"} & set(district.owed) == set()
    desk.take(filled("closing_reports", {"STT": 1, "Đơn vị": "Sở Y tế", "Ngày nhận": "26/7/2019", "I.1": "x"}))
    found = {each.unit: each for each in closing_reports(desk.store, desk.campaign, CLERK)}
    assert {"communes_met", "completion_year", "communes_awarded"} & set(found["Sở Y tế"].owed) == set()


@pytest.mark.parametrize(("said", "apart"), [(1, True), (2, False), (3, False), (None, False)])
def test_communes_met_contradict_where_fewer_than_are_known_and_the_list_is_open(
    desk: Desk, said: int | None, apart: bool
) -> None:
    found = [each.what for each in take(desk, **{"Số xã đạt chuẩn": said}).contradictions]
    assert found == (["communes_met"] if apart else [])


@pytest.mark.parametrize(("said", "apart"), [(1, True), (2, False), (3, True)])
def test_where_the_list_is_complete_more_than_are_known_contradict_too(desk: Desk, said: int, apart: bool) -> None:
    complete = {"Huyện": "Bắc Sơn", "Sự kiện": "Đã đủ danh sách công nhận", "Từ ngày": "31/7/2019"}
    desk.take(filled("commune_events", complete))
    [*found] = take(desk, **{"Số xã đạt chuẩn": said}).contradictions
    assert [(each.what, each.said, each.at_least, each.at_most) for each in found] == (
        [("communes_met", said, 2, 2)] if apart else []
    )


@pytest.mark.parametrize(("said", "apart"), [(0, True), (1, False), (9, False)])
def test_awards_contradict_where_fewer_than_form_05_knows(desk: Desk, said: int, apart: bool) -> None:
    report = take(desk, **{"Số xã được khen": said, "Khen cấp tỉnh, tập thể, 2016–2020": said})
    expected = ["communes_awarded", "provincial_collectives_2016_2020"] if apart else []
    assert [each.what for each in report.contradictions] == expected


def test_a_unit_sees_and_sends_its_own_report_only(desk: Desk) -> None:
    unit = PEOPLE[Role.UNIT]
    assert [each.unit for each in closing_reports(desk.store, desk.campaign, unit)] == [PROPOSER]
    other = filled("closing_reports", {"STT": 1, "Đơn vị": "Sở Y tế", "Ngày nhận": "26/7/2019", "I.1": "x"})
    with pytest.raises(ImportRefused) as refusal:
        import_files(desk.store, desk.campaign, [other], by=unit, today=TODAY)
    assert [each.code for each in refusal.value.problems if each.severity == "refused"] == ["row_of_another_unit"]
