"""The overview: its figures are those of the records; an empty or unreadable store is told in a sentence."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.house.tree import ROOT
from tests.pages.conftest import Open, plain
from tests.pages.records import CUTOFF, known_masks, screened

PAGE = "monitoring/overview"


@pytest.mark.usefixtures("full")
def test_the_figures_of_nominations_are_those_of_the_records_and_the_verdicts(
    open_page: Open, tables: dict[str, pd.DataFrame], screening: list[dict[str, Any]]
) -> None:
    verdicts = Counter(each["verdict"] for each in screening)
    page = open_page(PAGE)
    assert page.warnings == []
    assert page.figure("Hồ sơ đề nghị") == (
        f"{len(screened(tables['nomination']))} hồ sơ",
        f"{verdicts['eligible']} hồ sơ đủ điều kiện",
    )
    assert page.figure("Chưa kết luận được") == (
        f"{verdicts['unknown']} hồ sơ",
        f"chưa đủ số liệu; {verdicts['for_council']} hồ sơ chờ Hội đồng",
    )
    assert page.title.endswith(f"; {verdicts['for_council']} hồ sơ chờ Hội đồng xét")


@pytest.mark.usefixtures("full")
def test_the_figures_of_communes_are_those_of_the_records(open_page: Open, tables: dict[str, pd.DataFrame]) -> None:
    events = tables["commune_event"]
    recognised = events[(events["kind"] == "recognised") & (pd.to_datetime(events["from_on"]) <= CUTOFF)]
    complete = set(events[events["kind"] == "recognised_list_complete"]["district"])
    units = tables["unit"][(tables["unit"]["list"] == "2019") & (tables["unit"]["kind"] == "xa")]
    sure = recognised["unit"].nunique()
    open_ones = units[~units["parent"].isin(complete) & ~units["code"].isin(recognised["unit"])]
    met, known = known_masks(tables["assessment"])
    missing = len(units) - len(known)

    page = open_page(PAGE)
    figure, note = page.figure("Xã đã công nhận đạt chuẩn")
    assert figure == f"{sure} /{len(units)} xã"
    assert note.endswith(f"; {len(open_ones)} xã chưa rõ đã công nhận hay chưa")
    figure, note = page.figure("Tiêu chí đạt bình quân")
    least = sum(each.bit_count() for each in met) / len(units)
    most = (sum(19 - (k & ~m).bit_count() for m, k in zip(met, known, strict=True)) + 19 * missing) / len(units)
    assert figure == f"{least:.1f}–{most:.1f} /19 tiêu chí".replace(".", ",")
    assert note.endswith(f"; {missing} xã chưa có kết quả")


@pytest.mark.usefixtures("full")
def test_the_bars_count_the_communes_that_a_criterion_blocks(open_page: Open, tables: dict[str, pd.DataFrame]) -> None:
    met, known = known_masks(tables["assessment"])
    unmet = {
        n: sum(k >> n - 1 & 1 and not m >> n - 1 & 1 for m, k in zip(met, known, strict=True)) for n in range(1, 20)
    }
    worst = max(unmet, key=lambda number: unmet[number])
    lines = open_page(PAGE).text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.endswith("cản nhiều xã nhất")) + 2
    assert lines[at].startswith(str(worst))
    assert lines[at + 1].split()[0] == str(unmet[worst])


@pytest.mark.usefixtures("full")
def test_the_list_that_a_link_names_is_open_and_as_long_as_its_count(
    open_page: Open, tables: dict[str, pd.DataFrame]
) -> None:
    met, known = known_masks(tables["assessment"])
    lacking = sum(bool(k & 2) and not m & 2 for m, k in zip(met, known, strict=True))
    app = open_page(PAGE, muc="lacks 2").app
    assert f"**{lacking} xã: giao thông (tiêu chí 2) chưa đạt**" in [each.value for each in app.markdown]


@pytest.mark.usefixtures("full")
def test_a_link_to_a_list_that_is_not_there_is_forgotten(open_page: Open) -> None:
    page = open_page(PAGE, muc="khong-co")
    assert page.warnings == []
    assert "muc" not in page.app.query_params


@pytest.mark.usefixtures("empty")
def test_an_empty_campaign_has_no_figures_and_says_what_to_do(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Sổ của đợt này còn trống"
    assert "Đợt tổng kết này chưa có số liệu" in page.text.split("\n")
    assert "Việc đầu tiên: xong 0 trong 7" in page.text.split("\n")
    assert "Hồ sơ đề nghị" not in page.text.split("\n")
    assert "Dữ liệu minh họa" not in page.text


@pytest.mark.usefixtures("place")
def test_a_fresh_place_gets_the_demonstration_which_says_that_it_is_one(open_page: Open) -> None:
    assert open_page(PAGE).text.split("\n")[0].endswith("Dữ liệu minh họa")


@pytest.mark.usefixtures("full")
def test_a_link_to_a_campaign_that_is_not_there_is_told_and_the_latest_is_shown(open_page: Open) -> None:
    page = open_page(PAGE, dot="khong-co")
    assert page.warnings == ["Đường dẫn nhắc đến “khong-co” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert page.text.split("\n")[0].endswith("Dữ liệu minh họa")


def test_a_file_that_is_no_store_is_refused_with_a_sentence(place: Path) -> None:
    place.write_text("Đây là một bức thư, không phải sổ.", encoding="utf-8")
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    assert [error.message for error in app.exception] == []
    assert len(app.error) == 1
    assert plain(app.error[0].value).startswith(f"{place.name}: ")
    assert list(app.main.html) == []
    place.unlink()  # no store to close


@pytest.mark.usefixtures("full")
def test_every_count_of_nominations_opens_a_list_as_long(open_page: Open, screening: list[dict[str, Any]]) -> None:
    by_award = Counter((each["award"], each["verdict"]) for each in screening)
    html = open_page(PAGE).html
    links = re.findall(
        r'<a href="sang-loc\?([^"]*)" target="_self" style="color:inherit;font-weight:600">(\d+)</a>', html
    )
    assert sorted(int(count) for _, count in links) == sorted(
        by_award[award, verdict] for award in {a for a, _ in by_award} for verdict in {v for _, v in by_award}
    )
    legend = re.findall(
        r'<a href="sang-loc\?(ket-qua=[^"]*)" target="_self" style="display:inline-flex.*?<b>(\d+)</b>', html
    )
    assert sorted(int(count) for _, count in legend) == sorted(Counter(e["verdict"] for e in screening).values())
    marks = re.findall(r'<a href="sang-loc\?([^"]*doi-tuong[^"]*)" target="_self" title="(\d+) ', html)
    assert sum(int(count) for _, count in marks) == len(screening)
    for query, count in [*links[:4], *legend[:2], *marks[:2]]:
        listed = open_page("council/screening", **dict(parse_qsl(unescape(query)))).html
        assert listed.count('role="option"') == int(count), query
