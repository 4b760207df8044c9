"""The whole road of one dossier, walked by three people who sign in: the unit, Văn phòng Điều phối, Ban Thi đua."""

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from ntm_dash.domain.access import Role
from ntm_dash.services.accounts import Account
from tests.browser.conftest import App, StartSignedIn
from tests.browser.steps import opened, settled, sign_in, sign_out
from tests.intake.desk import PROPOSER, PROVINCIAL, filled

UNIT = Account("bac-son@langson.example", "Bà Mơ", (Role.UNIT,), PROPOSER)
OFFICE = Account("dieu-phoi@langson.example", "Ông Bính", (Role.COORDINATION_OFFICE,))
BOARD = Account("thi-dua@langson.example", "Bà Thi", (Role.EMULATION_BOARD,))


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_role("combobox", name=field).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def at_the_dossier(page: Page, app: App, account: Account) -> None:
    """Sign in and open the dossier by its link."""
    sign_in(page, app.address, account.account)
    opened(page, f"{app.address}/bo-ho-so?ho-so=BS-01")


def step(page: Page, word: str, why: str = "", due: date | None = None) -> None:
    """Take a step on the dossier's page, with what it needs said."""
    option = page.get_by_test_id("stRadio").get_by_text(word, exact=True)
    option.click()
    settled(page)
    if why:
        reason = page.get_by_test_id("stTextArea").locator("textarea").first
        reason.fill(why)
        reason.press("Control+Enter")
        settled(page)
    if due:
        field = page.get_by_test_id("stDateInput").locator("input").last
        field.fill(f"{due:%d/%m/%Y}")
        field.press("Enter")
        field.press("Escape")
        settled(page)
    page.get_by_role("button", name=word, exact=False).last.click()


def stands(page: Page, stage: str) -> None:
    said = f"Hợp tác xã Hoa Hồi: {stage}"
    expect(page.get_by_role("heading", level=1)).to_contain_text(said, timeout=30_000)
    settled(page)


def test_a_dossier_goes_its_whole_road_by_three_people(
    page: Page, start_with_sign_in: StartSignedIn, empty_store: Path
) -> None:
    app = start_with_sign_in(empty_store, [UNIT, OFFICE, BOARD])

    # The unit types the nomination, imports its papers, sends it.
    sign_in(page, app.address, UNIT.account)
    page.get_by_role("link", name="Thêm hồ sơ bằng tay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chọn hoặc thêm một bộ hồ sơ")
    settled(page)
    for field, text in (("Mã hồ sơ *", "BS-01"), ("Tên *", "Hợp tác xã Hoa Hồi"), ("Huyện", "Bắc Sơn")):
        page.get_by_label(field, exact=True).fill(text)
    choose(page, "Đối tượng *", "Doanh nghiệp, hợp tác xã")
    choose(page, "Hình thức *", PROVINCIAL)
    page.get_by_role("button", name="Ghi vào sổ").click()
    stands(page, "đang chuẩn bị")
    kinds = ("Tờ trình", "Danh sách", "Biểu tóm tắt thành tích", "Báo cáo thành tích")
    papers = [{"Mã hồ sơ": "BS-01", "Loại giấy tờ": kind, "Số bản": 3} for kind in kinds]
    name, content = filled("papers", *papers, name="giay-to.xlsx")
    opened(page, f"{app.address}/nhap-du-lieu")
    page.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Sẵn sàng nhập 4 dòng mới, 0 dòng thay đổi")
    settled(page)
    page.get_by_role("button", name="Nhập vào sổ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đang có hiệu lực")
    opened(page, f"{app.address}/bo-ho-so?ho-so=BS-01")
    expect(page.get_by_text("Giấy tờ: thiếu 1 loại", exact=True)).to_be_visible()
    step(page, "Gửi Văn phòng Điều phối")
    stands(page, "đã gửi, chờ nhận")
    sign_out(page)

    # The office receives it and returns it with a reason and a day; it may not consolidate.
    due = date.today() + timedelta(days=10)
    at_the_dossier(page, app, OFFICE)
    step(page, "Tiếp nhận")
    stands(page, "đã nhận, đang thẩm định")
    expect(page.get_by_test_id("stRadio")).not_to_contain_text("Tổng hợp")
    step(page, "Trả lại để bổ sung", "Thiếu biên bản họp xét", due)
    stands(page, "trả lại bổ sung")
    sign_out(page)

    # The unit reads why, and answers.
    at_the_dossier(page, app, UNIT)
    expect(
        page.get_by_text(f"Thiếu biên bản họp xét Hẹn trước {due.day}/{due.month}/{due.year}.").first
    ).to_be_visible()
    step(page, "Trả lời và gửi lại", "Biên bản gửi kèm công văn 12")
    stands(page, "đã gửi, chờ nhận")
    sign_out(page)

    # The office appraises; the board consolidates and puts it before the Council.
    at_the_dossier(page, app, OFFICE)
    expect(page.get_by_text("Trả lời: Biên bản gửi kèm công văn 12", exact=True)).to_be_visible()
    step(page, "Tiếp nhận")
    stands(page, "đã nhận, đang thẩm định")
    step(page, "Thẩm định xong")
    stands(page, "đã thẩm định")
    sign_out(page)
    at_the_dossier(page, app, BOARD)
    step(page, "Tổng hợp")
    stands(page, "sở Nội vụ đã tổng hợp")
    step(page, "Trình Hội đồng")
    stands(page, "chờ Hội đồng họp")
    expect(page.get_by_role("heading", level=2).filter(has_text=re.compile("Đường đi: 7 lần chuyển"))).to_be_visible()
