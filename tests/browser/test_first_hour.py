"""The first hour of a campaign, from an empty store to the first case: the guide, the forms, a file, the verdict."""

import io
import re
import zipfile
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Start
from tests.browser.steps import opened, settled, title
from tests.intake.desk import PROPOSER, nomination

BAC_SON = "185"
NOMINEE, CODE = "Hợp tác xã Hoa Hồi", "BS-01"


def filled_in(archive: Path) -> bytes:
    """The downloaded form 03 with one row typed under its header, as a clerk sends it back."""
    with zipfile.ZipFile(archive) as forms:
        [name] = [name for name in forms.namelist() if name.startswith("03-")]
        workbook = load_workbook(io.BytesIO(forms.read(name)))
    sheet = workbook.worksheets[0]
    row = nomination(CODE, Tên=NOMINEE, Huyện="Bắc Sơn")
    heads = next(cells for cells in sheet.iter_rows() if any(cell.value == "Mã hồ sơ" for cell in cells))
    for cell in heads:
        sheet.cell(cell.row + 1, cell.column, row.get(str(cell.value)))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_the_first_hour_leads_from_an_empty_campaign_to_the_first_case(
    page: Page, start: Start, empty_store: Path, tmp_path: Path
) -> None:
    app = start(empty_store)
    opened(page, app.address)
    expect(page.get_by_text("Việc đầu tiên: xong 0 trong 7", exact=True)).to_be_visible()
    page.get_by_role("link", name="Hướng dẫn từng vai trò").click()
    page.wait_for_url(re.compile("/huong-dan"))
    settled(page)
    assert title(page) == "Cán bộ nhận hồ sơ: nhận tệp của đơn vị, biết ai còn thiếu gì"

    page.get_by_role("link", name="Tải biểu mẫu trống, gửi cho đơn vị").click()
    page.wait_for_url(re.compile("/nhap-du-lieu"))
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải các biểu mẫu trống").click()
    download.value.save_as(tmp_path / "forms.zip")
    page.locator('input[type="file"]').set_input_files(
        {
            "name": "03-bac-son.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": filled_in(tmp_path / "forms.zip"),
        }
    )
    headline = page.get_by_role("heading", level=1)
    expect(headline).to_have_text("Sẵn sàng nhập 1 dòng mới, 0 dòng thay đổi")
    settled(page)
    page.get_by_role("button", name="Nhập vào sổ").click()
    expect(headline).to_have_text("1 lần nhập đang có hiệu lực")

    # What is missing, of whom; the unit is reminded.
    page.get_by_role("link", name="Xem số liệu còn thiếu").click()
    page.wait_for_url(re.compile("/do-day-du"))
    settled(page)
    page.locator(f'[data-pick="cell {BAC_SON} 04"]').click()
    missing = page.get_by_role("heading", name="Thiếu 1 mục: Bắc Sơn, biểu 04 Đóng góp")
    expect(missing).to_be_in_viewport()
    settled(page)
    page.get_by_role("link", name="Việc cần làm").click()
    page.locator(f'[data-pick="unit {PROPOSER}"]').first.click()
    expect(page.get_by_role("heading", name=f"Nhắc {PROPOSER}")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Đánh dấu đã gửi").click()
    expect(page.get_by_text(re.compile("nhắc 1 lần"))).to_be_visible()
    settled(page)

    page.get_by_role("link", name="Tổng quan").click()
    left = page.get_by_text("Việc đầu tiên còn lại:").locator("..")
    expect(left).to_be_visible()
    expect(left.get_by_role("link", name="Nhập danh sách đề nghị khen thưởng (biểu 03)")).to_have_count(0)
    page.get_by_role("link", name="Sàng lọc").click()
    expect(page.get_by_role("heading", level=2).filter(has_text=NOMINEE)).to_be_visible()
    settled(page)
    assert title(page) == "1 hồ sơ chưa đủ số liệu"

    term = page.get_by_role("link", name="Bộ hồ sơ", exact=True)
    assert (term.get_attribute("title") or "").startswith("Đủ bộ, thiếu bản: ")
    term.focus()
    expect(term).to_be_focused()
    assert (term.get_attribute("href"), term.get_attribute("target")) == ("huong-dan?tu=ho-so-du-bo", "_blank")
    page.get_by_role("link", name="căn cứ").first.click()
    page.wait_for_url(re.compile("/bo-tieu-chuan"))
    settled(page)
    expect(page.get_by_role("heading", name="Mục III.3.2.1.f")).to_be_in_viewport()
