"""The page of closing reports: counted from the records, each report opened, typed by hand."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from ntm_dash.ui.access import ROLE
from tests.pages.conftest import Open, Shown
from tests.pages.records import CUTOFF, proposing_units
from tests.pages.test_dossier import button

PAGE = "reporting/closing_reports"


@pytest.fixture(scope="session")
def reports(demonstration_store: Path) -> pd.DataFrame:
    with duckdb.connect(str(demonstration_store), read_only=True) as connection:
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


@pytest.mark.usefixtures("own_empty")
def test_a_report_is_typed_by_hand_where_none_came(open_page: Open) -> None:
    page = open_page(PAGE)
    assert "Chưa nhận báo cáo tổng kết nào" in page.text.split("\n")
    page.app.session_state[ROLE] = "emulation_board"
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
