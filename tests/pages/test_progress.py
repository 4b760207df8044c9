"""Progress: table, grid and history show what the records say; an empty campaign and a stale link are told."""

import re
from html import unescape

import pandas as pd
import pytest

from tests.pages.conftest import Open, Shown
from tests.pages.records import CUTOFF

PAGE = "monitoring/progress"
BASELINE = pd.Timestamp(2015, 12, 31)
BAC_SON = "185"
VAN_LANG = "182"
FULL = (1 << 19) - 1

Tables = dict[str, pd.DataFrame]
Cells = list[str]


def place_of(picked: str) -> str:
    """The code of the place that a row opens; what else it opens as it stands."""
    return re.sub(r"^(?:xa |chon huyen=)(\d+).*", r"\1", picked)


def rows(page: Shown) -> dict[str, Cells]:
    """The texts of the cells of each row that can be picked, by what it picks."""
    found = re.findall(r'<tr data-pick="([^"]+)"[^>]*>(.*?)</tr>', page.html)
    return {
        place_of(picked): [text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for picked, row in found
    }


def signs(page: Shown) -> dict[str, str]:
    """The signs of the 19 criteria of each row that can be picked: g, k, m, l, x, u (see `grid`)."""
    found = re.findall(r'<tr data-pick="([^"]+)"[^>]*>(.*?)</tr>', page.html)
    return {place_of(picked): "".join(re.findall(r'class="ntm-s (\w)"', row)) for picked, row in found}


def of_district(page: Shown, code: str) -> Shown:
    """The same app at another district."""
    page.app.query_params["huyen"] = code
    return Shown(page.app.run())


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html)).replace("  ", " ").strip()


def communes(tables: Tables) -> pd.DataFrame:
    """One row per commune: name, district, and met and known at the cut-off and the baseline, as bits; 0 if missing."""
    units = tables["unit"]
    found = units[(units["list"] == "2019") & (units["kind"] == "xa")].set_index("code")
    assessed = tables["assessment"].sort_values(["assessed_on", "criteria_set"])
    days = pd.to_datetime(assessed["assessed_on"])
    valid = assessed[(days <= CUTOFF) & (days >= CUTOFF - pd.DateOffset(months=12))]
    for name, rows_of in (("now", valid), ("was", assessed[days == BASELINE])):
        last = rows_of.drop_duplicates("unit", keep="last").set_index("unit")
        for column in ("met", "known"):
            found[f"{name}_{column}"] = last[column].reindex(found.index).fillna(0).astype(int)
    return found


def sign(row: pd.Series, number: int) -> str:
    bit = 1 << (number - 1)
    if not row["now_known"] & bit:
        return "u"
    if row["now_met"] & bit:
        return "m" if not row["was_known"] & bit else "k" if row["was_met"] & bit else "g"
    return "l" if row["was_met"] & bit else "x"


def span(low: float, high: float, pattern: str = "{:.0f}") -> str:
    return "–".join(dict.fromkeys(pattern.format(end).replace(".", ",") for end in (low, high)))


def recognised(tables: Tables) -> set[str]:
    events = tables["commune_event"]
    return set(events[(events["kind"] == "recognised") & (pd.to_datetime(events["from_on"]) <= CUTOFF)]["unit"])


def bounds(of: pd.DataFrame, name: str) -> tuple[pd.Series, pd.Series]:
    met, known = of[f"{name}_met"], of[f"{name}_known"]
    return met.map(int.bit_count), (met | (~known & FULL)).map(int.bit_count)


@pytest.mark.usefixtures("full")
def test_the_table_of_districts_shows_the_figures_of_their_communes(open_page: Open, tables: Tables) -> None:
    page = open_page(PAGE)
    everyone, sure = communes(tables), recognised(tables)
    events = tables["commune_event"]
    closed = set(events[events["kind"] == "recognised_list_complete"]["district"])
    expected = {}
    for code, of in everyone.groupby("parent"):
        least = of.index.isin(sure).sum()
        most = least if code in closed else len(of)
        (low, high), (was_low, was_high) = bounds(of, "now"), bounds(of, "was")
        gain = span((low - was_high).mean(), (high - was_low).mean(), "{:.1f}")
        silent = (of["now_known"] == 0).sum()
        expected[code] = [
            str(len(of)),
            span(least, most),
            f"{span(100 * least / len(of), 100 * most / len(of), '{:.1f}')} %",
            span((low == 19).sum(), (high == 19).sum()),
            span(low.mean(), high.mean(), "{:.1f}"),
            f"+{gain}",
            f"{silent} xã" if silent else "–",
        ]
    shown = rows(page)
    assert {code: [cells[place] for place in (1, 2, 3, 5, 6, 7, 9)] for code, cells in shown.items()} == expected
    shares = [float(cells[3].split("–")[0].removesuffix(" %").replace(",", ".")) for cells in shown.values()]
    assert shares == sorted(shares, reverse=True)
    assert page.title.startswith(f"{len(sure)} đến ")
    assert f" trong {len(everyone)} xã đã công nhận đạt chuẩn; " in page.title
    assert "Dữ liệu minh họa" in page.text
    assert "đánh giá 30/6/2019 so với 31/12/2015" in page.text


@pytest.mark.usefixtures("full")
def test_a_district_that_misses_an_assessment_has_a_range_of_places(open_page: Open) -> None:
    shown = rows(open_page(PAGE))
    assert shown[VAN_LANG][8:] == ["2 đến 9 ?", "1 xã"]
    assert shown[BAC_SON][4] == "đồng hạng 2 đến 3 ?"


@pytest.mark.usefixtures("full")
def test_the_grid_shows_each_criterion_of_each_commune_of_the_district(open_page: Open, tables: Tables) -> None:
    page = open_page(PAGE)
    for district, of in communes(tables).groupby("parent"):
        page = of_district(page, district)
        expected = {code: "".join(sign(row, number) for number in range(1, 20)) for code, row in of.iterrows()}
        assert signs(page) == expected
        shown = rows(page)
        low, high = bounds(of, "now")
        assert {code: cells[-2] for code, cells in shown.items()} == {
            code: span(low[code], high[code]) if row["now_known"] else "?" for code, row in of.iterrows()
        }
        met = [-1 if cells[-2] == "?" else int(cells[-2].split("–")[0]) for cells in shown.values()]
        assert met == sorted(met, reverse=True)


@pytest.mark.usefixtures("full")
def test_the_new_criteria_beside_a_row_are_its_plus_cells_less_the_lost_ones(open_page: Open, tables: Tables) -> None:
    page = open_page(PAGE)
    for district in sorted(set(communes(tables)["parent"])):
        page = of_district(page, district)
        said = {code: cells[-1].removesuffix("✓").strip() for code, cells in rows(page).items()}
        counted = {}
        for code, cells in signs(page).items():
            gained, lost = cells.count("g"), cells.count("l")
            if set(cells) <= set("gkxl"):
                net = f"+{gained - lost}" if gained > lost else f"−{lost - gained}" if lost > gained else "0"
                counted[code] = f"{gained} − {lost} = {net}" if lost else net
        assert {code: said[code] for code in counted} == counted


@pytest.mark.usefixtures("full")
def test_the_row_below_the_grid_counts_the_communes_that_lack_each_criterion(open_page: Open, tables: Tables) -> None:
    of = communes(tables).query("parent == @BAC_SON")
    page = open_page(PAGE, huyen=BAC_SON)
    [foot] = re.findall(r'<tr><th scope="row">Số xã chưa đạt</th>(.*?)</tr>', page.html)
    lacking = (of["now_known"] & ~of["now_met"]).tolist()
    unmet = [sum(mask >> (number - 1) & 1 for mask in lacking) for number in range(1, 20)]
    shown = [text(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", foot)]
    assert [cell for cell in shown if cell] == [str(n or "–") for n in unmet]
    opens = re.findall(r'data-pick="chon xem=can&amp;huyen=185&amp;tieu-chi=(\d+)&amp;trang="', foot)
    assert opens == [str(number) for number, count in enumerate(unmet, 1) if count]
    full = (of["now_met"] == FULL).sum()
    assert page.title.startswith(f"Bắc Sơn: {full} trong {len(of)} xã đủ 19 tiêu chí; ")
    assert page.title.endswith(f" còn {max(unmet)} xã chưa đạt")


@pytest.mark.usefixtures("full")
def test_recognised_communes_are_bold_and_ten_new_criteria_are_ticked(open_page: Open, tables: Tables) -> None:
    everyone = communes(tables)
    events = tables["commune_event"]
    listed = events[(events["kind"] == "disadvantaged") & ~(pd.to_datetime(events["to_on"]) < "2016-01-01")]
    hard = set(listed[pd.to_datetime(listed["from_on"]) <= CUTOFF]["unit"])
    low, _ = bounds(everyone, "now")
    _, was_high = bounds(everyone, "was")
    gained = low - was_high
    page = open_page(PAGE)
    for district in ("183", "186"):
        of = everyone[everyone["parent"] == district].index
        page = of_district(page, district)
        found = re.findall(r'<tr data-pick="xa (\w+)"[^>]*>(<th.*?</th>)', page.html)
        assert {code for code, head in found if "<b>" in head} == set(of) & recognised(tables)
        assert {code for code, head in found if "△" in head} == set(of) & hard
        ticked = {code for code, cells in rows(page).items() if cells[-1].endswith("✓")}
        assert ticked == {code for code in of if gained[code] >= 10 or (gained[code] >= 8 and code in hard)}
        assert "từ 10 (III.3.2.1.d, gạch đầu dòng 2), xã đặc biệt khó khăn từ 8 (III.3.2.1.d" in page.text


@pytest.mark.usefixtures("full")
def test_each_small_picture_says_how_many_communes_of_its_district_are_full(open_page: Open, tables: Tables) -> None:
    page = open_page(PAGE, huyen=BAC_SON)
    tiles = re.findall(r'<div data-pick="chon huyen=(\d+)"[^>]*>.*?<span>([^<]+)</span>', page.html)
    expected = {}
    for code, of in communes(tables).groupby("parent"):
        low, high = bounds(of, "now")
        expected[code] = f"{span((low == 19).sum(), (high == 19).sum())}/{len(of)}"
    assert dict(tiles) == expected


@pytest.mark.usefixtures("full")
def test_an_old_link_to_a_commune_opens_its_own_page(open_page: Open, tables: Tables) -> None:
    code = communes(tables).query("parent == @BAC_SON").index[0]
    page = open_page(PAGE, huyen="183", xa=code)
    assert page.warnings == []
    assert ", huyện Bắc Sơn: " in page.title
    assert "dòng số liệu trong" in page.text, "only a place's own page tells its files"


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(("name", "code"), [("huyen", "999"), ("xa", "05971"), ("xa", "<b>")])
def test_a_link_to_a_place_that_is_no_commune_or_district_is_told_and_the_province_shown(
    open_page: Open, name: str, code: str
) -> None:
    page = open_page(PAGE, **{name: code})
    assert page.warnings == [f"Đường dẫn nhắc đến “{code}” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert " xã đã công nhận đạt chuẩn; " in page.title
    assert len(rows(page)) == 11


@pytest.mark.usefixtures("full")
def test_the_province_and_its_districts_stand_in_a_row_to_choose_from(open_page: Open) -> None:
    page = open_page(PAGE)
    ways = re.findall(r'<button type="button" data-pick="chon huyen=(\d*)&amp;trang="[^>]*>([^<]*)<', page.html)
    assert ways[:3] == [("", "Toàn tỉnh"), ("178", "TP Lạng Sơn"), (BAC_SON, "Bắc Sơn")]


@pytest.mark.usefixtures("full")
def test_the_view_that_is_chosen_stands_in_the_address_and_forgets_what_another_had_open(open_page: Open) -> None:
    page = open_page(PAGE, xem="can", tieu_chi="2")
    [views] = page.app.main.get("button_group")
    assert views.value == "can"
    opened = Shown(views.set_value("tang-giam").run())
    assert opened.title.startswith("Toàn tỉnh: ")
    assert opened.app.query_params["xem"] == "tang-giam"
    assert "tieu-chi" not in opened.app.query_params


@pytest.mark.usefixtures("empty")
def test_an_empty_campaign_says_what_to_do(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Chưa có kết quả đánh giá tiêu chí nào"
    assert "Chưa có gì để so sánh" in page.text.split("\n")
    assert "Nhập biểu 01" in page.text
    assert rows(page) == {}
    assert "Dữ liệu minh họa" not in page.text
