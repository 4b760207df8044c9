"""The screening page: its counts are the verdicts of the command line, its list what count and filters say."""

import re
import unicodedata
from collections import Counter
from typing import Any

import pytest

from tests.pages.conftest import Open, Shown

PAGE = "council/screening"
WORDS = {
    "eligible": "Đủ điều kiện",
    "for_council": "Chờ Hội đồng xét",
    "unknown": "Chưa đủ số liệu",
    "not_eligible": "Không đủ điều kiện",
}


ROW = re.compile(r'role="option"[^>]* data-pick="case ([^"]+)"[^>]* aria-label="[^"]*: ([^"]+)"')
PRESSED = re.compile(r'<button [^>]*data-pick="ket-qua (\w+)" aria-pressed="(\w+)"[^>]*>(.*?)</button>')
ROWS_ON_A_PAGE = 100


def listed(page: Shown) -> list[tuple[str, str]]:
    """Code and verdict of each case on the page of the list."""
    return ROW.findall(page.html)


def pressed(page: Shown) -> list[tuple[str, str, str]]:
    """Each verdict's button: the verdict, whether it is pressed, its words without the sign in its mark."""
    return [
        (verdict, on, re.sub(r"<[^>]+>", "", drawn).lstrip("? ")) for verdict, on, drawn in PRESSED.findall(page.html)
    ]


def chosen(page: Shown) -> list[str]:
    """The codes of the rows that are marked as chosen."""
    return re.findall(r'data-pick="case ([^"]+)" aria-selected="true"', page.html)


def on_page(cases: list[dict[str, Any]], number: int = 1) -> list[tuple[str, str]]:
    """What a page of the list must show of the command line's cases."""
    rows = cases[(number - 1) * ROWS_ON_A_PAGE : number * ROWS_ON_A_PAGE]
    return [(each["nomination"], WORDS[each["verdict"]]) for each in rows]


@pytest.mark.usefixtures("full")
def test_every_nomination_is_listed_with_the_verdict_of_the_command_line(
    open_page: Open, screening: list[dict[str, Any]]
) -> None:
    pages = -(-len(screening) // ROWS_ON_A_PAGE)
    assert pages > 1
    for number in range(1, pages + 1):
        page = open_page(PAGE, trang=str(number))
        assert page.warnings == []
        assert listed(page) == on_page(screening, number)
    counts = Counter(each["verdict"] for each in screening)
    told = {verdict: text for verdict, _, text in pressed(page)}
    assert told == {verdict: f"{word} {counts[verdict]}" for verdict, word in WORDS.items()}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("verdict", WORDS)
def test_the_list_of_a_verdict_is_as_long_as_its_count(
    open_page: Open, screening: list[dict[str, Any]], verdict: str
) -> None:
    page = open_page(PAGE, ket_qua=verdict)
    cases = [each for each in screening if each["verdict"] == verdict]
    assert listed(page) == on_page(cases)
    assert f"{len(cases)} hồ sơ" in page.text.split("\n")
    assert {name for name, on, _ in pressed(page) if on == "true"} == {verdict}


@pytest.mark.usefixtures("full")
def test_filters_in_the_address_narrow_together(open_page: Open, screening: list[dict[str, Any]]) -> None:
    wanted = [
        each
        for each in screening
        if each["verdict"] in ("unknown", "not_eligible")
        and (each["award"], each["subject"]) == ("bang_khen_tinh", "commune")
    ]
    assert 0 < len(wanted) <= ROWS_ON_A_PAGE
    page = open_page(PAGE, ket_qua="unknown,not_eligible", hinh_thuc="bang_khen_tinh", doi_tuong="commune")
    assert listed(page) == on_page(wanted)
    named = [each for each in wanted if "van linh" in plain_letters(each["nominee"])]
    page = open_page(PAGE, ket_qua="unknown,not_eligible", doi_tuong="commune", tim="VẠN lin")
    assert listed(page) == on_page(named)


def plain_letters(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@pytest.mark.usefixtures("full")
def test_a_link_opens_its_case_on_its_page_of_the_list(open_page: Open, screening: list[dict[str, Any]]) -> None:
    place, case = next(
        (at, each) for at, each in enumerate(screening) if at > 120 and each["verdict"] == "not_eligible"
    )
    page = open_page(PAGE, ho_so=case["nomination"])
    assert page.warnings == []
    assert case["nomination"] in page.text.split("\n")
    assert WORDS["not_eligible"] in page.text.split("\n")
    assert page.app.query_params["ho-so"] in (case["nomination"], [case["nomination"]])
    assert (chosen(page), listed(page)) == ([case["nomination"]], on_page(screening, place // ROWS_ON_A_PAGE + 1))


@pytest.mark.usefixtures("full")
def test_a_link_to_a_case_that_is_not_there_is_told_and_the_first_is_shown(open_page: Open) -> None:
    page = open_page(PAGE, ho_so="KHONG-CO")
    assert page.warnings == ["Đường dẫn nhắc đến “KHONG-CO” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert chosen(page) == [listed(page)[0][0]]
    assert listed(page)[0][0] in page.text.split("\n")


@pytest.mark.usefixtures("full")
def test_filters_that_leave_nothing_say_so(open_page: Open) -> None:
    page = open_page(PAGE, tim="không hồ sơ nào tên thế này")
    assert listed(page) == []
    assert "Không hồ sơ nào khớp bộ lọc. Bỏ bớt điều kiện lọc để thấy lại hồ sơ." in page.text.split("\n")


@pytest.mark.usefixtures("empty")
def test_a_campaign_without_nominations_says_what_to_do(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Chưa có hồ sơ nào để sàng lọc"
    assert "Chưa nhận hồ sơ đề nghị" in page.text.split("\n")
    assert listed(page) == []
