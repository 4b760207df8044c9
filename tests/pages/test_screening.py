"""The screening page: its counts are the verdicts of the command line, its list is what the count says."""

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


def listed(page: Shown) -> list[tuple[str, str]]:
    """Code and verdict of each case in the list."""
    [table] = page.app.dataframe
    return list(zip(table.value["code"], table.value["verdict"], strict=True))


@pytest.mark.usefixtures("full")
def test_every_nomination_is_listed_with_the_verdict_of_the_command_line(
    open_page: Open, screening: list[dict[str, Any]]
) -> None:
    page = open_page(PAGE)
    assert page.warnings == []
    assert listed(page) == [(each["nomination"], WORDS[each["verdict"]]) for each in screening]
    counts = Counter(each["verdict"] for each in screening)
    assert page.app.pills[0].options == [f"{word} {counts[verdict]}" for verdict, word in WORDS.items()]


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("verdict", WORDS)
def test_the_list_of_a_verdict_is_as_long_as_its_count(
    open_page: Open, screening: list[dict[str, Any]], verdict: str
) -> None:
    page = open_page(PAGE)
    page.app.pills[0].set_value([WORDS[verdict]]).run()
    codes = [each["nomination"] for each in screening if each["verdict"] == verdict]
    assert listed(page) == [(code, WORDS[verdict]) for code in codes]


@pytest.mark.usefixtures("full")
def test_a_link_opens_its_case(open_page: Open, screening: list[dict[str, Any]]) -> None:
    case = next(each for each in screening if each["verdict"] == "not_eligible")
    page = open_page(PAGE, ho_so=case["nomination"])
    assert page.warnings == []
    assert f"{case['nomination']} · " in page.text
    assert WORDS["not_eligible"] in page.text.split("\n")
    assert page.app.query_params["ho-so"] in (case["nomination"], [case["nomination"]])


@pytest.mark.usefixtures("full")
def test_a_link_to_a_case_that_is_not_there_is_told_and_the_first_is_shown(open_page: Open) -> None:
    page = open_page(PAGE, ho_so="KHONG-CO")
    assert page.warnings == ["Đường dẫn nhắc đến “KHONG-CO” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert f"{listed(page)[0][0]} · " in page.text


@pytest.mark.usefixtures("empty")
def test_a_campaign_without_nominations_says_what_to_do(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Chưa có hồ sơ nào để sàng lọc"
    assert "Chưa nhận hồ sơ đề nghị" in page.text.split("\n")
    assert list(page.app.dataframe) == []
