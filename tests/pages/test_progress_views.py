"""The views of progress: what blocks, the years, places side by side, what moved; every figure equals its list."""

import re

import pandas as pd
import pytest

from tests.pages.conftest import Open, Shown
from tests.pages.records import CUTOFF
from tests.pages.test_progress import BAC_SON, FULL, PAGE, Tables, bounds, communes, recognised, text

NHAT_TIEN = "06382"
CHI_LANG = "187"


def at(page: Shown, **parameters: str) -> Shown:
    """The same app with other parameters of the address."""
    for name in ("xem", "huyen", "nhom", "tieu-chi", "nam", "trang", "so", "so-voi", "chieu"):
        page.app.query_params.pop(name, None)
    for name, value in parameters.items():
        page.app.query_params[name.replace("_", "-")] = value
    return Shown(page.app.run())


def lines(page: Shown) -> list[str]:
    return page.text.split("\n")


def listed(page: Shown) -> list[str]:
    """The communes that a list links to, in its order."""
    return re.findall(r'<div><span><a href="[^"]*" data-pick="xa (\d+)"', page.html)


def cells(page: Shown) -> dict[tuple[str, int], tuple[int, int]]:
    """Unmet and unknown of each district and criterion of the table; the province under no code."""
    found = re.findall(
        r'data-pick="chon huyen=(\d*)&amp;tieu-chi=(\d+)&amp;trang=" tabindex="0" title="[^"]*" style="[^"]*">'
        r"(.*?)</div>",
        page.html,
    )
    counted = {}
    for code, number, cell in found:
        unmet, unknown = re.fullmatch(r"(\d+|–)(?:<small>\?(\d+)</small>)?", cell).groups()  # type: ignore[union-attr]
        counted[code, int(number)] = (int(unmet.replace("–", "0")), int(unknown or 0))
    return counted


def missing(of: pd.DataFrame, number: int) -> tuple[set[str], set[str]]:
    """The communes that do not meet a criterion, and those of which it is not known."""
    bit = 1 << (number - 1)
    known = (of["now_known"] & bit) > 0
    return set(of[known & ((of["now_met"] & bit) == 0)].index), set(of[~known].index)


@pytest.mark.usefixtures("full")
def test_each_count_of_what_blocks_is_the_length_of_the_list_it_opens(open_page: Open, tables: Tables) -> None:
    everyone = communes(tables)
    page = open_page(PAGE, xem="can")
    groups = {"": everyone, **dict(iter(everyone.groupby("parent")))}
    assert cells(page) == {
        (code, number): tuple(map(len, missing(of, number))) for code, of in groups.items() for number in range(1, 20)
    }
    worst = max(range(1, 20), key=lambda number: len(missing(everyone, number)[0]))
    assert page.title.endswith(f"cản nhiều xã nhất, {len(missing(everyone, worst)[0])} trong 207 xã chưa đạt")
    for district, number in ((BAC_SON, 2), (BAC_SON, 6), ("182", 19)):
        opened = at(page, xem="can", huyen=district, tieu_chi=str(number))
        unmet, unknown = missing(groups[district], number)
        assert sorted(listed(opened)) == sorted([*unmet, *unknown])
        assert any(line.startswith(f"{number}. ") and f": {len(unmet)} xã chưa đạt" in line for line in lines(opened))
    whole = at(page, xem="can", tieu_chi="2")
    unmet, unknown = missing(everyone, 2)
    second = at(page, xem="can", tieu_chi="2", trang="2")
    assert sorted(listed(whole) + listed(second)) == sorted([*unmet, *unknown])


@pytest.mark.usefixtures("full")
def test_one_group_of_communes_is_shown_apart(open_page: Open, tables: Tables) -> None:
    events = tables["commune_event"]
    hard = events[(events["kind"] == "disadvantaged") & ~(pd.to_datetime(events["to_on"]) < "2016-01-01")]
    own = set(hard[pd.to_datetime(hard["from_on"]) <= CUTOFF]["unit"])
    everyone = communes(tables)
    page = open_page(PAGE, nhom="kho-khan")
    of = everyone[everyone.index.isin(own)]
    assert f"Xã đặc biệt khó khăn {len(of)}" in page.text
    low, high = bounds(of, "now")
    ends = [f"{end.mean():.1f}".replace(".", ",") for end in (low, high)]
    assert page.title.endswith(f"bình quân {' đến '.join(dict.fromkeys(ends))} tiêu chí")
    assert f" trong {len(of)} xã đã công nhận đạt chuẩn" in page.title
    grid = at(page, nhom="kho-khan", huyen=BAC_SON)
    assert set(re.findall(r'<tr data-pick="xa (\d+)"', grid.html)) == set(of.query("parent == @BAC_SON").index)
    none_of_it = at(page, nhom="kho-khan", huyen="178")
    assert of.query("parent == '178'").empty
    assert (none_of_it.warnings, none_of_it.title) == ([], page.title), "known, but without such a commune"


@pytest.mark.usefixtures("full")
def test_a_year_of_a_district_opens_the_communes_it_sums(open_page: Open, tables: Tables) -> None:
    page = open_page(PAGE, xem="thoi-gian", huyen=BAC_SON, nam="2017")
    of = communes(tables).query("parent == @BAC_SON")
    assessed = tables["assessment"]
    then = assessed[pd.to_datetime(assessed["assessed_on"]).dt.year == 2017].drop_duplicates("unit", keep="last")
    met = then.set_index("unit")["met"].reindex(of.index).astype(int).map(int.bit_count)
    events = tables["commune_event"]
    sure = events[(events["kind"] == "recognised") & (pd.to_datetime(events["from_on"]) <= "2017-12-31")]["unit"]
    count = of.index.isin(sure).sum()
    assert f"Bắc Sơn năm 2017: {len(of)} xã, {met.sum()} lượt tiêu chí đạt, {count} xã đã công nhận" in lines(page)
    assert set(listed(page)) == set(of.index)
    average = f"{met.mean():.1f}".replace(".", ",")
    shown = re.findall(rf'data-pick="chon huyen={BAC_SON}&amp;nam=2017&amp;trang=" tabindex="0">([^<]+)<', page.html)
    assert shown == [average, f"{100 * count / len(of):.0f}"]


@pytest.mark.usefixtures("full")
def test_published_targets_stand_with_their_source_and_none_is_made_up(open_page: Open) -> None:
    page = open_page(PAGE, xem="thoi-gian")
    assert "7 chỉ tiêu đã công bố, bên cạnh kết quả" in lines(page)
    assert "Số xã đạt chuẩn, lũy kế, 2015: 13 xã" in lines(page)
    assert 'href="https://baolangson.vn/' in page.html
    assert "Chưa biết chỉ tiêu nào của huyện Bắc Sơn" in lines(at(page, xem="thoi-gian", huyen=BAC_SON))


@pytest.mark.usefixtures("full")
def test_districts_and_communes_stand_side_by_side_in_the_order_of_the_link(open_page: Open, tables: Tables) -> None:
    page = open_page(PAGE, xem="so-sanh", so=f"{BAC_SON},{CHI_LANG},{NHAT_TIEN}")
    table = page.html[page.html.index('<table class="ntm-beside">') :]
    head, *body = re.findall(r"<tr[^>]*>(.*?)</tr>", table)
    assert re.findall(r'data-pick="(?:huyen|xa) (\d+)"', head) == [BAC_SON, CHI_LANG, NHAT_TIEN]
    everyone = communes(tables)
    shown = {text(re.findall(r"<th[^>]*>(.*?)</th>", row)[0]): re.findall(r"<td>(.*?)</td>", row) for row in body}
    for number in range(1, 20):
        [cell] = [found for title, found in shown.items() if title.startswith(f"{number}. ")]
        for place, code in enumerate((BAC_SON, CHI_LANG)):
            of = everyone[everyone["parent"] == code]
            unmet, unknown = missing(of, number)
            assert text(cell[place]).startswith(f"{len(of) - len(unmet) - len(unknown)}/{len(of)} xã đạt")
        bit = 1 << (number - 1)
        met = everyone.loc[NHAT_TIEN, "now_met"] & bit
        assert ("chưa đạt" in cell[2]) == (not met)
    low, _ = bounds(everyone.loc[[NHAT_TIEN]], "now")
    assert text(shown["Tiêu chí đạt, bình quân"][2]) == str(low.iloc[0])
    sure = recognised(tables) & set(everyone.query("parent == @CHI_LANG").index)
    assert text(shown["Công nhận đạt chuẩn"][1]).startswith(f"{len(sure)}/")


@pytest.mark.usefixtures("full")
def test_places_of_a_stale_link_are_told_and_the_others_compared(open_page: Open) -> None:
    page = open_page(PAGE, xem="so-sanh", so=f"{BAC_SON},99999,{CHI_LANG}")
    assert page.warnings == ["Đường dẫn nhắc đến “99999” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert page.title.startswith("Bắc Sơn và Chi Lăng")
    seven = ",".join(["178", "180", "181", "182", "183", "184", "185"])
    assert at(page, xem="so-sanh", so=seven).html.count(">bỏ<") == 6
    assert at(page, xem="so-sanh").title == "Chọn từ 2 đến 6 huyện, xã để đặt cạnh nhau"


@pytest.mark.usefixtures("full")
def test_what_moved_counts_the_rows_it_lists_and_each_opens_two_file_rows(open_page: Open, tables: Tables) -> None:
    everyone = communes(tables)
    both = everyone["now_known"] & everyone["was_known"]
    lost = (both & everyone["was_met"] & ~everyone["now_met"] & FULL).map(int.bit_count)
    gained = (both & everyone["now_met"] & ~everyone["was_met"] & FULL).map(int.bit_count)
    page = open_page(PAGE, xem="tang-giam")
    assert page.title == (
        f"Toàn tỉnh: {lost.sum()} lượt tiêu chí không còn đạt, {gained.sum()} lượt đạt mới so với 31/12/2015"
    )
    of = everyone["parent"] == CHI_LANG
    page = at(page, xem="tang-giam", huyen=CHI_LANG, chieu="mat")
    changed = re.findall(r"<tr><td><b style=.*?</tr>", page.html)
    assert len(changed) == lost[of].sum() > 0
    assert {len(re.findall(r'data-pick="dong \d+"', row)) for row in changed} == {2}
    page = at(page, xem="tang-giam", huyen=BAC_SON, chieu="moi", so_voi="goc")
    found = [page, at(page, xem="tang-giam", huyen=BAC_SON, chieu="moi", trang="2")]
    rows = [row for each in found for row in re.findall(r'<tr><td><b style=.*?data-pick="xa (\d+)".*?</tr>', each.html)]
    expected = gained[everyone["parent"] == BAC_SON]
    counted = pd.Series(rows).value_counts().reindex(expected.index).fillna(0).astype(int)
    assert expected.sum() <= 120
    pages = -(-int(expected.sum()) // 40)
    if pages == 3:
        third = at(page, xem="tang-giam", huyen=BAC_SON, chieu="moi", trang="3")
        more = re.findall(r'<tr><td><b style=.*?data-pick="xa (\d+)".*?</tr>', third.html)
        counted = counted.add(pd.Series(more).value_counts(), fill_value=0).astype(int)
    assert counted.to_dict() == expected.to_dict()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("parameter", "value"),
    [("xem", "khac"), ("nhom", "giau"), ("huyen", "999"), ("xa", "99999")],
)
def test_a_link_to_no_view_group_or_place_is_told_and_the_grid_shown(
    open_page: Open, parameter: str, value: str
) -> None:
    page = open_page(PAGE, **{parameter: value})
    assert page.warnings == [f"Đường dẫn nhắc đến “{value}” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert " xã đã công nhận đạt chuẩn; " in page.title


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("view", ["luoi", "can", "thoi-gian", "so-sanh", "tang-giam"])
def test_no_view_of_an_empty_campaign_shows_a_figure(open_page: Open, view: str) -> None:
    page = open_page(PAGE, xem=view)
    assert page.title == "Chưa có kết quả đánh giá tiêu chí nào"
    assert "Chưa có gì để so sánh" in lines(page)
