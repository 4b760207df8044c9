"""The page of closing reports: counted from the records, each report opened, typed by hand."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ntm_dash.ui.access import ROLE
from ntm_dash.ui.entry import REPORT_FORM
from tests.pages.conftest import Open, Shown, plain
from tests.pages.records import CUTOFF, proposing_units
from tests.pages.test_dossier import button
from tests.postgres import tables_of

PAGE = "reporting/closing_reports"


@pytest.fixture(scope="session")
def reports(demonstration_store: Path) -> pd.DataFrame:
    with tables_of(demonstration_store) as connection:
        return connection.table("closing_report").df()


@pytest.mark.usefixtures("full")
def test_the_counts_are_those_of_the_records(open_page: Open, reports: pd.DataFrame) -> None:
    page = open_page(PAGE)
    late = (pd.to_datetime(reports["received_on"]) >= CUTOFF).sum()
    units = len(proposing_units() | set(reports["proposer"]))
    assert page.title.startswith(f"{len(reports)} trong {units} đơn vị đã gửi báo cáo; {late} báo cáo trễ, ")
    assert page.html.count(">chưa gửi</span>") == units - len(reports)


@pytest.mark.usefixtures("full")
def test_a_report_shows_what_it_lacks_and_what_contradicts_the_store(open_page: Open) -> None:
    page = open_page(PAGE, don_vi="UBND huyện Chi Lăng")
    assert "Số xã đạt chuẩn: báo cáo ghi 7, sổ có 6" in page.text.split("\n")
    assert page.warnings == []


@pytest.mark.usefixtures("own_full")
def test_the_deadline_is_moved_for_one_unit_with_a_reason_that_is_shown(open_page: Open, reports: pd.DataFrame) -> None:
    received = reports.sort_values("received_on").iloc[-1]
    assert received["received_on"] >= CUTOFF
    page = Shown(button(open_page(PAGE, don_vi=received["proposer"]), "Gia hạn cho đơn vị này").click().run())
    page.app.date_input(key="extend-until").set_value(received["received_on"].date() + timedelta(days=1))
    page = Shown(button(Shown(page.app.run()), "Gia hạn").click().run())
    assert [plain(each.value) for each in page.app.error] == ["Gia hạn phải ghi lý do. Viết lý do rồi làm lại."]
    page.app.text_input(key="extend-why").input("sạt lở đường")
    page = Shown(button(page, "Gia hạn").click().run())
    until = received["received_on"] + timedelta(days=1)
    told = f"hạn riêng trước {until.day}/{until.month}/{until.year}: sạt lở đường"
    [line] = [line for line in page.text.split("\n") if told in line]
    assert line.startswith(f"Nhận {until.day - 1}/{until.month}/{until.year}, đúng hạn · ")


@pytest.mark.usefixtures("own_empty")
def test_a_report_is_typed_by_hand_where_none_came(open_page: Open) -> None:
    page = open_page(PAGE)
    assert "Chưa nhận báo cáo tổng kết nào" in page.text.split("\n")
    page.app.session_state[ROLE] = "emulation_board"
    page.app.session_state[REPORT_FORM] = True
    page = Shown(page.app.run())

    def field(label: str) -> Any:
        return next(each for each in page.app.text_input if each.label.rstrip(" *") == label)

    field("Đơn vị").input("Sở Y tế")
    field("Ngày nhận").input("30/7/2019")
    page.app.checkbox[0].check()
    page = Shown(button(page, "Ghi vào sổ").click().run())
    assert page.title.startswith("1 trong ")


@pytest.mark.usefixtures("full")
def test_a_link_to_a_unit_that_is_not_there_is_told(open_page: Open) -> None:
    assert open_page(PAGE, don_vi="x").warnings == [
        "Đường dẫn nhắc đến “x” nhưng đợt này không có. Chọn lại trong danh sách."
    ]
