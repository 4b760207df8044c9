"""One dossier as tables: its papers against the required set, and its moves."""

from __future__ import annotations

from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.dossier import DossierFile
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.words import label, stage_word

PAPERS = (
    Column("Giấy tờ", width=60),
    Column("Cần (bản)", "count"),
    Column("Có, ít nhất", "count"),
    Column("Có, nhiều nhất", "count"),
)
MOVES = (
    Column("Ngày", "date"),
    Column("Từ", width=30),
    Column("Sang", width=30),
    Column("Vì sao", width=60),
    Column("Hẹn trước", "date"),
    Column("Ai", width=40),
    Column("Việc số", "count"),
)


def dossier_tables(campaign: Campaign, found: DossierFile, drawn_up: date) -> list[Table]:
    """The papers, of those not registered no number; and the moves, the first on top."""
    of = [f"Hồ sơ {found.filed.code}, {found.filed.case.nominee}"]
    papers = [
        [
            label("paper", each.kind),
            each.required,
            *((each.at_least, each.at_most) if each.registered else (None, None)),
        ]
        for each in found.papers
    ]
    moves = [
        [
            each.on,
            stage_word(campaign.rulebook, each.origin),
            stage_word(campaign.rulebook, each.to),
            each.why,
            each.due_on,
            each.who,
            each.number,
        ]
        for each in found.moves
    ]
    return [
        campaign_table(campaign, "Giấy tờ của bộ hồ sơ", PAPERS, papers, drawn_up, of),
        campaign_table(campaign, "Đường đi của bộ hồ sơ", MOVES, moves, drawn_up, of),
    ]
