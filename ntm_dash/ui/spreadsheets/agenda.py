"""The agenda of a meeting as tables: what is on it, what could be, what changed since the papers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.agenda import Change, group_of
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting
from ntm_dash.services.screening import Case
from ntm_dash.ui.agenda import CHANGES, GROUPS, reason
from ntm_dash.ui.council import name_of
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.spreadsheets.nominees import NOMINEE, nominee_cells
from ntm_dash.ui.words import label

ABOUT = (*NOMINEE, Column("Vì sao", width=60))
CHANGED = Column("Đổi sau khi phát tài liệu", width=26)


def agenda_tables(
    campaign: Campaign,
    meeting: Meeting,
    cases: Mapping[str, Case],
    offered: Sequence[Case],
    settled: Collection[str],
    since: Mapping[str, Change],
    kind: tuple[str | None, str | None],
    drawn_up: date,
) -> list[Table]:
    """The agenda in its order; the cases that are not on it, as they are filtered by `kind`: award and subject."""
    award, subject = kind
    chosen = [*([label("award", award)] if award else []), *([label("subject", subject)] if subject else [])]
    on_it = [cases[code] for code in meeting.order if code in cases]
    left = [
        case
        for group in GROUPS
        for case in offered
        if group_of(case, settled) is group and case.screened.case_id not in meeting.order
    ]
    listed = [
        [
            meeting.order.index(case.screened.case_id) + 1,
            *_about(case, campaign),
            "cùng lúc" if case.screened.case_id in meeting.together else "từng hồ sơ",
            _changed(since.get(case.screened.case_id)),
        ]
        for case in on_it
    ]
    rest = [[*_about(case, campaign), GROUPS[group_of(case, settled)][1]] for case in left]
    columns = [Column("Thứ tự", "count"), *ABOUT, Column("Cách xét", width=16), CHANGED]
    name = name_of(meeting)
    tables = [
        campaign_table(campaign, "Chương trình họp", columns, listed, drawn_up, [name]),
        campaign_table(
            campaign, "Chưa đưa vào chương trình", [*ABOUT, Column("Nhóm", width=26)], rest, drawn_up, [name, *chosen]
        ),
    ]
    if meeting.frozen_on:
        then = [
            [*_about(each.case, campaign), _changed(each), each.then and label("verdict", each.then.screened.verdict)]
            for each in since.values()
        ]
        after = [*ABOUT, CHANGED, Column("Kết quả trong tài liệu", width=20)]
        tables.append(campaign_table(campaign, "Đổi sau khi phát tài liệu", after, then, drawn_up, [name, *chosen]))
    return tables


def _about(case: Case, campaign: Campaign) -> list[Any]:
    return [*nominee_cells(case), reason(case, campaign.rulebook)]


def _changed(change: Change | None) -> str:
    return ", ".join(CHANGES[each] for each in change.what) if change else ""
