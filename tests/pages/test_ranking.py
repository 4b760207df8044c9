"""The ranking page: places, figures and exclusions are those of the records; readings are tried out and never saved."""

import re
from html import unescape

import pandas as pd
import pytest

from tests.pages.conftest import TAGS, Open, Shown
from tests.pages.records import CUTOFF

PAGE = "council/ranking"
ROW = re.compile(r'<div class="row".*?</div></div>', re.DOTALL)


def rows(page: Shown) -> list[dict[str, str]]:
    """Each row of the rankings in the order of the page: the district's code and its cells as text."""
    found = []
    for drawn in ROW.findall(page.html):
        cells = re.findall(r'<div class="(place|figure|note)">(.*?)</div>', drawn, re.DOTALL)
        [code] = re.findall(r'data-pick="huyen (\w+)"', drawn)
        found.append({"code": code} | {name: unescape(TAGS.sub(" ", text)).strip() for name, text in cells})
    return found


@pytest.fixture(scope="module")
def shares(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Of each district: communes, recognised ones and, with the list not declared complete, those that may be."""
    units, events = tables["unit"], tables["commune_event"]
    communes = units[(units["kind"] == "xa") & (units["list"] == "2019")].copy()
    days = pd.to_datetime(events["from_on"])
    recognised = events[(events["kind"] == "recognised") & (days <= CUTOFF)]["unit"]
    closed = events[(events["kind"] == "recognised_list_complete") & (days >= CUTOFF)]["district"]
    communes["least"] = communes["code"].isin(recognised)
    communes["most"] = communes["least"] | ~communes["parent"].isin(closed)
    of = communes.groupby("parent").agg(least=("least", "sum"), most=("most", "sum"), communes=("code", "size"))
    low, high = of["least"] / of["communes"], of["most"] / of["communes"]
    of["first"] = [1 + (low.drop(code) > high[code]).sum() for code in of.index]
    of["last"] = [1 + (high.drop(code) > low[code]).sum() for code in of.index]
    return of


def joined(low: float, high: float) -> str:
    return str(low) if low == high else f"{low}–{high}"


@pytest.mark.usefixtures("full")
def test_places_and_figures_are_those_of_the_records(open_page: Open, shares: pd.DataFrame) -> None:
    page = open_page(PAGE)
    assert page.warnings == []
    drawn = rows(page)
    assert len(drawn) == 2 * len(shares), "each district once in each ranking"
    by_share = {row["code"]: row for row in drawn[: len(shares)]}
    assert {code: row["place"].removesuffix("đồng hạng").strip() for code, row in by_share.items()} == {
        code: joined(of["first"], of["last"]) for code, of in shares.iterrows()
    }
    assert {code: row["note"].partition(" ·")[0] for code, row in by_share.items()} == {
        code: f"{joined(of['least'], of['most'])}/{of['communes']} xã" for code, of in shares.iterrows()
    }


@pytest.mark.usefixtures("full")
def test_an_excluded_district_shows_the_decision_and_its_day(open_page: Open) -> None:
    excluded = {row["code"]: row["note"] for row in rows(open_page(PAGE)) if "Loại trừ:" in row["note"]}
    assert list(excluded) == ["178"]
    assert "Bằng khen của Chủ tịch UBND tỉnh, 2388/QĐ-UBND ngày 5/12/2017" in excluded["178"]


@pytest.mark.usefixtures("full")
def test_a_link_tries_a_reading_out_and_marks_what_is_in_force(open_page: Open) -> None:
    page = open_page(PAGE, **{"rank-city": "out"})
    assert page.warnings == []
    assert "Đang xem thử cách hiểu khác, chưa phải quy định" in page.text.split("\n")
    assert {row["place"] for row in rows(page) if row["code"] == "178"} == {"–"}
    taken = re.findall(r'aria-checked="(\w+)" data-pick="rank-city (\w+)"', page.html)
    assert taken == [("false", "in"), ("true", "out")]
    in_force = re.compile(r'data-pick="([a-z0-9-]+ [a-z0-9-]+)"><i></i><div>[^<]*<em>đang áp dụng')
    assert in_force.findall(open_page(PAGE).html) == in_force.findall(page.html), "the rule stays the rule"
    assert "rank-city in" in in_force.findall(page.html)


@pytest.mark.usefixtures("full")
def test_a_link_to_a_choice_that_is_not_there_is_told_and_the_choice_in_force_shown(open_page: Open) -> None:
    page = open_page(PAGE, **{"rank-city": "mot-nua"})
    assert page.warnings == ["Đường dẫn nhắc đến “mot-nua” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert "Đang xem thử" not in page.text


@pytest.mark.usefixtures("empty")
def test_a_campaign_without_records_ranks_nobody_and_says_what_to_do(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Chưa có số liệu để xếp hạng huyện"
    assert "Chưa huyện nào có số liệu" in page.text.split("\n")
    assert rows(page) == []
