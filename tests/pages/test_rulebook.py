"""The page of the rulebook: all of the file in its order, links to and from the cases, and a file checked on it."""

import re
import tomllib
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from ntm_dash.services.campaigns import FIRST_RULEBOOK, SYSTEM, start_campaign
from ntm_dash.storage.store import open_store
from tests.house.tree import ROOT
from tests.pages.conftest import Open, Shown
from tests.pages.records import RULEBOOK

PAGE = "records/rulebook"


@pytest.mark.usefixtures("full")
def test_clauses_stand_in_the_documents_order_and_the_one_that_a_case_names_is_shown(open_page: Open) -> None:
    case = open_page("council/screening", ho_so="BS-04").html
    links = [dict(parse_qsl(unescape(found))) for found in re.findall(r'data-pick="mo rulebook\?([^"]+)"', case)]
    assert {"muc-tieu-chuan": "3.2.1.d-3", "dieu-kien": "gained"} in links

    page = open_page(PAGE, muc_tieu_chuan="3.2.1.d-3", dieu_kien="gained")
    assert page.warnings == []
    assert re.findall(r'data-show="([^"]+)"', page.html) == ["3.2.1.d-3 gained"]
    lines = page.text.split("\n")
    citations = [f"Mục {clause['citation']}" for clause in RULEBOOK["clauses"]]
    assert [line for line in lines if line in citations] == citations
    assert [summary for clause in RULEBOOK["clauses"] if (summary := clause["summary"]) not in lines] == []
    assert 'data-pick="ho-so BS-04"' in page.html


@pytest.mark.usefixtures("empty")
def test_the_other_parts_say_papers_days_roles_votes_and_which_reading_stands(open_page: Open) -> None:
    app, said = open_page(PAGE).app, {}
    for view in ("ho-so", "duong-di", "bieu-quyet", "cach-hieu"):
        app.query_params["xem"] = view
        said[view] = Shown(app.run()).text
    assert "Tờ trình 02 bản; danh sách 02 bản; báo cáo tóm tắt thành tích 02 bản" in said["ho-so"]
    assert [day for day in ("31/7/2019", "15/8/2019", "30/9/2019") if day not in said["ho-so"]] == []
    assert [stage["word"] for stage in RULEBOOK["stages"] if stage["word"] not in said["duong-di"]] == []
    assert "Đồng ý từ 70 % của tất cả thành viên; biểu quyết công khai; cần có mặt ít nhất 67 %" in said["bieu-quyet"]
    for reading in RULEBOOK["readings"]:
        stands = next(each["label"] for each in reading["choices"] if each["id"] == reading["default"])
        assert f"{stands} · mặc định của tệp" in said["cach-hieu"]


@pytest.mark.usefixtures("empty")
def test_a_link_to_a_clause_that_is_not_there_is_told_and_nobody_is_said_to_have_checked(open_page: Open) -> None:
    page = open_page(PAGE, muc_tieu_chuan="9.9")
    assert page.warnings == ["Đường dẫn nhắc đến “9.9” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert page.title == "17 mục tiêu chuẩn, 18 chỗ để ngỏ; chưa ai ký kiểm"


@pytest.mark.usefixtures("empty")
def test_a_file_is_checked_on_the_page_and_nothing_is_stored(open_page: Open) -> None:
    page = open_page(PAGE, xem="soan")
    text = FIRST_RULEBOOK.read_text(encoding="utf-8")
    for content, said in (
        (text, "moi.toml: không có lỗi"),
        (text.replace("at_least = 8\n", 'at_least = "tám"\n'), "moi.toml: 1 chỗ phải sửa"),
    ):
        page.app.file_uploader[0].set_value([("moi.toml", content.encode(), "application/toml")]).run()
        shown = Shown(page.app)
        assert said in shown.text.split("\n")
    assert "clauses[3.2.1.d-3].conditions[gained].at_least" in shown.text


@pytest.mark.usefixtures("own_empty")
def test_a_guidance_of_another_kind_is_read_by_the_same_page(open_page: Open, place: Path) -> None:
    file = ROOT / "tests" / "rules" / "second" / "minh-hoa-2021-2025.toml"
    store = open_store(place)
    start_campaign(store, file, by=SYSTEM)
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    app = open_page(PAGE, dot=written["document"]["id"]).app
    lines = Shown(app).text.split("\n")
    citations = [f"Mục {clause['citation']}" for clause in written["clauses"]]
    assert [line for line in lines if line in citations] == citations
    for view in ("ho-so", "duong-di", "bieu-quyet", "cach-hieu", "soan"):
        app.query_params["xem"] = view
        assert Shown(app.run()).title.startswith(f"{len(written['clauses'])} mục tiêu chuẩn, ")
    store.close()
