"""What is to be done as tables: the dossiers of the chosen task, and what each unit still owes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.nominations import Filed
from ntm_dash.services.todo import Task, UnitGaps
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.spreadsheets.cases import PAPERS
from ntm_dash.ui.words import label

WAITING = (
    Column("Mã hồ sơ", "code"),
    Column("Đề nghị khen", width=34),
    Column("Đối tượng", width=22),
    Column("Hình thức đề nghị", width=34),
    Column("Đơn vị đề nghị", width=34),
    Column("Kết quả", width=20),
    Column("Giấy tờ", width=16),
    Column("Từ ngày", "date"),
    Column("Hẹn trước", "date"),
)
OWED = (
    Column("Đơn vị", width=40),
    Column("Đã gửi", width=12),
    Column("Hạn", "date"),
    Column("Hồ sơ chờ bổ sung", "count"),
    Column("Mã hồ sơ chờ bổ sung", width=30),
    Column("Hồ sơ thiếu giấy tờ", "count"),
    Column("Mã hồ sơ thiếu giấy tờ", width=30),
    Column("Số liệu còn thiếu", width=60),
    Column("Hồ sơ có thể đổi kết quả", "count"),
    Column("Số lần đã nhắc", "count"),
    Column("Nhắc lần cuối", "date"),
)


def todo_tables(campaign: Campaign, task: Task | None, gaps: Sequence[UnitGaps], drawn_up: date) -> list[Table]:
    """The dossiers of the task as it is chosen, in its order; and every unit that owes something."""
    filters = [f"Việc: {task.stage.task} ({label('role', task.holder)})"] if task else []
    waiting = map(_waiting, task.filed if task else ())
    return [
        campaign_table(campaign, "Việc cần làm", WAITING, waiting, drawn_up, filters),
        campaign_table(campaign, "Đơn vị còn thiếu", OWED, map(_owed, gaps), drawn_up),
    ]


def _waiting(each: Filed) -> list[Any]:
    screened, position = each.case.screened, each.position
    return [
        each.code,
        each.case.nominee,
        label("subject", screened.subject),
        label("award", screened.award),
        each.case.proposer,
        label("verdict", screened.verdict),
        PAPERS[each.complete],
        position.since if position else None,
        position.due_on if position else None,
    ]


def _owed(gaps: UnitGaps) -> list[Any]:
    reminded = gaps.unit.reminded
    return [
        gaps.unit.name,
        "chưa gửi" if gaps.unit.sent_nothing else "đã gửi",
        gaps.due,
        len(gaps.returned),
        ", ".join(each.code for each in gaps.returned),
        len(gaps.papers),
        ", ".join(each.code for each in gaps.papers),
        "; ".join(f"{label('datum', chase.datum)}: {', '.join(chase.cases)}" for chase in gaps.data),
        gaps.turns,
        len(reminded),
        max((each.on for each in reminded), default=None),
    ]
