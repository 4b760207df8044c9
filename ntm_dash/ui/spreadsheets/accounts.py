"""The accounts as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.accounts import Account
from ntm_dash.ui.words import label

COLUMNS = (
    Column("Tài khoản", width=34),
    Column("Họ tên", width=34),
    Column("Vai trò", width=44),
    Column("Đơn vị", width=40),
    Column("Tình trạng", width=16),
)


def accounts_table(found: Sequence[Account], drawn_up: date) -> Table:
    """One row per account, those no longer in use among them."""
    rows = [
        [
            each.account,
            each.name,
            ", ".join(label("role", role) for role in each.roles),
            each.unit,
            "Đang dùng" if each.active else "Ngừng dùng",
        ]
        for each in found
    ]
    return Table("Tài khoản", COLUMNS, rows, drawn_up, "Danh sách tài khoản của sổ")
