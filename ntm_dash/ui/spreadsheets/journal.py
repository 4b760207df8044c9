"""The acts of the journal as a table, as the page lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ntm_dash.domain.local_time import local, moment
from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.journal import PAGE, Act, Acts, Wanted
from ntm_dash.ui.journal import about_what, capacity
from ntm_dash.ui.numbers import day
from ntm_dash.ui.words import label

COLUMNS = (
    Column("Số", "count"),
    Column("Lúc (giờ Việt Nam)", "text", 18),
    Column("Ngày", "date"),
    Column("Ai", width=40),
    Column("Tư cách", width=34),
    Column("Việc", width=34),
    Column("Về", width=60),
    Column("Đợt", width=40),
    Column("Hoàn lại ở việc số", "count"),
)


def journal_table(
    found: Acts,
    wanted: Wanted,
    page: int,
    people: Mapping[str, str],
    campaigns: Sequence[Campaign],
    drawn_up: date,
) -> Table:
    """The page of acts that is shown, the latest first; `people` are the names by account."""
    names = {each.id: each.name for each in campaigns}
    invented = {each.id for each in campaigns if each.illustrative}
    first = page * PAGE + 1
    filters = [*_filters(wanted, people, names), f"việc {first}–{first - 1 + len(found.acts)} trong {found.passing}"]
    return Table(
        "Nhật ký",
        COLUMNS,
        [_row(each, names) for each in found.acts],
        drawn_up,
        "Nhật ký của sổ",
        filters,
        any(each.campaign in invented for each in found.acts),
    )


def _filters(wanted: Wanted, people: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    said = (
        ("Người", wanted.account and people.get(wanted.account, wanted.account)),
        ("Việc", wanted.kind and label("event_kind", wanted.kind)),
        ("Đợt", wanted.campaign and names.get(wanted.campaign, wanted.campaign)),
        ("Mã hồ sơ", wanted.nomination),
        ("Từ ngày", wanted.since and day(wanted.since)),
        ("Đến ngày", wanted.until and day(wanted.until)),
    )
    return [f"{title}: {value}" for title, value in said if value]


def _row(act: Act, names: Mapping[str, str]) -> list[Any]:
    return [
        act.seq,
        moment(act.at),
        local(act.at).date(),
        act.who,
        capacity(act),
        label("event_kind", act.kind),
        about_what(act),
        names.get(act.campaign or "", act.campaign),
        act.undone_by,
    ]
