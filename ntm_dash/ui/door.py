"""At the door: what somebody sees who is not signed in or may not be; who acts, below the menu; the way out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping

import streamlit as st

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem
from ntm_dash.ui.access import LOCAL_UNIT, ROLE, signed_in, signs_in
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.words import label, literal, sentence

TITLES = {
    "signed_out": "Đăng nhập để mở sổ",
    "signed_in_too_long": "Hết phiên làm việc",
    "account_unknown": "Tài khoản chưa được cấp quyền",
    "account_disabled": "Tài khoản đã ngừng dùng",
    "account_unverified": "Tài khoản chưa xác minh địa chỉ thư",
}
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
        st.button("Đăng xuất", icon=":material/logout:", on_click=st.logout)


def _providers() -> list[str | None]:
    """The providers to sign in with: the names given in the secrets, or the one that has none."""
    section = st.secrets["auth"]
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return named if "client_id" not in section else [None, *named]


def _sign_in(provider: str | None) -> Callable[[], None]:
    return lambda: st.login() if provider is None else st.login(provider)


def who_acts(person: Person) -> None:
    """Who acts and in which role, with the choice of another one; drawn in the sidebar."""
    if not signs_in():
        _local(person)
        return
    account = signed_in()
    st.caption(" · ".join(filter(None, (literal(person.name), label("role", person.role), literal(person.unit)))))
    if len(account.roles) > 1:
        _choose_role(list(account.roles), person.role)
    st.button("Đăng xuất", icon=":material/logout:", on_click=st.logout, type="tertiary")


def _local(person: Person) -> None:
    st.caption("Chưa cấu hình đăng nhập: sổ chỉ mở trên máy này, cho một người chọn vai trò.")
    _choose_role(list(Role), person.role)
    if person.role is Role.UNIT:
        units = nominating_units()
        st.selectbox(
            "Đơn vị",
            units,
            index=units.index(person.unit) if person.unit in units else None,
            placeholder="Chọn đơn vị đề nghị",
            key="unit-widget",
            on_change=_keep,
            args=("unit-widget", LOCAL_UNIT),
            label_visibility="collapsed",
        )


def _choose_role(roles: list[Role], acting: Role) -> None:
    st.selectbox(
        "Vai trò",
        roles,
        index=roles.index(acting),
        format_func=lambda role: label("role", role),
        key="role-widget",
        on_change=_keep,
        args=("role-widget", ROLE),
    )


def _keep(widget: str, name: str) -> None:
    """Keep a choice under a name of its own: a widget's value is forgotten in the first run that does not draw it."""
    st.session_state[name] = st.session_state[widget] or ""


def nominating_units() -> list[str]:
    """The names of the units on the list of those that nominate."""
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]
