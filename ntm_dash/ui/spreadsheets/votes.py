"""The counted votes of a meeting as a table: the numbers of each case, whole, with what was corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.ballots import Ballot, votes
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting
from ntm_dash.services.screening import Case
from ntm_dash.ui.council import name_of
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.votes import METHODS

COLUMNS = (
    Column("Mã hồ sơ", "code"),
    Column("Tên", width=34),
    Column("Lần biểu quyết", "code"),
    Column("Cách biểu quyết", width=18),
    Column("Công khai, kín", width=14),
    Column("Đồng ý", "count"),
    Column("Không đồng ý", "count"),
    Column("Ý kiến khác", "count"),
    Column("Không hợp lệ", "count"),
    Column("Chưa gửi phiếu", "count"),
    Column("Tính trên", "count"),
    Column("Cần đạt", "count"),
    Column("Kết quả", width=18),
    Column("Đã sửa vì", width=40),
)


def votes_table(
    campaign: Campaign, meeting: Meeting, held: Sequence[Ballot], cases: Mapping[str, Case], drawn_up: date
) -> Table:
    """One row per case of the meeting whose vote is counted and not set aside, as they were voted on."""
    rows = [
        [
            case,
            cases[case].nominee if case in cases else None,
            vote.ballot.id,
            METHODS[vote.ballot.method],
            "kín" if vote.ballot.secret else "công khai",
            vote.count.yes,
            vote.count.no,
            vote.count.other,
            vote.count.invalid,
            vote.count.not_returned,
            vote.base,
            vote.needed,
            "đạt tỷ lệ" if vote.carried else "không đạt tỷ lệ",
            "; ".join(vote.ballot.corrections) or None,
        ]
        for case, vote in votes(held).items()
    ]
    return campaign_table(campaign, "Kết quả biểu quyết", COLUMNS, rows, drawn_up, [name_of(meeting)])
