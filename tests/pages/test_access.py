"""Who is let in, and what opens to whom: every page and every role, by the menu, by a link, by a forged state."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import Account, account_of, add_account, change_account
from ntm_dash.storage.store import open_store
from ntm_dash.ui.access import IDLE_MINUTES, ROLE
from ntm_dash.ui.menu import MENU, opens
from ntm_dash.ui.words import label
from tests.house.tree import ROOT
from tests.pages.conftest import Shown

UNIT = "UBND huyện Bắc Sơn"
ADDRESS = "ai@langson.example"
Sign = Callable[..., AppTest]


@pytest.fixture
def signed(place: Path, empty_store: Path) -> Sign:
    """Opens the app as somebody who signed in; the account has these roles."""
    shutil.copy(empty_store, place)

    def opened(*roles: Role, unit: str = "", **claims: Any) -> AppTest:
        store = open_store(place)
        if roles and account_of(store, ADDRESS) is None:
            add_account(store, Account(ADDRESS, "Ông Ất", roles, unit), by=LOCAL)
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        app.secrets = {"auth": {"client_id": "x"}, "access": {}}
        app.user = {"is_logged_in": True, "email": ADDRESS, "iat": int(time.time()), **claims}
        return app

    return opened


def texts(app: AppTest) -> str:
    return "\n".join([*(each.body for each in app.html), *(each.value for each in app.markdown)])


@pytest.mark.parametrize("role", Role)
def test_a_page_outside_the_role_answers_so_and_shows_nothing(signed: Sign, role: Role) -> None:
    app = signed(role, unit=UNIT if role is Role.UNIT else "").run()
    person = Person(ADDRESS, "Ông Ất", role, UNIT if role is Role.UNIT else "")
    closed = [name for name in MENU if not opens(name, person)]
    assert bool(closed) == (role is not Role.ADMINISTRATOR)
    for name in closed:
        app.session_state[ROLE] = Role.ADMINISTRATOR
        page = Shown(app.switch_page(MENU[name].file).run())
        assert page.title == "Không có quyền"
        assert page.text.split("\n")[:2] == [MENU[name].title, "Không có quyền"]
        [drawn] = page.app.main.children.values()
        assert isinstance(drawn, Block)
        assert len(drawn.children) == 2, "the title and the reason, nothing else"


def beside(app: AppTest) -> str:
    """What is drawn beside the page, below the menu."""
    return "".join(json.loads(each.proto.json) for each in app.sidebar.get("bidi_component"))


def test_a_role_that_an_account_does_not_have_cannot_be_taken(signed: Sign) -> None:
    app = signed(Role.COUNCIL_MEMBER, Role.SECRETARY)
    app.session_state[ROLE] = Role.ADMINISTRATOR
    app.run()
    assert "Ông Ất · Thành viên Hội đồng" in beside(app)
    app.session_state[ROLE] = Role.SECRETARY
    app.run()
    assert "Ông Ất · Thư ký Hội đồng" in beside(app)


@pytest.mark.parametrize(
    ("claims", "title"),
    [
        ({"is_logged_in": False}, "Đăng nhập để mở sổ"),
        ({"email": "la@langson.example"}, "Tài khoản chưa được cấp quyền"),
        ({"email": ""}, "Tài khoản chưa xác minh địa chỉ thư"),
        ({"email_verified": False}, "Tài khoản chưa xác minh địa chỉ thư"),
        ({"iat": int(time.time()) - IDLE_MINUTES * 60 - 300}, "Hết phiên làm việc"),
        ({"iat": None}, "Hết phiên làm việc"),
    ],
)
def test_who_is_not_let_in_sees_the_reason_and_no_menu(signed: Sign, claims: dict[str, Any], title: str) -> None:
    app = signed(Role.ADMINISTRATOR, **claims).run()
    page = Shown(app)
    assert page.title == title
    assert not app.sidebar.children
    page = Shown(app.switch_page(MENU["screening"].file).run())
    assert page.title == title


def test_a_disabled_account_is_out_at_the_next_click_and_a_changed_role_counts_at_once(
    signed: Sign, place: Path
) -> None:
    app = signed(Role.ADMINISTRATOR).run()
    assert Shown(app.switch_page(MENU["accounts"].file).run()).title == "1 tài khoản đang dùng"
    store = open_store(place)
    add_account(store, Account("khac@langson.example", "Bà Giáp", (Role.ADMINISTRATOR,)), by=LOCAL)
    change_account(store, Account(ADDRESS, "Ông Ất", (Role.LEADERSHIP,)), by=LOCAL)
    assert Shown(app.run()).title == "Không có quyền"
    change_account(store, Account(ADDRESS, "Ông Ất", (Role.LEADERSHIP,), active=False), by=LOCAL)
    assert Shown(app.run()).title == "Tài khoản đã ngừng dùng"


def test_an_act_within_the_time_keeps_a_sign_in_and_a_longer_pause_ends_it(
    signed: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = int(time.time())
    app = signed(Role.ADMINISTRATOR, iat=now)
    for minutes, inside in ((IDLE_MINUTES - 1, True), (2 * IDLE_MINUTES - 2, True), (3 * IDLE_MINUTES, False)):
        monkeypatch.setattr("ntm_dash.ui.access.time.time", lambda at=minutes: now + at * 60)
        assert (Shown(app.run()).title != "Hết phiên làm việc") == inside
    again = signed(Role.ADMINISTRATOR, iat=now).run()
    assert Shown(again).title == "Hết phiên làm việc", "loading the page again is no act"


def of_one_part() -> None:
    """A page of one part, without the check that stands before every page of the app."""
    import streamlit as st

    from ntm_dash.ui.parts import part, part_every

    @(part_every(60) if st.session_state["by-the-clock"] else part)
    def drawn() -> None:
        st.write("đã vẽ")

    drawn()


@pytest.mark.parametrize("by_the_clock", [False, True])
def test_a_click_in_a_part_of_a_page_keeps_a_sign_in_and_a_part_drawn_by_the_clock_does_not(
    signed: Sign, monkeypatch: pytest.MonkeyPatch, by_the_clock: bool
) -> None:
    now = int(time.time())
    whole = signed(Role.ADMINISTRATOR, iat=now).run()
    alone = AppTest.from_function(of_one_part, default_timeout=60)
    alone.secrets, alone.user = whole.secrets, whole.user
    alone.session_state["by-the-clock"] = by_the_clock
    monkeypatch.setattr("ntm_dash.ui.access.time.time", lambda: now + 60 * (IDLE_MINUTES - 1))
    assert texts(alone.run()) == "đã vẽ"
    monkeypatch.setattr("ntm_dash.ui.access.time.time", lambda: now + 60 * (IDLE_MINUTES + 1))
    assert (Shown(whole.run()).title == "Hết phiên làm việc") == by_the_clock


def test_without_sign_in_the_one_person_chooses_a_role_and_is_told_why(place: Path, empty_store: Path) -> None:
    shutil.copy(empty_store, place)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    assert "Chưa cấu hình đăng nhập" in beside(app)
    app.session_state[ROLE] = Role.COUNCIL_MEMBER
    app.run()
    assert Shown(app.switch_page(MENU["accounts"].file).run()).title == "Không có quyền"
    assert f"selected>{label('role', Role.COUNCIL_MEMBER)}</option>" in beside(app)


def test_without_sign_in_a_server_that_listens_elsewhere_serves_nobody(
    place: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(empty_store, place)
    monkeypatch.setattr("ntm_dash.ui.access.st.get_option", lambda name: "0.0.0.0")
    page = Shown(AppTest.from_file(ROOT / "app.py", default_timeout=60).run())
    assert page.title == "Không phục vụ yêu cầu này"
    assert "server.address" in page.text
