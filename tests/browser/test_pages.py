"""Each page opens with much and with nothing, and everybody can read it."""

import pytest
from playwright.sync_api import expect

from ntm_dash.ui.menu import FIRST_PAGES, MENU
from tests.browser.conftest import App, Turn
from tests.browser.reading import unreadable
from tests.browser.steps import title

EMPTY = {
    "": ("Đợt tổng kết này chưa có số liệu", "Nhập dữ liệu"),
    "tien-do": ("Chưa có gì để so sánh", "Nhập dữ liệu"),
    "dia-ban": ("Đợt này chưa có số liệu của xã, huyện", "Nhập dữ liệu"),
    "ho-so-de-nghi": ("Chưa đơn vị nào gửi hồ sơ", "Nhập dữ liệu"),
    "trung-khen": ("Chưa có hồ sơ để đối chiếu", "Nhập dữ liệu"),
    "bao-cao-don-vi": ("Chưa nhận báo cáo tổng kết nào", "Nhập dữ liệu"),
    "viec-can-lam": ("Không hồ sơ nào đang chờ", "Nhập dữ liệu"),
    "bo-ho-so": ("Chưa chọn bộ hồ sơ nào", "Hồ sơ đề nghị"),
    "sang-loc": ("Chưa nhận hồ sơ đề nghị", "Nhập dữ liệu"),
    "xep-hang": ("Chưa huyện nào có số liệu", "Nhập dữ liệu"),
    "do-day-du": ("Chưa nhập biểu nào", "Nhập dữ liệu"),
    "nhap-du-lieu": ("Chưa có lần nhập nào", ""),
    "van-ban": ("Văn bản lấy từ những gì đã nhập", "Nhập dữ liệu"),
    "chuan-bi-hop": ("Chưa có danh sách thành viên Hội đồng", "Nhập dữ liệu"),
    "phien-hop": ("Chưa có hồ sơ để xét", "Chuẩn bị họp"),
    "bieu-quyet": ("Chưa có gì để biểu quyết", "Chuẩn bị họp"),
    "man-hinh": ("Chưa có phiên họp", ""),
    "phan-quyet": ("Chưa có phiên họp để ghi phán quyết", "Chuẩn bị họp"),
    "thu-phuong-an": ("Chưa nhận hồ sơ đề nghị", "Nhập dữ liệu"),
    "ket-qua-xet": ("Chưa có kết quả để ghi", "Phiên họp"),
    "can-dieu-kien": ("Chưa có số liệu để tìm", "Nhập dữ liệu"),
    "huong-dan": ("Cán bộ nhận hồ sơ: nhận tệp của đơn vị, biết ai còn thiếu gì", "Tải biểu mẫu trống"),
    "bo-tieu-chuan": ("Chưa ai ký kiểm bộ tiêu chuẩn này", ""),
}
"""What each page says without records, and the page that it links to next, if any."""
ADDRESSES = list(EMPTY)
BACKUPS = "sao-luu"
"""The page of the copies of a file, for stores in files alone: a server's copies are not ours."""
OF_THE_HOUSE = ("nhat-ky", "tai-khoan")
"""The other pages that are about no campaign."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_opens_with_the_demonstration_and_says_that_it_is_one(
    turn: Turn, demonstration: App, address: str
) -> None:
    page = turn(demonstration, address)
    assert title(page)
    expect(page.get_by_text("Dữ liệu minh họa", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert unreadable(page, beside=not address) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_an_empty_campaign_says_what_to_do_and_links_to_it(turn: Turn, empty: App, address: str) -> None:
    page = turn(empty, address)
    said, way = EMPTY[address]
    expect(page.get_by_text(said, exact=True)).to_be_visible()
    expect(page.get_by_text("Dữ liệu minh họa", exact=True)).to_have_count(0)
    if way:
        expect(page.get_by_test_id("stMain").get_by_role("link", name=way).first).to_be_visible()
    assert unreadable(page) == []


@pytest.mark.parametrize("address", [*OF_THE_HOUSE, pytest.param(BACKUPS, marks=pytest.mark.on_files)])
def test_a_page_about_no_campaign_opens(turn: Turn, demonstration: App, address: str) -> None:
    page = turn(demonstration, address)
    assert title(page)
    assert unreadable(page) == []


def test_every_page_of_the_menu_is_opened_here() -> None:
    first = MENU[FIRST_PAGES[0]].address
    opened = {first, *ADDRESSES, *OF_THE_HOUSE, BACKUPS}
    assert [entry.address for entry in MENU.values() if entry.address not in opened] == []
