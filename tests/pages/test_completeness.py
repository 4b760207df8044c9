"""The completeness page: every number of the matrix opens a list as long as it says; filters are in the address."""

import re
from typing import Any

import pandas as pd
import pytest

from tests.pages.conftest import Open, Shown
from tests.pages.records import known_masks

PAGE = "records/completeness"
CELL = re.compile(
    r'data-pick="cell (\S+) (\d\d)"[^>]*><div class="top">.*?<span>(\d+)/(\d+)</span>(?:<b[^>]*>(\d+)</b>)?', re.DOTALL
)


def cells(page: Shown) -> dict[tuple[str, str], tuple[int, int, int]]:
    """By place and form: how many are complete, of how many, and how many nominations wait."""
    return {
        (place, form): (int(at_hand), int(asked), int(waiting or 0))
        for place, form, at_hand, asked, waiting in CELL.findall(page.html)
    }


def listed(page: Shown) -> int:
    """The items of the list of what is missing, drawn and not drawn."""
    drawn = page.html.count("<div class='note'>phải gửi:")
    return drawn + sum(int(rest) for rest in re.findall(r"và (\d+) mục nữa", page.html))


def waiting(page: Shown) -> int:
    """The nominations of the list of those that wait."""
    _, _, beside = page.html.partition("hồ sơ chờ kết luận")
    rows = beside.partition("Thiếu gì")[0]
    return rows.count("class='item'") + sum(int(rest) for rest in re.findall(r"và (\d+) hồ sơ nữa", rows))


@pytest.mark.usefixtures("full")
def test_the_title_counts_communes_and_nominations_of_the_records(
    open_page: Open, tables: dict[str, pd.DataFrame], screening: list[dict[str, Any]]
) -> None:
    page = open_page(PAGE)
    assert page.warnings == []
    communes = cells(page)["*", "01"]
    units = tables["unit"]
    assert communes[1] == ((units["kind"] == "xa") & (units["list"] == "2019")).sum()
    _, known = known_masks(tables["assessment"])
    assert communes[0] <= sum(mask == (1 << 19) - 1 for mask in known)
    codes = [each["nomination"] for each in screening if each["verdict"] in ("unknown", "for_council")]
    assert page.title.startswith(f"{communes[0]} trong {communes[1]} xã đã đánh giá đủ; ")
    assert 0 < waiting(page) <= len(codes)
    assert page.title.endswith(f"; {waiting(page)} hồ sơ chờ số liệu còn thiếu")


@pytest.mark.usefixtures("full")
def test_a_number_opens_a_list_as_long_as_it_says(open_page: Open) -> None:
    matrix = cells(open_page(PAGE))
    assert len(matrix) > 80
    for (place, form), (at_hand, asked, turning) in matrix.items():
        page = open_page(PAGE, **({} if place == "*" else {"huyen": place}), bieu=form)
        assert page.warnings == []
        assert (listed(page), waiting(page)) == (asked - at_hand, turning)
        assert cells(page) == matrix, "a filter changes the list, not the matrix"


@pytest.mark.usefixtures("full")
def test_a_reason_opens_a_list_as_long_as_its_count(open_page: Open) -> None:
    page = open_page(PAGE)
    counts = re.findall(r"data-pick=\"reason (\w+)\".*?<div class='right'><b>(\d+)</b>", page.html)
    assert {"blanks", "no_baseline", "unconfirmed", "no_history"} <= {code for code, _ in counts}
    for code, count in counts:
        assert listed(open_page(PAGE, ly_do=code)) == int(count)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(("name", "value"), [("huyen", "999"), ("bieu", "44"), ("ly_do", "x")])
def test_a_link_to_what_is_not_there_is_told_and_everything_shown(open_page: Open, name: str, value: str) -> None:
    page = open_page(PAGE, **{name: value})
    assert page.warnings == [f"Đường dẫn nhắc đến “{value}” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert f"Thiếu {listed(page)} mục trong cả đợt" in page.text.split("\n")


@pytest.mark.usefixtures("empty")
def test_in_a_campaign_without_records_everything_is_missing_and_owed(open_page: Open) -> None:
    page = open_page(PAGE)
    assert "Chưa nhập biểu nào" in page.text.split("\n")
    matrix = cells(page)
    assert matrix["*", "01"] == (0, 207, 0)
    assert matrix["*", "02"] == (0, 22, 0), "two lists of each district"
    assert matrix["tinh", "10"] == (0, 1, 0)
    assert {at_hand for at_hand, _, _ in matrix.values()} == {0}
    assert page.title == "0 trong 207 xã đã đánh giá đủ; không hồ sơ nào chờ số liệu"
