"""Form 10: the members of the Council."""

from __future__ import annotations

from typing import Any

import pytest

from ntm_dash.intake.forms.definition import terms
from tests.intake.desk import Desk, filled

SHEET = "Hội đồng"


def member(name: str | None = "Hồ Tiến Thiệu", role: str | None = "Chủ tịch", **more: Any) -> dict[str, Any]:
    row = {"Họ tên": name, "Vai trò": role, "Cơ quan": "UBND tỉnh"}
    return row | {key.replace("_", " "): value for key, value in more.items()}


def test_a_member_has_a_name_a_post_and_a_role(desk: Desk) -> None:
    desk.take(filled("council", member(Chức_vụ="Chủ tịch UBND tỉnh")))
    assert desk.records("council_member") == [
        {"name": "Hồ Tiến Thiệu", "post": "Chủ tịch UBND tỉnh", "organisation": "UBND tỉnh", "role": "chair"}
    ]


def test_every_word_for_a_role_is_understood(desk: Desk) -> None:
    words = [(word, code) for code, found in terms()["council_role"].items() for word in found]
    desk.take(filled("council", *(member(f"Thành viên {n:02}", word) for n, (word, _) in enumerate(words))))
    assert [row["role"] for row in desk.records("council_member")] == [code for _, code in words]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (member(role="Khách mời"), "word_unknown", "E2"),
        (member(role=None, STT=1), "cell_missing", "E2"),
        (member(name=None), "cell_missing", "B2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(desk: Desk, row: dict[str, Any], code: str, cell: str) -> None:
    assert desk.stops(filled("council", row)) == [(code, SHEET, cell)]


def test_a_member_of_another_body_is_still_one_member(desk: Desk) -> None:
    desk.take(filled("council", member()))
    desk.take(filled("council", member(Cơ_quan="Văn phòng UBND tỉnh")))
    assert [row["organisation"] for row in desk.records("council_member")] == ["Văn phòng UBND tỉnh"]


def test_one_name_in_two_roles_is_refused(desk: Desk) -> None:
    assert desk.stops(filled("council", member(), member(role="Ủy viên"))) == [("key_conflict", SHEET, "3:3")]
