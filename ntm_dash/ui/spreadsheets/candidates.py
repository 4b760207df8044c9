"""Units that could be proposed and were not, and those one step away, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ntm_dash.domain.terms import Subject
from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.candidates import Candidate
from ntm_dash.ui import findings
from ntm_dash.ui.candidates import OUTCOMES, STEP, left_words
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.words import label

COLUMNS = (
    Column("Đơn vị", width=30),
    Column("Mã", "code"),
    Column("Huyện, thành phố", width=22),
    Column("Đối tượng", width=22),
    Column("Hình thức", width=34),
    Column("Mục", width=16),
    Column("Tình trạng", width=22),
    Column("Còn lại điều gì", width=70),
)


def candidates_tables(
    campaign: Campaign, able: Sequence[Candidate], near: Sequence[Candidate], names: Mapping[str, str], drawn_up: date
) -> list[Table]:
    """Both lists, one row for each unit and clause; `names` are those of the units by code."""
    asked = findings.questions(campaign.rulebook)
    citations = {clause.id: clause.citation for clause in campaign.rulebook.clauses}

    def row(each: Candidate) -> list[Any]:
        screened = each.case.screened
        commune = screened.subject is Subject.COMMUNE
        return [
            each.case.nominee,
            screened.commune if commune else screened.district,
            names.get(screened.district or ""),
            label("subject", screened.subject),
            label("award", screened.award),
            citations[each.clause],
            OUTCOMES.get(each.outcome, STEP),
            left_words(each, asked),
        ]

    return [
        campaign_table(campaign, "Có thể đề nghị", COLUMNS, map(row, able), drawn_up),
        campaign_table(campaign, "Còn thiếu một bước", COLUMNS, map(row, near), drawn_up),
    ]
