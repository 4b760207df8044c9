"""People sign in with a provider, see what their role may see, and are out as soon as their account is."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ntm_dash.domain.access import Role
from ntm_dash.services.accounts import Account
from tests.browser.between import Change, adds, between, names_host
from tests.browser.conftest import App, Start, StartSignedIn, Window
from tests.browser.provider import Provider
from tests.browser.steps import opened, settled, sign_in, sign_out, title

ADMINISTRATOR = Account("quan-tri@langson.example", "Bà Giáp", (Role.ADMINISTRATOR,))
OFFICE = Account("dieu-phoi@langson.example", "Ông Bính", (Role.COORDINATION_OFFICE, Role.SECRETARY))
UNIT = Account("bac-son@langson.example", "Bà Mơ", (Role.UNIT,), "UBND huyện Bắc Sơn")
STOPPED = Account("da-nghi@langson.example", "Ông Đinh", (Role.LEADERSHIP,), active=False)
STRANGER = "nguoi-la@langson.example"


@pytest.fixture(scope="module")
def app(start_with_sign_in: StartSignedIn, demonstration_store: Path) -> App:
    return start_with_sign_in(demonstration_store, [ADMINISTRATOR, OFFICE, UNIT, STOPPED])


def menu(page: Page) -> list[str]:
    return page.get_by_role("navigation", name="Các trang").get_by_role("link").all_inner_texts()


def test_nobody_gets_past_the_door_by_the_front_or_by_a_link(page: Page, app: App) -> None:
    for address in ("", "sang-loc", "nhap-du-lieu?lan-nhap=3"):
        opened(page, f"{app.address}/{address}")
        assert title(page) == "Đăng nhập để mở sổ"
        expect(page.get_by_role("navigation", name="Các trang")).to_have_count(0)


def test_a_unit_sees_its_own_nominations_and_no_page_of_others(page: Page, app: App) -> None:
    sign_in(page, app.address, UNIT.account)
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Bà Mơ · Đơn vị đề nghị · UBND huyện Bắc Sơn")
    assert not {"Tổng quan", "Nhật ký", "Tài khoản"} & {entry.split("\n")[-1] for entry in menu(page)}
    opened(page, f"{app.address}/sang-loc")
    proposers = page.get_by_text(re.compile("^UBND huyện|^Sở ")).all_inner_texts()
    assert {each for each in proposers if each.startswith("UBND")} <= {UNIT.unit}
    opened(page, f"{app.address}/tong-quan")
    assert title(page) == "Không có quyền"
    expect(page.get_by_test_id("stMain")).not_to_contain_text("đạt chuẩn")


def test_somebody_with_two_roles_acts_in_one_and_changes_to_the_other(page: Page, app: App) -> None:
    sign_in(page, app.address, OFFICE.account)
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_contain_text("Ông Bính · Văn phòng Điều phối")
    sidebar.get_by_role("combobox", name="Vai trò").select_option(label="Thư ký Hội đồng")
    expect(sidebar).to_contain_text("Ông Bính · Thư ký Hội đồng")
    sign_out(page)
    opened(page, f"{app.address}/sang-loc")
    assert title(page) == "Đăng nhập để mở sổ"


@pytest.mark.parametrize(
    ("account", "told"),
    [(STOPPED.account, "Tài khoản đã ngừng dùng"), (STRANGER, "Tài khoản chưa được cấp quyền")],
)
def test_whom_the_store_does_not_know_or_no_longer_lets_in_stays_outside(
    page: Page, app: App, provider: Provider, account: str, told: str
) -> None:
    provider.addresses = sorted({*provider.addresses, STRANGER})
    sign_in(page, app.address, account)
    assert title(page) == told
    expect(page.get_by_role("navigation", name="Các trang")).to_have_count(0)
    sign_out(page)


def test_a_disabled_account_is_out_at_the_next_click(
    window: Window, start_with_sign_in: StartSignedIn, empty_store: Path
) -> None:
    page, administrator = window(), window()
    app = start_with_sign_in(empty_store, [ADMINISTRATOR, OFFICE])
    sign_in(page, app.address, OFFICE.account)
    sign_in(administrator, app.address, ADMINISTRATOR.account)
    opened(administrator, f"{app.address}/tai-khoan")
    administrator.get_by_text(OFFICE.account, exact=True).click()
    expect(administrator.get_by_text(f"Sửa tài khoản {OFFICE.account}")).to_be_visible()
    settled(administrator)
    form = administrator.get_by_test_id("stForm")
    form.get_by_text("Đang dùng", exact=True).click()
    expect(form.locator('input[type="checkbox"]')).not_to_be_checked()
    settled(administrator)
    form.get_by_role("button", name="Lưu").click()
    expect(administrator.get_by_role("heading", level=1)).to_have_text("1 tài khoản đang dùng, 1 đã ngừng")
    page.get_by_role("link", name="Sàng lọc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản đã ngừng dùng")
    expect(page.get_by_role("navigation", name="Các trang")).to_have_count(0)


def test_a_pause_that_is_too_long_ends_the_sign_in_also_for_a_page_loaded_again(
    page: Page, start_with_sign_in: StartSignedIn, empty_store: Path
) -> None:
    app = start_with_sign_in(empty_store, [ADMINISTRATOR], idle_minutes=0.15)
    sign_in(page, app.address, ADMINISTRATOR.account)
    page.wait_for_timeout(10_000)
    opened(page, app.address)
    assert title(page) == "Hết phiên làm việc"
    sign_in(page, app.address, ADMINISTRATOR.account)
    expect(page.get_by_role("navigation", name="Các trang")).to_be_visible()


@pytest.mark.parametrize(
    "change",
    [adds("X-Forwarded-For: 10.0.0.7"), adds("Forwarded: for=10.0.0.7"), names_host("so.langson.example")],
    ids=["forwarded for", "forwarded", "foreign host"],
)
def test_without_sign_in_nobody_gets_in_through_somebody_between(page: Page, empty: App, change: Change) -> None:
    with between(empty.address, change) as address:
        opened(page, f"{address}/sang-loc")
        assert title(page) == "Không phục vụ yêu cầu này"
        expect(page.get_by_role("navigation", name="Các trang")).to_have_count(0)
    with between(empty.address, bytes) as address:
        assert title(opened(page, address)) != "Không phục vụ yêu cầu này", "the same way, nothing changed"


def test_without_sign_in_a_server_that_listens_elsewhere_says_what_to_set(
    page: Page, start: Start, empty_store: Path
) -> None:
    app = start(empty_store, "--server.address", "0.0.0.0")
    opened(page, app.address)
    assert title(page) == "Không phục vụ yêu cầu này"
    expect(page.get_by_test_id("stMain")).to_contain_text('server.address = "127.0.0.1"')
