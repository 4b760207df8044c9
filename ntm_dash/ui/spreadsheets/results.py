"""What has come of the votes, as a table: the count and the three documents of each case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.results import Record, Result
from ntm_dash.services.screening import Case
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.results import RECORDS, grouped
from ntm_dash.ui.words import label


def results_table(campaign: Campaign, found: Mapping[str, Result], cases: Mapping[str, Case], drawn_up: date) -> Table:
    """One row per case that was voted on, in the order of the page: by what is to be recorded next."""
    rows = (_row(each, word, cases.get(each.case)) for word, listed in grouped(found) for each in listed)
    return campaign_table(campaign, "Kết quả xét", _columns(), rows, drawn_up)


def _columns() -> list[Column]:
    return [
        Column("Mã hồ sơ", "code"),
        Column("Tên", width=34),
        Column("Đối tượng", width=22),
        Column("Hình thức đề nghị", width=34),
        Column("Đơn vị đề nghị", width=34),
        Column("Phiếu tán thành", "count"),
        Column("Tính trên", "count"),
        Column("Cần đạt", "count"),
        Column("Biểu quyết", width=16),
        Column("Đang ở bước", width=26),
        *(column for word in RECORDS.values() for column in _document_columns(word)),
        Column("Mở lại vì", width=34),
    ]


def _document_columns(word: str) -> tuple[Column, ...]:
    return (
        Column(f"{word}: số", "code", 18),
        Column(f"{word}: ngày", "date"),
        Column(f"{word}: người ký", width=22),
        Column(f"{word}: đồng ý", width=11),
    )


def _row(result: Result, step: str, case: Case | None) -> list[Any]:
    vote = result.vote
    return [
        result.case,
        case and case.nominee,
        case and label("subject", case.screened.subject),
        case and label("award", case.screened.award),
        case and case.proposer,
        vote and vote.count.yes,
        vote and vote.base,
        vote and vote.needed,
        ("đạt tỷ lệ" if vote.carried else "không đạt tỷ lệ") if vote else None,
        step,
        *(value for record in RECORDS for value in _document(result, record)),
        result.reopened,
    ]


def _document(result: Result, record: Record) -> tuple[Any, ...]:
    said = result.documents.get(record)
    return (said.number, said.on, said.signer, "có" if said.granted else "không") if said else (None,) * 4
