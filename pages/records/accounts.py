"""Accounts: who may sign in, in which roles, for which unit; an account is disabled, never erased."""

import streamlit as st

from ntm_dash.services.accounts import accounts
from ntm_dash.ui.access import person, signs_in
from ntm_dash.ui.accounts import ACCOUNT, account_form, accounts_table, pick
from ntm_dash.ui.asking import ask, today
from ntm_dash.ui.blocks import empty, headline
from ntm_dash.ui.choosing import chosen
from ntm_dash.ui.download import download
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets import accounts as spreadsheets
from ntm_dash.ui.words import counted

by = person()
found = ask(accounts, by)
active = sum(1 for each in found if each.active)
said = counted((active, "tài khoản đang dùng"), (len(found) - active, "đã ngừng"), none="Chưa mời ai vào sổ")
headline(said, "Tài khoản · ai được vào sổ, với vai trò nào")
opened = chosen(ACCOUNT, {each.account for each in found})

left, right = st.columns([7, 5], gap="large")
with left:
    if found:
        picture(accounts_table(found, opened), "accounts", on_pick=pick)
        download("Tài khoản", lambda: [spreadsheets.accounts_table(found, today())], key="download-accounts")
    else:
        empty("Chưa có tài khoản nào", "Thêm người ở bên phải; người quản trị đầu tiên thêm bằng lệnh admin add.")
    if not signs_in():
        st.caption("Sổ đang mở cho một người trên máy này. Tài khoản có tác dụng khi cấu hình đăng nhập (xem README).")
with right:
    account_form(next((each for each in found if each.account == opened), None), found, by)
