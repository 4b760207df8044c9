"""The page of double awards: each list as long as its title says, a pair settled in the browser's place."""

import re

import pytest

from tests.pages.conftest import Open, Shown
from tests.pages.test_dossier import button

PAGE = "council/double_awards"


def waiting(page: Shown) -> int:
    found = re.match(r"(\d+) cặp hồ sơ cần đối chiếu", page.title)
    return int(found[1]) if found else 0


@pytest.mark.usefixtures("own_full")
def test_a_pair_is_settled_once_and_no_longer_waits(open_page: Open) -> None:
    page = open_page(PAGE)
    pairs = re.findall(r'data-pick="pair ([^"]+)"[^>]*>Đối chiếu<', page.html)
    assert waiting(page) == len(pairs) > 0
    page.app.session_state["double-award-pair"] = pairs[0]
    page = Shown(page.app.run())
    next(each for each in page.app.radio if each.label == "Kết luận").set_value("Khác nhau")
    next(each for each in page.app.text_input if each.label == "Căn cứ").input("khác năm sinh")
    page = Shown(page.app.run())
    page = Shown(button(page, "Ghi kết luận").click().run())
    assert waiting(page) == len(pairs) - 1
    assert "Hai đối tượng khác nhau: khác năm sinh" in page.text


@pytest.mark.usefixtures("empty")
def test_where_nothing_came_there_is_nothing_to_compare_yet(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Không thấy hồ sơ nào trùng"
    assert "Chưa có hồ sơ để đối chiếu" in page.text.split("\n")
