"""The page of double awards: each list as long as its title says, a pair settled in the browser's place."""

import re

import pytest

from ntm_dash.ui.double_awards import MOST_PAIRS
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


@pytest.mark.usefixtures("crowded")
def test_where_pairs_are_many_they_are_paged_and_every_one_is_shown_once(open_page: Open) -> None:
    pages = [open_page(PAGE)]
    while "sau ›" in pages[-1].html:
        pages.append(open_page(PAGE, trang=str(len(pages) + 1)))
    pairs = [pair for page in pages for pair in re.findall(r'data-pick="pair ([^"]+)"', page.html)]
    [said] = {line for page in pages for line in page.text.split("\n") if "cặp hồ sơ cùng hoặc gần cùng" in line}
    assert said.replace(".", "").startswith(f"{len(pairs)} cặp ")
    assert len(set(pairs)) == len(pairs) > MOST_PAIRS
