"""The page of one dossier: papers against the required set, its road, moves by role, notes, typing by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ntm_dash.domain.access import Role
from ntm_dash.services.campaigns import campaign
from ntm_dash.services.demonstration import DEMONSTRATION
from ntm_dash.services.stages import move
from ntm_dash.storage.store import open_store
from ntm_dash.ui.access import LOCAL_UNIT, ROLE
from tests.pages.conftest import Open, Shown
from tests.pages.records import screened
from tests.postgres import tables_of
from tests.services.road import PEOPLE

PAGE = "monitoring/dossier"


@pytest.fixture(scope="session")
def moves(demonstration_store: Path) -> pd.DataFrame:
    """The moves of the demonstration, read from the journal's table and nothing else."""
    with tables_of(demonstration_store) as connection:
        found = connection.table("event").filter("kind = 'nomination_moved'").order("seq").df()
    bodies = [json.loads(body) for body in found["body"]]
    return pd.DataFrame([{"code": code, **body} for code, body in zip(found["subject"], bodies, strict=True)])


@pytest.fixture
def returned(moves: pd.DataFrame) -> Any:
    last = moves.drop_duplicates("code", keep="last")
    return last[last["to"] == "returned"].iloc[0]


def again(page: Shown) -> Shown:
    return Shown(page.app.run())


def button(page: Shown, label: str) -> Any:
    return next(each for each in page.app.button if each.label == label)


def as_role(page: Shown, role: Role, unit: str = "") -> Shown:
    page.app.session_state[ROLE] = str(role)
    page.app.session_state[LOCAL_UNIT] = unit
    return again(page)


@pytest.mark.usefixtures("full")
def test_a_returned_dossier_says_why_until_when_and_what_it_lacks(
    open_page: Open, returned: Any, screening: list[dict[str, Any]]
) -> None:
    page = open_page(PAGE, ho_so=returned["code"])
    assert page.warnings == []
    assert f"{returned['why']} Hẹn trước 9/8/2019." in page.text.split("\n")
    [case] = [each for each in screening if each["nomination"] == returned["code"]]
    lacking = len(case["dossier"]["missing"])
    assert f"Giấy tờ: thiếu {lacking} loại" in page.text.split("\n")
    assert "Đường đi: 1 lần chuyển" in page.text.split("\n")


@pytest.mark.usefixtures("full")
def test_a_role_that_may_not_move_is_offered_no_step_and_one_that_may_is(open_page: Open, returned: Any) -> None:
    page = open_page(PAGE, ho_so=returned["code"])
    assert [each.label for each in page.app.radio] == []
    page = as_role(page, Role.COORDINATION_OFFICE)
    assert page.app.radio[0].options == ["Nhận bổ sung", "Không đề nghị tiếp"]


@pytest.mark.usefixtures("own_full")
def test_a_step_without_its_reason_is_refused_and_what_was_typed_stays(open_page: Open, returned: Any) -> None:
    page = as_role(open_page(PAGE, ho_so=returned["code"]), Role.COORDINATION_OFFICE)
    page = Shown(button(page, "Nhận bổ sung").click().run())
    assert [error.value for error in page.app.error] == [
        "Bước “Nhận bổ sung” phải ghi lý do\\. Viết lý do rồi làm lại\\."
    ]
    page.app.text_area[0].input("đã nhận đủ")
    page = Shown(button(page, "Nhận bổ sung").click().run())
    assert page.app.error == []
    assert "Đường đi: 2 lần chuyển" in page.text.split("\n")
    assert "Trả lời: đã nhận đủ" in page.text.split("\n")


@pytest.mark.usefixtures("own_full")
def test_who_acts_on_what_somebody_else_moved_is_told_and_loses_nothing(
    open_page: Open, returned: Any, place: Path
) -> None:
    page = as_role(open_page(PAGE, ho_so=returned["code"]), Role.COORDINATION_OFFICE)
    page.app.text_area[0].input("tôi đã nhận đủ")
    store = open_store(place)
    office = PEOPLE[Role.COORDINATION_OFFICE]
    day = date(2019, 8, 8)
    move(store, campaign(store, DEMONSTRATION), [returned["code"]], "received", by=office, on=day, why="đã đủ")
    page = Shown(button(page, "Nhận bổ sung").click().run())
    [error] = [each.value for each in page.app.error]
    assert "Người coordination" in error.replace("\\", "")
    assert "từ “Trả lại bổ sung” sang “Đã nhận, đang thẩm định”" in error.replace("\\", "")
    assert page.app.text_area[0].value == "tôi đã nhận đủ"
    assert "Đường đi: 2 lần chuyển" in page.text.split("\n")


@pytest.mark.usefixtures("full")
def test_a_unit_opens_its_own_dossier_and_no_other(open_page: Open, tables: dict[str, pd.DataFrame]) -> None:
    nominations = screened(tables["nomination"])
    first = nominations.iloc[0]
    other = nominations[nominations["proposer"] != first["proposer"]].iloc[0]
    page = as_role(open_page(PAGE, ho_so=first["code"]), Role.UNIT, first["proposer"])
    assert page.title.startswith(first["name"])
    page.app.query_params["ho-so"] = other["code"]
    page = again(page)
    assert page.title == "Chọn hoặc thêm một bộ hồ sơ"
    assert other["name"] not in page.text


@pytest.mark.usefixtures("own_full")
def test_a_paper_typed_by_hand_completes_the_dossier(open_page: Open, returned: Any) -> None:
    page = as_role(open_page(PAGE, ho_so=returned["code"]), Role.COORDINATION_OFFICE)
    for _ in range(6):
        rows = page.html.split('<div style="display:flex;gap:.6rem;padding:.3rem .2rem')[1:]
        gaps = [each for each in rows if "linear-gradient(45deg" in each]
        if not gaps:
            break
        word = gaps[0].split('flex:1">')[1].split("<")[0]
        page.app.selectbox(key="entry-form").set_value("papers").run()
        page.app.selectbox[1].set_value(word)
        copies = next(each for each in page.app.text_input if each.label.startswith("Số bản"))
        copies.input("9")
        page = Shown(button(page, "Ghi vào sổ").click().run())
        assert page.app.error == []
    assert "Giấy tờ: đủ theo bộ quy định" in page.text.split("\n")


@pytest.mark.usefixtures("own_empty")
def test_a_nomination_typed_by_hand_is_checked_like_a_file_and_kept_when_refused(open_page: Open) -> None:
    page = open_page(PAGE)
    assert page.title == "Chọn hoặc thêm một bộ hồ sơ"

    def field(label: str) -> Any:
        return next(each for each in [*page.app.text_input, *page.app.selectbox] if each.label.rstrip(" *") == label)

    field("Mã hồ sơ").input("HS-1")
    field("Tên").input("Bà Hà")
    field("Đối tượng").set_value("Cá nhân đóng góp")
    field("Hình thức").set_value("Bằng khen của Chủ tịch UBND tỉnh")
    field("Đơn vị đề nghị").input("UBND huyện Bắc Sơn")
    field("Huyện").input("Bắc Sơn")
    field("Ngày nhận").input("31/2/2019")
    page = Shown(button(page, "Ghi vào sổ").click().run())
    [error] = [each.value.replace("\\", "") for each in page.app.error]
    assert "Không có ngày “31/2/2019” trên lịch" in error
    assert field("Tên").value == "Bà Hà"
    field("Ngày nhận").input("30/7/2019")
    page = Shown(button(page, "Ghi vào sổ").click().run())
    assert page.title == "Bà Hà: đã nhận, đang thẩm định, chưa đủ số liệu"
    assert "Nhận ngày 30/7/2019 theo biểu 03" in page.text.split("\n")


@pytest.mark.usefixtures("full")
def test_a_link_to_a_dossier_that_is_not_there_is_told(open_page: Open) -> None:
    page = open_page(PAGE, ho_so="KHONG-CO")
    assert page.warnings == ["Đường dẫn nhắc đến “KHONG-CO” nhưng đợt này không có. Chọn lại trong danh sách."]
    assert page.title == "Chọn hoặc thêm một bộ hồ sơ"
