"""Punctuality: whether something came before the day it was due."""

from __future__ import annotations

from datetime import date
from typing import Literal

LastDay = Literal["late", "on-time"]


def on_time(received: date | None, due: date, last_day: LastDay) -> bool | None:
    """Whether it came in time; None where the day of receipt is not known.

    `last_day` says how the day itself counts: "before 31 July" makes the 31st late by the letter.
    """
    if received is None:
        return None
    return received < due or (received == due and last_day == "on-time")
