"""What is at hand and what is missing, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.completeness import FORMS, Completeness
from ntm_dash.services.gaps import Missing
from ntm_dash.ui.download import source_words
from ntm_dash.ui.gap_words import form_name, item_name, owner_words, place_name, reason_words


def completeness_tables(
    campaign: Campaign, found: Completeness, items: Sequence[Missing], filters: Sequence[str], drawn_up: date
) -> list[Table]:
    """Every cell of the matrix in a row of its own; and the missing items as they are filtered."""
    source = source_words(campaign)
    matrix = Table(
        "Độ đầy đủ dữ liệu",
        [
            Column("Huyện, thành phố"),
            Column("Biểu", width=24),
            Column("Cần có", "count"),
            Column("Đã đủ", "count"),
            Column("Còn thiếu", "count"),
            Column("Ngày gần nhất", "date"),
            Column("Hồ sơ chờ số liệu", "count"),
            Column("Mã các hồ sơ chờ", width=50),
        ],
        [
            [
                place_name(found, place),
                form_name(form),
                cell.asked,
                cell.at_hand,
                len(cell.missing),
                cell.last_on,
                len(cell.turns),
                ", ".join(cell.turns),
            ]
            for place in found.places
            for form in FORMS
            if (cell := found.cells[place, form]).asked
        ],
        drawn_up,
        source,
        illustrative=campaign.illustrative,
    )
    missing = Table(
        "Còn thiếu",
        [
            Column("Huyện, thành phố"),
            Column("Biểu", width=24),
            Column("Của ai", width=40),
            Column("Mã", "code"),
            Column("Thiếu gì", width=60),
            Column("Ai phải gửi", width=34),
            Column("Lần cuối", "date"),
            Column("Hồ sơ chờ", "code", 24),
        ],
        [
            [
                place_name(found, item.district),
                form_name(item.form),
                item_name(found, item),
                item.code if item.kind in ("commune", "nomination") else None,
                "; ".join(reason_words(reason, campaign.rulebook) for reason in item.reasons),
                owner_words(found, item),
                item.last_on,
                ", ".join(item.turns),
            ]
            for item in items
        ],
        drawn_up,
        source,
        filters,
        campaign.illustrative,
    )
    return [matrix, missing]
