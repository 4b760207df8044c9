"""At the door: what somebody sees who is not signed in or may not be; who acts, below the menu; the way out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem
from ntm_dash.ui.access import LOCAL_UNIT, ROLE, signed_in, signs_in
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.controls import ON_SIDEBAR, choice, titled
from ntm_dash.ui.words import label, literal, sentence

TITLES = {
    "signed_out": "Đăng nhập để mở sổ",
    "signed_in_too_long": "Hết phiên làm việc",
    "account_unknown": "Tài khoản chưa được cấp quyền",
    "account_disabled": "Tài khoản đã ngừng dùng",
    "account_unverified": "Tài khoản chưa xác minh địa chỉ thư",
}
WAY_OUT = '<a href="auth/logout" target="_self" style="color:inherit;font-weight:600">Đăng xuất</a>'
"""A link, not `st.logout`: what that tells the browser is lost where a run follows at once, and whoever sees the door
would still be signed in.
"""
SIGN_IN_AGAIN = ("signed_out", "signed_in_too_long")


def closed_door(problem: Problem) -> None:
    """Why somebody is not let in, and the way to sign in or out."""
    headline(TITLES.get(problem.code, "Không phục vụ yêu cầu này"), "Sổ tổng kết thi đua")
    empty(sentence(problem), "", "excluded") if problem.code not in TITLES else st.write(literal(sentence(problem)))
    if problem.code in SIGN_IN_AGAIN:
        for provider in _providers():
            words = "Đăng nhập" if provider is None else f"Đăng nhập bằng {provider}"
            st.button(words, type="primary", icon=":material/login:", on_click=_sign_in(provider), key=f"in-{provider}")
    elif problem.code in TITLES:
        st.html(WAY_OUT)


def _providers() -> list[str | None]:
    """The providers to sign in with: the names given in the secrets, or the one that has none."""
    section = st.secrets["auth"]
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return named if "client_id" not in section else [None, *named]


def _sign_in(provider: str | None) -> Callable[[], None]:
    return lambda: st.login() if provider is None else st.login(provider)


def who_acts_html(person: Person) -> str:
    """Who acts and in which role, with the choice of another one, for the sidebar. It picks "role …" and "unit …"."""
    if signs_in():
        said = " · ".join(filter(None, (person.name, label("role", person.role), person.unit)))
        roles: list[Role] = list(signed_in().roles)
    else:
        said, roles = "Chưa cấu hình đăng nhập: sổ chỉ mở trên máy này, cho một người chọn vai trò.", list(Role)
    note = f'<div style="font-size:.86rem;line-height:1.35;opacity:.8">{escape(said)}</div>'
    drawn = ""
    if len(roles) > 1:
        named = [(str(role), label("role", role)) for role in roles]
        drawn += titled("Vai trò", choice("role", "Vai trò", named, person.role, style=ON_SIDEBAR))
    if not signs_in() and person.role is Role.UNIT:
        units = [(name, name) for name in nominating_units()]
        drawn += choice("unit", "Đơn vị", units, person.unit, every="Chọn đơn vị đề nghị", style=ON_SIDEBAR)
    drawn = note + drawn if signs_in() else drawn + note
    return drawn


def act_as(name: str, value: str) -> None:
    """Keep the role or the unit that was picked, for this session."""
    st.session_state[ROLE if name == "role" else LOCAL_UNIT] = value


def sign_out() -> None:
    """The way out, where people sign in; drawn in the sidebar."""
    if signs_in():
        st.html(WAY_OUT)


def nominating_units() -> list[str]:
    """The names of the units on the list of those that nominate."""
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]
