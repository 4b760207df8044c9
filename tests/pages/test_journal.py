"""The journal page: every act of the store, filtered by the address, opened; the chain checked by a button."""

import json
from pathlib import Path

import pandas as pd
import pytest

from ntm_dash.ui.words import label
from tests.pages.conftest import Open, Shown
from tests.postgres import tables_of

PAGE = "records/journal"


@pytest.fixture(scope="module")
def events(demonstration_store: Path) -> pd.DataFrame:
    """The acts of the demonstration, latest first, read from the table and nothing else."""
    with tables_of(demonstration_store) as connection:
        return connection.table("event").order("seq DESC").df()


def numbers(page: Shown) -> list[int]:
    """The numbers of the acts that the list shows."""
    return [int(line.removeprefix("số ")) for line in page.text.split("\n") if line.startswith("số ")]


def rows(page: Shown) -> list[str]:
    return [line for line in page.html.split("<tr ") if line.startswith("data-pick")]


@pytest.mark.usefixtures("full")
def test_all_acts_are_counted_and_the_latest_stand_first(open_page: Open, events: pd.DataFrame) -> None:
    page = open_page(PAGE)
    assert page.title == f"{len(events):,} việc đã ghi vào nhật ký".replace(",", ".")
    shown = [int(row.split('"')[1]) for row in rows(page)]
    assert shown == events["seq"].tolist()[: len(shown)]
    assert len(shown) == min(50, len(events))
    assert events["hash"].iloc[0] in page.html


@pytest.mark.usefixtures("full")
def test_a_kind_that_the_address_names_is_shown_alone(open_page: Open, events: pd.DataFrame) -> None:
    page = open_page(PAGE, loai_viec=label("event_kind", "imported"))
    expected = events[events["kind"] == "imported"]["seq"].tolist()
    assert [int(row.split('"')[1]) for row in rows(page)] == expected
    assert page.title == f"{len(expected)} việc khớp điều kiện lọc"


@pytest.mark.usefixtures("full")
def test_an_import_opens_with_its_sheets(open_page: Open, events: pd.DataFrame) -> None:
    event = events[events["kind"] == "imported"].iloc[0]
    page = open_page(PAGE, viec=str(event["seq"]))
    assert f"Việc số {event['seq']}: Nhập dữ liệu" in page.text
    for sheet in json.loads(event["body"])["sheets"]:
        assert f'<th scope="row">{sheet["file"]}, {sheet["sheet"]}</th>' in page.html


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("link", ["99999999", "x", "-1", "9" * 30])
def test_a_link_to_an_act_that_there_is_not_is_told(open_page: Open, link: str) -> None:
    page = open_page(PAGE, viec=link)
    assert [error.value.startswith("Nhật ký không có việc số") for error in page.app.error] == [True]
    assert page.title.endswith("việc đã ghi vào nhật ký")


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("turn", ["x", "-3", "0", "999999", "9" * 30])
def test_a_link_to_a_page_that_there_is_not_shows_one_that_there_is(open_page: Open, turn: str) -> None:
    assert rows(open_page(PAGE, trang=turn))


@pytest.mark.usefixtures("empty")
def test_a_nomination_nobody_sent_has_no_acts(open_page: Open) -> None:
    page = open_page(PAGE, ma_ho_so="KHONG-CO")
    assert page.title == "0 việc khớp điều kiện lọc"
    assert "Không việc nào khớp" in page.text
    assert rows(page) == []


@pytest.mark.usefixtures("empty")
def test_the_whole_chain_is_checked_by_a_button(open_page: Open) -> None:
    page = open_page(PAGE)
    [check] = [button for button in page.app.button if button.label == "Kiểm tra cả chuỗi"]
    shown = Shown(check.click().run())
    assert "Nguyên vẹn" in shown.text
    assert "3 việc và mọi dòng số liệu khớp với chuỗi" in shown.text
