"""The double-award watch as tables: pairs, awards already had, gifts under two nominations."""

from __future__ import annotations

from datetime import date
from typing import Any

from ntm_dash.intake.context import award_forms
from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.double_awards import Pair, Watch
from ntm_dash.services.screening import Case
from ntm_dash.ui.double_awards import pair_kind
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.words import label

RULED = {True: "là một", False: "khác nhau", None: None}


def double_awards_tables(campaign: Campaign, found: Watch, drawn_up: date) -> list[Table]:
    """A sheet for each list of the page, in its order."""
    awarded = [
        [
            *_case(each.case),
            award_forms().get(each.form or ""),
            each.decision,
            each.decided_on,
            each.decided_year,
        ]
        for each in found.awarded
    ]
    credited = [
        [
            *_case(each.first),
            *_case(each.second),
            label("contribution_kind", each.kind),
            each.year,
            each.value,
            each.description,
            each.paper,
        ]
        for each in found.credited
    ]
    before = [
        *_columns(""),
        Column("Đã được khen", width=40),
        Column("Quyết định", "code", 20),
        Column("Ngày quyết định", "date"),
        Column("Năm quyết định", "code"),
    ]
    twice = [
        *_columns(" 1"),
        *_columns(" 2"),
        Column("Loại đóng góp", width=22),
        Column("Năm", "code"),
        Column("Giá trị (đồng)", "money"),
        Column("Nội dung", width=44),
        Column("Giấy xác nhận", width=34),
    ]
    pairs = [
        Column("Trùng thế nào", width=24),
        *_columns(" 1"),
        *_columns(" 2"),
        Column("Căn cứ tên", width=40),
        Column("Kết luận", width=14),
        Column("Vì sao", width=44),
        Column("Ai kết luận", width=30),
    ]
    return [
        campaign_table(campaign, "Cặp hồ sơ cần đối chiếu", pairs, map(_pair, found.pairs), drawn_up),
        campaign_table(campaign, "Đã được khen", before, awarded, drawn_up),
        campaign_table(campaign, "Đóng góp kê hai hồ sơ", twice, credited, drawn_up),
    ]


def _columns(which: str) -> tuple[Column, ...]:
    return (
        Column(f"Mã hồ sơ{which}", "code"),
        Column(f"Tên{which}", width=34),
        Column(f"Hình thức đề nghị{which}", width=34),
        Column(f"Đơn vị đề nghị{which}", width=34),
    )


def _case(case: Case) -> tuple[Any, ...]:
    return case.screened.nomination, case.nominee, label("award", case.screened.award), case.proposer


def _pair(pair: Pair) -> list[Any]:
    return [
        pair_kind(pair),
        *_case(pair.first),
        *_case(pair.second),
        label("certainty", pair.certainty),
        RULED[pair.same],
        pair.why,
        pair.who,
    ]
