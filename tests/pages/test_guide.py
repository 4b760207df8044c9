"""The guide: the path of each role, one case read as its own page shows it, the words with their places."""

import re
import tomllib
from html import unescape
from urllib.parse import parse_qsl

import pytest

from ntm_dash.domain.access import Role
from ntm_dash.domain.paths import GUIDE
from ntm_dash.ui.access import ROLE
from ntm_dash.ui.menu import MENU
from tests.pages.conftest import Open, Shown

PAGE = "guidance/guide"
PATHS = tomllib.loads((GUIDE / "paths.toml").read_text(encoding="utf-8"))["paths"]
CASE = tomllib.loads((GUIDE / "look.toml").read_text(encoding="utf-8"))["case"]


def links(page: Shown) -> list[tuple[str, dict[str, str]]]:
    found = re.findall(r'href="([^"?]+)\?([^"]*)" data-pick="mo ', page.html)
    return [(address, dict(parse_qsl(unescape(said)))) for address, said in found]


@pytest.mark.usefixtures("empty")
def test_each_role_begins_on_its_path_and_each_step_opens_its_page_as_it_says(open_page: Open) -> None:
    app = open_page(PAGE).app
    for path in PATHS:
        app.session_state[ROLE] = path["roles"][0]
        page = Shown(app.run())
        assert page.title.startswith(f"{path['title']}: ")
        assert links(page) == [(MENU[step["page"]].address, step["address"]) for step in path["steps"]]


@pytest.mark.usefixtures("empty")
def test_a_step_outside_the_role_is_named_and_no_link(open_page: Open) -> None:
    app = open_page(PAGE, xem="thu-ky").app
    app.session_state[ROLE] = Role.LEADERSHIP
    page = Shown(app.run())
    assert "Nhập danh sách Hội đồng trang Nhập dữ liệu, của vai trò khác" in page.text.split("\n")
    assert "nhap-du-lieu" not in dict(links(page))


@pytest.mark.usefixtures("full")
def test_the_case_that_is_read_is_drawn_as_its_own_page_draws_it(open_page: Open) -> None:
    read = open_page(PAGE, xem="xem-mau")
    own = open_page("council/screening", ho_so=CASE).text.split("\n")
    steps = tomllib.loads((GUIDE / "look.toml").read_text(encoding="utf-8"))["steps"].values()
    said = {part for step in steps for part in (step["title"], step["text"])}
    lines = read.text.split("\n")
    assert said - set(lines) == set()
    at = next(position for position, line in enumerate(lines) if line.startswith("Ba câu trả lời"))
    strangers = [
        line
        for line in lines[at:]
        if line not in own and line not in said and not line.isdigit() and line != "Mở bộ hồ sơ này"
    ]
    assert strangers == []
    assert ("bo-ho-so", {"ho-so": CASE, "dot": "minh-hoa"}) in links(read)


@pytest.mark.usefixtures("empty")
def test_without_a_case_the_guide_says_how_to_get_one(open_page: Open) -> None:
    assert "Sổ chưa có hồ sơ nào để xem mẫu" in open_page(PAGE, xem="xem-mau").text.split("\n")


@pytest.mark.usefixtures("empty")
def test_a_word_opens_at_its_entry_and_one_that_is_not_there_is_told(open_page: Open) -> None:
    page = open_page(PAGE, tu="dong-hang")
    assert page.title == "Từ ngữ của đợt tổng kết, có chỗ căn cứ"
    assert re.findall(r'data-show="([^"]+)"', page.html) == ["dong-hang"]
    assert 'data-pick="chon xem=lanh-dao&amp;tu="' in page.html, "another view leaves the word"
    page = open_page(PAGE, tu="khong-co")
    assert page.warnings == ["Đường dẫn nhắc đến “khong-co” nhưng đợt này không có. Chọn lại trong danh sách."]
