"""The whole road of one dossier, walked by three people who sign in: the unit, Văn phòng Điều phối, Ban Thi đua."""

import re
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ntm_dash.domain.access import Role
from ntm_dash.services.accounts import Account
from ntm_dash.services.campaigns import FIRST_CAMPAIGN, campaign
from ntm_dash.services.imports import import_files
from ntm_dash.storage.store import open_store
from ntm_dash.ui.asking import today
from tests.browser.conftest import App, StartSignedIn, Window
from tests.browser.steps import opened, settled, sign_in, sign_out, title
from tests.intake.desk import CLERK, PROPOSER, PROVINCIAL, TODAY, filled

UNIT = Account("ba-mo@langson.example", "Bà Mơ", (Role.UNIT,), PROPOSER)
OFFICE = Account("ong-binh@langson.example", "Ông Bính", (Role.COORDINATION_OFFICE,))
BOARD = Account("ba-thi@langson.example", "Bà Thi", (Role.EMULATION_BOARD, Role.SECRETARY))
NOMINEE, CODE = "Hợp tác xã Hoa Hồi", "BS-01"
REASON = "Thiếu biên bản họp xét"
ANSWER = "Biên bản gửi kèm công văn 12"


@pytest.fixture(scope="module")
def app(start_with_sign_in: StartSignedIn, empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> App:
    """The app with a campaign in which nothing is known but a member of the Council."""
    place = tmp_path_factory.mktemp("store") / "ntm.duckdb"
    shutil.copy(empty_store, place)
    store = open_store(place)
    member = {"STT": 1, "Họ tên": "Ông Hội", "Chức vụ": "Phó Chủ tịch", "Cơ quan": "UBND tỉnh", "Vai trò": "Chủ tịch"}
    import_files(store, campaign(store, FIRST_CAMPAIGN), [filled("council", member)], by=CLERK, today=TODAY)
    store.close()
    return start_with_sign_in(place, [UNIT, OFFICE, BOARD])


def choose(page: Page, field: str, option: str) -> None:
    page.get_by_role("combobox", name=field, exact=True).press("ArrowDown")
    page.get_by_role("option", name=option, exact=True).click()
    expect(page.get_by_role("listbox")).to_have_count(0)


def stands(page: Page, stage: str) -> None:
    """Wait until the dossier's page says that it stands at this stage."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{NOMINEE}: {stage}")
    settled(page)


def say(page: Page, step: str, why: str) -> None:
    """Choose a step on the dossier's page and write what must be said with it."""
    page.get_by_test_id("stRadio").get_by_text(step, exact=True).click()
    settled(page)
    if why:
        said = page.get_by_role("textbox", name=re.compile("^(Lý do|Lời giải trình)$"))
        said.fill(why)
        said.press("Control+Enter")
        settled(page)


def take(page: Page, step: str, stage: str, why: str = "", days: int = 0) -> None:
    """Take a step on the dossier's page, with what must be said and a day to answer; read where it stands then."""
    say(page, step, why)
    if days:
        page.get_by_role("group", name="Hẹn trước ngày", exact=True).get_by_role("spinbutton").first.focus()
        page.keyboard.type(f"{today() + timedelta(days=days):%d%m%Y}")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        settled(page)
    page.get_by_role("button", name=step, exact=True).click()
    stands(page, stage)


def the_dossier(app: App) -> str:
    return f"{app.address}/bo-ho-so?ho-so={CODE}"


def test_a_dossier_goes_its_whole_road_by_three_people(window: Window, app: App, tmp_path: Path) -> None:
    unit, office, board = window(), window(), window()
    for each in (unit, office, board):
        # A list of choices closes when the page scrolls under it: in a high window nothing has to.
        each.set_viewport_size({"width": 1366, "height": 1600})
    due = today() + timedelta(days=10)
    returned = f"{REASON}. Hẹn trước {due.day}/{due.month}/{due.year}."

    # The unit types the nomination, imports its papers, sends it.
    sign_in(unit, f"{app.address}/bo-ho-so", UNIT.account)
    assert title(unit) == "Chọn hoặc thêm một bộ hồ sơ"
    for field, text in (("Mã hồ sơ *", CODE), ("Tên *", NOMINEE), ("Huyện", "Bắc Sơn")):
        unit.get_by_label(field, exact=True).fill(text)
    choose(unit, "Đối tượng *", "Doanh nghiệp, hợp tác xã")
    choose(unit, "Hình thức *", PROVINCIAL)
    unit.get_by_role("button", name="Ghi vào sổ").click()
    stands(unit, "đang chuẩn bị")
    kinds = ("Tờ trình", "Danh sách", "Biểu tóm tắt thành tích", "Báo cáo thành tích")
    papers = [{"Mã hồ sơ": CODE, "Loại giấy tờ": kind, "Số bản": 3} for kind in kinds]
    name, content = filled("papers", *papers, name="giay-to.xlsx")
    unit.get_by_role("link", name="Nhập dữ liệu").click()
    settled(unit)
    unit.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(unit.get_by_role("heading", level=1)).to_have_text("Sẵn sàng nhập 4 dòng mới, 0 dòng thay đổi")
    settled(unit)
    unit.get_by_role("button", name="Nhập vào sổ").click()
    expect(unit.get_by_role("heading", level=1)).to_contain_text("đang có hiệu lực")
    opened(unit, the_dossier(app))
    expect(unit.get_by_text("Giấy tờ: thiếu 1 loại", exact=True)).to_be_visible()
    take(unit, "Gửi Văn phòng Điều phối", "đã gửi, chờ nhận")

    say(unit, "Lấy lại để sửa", ANSWER)

    # The office opens the link that it was sent, signs in, and is where the link leads. To consolidate is not its step.
    sign_in(office, the_dossier(app), OFFICE.account)
    assert office.url == the_dossier(app)
    take(office, "Tiếp nhận", "đã nhận, đang thẩm định")
    expect(office.get_by_test_id("stRadio")).to_have_text("BướcThẩm định xongTrả lại để bổ sungKhông đề nghị tiếp")

    # The unit wanted it back meanwhile: it is told who came first, and what it wrote stays.
    unit.get_by_role("button", name="Lấy lại để sửa", exact=True).click()
    expect(unit.get_by_role("alert")).to_contain_text(f"{OFFICE.name} ({OFFICE.account})")
    expect(unit.get_by_role("textbox", name="Lý do")).to_have_value(ANSWER)
    stands(unit, "đã nhận, đang thẩm định")

    # The office returns it with a reason and a day; the unit reads both twice, there and in its history, and answers.
    take(office, "Trả lại để bổ sung", "trả lại bổ sung", REASON, days=10)
    opened(unit, the_dossier(app))
    expect(unit.get_by_text(returned, exact=True)).to_have_count(2)
    take(unit, "Trả lời và gửi lại", "đã gửi, chờ nhận", ANSWER)

    # The office reads the answer and appraises.
    opened(office, the_dossier(app))
    expect(office.get_by_text(f"Trả lời: {ANSWER}", exact=True)).to_be_visible()
    take(office, "Tiếp nhận", "đã nhận, đang thẩm định")
    take(office, "Thẩm định xong", "đã thẩm định")

    # The board consolidates and puts it before the Council.
    sign_in(board, the_dossier(app), BOARD.account)
    take(board, "Tổng hợp", "sở Nội vụ đã tổng hợp")
    take(board, "Trình Hội đồng", "chờ Hội đồng họp")
    expect(board.get_by_text("Đường đi: 8 lần chuyển", exact=True)).to_be_visible()

    # As the Council's secretary the same person calls a meeting and puts the dossier on its agenda.
    sidebar, headline = board.get_by_test_id("stSidebar"), board.get_by_role("heading", level=1)
    sidebar.get_by_role("combobox", name="Vai trò").select_option(label="Thư ký Hội đồng")
    expect(sidebar).to_contain_text("Bà Thi · Thư ký Hội đồng")
    settled(board)
    board.get_by_role("navigation", name="Các trang").locator("summary").click()
    board.get_by_role("link", name="Chuẩn bị họp").click()
    expect(headline).to_have_text("Chưa mời phiên họp nào")
    settled(board)
    board.get_by_role("button", name="Mời họp").click()
    expect(headline).to_have_text("Chương trình chưa có hồ sơ nào")
    settled(board)
    board.get_by_title("Đưa vào chương trình").click()
    expect(headline).to_have_text("Chương trình 1 hồ sơ: 1 chưa xác định được")

    # The papers are taken down and made, for this meeting.
    settled(board)
    board.get_by_role("button", name="Chốt tài liệu").click()
    expect(board.get_by_text("Không có gì thay đổi sau khi phát tài liệu")).to_be_visible()
    settled(board)
    board.get_by_role("link", name="Soạn tài liệu họp").click()
    board.get_by_role("button", name="Soạn văn bản").click()
    with board.expect_download() as download:
        board.get_by_role("button", name="Tải về").click()
    download.value.save_as(tmp_path / "pack.docx")
    with zipfile.ZipFile(tmp_path / "pack.docx") as pack:
        assert NOMINEE in pack.read("word/document.xml").decode()

    # The member comes, the vote is taken; opinion, submission and decision are recorded one after the other.
    board.get_by_role("link", name="Phiên họp", exact=True).click()
    expect(headline).to_have_text(f"{NOMINEE}, huyện Bắc Sơn")
    settled(board)
    board.get_by_role("radio", name="Có mặt").click()
    board.get_by_role("button", name="Tất cả có mặt").click()
    expect(board.get_by_text("Có mặt 1 trong 1 thành viên")).to_be_visible()
    board.get_by_role("radio", name="Xét hồ sơ").click()
    settled(board)
    board.get_by_role("button", name="Ghi kết quả").click()
    expect(board.get_by_role("button", name="Sửa kết quả")).to_be_visible()
    opened(board, f"{app.address}/ket-qua-xet")
    for record in ("Ghi ý kiến Hội đồng", "Ghi tờ trình", "Ghi quyết định"):
        board.get_by_label("Số văn bản").fill(f"12/{record}")
        board.get_by_label("Người ký").fill("Ông Ký")
        board.get_by_role("button", name=record, exact=True).click()
        expect(board.get_by_role("button", name=record, exact=True)).to_have_count(0)
        settled(board)
    assert title(board) == "1 hồ sơ đạt tỷ lệ; 1 đã có quyết định"
    opened(unit, the_dossier(app))
    assert title(unit).startswith(f"{NOMINEE}: đã có quyết định")
    sign_out(board)
    assert "Traceback" not in app.log.read_text(encoding="utf-8")
