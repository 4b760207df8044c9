"""The page of what is to be done: the dossiers of each task counted from the journal, reminders ready to send."""

import re
from collections import Counter

import pandas as pd
import pytest

from ntm_dash.domain.access import Role
from tests.pages.conftest import Open, Shown
from tests.pages.records import RULEBOOK, screened
from tests.pages.test_dossier import as_role, button, moves  # noqa: F401

PAGE = "monitoring/todo"


def standing(nominations: pd.DataFrame, moved: pd.DataFrame) -> Counter[str]:
    """How many dossiers stand in each stage, by the records and the journal."""
    last = dict(zip(moved["code"], moved["to"], strict=True))
    begun = screened(nominations).set_index("code")["received_on"].isna()
    return Counter(last.get(code, "preparing" if undated else "received") for code, undated in begun.items())


@pytest.mark.usefixtures("full")
def test_each_role_is_offered_its_tasks_with_their_counts(
    open_page: Open,
    tables: dict[str, pd.DataFrame],
    moves: pd.DataFrame,  # noqa: F811
) -> None:
    stages = standing(tables["nomination"], moves)
    page = open_page(PAGE)
    for role in (Role.COORDINATION_OFFICE, Role.EMULATION_BOARD, Role.SECRETARY):
        page = as_role(page, role)
        expected = [
            f"{stage['task']} {stages[stage['id']]}"
            for stage in RULEBOOK["stages"]
            if stage.get("holder") == role and stages[stage["id"]]
        ]
        tasks = re.findall(r'<button type="button" data-pick="viec [^>]*>([^<]*)</button>', page.html)
        assert tasks == expected


@pytest.mark.usefixtures("own_full")
def test_a_reminder_names_what_the_unit_owes_and_is_marked_as_sent(open_page: Open) -> None:
    page = as_role(open_page(PAGE, don_vi="UBND huyện Bình Gia"), Role.COORDINATION_OFFICE)
    text = page.app.text_area[0].value
    assert text.startswith("Kính gửi UBND huyện Bình Gia,\n\nĐến nay chưa nhận được hồ sơ đề nghị khen thưởng; hạn")
    page = Shown(button(page, "Đánh dấu đã gửi").click().run())
    assert "nhắc 2 lần" in page.text


@pytest.mark.usefixtures("full")
def test_a_unit_sees_its_own_work_and_cannot_mark_reminders(open_page: Open) -> None:
    page = as_role(open_page(PAGE), Role.UNIT, "UBND huyện Chi Lăng")
    assert "Nhắc trước: 1 đơn vị" in page.text.split("\n")
    assert [each.label for each in page.app.button if each.label == "Đánh dấu đã gửi"] == []


@pytest.mark.usefixtures("empty")
def test_where_nothing_came_no_dossier_waits_and_every_unit_is_to_be_reminded(open_page: Open) -> None:
    page = open_page(PAGE)
    assert "Không hồ sơ nào đang chờ" in page.text.split("\n")
    assert page.title.endswith(" đơn vị còn thiếu giấy tờ hoặc số liệu")


@pytest.mark.usefixtures("full")
def test_a_link_to_a_unit_that_is_not_there_is_told(open_page: Open) -> None:
    assert open_page(PAGE, don_vi="x").warnings == [
        "Đường dẫn nhắc đến “x” nhưng đợt này không có. Chọn lại trong danh sách."
    ]
