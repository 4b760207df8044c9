"""What people come for, from the first click to the last, on stores of their own where they write."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ntm_dash.domain.paths import BACKUPS
from tests.browser.conftest import App, Start, Window
from tests.browser.reading import sideways, unreadable
from tests.browser.steps import opened, settled, title, turned
from tests.intake.desk import assessment, filled

BAC_SON = "185"
MAIN = "document.querySelector('[data-testid=stMain]')"


def test_a_fresh_place_shows_the_demonstration_and_says_that_it_is_one(
    page: Page, start: Start, tmp_path: Path
) -> None:
    fresh = start(tmp_path / "nothing.duckdb")
    opened(page, fresh.address)
    assert re.fullmatch(r"\d+( đến \d+)? trong 207 xã đạt chuẩn; \d+ hồ sơ chờ Hội đồng xét", title(page))
    expect(page.get_by_text("Dữ liệu minh họa", exact=True)).to_be_visible()
    assert fresh.store.exists()


def test_a_misspelled_commune_is_refused_by_cell_answered_by_a_choice_and_counted(
    page: Page, start: Start, empty_store: Path
) -> None:
    app = start(empty_store)
    name, content = filled(
        "criteria",
        assessment("Vũ Lễ", met=range(2, 20)),
        assessment("Chiến Thắn", met=range(2, 20)),
        name="bac-son.xlsx",
    )
    opened(page, f"{app.address}/nhap-du-lieu")
    assert title(page) == "Chưa nhập tệp nào"
    assert page.locator("html").get_attribute("lang") == "vi"
    expect(page.get_by_role("button", name="Chọn tệp", exact=True)).to_be_visible()
    page.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("1 chỗ phải sửa hoặc trả lời trước khi nhập")
    expect(page.get_by_text("bac-son.xlsx, trang tính “Tiêu chí”: 1 chỗ phải sửa", exact=True)).to_be_visible()
    expect(page.get_by_text("Ô C3", exact=True)).to_be_visible()
    expect(page.get_by_text("Không có “Chiến Thắn” trong danh mục đơn vị hành chính.")).to_be_visible()
    enter = page.get_by_role("button", name="Nhập vào sổ")
    expect(enter).to_be_disabled()
    assert unreadable(page) == []

    settled(page)
    page.get_by_role("combobox", name="Chọn", exact=False).last.click()
    page.get_by_role("option", name="Xã Chiến Thắng, huyện Bắc Sơn (06364)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sẵn sàng nhập 2 dòng mới, 0 dòng thay đổi")
    settled(page)
    expect(enter).to_be_enabled()
    enter.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 lần nhập đang có hiệu lực")

    page.get_by_role("link", name="Tổng quan").click()
    settled(page)
    expect(page.get_by_text("Số liệu: 2/207 xã có đánh giá còn hiệu lực")).to_be_visible()
    opened(page, f"{app.address}/tien-do?huyen={BAC_SON}")
    assert title(page).endswith("còn 2 xã chưa đạt")


def test_a_figure_leads_to_the_list_the_list_to_the_case_and_the_case_to_the_row_of_the_file(
    page: Page, demonstration: App
) -> None:
    opened(page, demonstration.address)
    figure = page.get_by_role("link", name=re.compile(r"^Đủ điều kiện \d+$"))
    eligible = figure.inner_text().split()[-1]
    figure.click()
    page.wait_for_url(re.compile("/sang-loc"))
    settled(page)
    expect(page.get_by_role("button", name=f"Đủ điều kiện {eligible}")).to_have_attribute("aria-pressed", "true")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(int(eligible))
    settled(page)

    options.nth(1).click()
    name = options.nth(1).get_attribute("title").partition(" · ")[0]  # type: ignore[union-attr]
    expect(page.get_by_role("heading", level=2).filter(has_text=name)).to_be_visible()
    settled(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(options.nth(2)).to_have_attribute("aria-selected", "true")
    expect(options.nth(2)).to_be_focused()
    name = options.nth(2).get_attribute("title").partition(" · ")[0]  # type: ignore[union-attr]
    expect(page.get_by_role("heading", level=2).filter(has_text=name)).to_be_visible()
    settled(page)

    source = page.get_by_test_id("stMain").locator("a[data-pick]").first
    file, line = source.get_attribute("title"), source.inner_text().rpartition(", dòng ")[2]
    source.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"tệp {file}, trang tính “")
    expect(dialog).to_contain_text(f"dòng {line}")
    expect(dialog.get_by_role("link", name="Mở lần nhập này")).to_be_visible()


def test_a_dossier_on_the_board_opens_its_page_and_its_verdict(page: Page, demonstration: App) -> None:
    opened(page, f"{demonstration.address}/ho-so-de-nghi")
    square = page.locator('a[data-pick^="case "][title]').nth(7)
    code, nominee = re.fullmatch(r"(\S+) · (.+?): .+", square.get_attribute("title") or "").groups()  # type: ignore[union-attr]
    square.click()
    page.wait_for_url(re.compile(f"/bo-ho-so.*ho-so={re.escape(code)}"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(nominee)
    page.get_by_role("link", name="Mở kết quả sàng lọc").click()
    page.wait_for_url(re.compile(f"/sang-loc.*ho-so={re.escape(code)}"))
    settled(page)
    expect(page.get_by_role("heading", level=2).filter(has_text=nominee)).to_be_visible()


def test_the_grid_leads_to_the_commune_its_years_to_the_row_and_the_row_to_its_import(
    page: Page, demonstration: App
) -> None:
    opened(page, f"{demonstration.address}/tien-do?huyen={BAC_SON}")
    row = page.locator('tr[data-pick^="xa "]').nth(1)
    name = row.locator("th").inner_text()
    row.click()
    page.wait_for_url(re.compile(r"/dia-ban\?.*xa=\d+"))
    settled(page)
    assert title(page).startswith(f"Xã {name}, huyện Bắc Sơn: ")

    year = page.locator('tr[data-pick^="dong "]').last
    line = year.locator("td").last.inner_text()
    year.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Biểu 01. Kết quả thực hiện các tiêu chí")
    expect(dialog).to_contain_text(line)
    dialog.get_by_role("link", name="Mở lần nhập này").click()
    page.wait_for_url(re.compile(r"/nhap-du-lieu\?.*lan-nhap=\d+"))
    settled(page)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_a_copied_link_opens_the_same_view_in_another_browser(window: Window, demonstration: App) -> None:
    page = window()
    opened(page, f"{demonstration.address}/tien-do")
    page.get_by_role("radio", name="So sánh").or_(page.get_by_role("button", name="So sánh")).first.click()
    for name in ("Bắc Sơn", "Chi Lăng"):
        page.get_by_role("link", name=f"+ {name}", exact=True).click()
        expect(page.get_by_role("link", name="bỏ")).to_have_count(1 if name == "Bắc Sơn" else 2)
    settled(page)
    assert title(page).startswith("Bắc Sơn và Chi Lăng")

    other = opened(window(), page.url)
    assert title(other) == title(page)
    expect(other.get_by_role("link", name="bỏ")).to_have_count(2)
    table = "table.ntm-beside"
    assert other.locator(table).inner_text() == page.locator(table).inner_text()


def test_a_leader_follows_the_guide_and_is_nowhere_led_outside_the_role(page: Page, demonstration: App) -> None:
    opened(page, f"{demonstration.address}/huong-dan")
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Vai trò").select_option(label="Lãnh đạo")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lãnh đạo: năm phút trước phiên họp")
    steps = page.locator('[data-testid="stMain"] h2 a')
    expect(steps).to_have_count(5)
    titles = []
    for step in range(5):
        settled(page)
        steps.nth(step).click()
        page.wait_for_url(re.compile(r"^(?!.*/huong-dan)"))
        settled(page)
        titles.append(title(page))
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
        page.go_back()
        page.wait_for_url(re.compile("/huong-dan"))
        expect(steps).to_have_count(5)
    assert "Không có quyền" not in titles
    assert len(set(titles)) == 5
    turned(page, f"/dia-ban?huyen={BAC_SON}")
    page.get_by_role("link", name="Vũ Lễ", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xã Vũ Lễ, huyện Bắc Sơn: ")
    settled(page)
    page.locator('tr[data-pick^="dong "]').last.click()
    expect(page.get_by_role("dialog")).to_contain_text("Biểu 01. Kết quả thực hiện các tiêu chí")
    expect(page.locator('a[href*="nhap-du-lieu"]')).to_have_count(0)


def test_a_count_of_what_blocks_opens_its_list_and_a_place_opens_in_a_new_tab(page: Page, demonstration: App) -> None:
    opened(page, f"{demonstration.address}/tien-do?xem=can&huyen={BAC_SON}")
    cell = page.locator("td.n > div[data-pick]").nth(1)
    count = int(cell.inner_text().split()[0])
    cell.click()
    expect(page.locator(".ntm-list a[data-pick^='xa ']")).to_have_count(count)
    page.wait_for_url(re.compile("tieu-chi=2"))
    with page.context.expect_page() as tab:
        page.locator(".ntm-list a[data-pick^='xa ']").first.click(modifiers=["Control"])
    settled(tab.value)
    assert title(tab.value).startswith("Xã ")


def test_an_import_is_taken_back_with_a_reason(page: Page, start: Start, demonstration_store: Path) -> None:
    app = start(demonstration_store)
    opened(page, f"{app.address}/nhap-du-lieu")
    before = int(title(page).split()[0])
    page.get_by_test_id("stMain").locator("details summary").first.click()
    page.get_by_role("button", name="Thu hồi lần nhập này").first.click()
    dialog = page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name="Thu hồi", exact=True)
    expect(confirm).to_be_disabled()
    expect(dialog.get_by_role("button", name="Đóng")).to_be_visible()
    dialog.get_by_label("Lý do thu hồi").fill("gửi nhầm bản cũ")
    dialog.get_by_label("Lý do thu hồi").press("Tab")
    expect(confirm).to_be_enabled()
    confirm.click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{before - 1} lần nhập đang có hiệu lực")
    expect(page.get_by_text("· đã thu hồi")).to_have_count(1)


@pytest.mark.on_files  # the backup is looked for beside the file
def test_the_demonstration_ends_with_its_button_after_a_backup(
    page: Page, start: Start, demonstration_store: Path
) -> None:
    app = start(demonstration_store)
    opened(page, app.address)
    page.get_by_role("button", name="Kết thúc minh họa, bắt đầu sổ trống").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Sao lưu và bắt đầu").click()
    expect(page.get_by_text("Đợt tổng kết này chưa có số liệu", exact=True)).to_be_visible()
    expect(page.get_by_text("Dữ liệu minh họa", exact=True)).to_have_count(0)
    assert len(list((app.store.parent / BACKUPS.name).glob("*.duckdb"))) == 1


def test_going_back_finds_the_list_as_it_was_left(page: Page, demonstration: App) -> None:
    opened(page, f"{demonstration.address}/viec-can-lam?viec=received")
    here = page.url
    page.evaluate(f"{MAIN}.scrollTop = 300")
    page.wait_for_function(f"() => sessionStorage.length && {MAIN}.scrollTop === 300")
    page.locator(".ntm-marks a").nth(9).click()
    page.wait_for_url(re.compile("/bo-ho-so"))
    settled(page)
    page.go_back()
    page.wait_for_function(f"() => {MAIN}.scrollTop === 300 && document.querySelector('.ntm-marks')")
    assert page.url == here


def test_the_map_is_walked_by_arrow_keys_taken_as_a_picture_and_enlarged_for_the_room(
    page: Page, demonstration: App, tmp_path: Path
) -> None:
    opened(page, demonstration.address)
    page.locator('.ntm-map [tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".ntm-map :focus title").text_content()
    expect(page.locator(".ntm-map + output")).to_have_text(said or "")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Tải hình: Bản đồ").click()
    taken.value.save_as(tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    before = page.get_by_role("heading", level=1).bounding_box()
    page.get_by_role("button", name="Trình chiếu").click()
    after = page.get_by_role("heading", level=1).bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] / before["height"] >= 1.25
    assert sideways(page) == []
