"""Screened nominations as a table: the three answers to each, its clauses, what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ntm_dash.domain.terms import Outcome
from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.screening import Case
from ntm_dash.ui.download import source_words
from ntm_dash.ui.findings import owed_by, questions
from ntm_dash.ui.words import label

COLUMNS = (
    Column("Mã hồ sơ", "code"),
    Column("Tên", width=34),
    Column("Đối tượng", width=22),
    Column("Hình thức đề nghị", width=34),
    Column("Đơn vị đề nghị", width=30),
    Column("Huyện, thành phố", width=22),
    Column("Ngày nhận", "date"),
    Column("Kết quả", width=20),
    Column("Giấy tờ", width=16),
    Column("Giấy tờ còn thiếu", width=34),
    Column("Thời hạn", width=14),
    Column("Cần lưu ý", width=34),
    Column("Theo từng mục", width=44),
    Column("Chưa đạt ở", width=60),
    Column("Số liệu còn thiếu", width=60),
    Column("Tùy cách hiểu", "count"),
)

PAPERS = {True: "Đủ bộ", False: "Thiếu", None: "Chưa ghi nhận"}
TIME = {True: "Đúng hạn", False: "Trễ hạn", None: "Chưa ghi ngày"}


def cases_table(
    campaign: Campaign, listed: Sequence[Case], names: Mapping[str, str], filters: Sequence[str], drawn_up: date
) -> Table:
    """One row per nomination as it is listed; `names` are those of the units by code."""
    asked = questions(campaign.rulebook)
    return Table(
        "Hồ sơ đã sàng lọc",
        COLUMNS,
        (_row(case, names, asked) for case in listed),
        drawn_up,
        source_words(campaign),
        filters,
        campaign.illustrative,
    )


def _row(case: Case, names: Mapping[str, str], asked: Mapping[tuple[str, str], str]) -> list[Any]:
    screened = case.screened
    gaps = case.dossier.missing if case.dossier and case.dossier.complete is False else ()
    unmet = (finding.test for finding in screened.findings if finding.outcome is Outcome.UNMET)
    return [
        screened.nomination,
        case.nominee,
        label("subject", screened.subject),
        label("award", screened.award),
        case.proposer,
        names.get(screened.district or "", ""),
        case.received_on,
        label("verdict", screened.verdict),
        PAPERS[case.dossier.complete if case.dossier else None],
        "; ".join(f"{label('paper', gap.kind)} {gap.at_most or 0}/{gap.required}" for gap in gaps),
        TIME[case.on_time],
        ", ".join(label("flag", flag) for flag in case.flags),
        "; ".join(
            f"{clause}: {label('outcome', outcome.code).lower()}" for clause, outcome in screened.clauses.items()
        ),
        "; ".join(dict.fromkeys(asked[test.clause, test.condition] for test in unmet)),
        "; ".join(dict.fromkeys(owed_by(finding) for finding in screened.owed)),
        len(case.turns_on),
    ]
