"""A place's page: what the records say of one commune or district, what it lacks, and the files that say so."""

import re
from typing import Any

import pandas as pd
import pytest

from tests.pages.conftest import Open, Shown
from tests.pages.records import screened
from tests.pages.test_progress import BAC_SON, Tables, communes, rows

PAGE = "monitoring/place"
NHAT_TIEN = "06382"
OF_NOMINATIONS = ("contribution", "rating", "evidence")


@pytest.fixture(scope="module")
def units(screening_of_units: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """What the command line says of every commune and district for each award, by name and award."""
    return {(case["nominee"], case["award"]): case for case in screening_of_units}


def numbers(records: pd.DataFrame) -> set[int]:
    """The numbers of file rows."""
    return {(each.batch << 28) + (each.sheet << 20) + each.line for each in records.itertuples()}


def picked(page: Shown, kind: str) -> list[str]:
    """What can be picked of one kind, in the order of the page."""
    return re.findall(rf'data-pick="{kind} ([^"]+)"', page.html)


def sentences(page: Shown) -> list[str]:
    return page.text.split("\n")


@pytest.mark.usefixtures("full")
def test_a_commune_shows_its_years_with_their_sources_and_its_nominations(open_page: Open, tables: Tables) -> None:
    nominations = tables["nomination"]
    code = nominations[nominations["subject"] == "commune"]["commune"].iloc[0]
    own = tables["assessment"].query("unit == @code").sort_values(["assessed_on", "criteria_set"])
    page = open_page(PAGE, xa=code)
    commune = communes(tables).loc[code]
    assert page.title.startswith(f"Xã {commune['name']}, huyện ")
    years = {picked: cells for picked, cells in rows(page).items() if picked.startswith("dong ")}
    sources = [(each.batch << 28) + (each.sheet << 20) + each.line for each in own.itertuples()]
    assert list(years) == [f"dong {number}" for number in sources]
    assert [cells[0].split()[0] for cells in years.values()] == [
        f"{day.day}/{day.month}/{day.year}" for day in pd.to_datetime(own["assessed_on"])
    ]
    assert [cells[-1] for cells in years.values()] == [f"dòng {line}" for line in own["line"]]
    assert [cells[-3].rstrip("?").strip() for cells in years.values()] == [
        str(int(met).bit_count()) for met in own["met"]
    ]
    assert set(picked(page, "ho-so")) == set(screened(nominations.query("commune == @code"))["code"])


@pytest.mark.usefixtures("full")
def test_each_nomination_of_a_district_stands_with_the_verdict_of_the_screening(
    open_page: Open, screening: list[dict[str, Any]], tables: Tables
) -> None:
    page = open_page(PAGE, huyen=BAC_SON)
    own = screened(tables["nomination"].query("district == @BAC_SON"))
    assert f"{len(own)} hồ sơ đề nghị từ huyện Bắc Sơn" in sentences(page)
    said = dict(
        re.findall(r'data-pick="ho-so ([^"]+)".*?<b style="[^"]*">([^<]+)</b>', page.html),
    )
    words = {
        "eligible": "Đủ điều kiện",
        "for_council": "Chờ Hội đồng xét",
        "unknown": "Chưa đủ số liệu",
        "not_eligible": "Không đủ điều kiện",
    }
    verdicts = {case["nomination"]: words[case["verdict"]] for case in screening}
    assert said == {code: verdicts[code] for code in own["code"]}


@pytest.mark.usefixtures("full")
def test_what_a_commune_lacks_is_what_the_screening_of_all_units_says(
    open_page: Open, tables: Tables, units: dict[tuple[str, str], dict[str, Any]]
) -> None:
    everyone = communes(tables)
    names = everyone["name"].value_counts()
    checked = 0
    page = open_page(PAGE, xa=NHAT_TIEN)
    for code in everyone[everyone["name"].map(names) == 1].index[::37]:
        page.app.query_params["xa"] = code
        page = Shown(page.app.run())
        for award in ("bang_khen_tinh", "bang_khen_thu_tuong"):
            case = units[everyone.loc[code, "name"], award]
            for clause in case["clauses"]:
                if clause["outcome"] != "unmet":
                    continue
                [gained] = [each for each in clause["conditions"] if "Tăng mới từ" in each["question"]] or [None]
                if gained is None or gained["outcome"] != "unmet" or not gained["distance"]:
                    continue
                checked += 1
                assert f"thiếu {-gained['distance']:.0f} tiêu chí" in page.text
                assert re.search(
                    rf"Còn .*thiếu {-gained['distance']:.0f} tiêu chí.* để đạt {clause['clause']}", page.text
                )
    assert checked > 5


@pytest.mark.usefixtures("full")
def test_two_criteria_lack_until_the_clause_that_asks_ten(open_page: Open) -> None:
    page = open_page(PAGE, xa=NHAT_TIEN)
    said = [line for line in sentences(page) if "3.2.1.d-" in line]
    assert "Còn thiếu 2 tiêu chí để đạt 3.2.1.d-2" in said
    assert "Đủ điều kiện theo 3.2.1.d-3" in said


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(("parameter", "code"), [("xa", NHAT_TIEN), ("huyen", BAC_SON)])
def test_the_files_of_a_place_count_every_record_that_speaks_of_it(
    open_page: Open, tables: Tables, parameter: str, code: str
) -> None:
    units = tables["unit"].query("list == '2019'")
    places = set(units[(units["code"] == code) | (units["parent"] == code)]["code"])
    district = code if parameter == "huyen" else communes(tables).loc[code, "parent"]
    events, nominations, papers = tables["commune_event"], tables["nomination"], tables["paper"]
    own = nominations[nominations["commune"].isin(places) | nominations["district"].isin(places)]
    covering = events["unit"].isna() & (events["district"].isna() | (events["district"] == district))
    holders = tables["earlier_award"]
    of_list = papers["nomination"].isna() & (papers["proposer"] + papers["award"]).isin(own["proposer"] + own["award"])
    unit_nominations = own[own["subject"].isin(["commune", "district"])]
    expected = (
        numbers(tables["assessment"].query("unit in @places"))
        | numbers(events[events["unit"].isin(places) | covering])
        | numbers(own)
        | numbers(holders[holders["unit"].isin(places) | holders["nomination"].isin(own["code"])])
        | numbers(papers[papers["nomination"].isin(own["code"]) | of_list])
    )
    for name in OF_NOMINATIONS:
        records = tables[name]
        expected |= numbers(records[records["nomination"].isin(own["code"])])
    assert not unit_nominations.empty
    page = open_page(PAGE, **{parameter: code})
    [said] = [line for line in sentences(page) if " dòng số liệu trong " in line]
    assert int(said.split()[0]) == len(expected)
    imports = {str(number >> 28) for number in expected}
    assert set(picked(page, "lan-nhap")) == imports


@pytest.mark.usefixtures("full")
def test_a_district_lists_its_communes_as_links_and_its_places(open_page: Open, tables: Tables) -> None:
    page = open_page(PAGE, huyen=BAC_SON)
    of = communes(tables).query("parent == @BAC_SON")
    assert page.title.startswith("Bắc Sơn: ")
    shown = rows(page)
    assert set(shown) == set(of.index)
    assert {code: cells[0].removeprefix("△ ") for code, cells in shown.items()} == of["name"].to_dict()
    assert f"{len(of)} xã" in sentences(page)
    assert 'href="dia-ban?xa=06382&amp;dot=minh-hoa"' in page.html
    assert "hạng đồng hạng 2 đến 3?" in sentences(page)


@pytest.mark.usefixtures("full")
def test_without_a_place_the_districts_are_offered(open_page: Open) -> None:
    page = open_page(PAGE)
    assert len(set(picked(page, "huyen"))) == 11
    assert page.warnings == []


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(("name", "code"), [("huyen", "999"), ("xa", "05971"), ("xa", "<b>")])
def test_a_link_to_no_place_is_told_and_the_districts_are_offered(open_page: Open, name: str, code: str) -> None:
    page = open_page(PAGE, **{name: code})
    assert page.warnings == [f"Đường dẫn nhắc đến “{code}” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert len(set(picked(page, "huyen"))) == 11


@pytest.mark.usefixtures("empty")
def test_a_place_without_records_says_what_to_do_and_is_not_at_zero(open_page: Open) -> None:
    page = open_page(PAGE, xa=NHAT_TIEN)
    assert page.title == "Xã Nhất Tiến, huyện Bắc Sơn: chưa có đánh giá còn hiệu lực"
    assert "Đợt này chưa có số liệu của xã, huyện" in sentences(page)
    assert "Chưa có lịch sử khen thưởng" in sentences(page)
    assert "Chưa có dòng số liệu nào" in sentences(page)
    assert picked(page, "dong") == []
    assert any(line.startswith("Chưa rõ có đạt 3.2.1.d-2") for line in sentences(page))


@pytest.mark.usefixtures("empty")
def test_a_district_without_records_has_no_place_worse_than_another(open_page: Open) -> None:
    page = open_page(PAGE, huyen=BAC_SON)
    assert page.title == "Bắc Sơn: chưa có đánh giá còn hiệu lực của 19 xã"
    assert sentences(page).count("hạng 1 đến 11?") == 2
