"""The accounts on their page: a table of them, and the form that adds or changes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.problems import Refused
from ntm_dash.services.accounts import Account, add_account, change_account
from ntm_dash.ui.asking import store
from ntm_dash.ui.blocks import caption_html, opening_row, refusals, section
from ntm_dash.ui.choosing import choose
from ntm_dash.ui.colours import role
from ntm_dash.ui.door import nominating_units
from ntm_dash.ui.journal import STYLE
from ntm_dash.ui.marks import mark
from ntm_dash.ui.words import label

ACCOUNT = "tai-khoan-so"
"""The parameter of the address that names the account which is open."""


def accounts_table(found: Iterable[Account], opened: str | None) -> str:
    """One row per account: who, in which roles, for which unit, whether in use. A row opens its account."""
    rows = "".join(_row(each, each.account == opened) for each in found)
    heads = "".join(
        f'<th scope="col" style="width:{width}">{words}</th>'
        for words, width in (("Tài khoản", "46%"), ("Vai trò", "auto"), ("Tình trạng", "8.2rem"))
    )
    return (
        f'{STYLE}<table class="ntm-acts">{caption_html("Tài khoản")}'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(account: Account, opened: bool) -> str:
    roles = escape(", ".join(label("role", each) for each in account.roles))
    unit = f"<br><small>{escape(account.unit)}</small>" if account.unit else ""
    state, word = ("met", "Đang dùng") if account.active else ("excluded", "Ngừng dùng")
    told = f'<span style="color:{role(f"{state}_text")}">{mark(state, 16)} {word}</span>'
    return opening_row(account.account, opened, account.name, account.account, f"{roles}{unit}", told)


def pick(account: str) -> None:
    """Open the account that was clicked, or close it."""
    choose(ACCOUNT, None if st.query_params.get(ACCOUNT) == account else account)


def account_form(account: Account | None, found: Sequence[Account], by: Person) -> None:
    """The form of one account, or of a new one."""
    title = f"Sửa tài khoản {account.account}" if account else "Thêm tài khoản"
    section(title, "Có hiệu lực ngay từ lần bấm tiếp theo của người đó; nhật ký giữ cả trước và sau")
    key = account.account if account else "new"
    with st.form(f"account-{key}", border=False, enter_to_submit=False):
        address = account.account if account else st.text_input("Địa chỉ thư", key="new-address")
        name = st.text_input("Họ tên", value=account.name if account else "", key=f"name-{key}")
        roles = st.multiselect(
            "Vai trò",
            list(Role),
            default=list(account.roles) if account else [],
            format_func=lambda each: label("role", each),
            placeholder="Chọn một hay nhiều vai trò",
            key=f"roles-{key}",
        )
        units = sorted({*nominating_units(), *(each.unit for each in found if each.unit)}, key=alphabetical)
        unit = st.selectbox(
            "Đơn vị (chỉ với vai trò đơn vị đề nghị)",
            units,
            index=units.index(account.unit) if account and account.unit else None,
            placeholder="Chọn, hoặc gõ tên như trong hồ sơ",
            accept_new_options=True,
            key=f"unit-{key}",
        )
        active = st.toggle("Đang dùng", value=account.active if account else True, key=f"active-{key}")
        sent = st.form_submit_button("Lưu" if account else "Thêm", type="primary", icon=":material/check:")
    if sent:
        _save(Account(address, name, tuple(roles), unit or "", active), account is None, by)


def _save(account: Account, new: bool, by: Person) -> None:
    try:
        (add_account if new else change_account)(store(), account, by=by)
    except Refused as refused:
        refusals(refused.problems)
        return
    choose(ACCOUNT, None)
    st.toast("Đã ghi vào sổ.", icon=":material/check:")
    st.rerun()
