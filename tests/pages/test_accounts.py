"""The accounts page: who may sign in, added and changed by a form that says what it refuses."""

from pathlib import Path

import pytest

from ntm_dash.domain.access import Role
from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import Account, account_of, add_account
from ntm_dash.storage.store import open_store
from tests.pages.conftest import Open, Shown

PAGE = "records/accounts"
LAN = Account("lan@langson.example", "Giáp <b>Thị</b> Lan", (Role.ADMINISTRATOR,))


def press(page: Shown, label: str) -> Shown:
    [button] = [button for button in page.app.button if button.label == label]
    return Shown(button.click().run())


@pytest.mark.usefixtures("own_empty")
def test_somebody_is_added_by_the_form(open_page: Open, place: Path) -> None:
    page = open_page(PAGE)
    assert page.title == "Chưa mời ai vào sổ"
    assert "Chưa có tài khoản nào" in page.text
    page.app.text_input(key="new-address").set_value("Mo@langson.example")
    page.app.text_input(key="name-new").set_value("Dương Thị Mơ")
    page.app.multiselect(key="roles-new").set_value([Role.UNIT])
    refused = press(page, "Thêm")
    assert ["phải kèm tên đơn vị" in error.value for error in refused.app.error] == [True]
    refused.app.selectbox(key="unit-new").set_value("UBND huyện Bắc Sơn")
    assert press(refused, "Thêm").title == "1 tài khoản đang dùng"
    expected = Account("mo@langson.example", "Dương Thị Mơ", (Role.UNIT,), "UBND huyện Bắc Sơn")
    assert account_of(open_store(place), "mo@langson.example") == expected


@pytest.mark.usefixtures("own_empty")
def test_an_account_opens_by_its_address_and_what_was_typed_stays_text(open_page: Open, place: Path) -> None:
    add_account(open_store(place), LAN, by=LOCAL)
    page = open_page(PAGE, tai_khoan_so=LAN.account)
    assert "Giáp <b>Thị</b> Lan" in page.text
    assert page.app.text_input(key=f"name-{LAN.account}").value == LAN.name
    page.app.toggle(key=f"active-{LAN.account}").set_value(False)
    [told] = press(page, "Lưu").app.error
    assert "quản trị cuối cùng" in told.value


@pytest.mark.usefixtures("empty")
def test_a_link_to_an_account_that_there_is_not_is_told(open_page: Open) -> None:
    page = open_page(PAGE, tai_khoan_so="ai@langson.example")
    assert len(page.warnings) == 1
    assert "“ai@langson.example”" in page.warnings[0]
