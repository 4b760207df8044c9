"""A table of a page as an Excel file, made only when somebody asks for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from ntm_dash.papers.spreadsheet import Column, Table, file_name, workbook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.ui.asking import today
from ntm_dash.ui.numbers import day

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAILED = "Không tạo được bảng này"
WHAT_TO_DO = (
    "Có lỗi khi tạo tệp; số liệu trong sổ không đổi. Tải lại trang rồi thử lần nữa. Nếu vẫn lỗi, báo người quản trị: "
    "chi tiết nằm trong nhật ký của máy chủ."
)

Tables = Callable[[], Sequence[Table]]


def download(name: str, tables: Tables, *, key: str, label: str = "Tải Excel") -> None:
    """A button that gives the tables as one file, a sheet for each; they are made when it is clicked."""
    drawn_up = today()
    st.download_button(
        label,
        data=lambda: made(tables, drawn_up),
        file_name=file_name(name, drawn_up),
        mime=EXCEL,
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )


def made(tables: Tables, drawn_up: date) -> bytes:
    """The file; one that explains where it could not be made, because the browser would show nothing."""
    try:
        return workbook(*tables())
    except Exception:
        logging.getLogger(__name__).exception("a table could not be written")
        row = [WHAT_TO_DO]
        return workbook(Table(FAILED, [Column("Phải làm gì", width=90)], [row], drawn_up, source="–"))


def source_words(campaign: Campaign) -> str:
    """Where the figures of a table come from."""
    cutoff = day(campaign.rulebook.assessment.cutoff)
    return f"Sổ tổng kết, {campaign.name}, số liệu đến ngày chốt {cutoff}; {campaign.rulebook.document.title}"


def campaign_table(
    campaign: Campaign,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    drawn_up: date,
    filters: Sequence[str] = (),
) -> Table:
    """A table whose figures come from one campaign; it carries the mark of invented data where they are invented."""
    return Table(title, columns, list(rows), drawn_up, source_words(campaign), filters, campaign.illustrative)
