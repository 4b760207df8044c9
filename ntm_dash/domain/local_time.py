"""Local time: acts are stamped in UTC, people read the time in Vietnam. Everything that shows a moment asks here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

AHEAD = timedelta(hours=7)
"""Vietnam has had no summer time since 1975 and is so far ahead of UTC."""


def local(at: datetime) -> datetime:
    """The time in Vietnam at a moment given in UTC, both without zone."""
    return at + AHEAD


def midnight(day: date) -> datetime:
    """When a day begins in Vietnam, in UTC without zone."""
    return datetime(day.year, day.month, day.day) - AHEAD


def moment(at: datetime | None) -> str:
    """17:05 5/8/2019 in Vietnam, of a moment in UTC; empty where there is none."""
    if at is None:
        return ""
    there = local(at)
    return f"{there:%H:%M} {there.day}/{there.month}/{there.year}"
