"""What a paper is asked for, and what every paper says: place and day, number, movement, the office's province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person
from ntm_dash.domain.terms import Award
from ntm_dash.services.campaigns import Campaign

MARK = "DỮ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU THẬT"
BLANK = "……"


@dataclass(frozen=True)
class Order:
    """One paper to make, and who asks for it. What is None or empty does not narrow it.

    `number` is the document's own, empty where not yet given.
    """

    dated: date
    by: Person
    number: str = ""
    award: Award | None = None
    proposer: str | None = None
    nomination: str | None = None
    meeting: str | None = None


def mark_of(campaign: Campaign) -> str:
    """What every sheet of a campaign's papers says of its data; empty where the data is real."""
    return MARK if campaign.illustrative else ""


def frame(campaign: Campaign, order: Order) -> dict[str, Any]:
    """The fields that every template may use."""
    document = campaign.rulebook.document
    return {
        "province": document.province,
        "province_upper": document.province.upper(),
        "date_line": f"{document.province}, {day_in_words(order.dated)}",
        "number": order.number or BLANK,
        "movement": campaign.rulebook.movement.name,
        "guidance": document.title,
        "guidance_issuer": document.issuer,
        "year": str(order.dated.year),
    }


def day_in_words(day: date) -> str:
    """ngày 05 tháng 8 năm 2019: days below 10 and the first two months with a zero, as formal papers write them."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
