"""The intake page: the imports that stand, a file previewed and brought in, an import taken back."""

import json
import re
from html import unescape

import pandas as pd
import pytest

from ntm_dash.services.access import local_person
from tests.intake.desk import assessment, filled
from tests.pages.conftest import Open, Shown

PAGE = "records/intake"
ROW = r"<td>(\d+)</td><td>(\d+)</td><td>(\d+)</td></tr>"


@pytest.mark.usefixtures("full")
def test_every_import_is_listed_with_its_sheets(open_page: Open, tables: dict[str, pd.DataFrame]) -> None:
    made = tables["import"].sort_values("seq", ascending=False)
    page = open_page(PAGE)
    assert page.title == f"{len(made)} lần nhập đang có hiệu lực"
    assert [label.split(" · ")[0] for label in labels(page)] == [f"Lần {number}" for number in made["seq"]]
    rows = [sum(sheet["rows_read"] for sheet in json.loads(body)["sheets"]) for body in made["body"]]
    tables_shown = page.html.split("<details")[1:]
    assert [sum(int(row[0]) for row in re.findall(ROW, shown)) for shown in tables_shown] == rows


def labels(page: Shown) -> list[str]:
    return [unescape(words) for words in re.findall(r"<summary>(.*?)</summary>", page.html)]


@pytest.mark.usefixtures("full")
def test_a_link_to_an_import_that_is_not_there_is_told(open_page: Open) -> None:
    page = open_page(PAGE, lan_nhap="99999")
    assert page.warnings == ["Đường dẫn nhắc đến “99999” nhưng đợt này không có. Chọn lại trong danh sách."]


@pytest.mark.usefixtures("empty")
def test_without_imports_the_page_says_what_to_do(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Chưa nhập tệp nào"
    assert "Chưa có lần nhập nào" in page.text.split("\n")
    assert labels(page) == []


@pytest.mark.usefixtures("own_empty")
def test_a_file_is_previewed_before_anything_is_written_and_then_stands(open_page: Open) -> None:
    page = open_page(PAGE)
    name, content = filled("criteria", assessment("Vũ Lễ"), assessment("Chiến Thắng"), name="bac-son.xlsx")
    page.app.file_uploader[0].set_value([(name, content, "application/octet-stream")]).run()
    shown = Shown(page.app)
    assert shown.title == "Sẵn sàng nhập 2 dòng mới, 0 dòng thay đổi"
    assert "chưa ghi gì" in shown.text.split("\n")[0]
    assert labels(shown) == []

    [enter] = [button for button in page.app.button if button.label == "Nhập vào sổ"]
    enter.click().run()
    shown = Shown(page.app)
    assert shown.title == "1 lần nhập đang có hiệu lực"
    assert [label.split(" · ")[2:] for label in labels(shown)] == [[local_person().signature, "2 dòng", name]]
