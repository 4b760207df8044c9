"""The page of nominations by unit: who sent nothing, what lacks and what is late are counted from the records."""

import re
from typing import Any

import pandas as pd
import pytest

from ntm_dash.ui.dossiers import MOST_SQUARES, MOST_UNITS
from tests.pages.conftest import Open, Shown
from tests.pages.records import late, proposing_units, screened

PAGE = "monitoring/nominations"
WORDS = {
    "sent": "đã gửi",
    "complete": "đủ bộ",
    "lacking": "thiếu giấy tờ",
    "returned": "trả lại",
    "late": "trễ hạn",
    "decided": "đã quyết định",
}


@pytest.mark.usefixtures("full")
def test_the_counts_are_those_of_the_records(
    open_page: Open, tables: dict[str, pd.DataFrame], screening: list[dict[str, Any]]
) -> None:
    nominations = tables["nomination"]
    silent = proposing_units() - set(nominations["proposer"])
    lacking = sum(each["dossier"]["complete"] is False for each in screening)
    page = open_page(PAGE)
    assert page.warnings == []
    assert page.title == (
        f"{len(silent)} đơn vị chưa gửi, {lacking} hồ sơ thiếu giấy tờ, "
        f"{len(late(screened(nominations)))} hồ sơ gửi trễ"
    )
    units = re.split(r'data-pick="unit ', page.html)[1:]
    assert {unit.partition('"')[0] for unit in units if ">chưa gửi</span>" in unit} == silent


@pytest.mark.usefixtures("full")
def test_the_board_has_a_square_for_every_screened_nomination_at_its_unit(
    open_page: Open, tables: dict[str, pd.DataFrame]
) -> None:
    expected = screened(tables["nomination"])
    html = open_page(PAGE).html
    assert sorted(re.findall(r'data-pick="case ([^"]+)" title=', html)) == sorted(expected["code"])
    units = re.split(r'data-pick="unit ', html)[1:]
    shown = {unit.partition('"')[0]: len(re.findall(r'data-pick="case [^"]+" title=', unit)) for unit in units}
    counts = expected["proposer"].value_counts().to_dict()
    assert shown == {name: counts.get(name, 0) for name in proposing_units() | set(tables["nomination"]["proposer"])}


@pytest.mark.usefixtures("full")
def test_a_unit_of_a_link_shows_its_dossiers(open_page: Open, tables: dict[str, pd.DataFrame]) -> None:
    of_unit = screened(tables["nomination"]).groupby("proposer")["code"].count()
    unit = of_unit.idxmax()
    page = open_page(PAGE, don_vi=str(unit))
    recorded = (tables["nomination"]["proposer"] == unit).sum() - of_unit[unit]
    assert page.warnings == []
    said = f"{of_unit[unit]} hồ sơ sàng lọc, {recorded} giấy khen ghi nhận"
    assert [line.partition(" · ")[0] for line in page.text.split("\n") if line.startswith(said)] == [said]


@pytest.mark.usefixtures("full")
def test_a_link_to_a_unit_that_is_not_there_is_told(open_page: Open) -> None:
    page = open_page(PAGE, don_vi="x")
    assert page.warnings == ["Đường dẫn nhắc đến “x” nhưng đợt này không có. Chọn lại trong danh sách."]


@pytest.mark.usefixtures("empty")
def test_where_nothing_came_every_unit_has_sent_nothing(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == f"{len(proposing_units())} đơn vị chưa gửi"
    assert "Chưa đơn vị nào gửi hồ sơ" in page.text.split("\n")


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("what", ["sent", "complete", "lacking", "returned", "late", "decided"])
def test_each_count_opens_the_list_of_as_many_dossiers(open_page: Open, what: str) -> None:
    page = open_page(PAGE, bang_so="true")
    page.app.toggle[0].set_value(True)
    table = Shown(page.app.run())
    total = dict(re.findall(r'data-pick="count (\w+)\|"[^>]*>(\d+)</a>', table.html)) | {"lacking": ""}
    listed = open_page(PAGE, xem=what)
    codes = re.findall(r'data-pick="case ([^"]+)" style="font-weight:600;color:[^"]+">[^<]+</a> <span', listed.html)
    said = next(line for line in listed.text.split("\n") if line.endswith(f"hồ sơ {WORDS[what]}"))
    assert said == f"{len(codes)} hồ sơ {WORDS[what]}"
    assert len(set(codes)) == len(codes)
    assert total[what] in ("", str(len(codes)))
    units = re.split(r'data-pick="unit ', table.html)[1:]
    of_units = [int(n) for unit in units for n in re.findall(rf'data-pick="count {what}\|[^"]+"[^>]*>(\d+)<', unit)]
    assert what == "lacking" or sum(of_units) == len(codes)


@pytest.mark.usefixtures("full")
def test_a_count_of_one_unit_opens_that_unit_s_dossiers(open_page: Open, tables: dict[str, pd.DataFrame]) -> None:
    html = open_page(PAGE).html
    [(unit, shown), *_] = re.findall(r'data-pick="count late\|([^"]+)"[^>]*>(\d+)</a>', html)
    listed = open_page(PAGE, xem="late", don_vi=unit)
    of_unit = screened(tables["nomination"])
    expected = late(of_unit[of_unit["proposer"] == unit])
    codes = re.findall(r'data-pick="case ([^"]+)" style="font-weight:600;color:[^"]+">[^<]+</a> <span', listed.html)
    assert sorted(codes) == sorted(expected["code"])
    assert shown == str(len(expected))


def test_where_units_and_dossiers_are_many_they_are_paged_and_every_one_is_counted_or_shown(
    open_page: Open, crowded: int
) -> None:
    first = open_page(PAGE)
    said = re.search(r"<span>trang 1 trong (\d+)</span>", first.html)
    assert said is not None
    pages = [first, *(open_page(PAGE, trang=str(page)) for page in range(2, int(said[1]) + 1))]
    units: list[str] = []
    shown = 0
    for page in pages:
        board = page.html.partition('<table class="ntm-board"')[2].partition("</table>")[0]
        rows = re.findall(r'<th scope="row"[^>]*><a href="#" data-pick="unit ([^"]+)"', board)
        assert len(rows) <= MOST_UNITS
        units += rows
        squares = re.findall(r'<td class="q">(.*?)</td>', board)
        assert max(cell.count('data-pick="case ') for cell in squares) <= MOST_SQUARES
        shown += sum(cell.count('data-pick="case ') for cell in squares)
        shown += sum(int(rest) for rest in re.findall(r">\+(\d+)</a></td>", board))
    assert len(set(units)) == len(units) == len(proposing_units() | set(units))
    totals = [int(n) for page in pages for n in re.findall(r'title="hồ sơ sàng lọc, \+ giấy khen">(\d+)', page.html)]
    assert shown == sum(totals)
    assert 0 < shown < crowded  # giấy khen are recorded, not screened
    assert open_page(PAGE, trang="999").text == first.text


@pytest.mark.usefixtures("full")
def test_a_link_holds_the_filters_of_the_list(open_page: Open) -> None:
    page = open_page(PAGE)
    page.app.pills[0].set_value("Chưa gửi")
    page = Shown(page.app.run())
    linked = open_page(PAGE, loc="Chưa gửi")
    assert linked.html == page.html != open_page(PAGE).html
