"""Numbers, sums and days as people in the office write them."""

from __future__ import annotations

from datetime import date


def number(value: float | None) -> str:
    """1.234,5; a dash where not known."""
    if value is None:
        return "–"
    rounded = round(float(value), 2)
    text = f"{rounded:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def day(value: date | None) -> str:
    """31/7/2019; a dash where not known."""
    return f"{value.day}/{value.month}/{value.year}" if value else "–"


def money(dong: float | None) -> str:
    """1,5 tỷ đồng, 400 triệu đồng, 999.999.999 đồng: short only where nothing is lost."""
    if dong is None:
        return "–"
    for size, name in ((1_000_000_000, "tỷ đồng"), (1_000_000, "triệu đồng")):
        if dong >= size and dong * 100 % size == 0:
            return f"{number(dong / size)} {name}"
    return f"{number(dong)} đồng"


def percent(share: float | None) -> str:
    """85,7 % of a share between 0 and 1."""
    return "–" if share is None else f"{number(round(share * 100, 1))} %"


def figure(value: float | None, unit: str, unit_word: str) -> str:
    """A figure of a fact in its unit (see the catalogue of facts)."""
    if unit == "dong":
        return money(value)
    if unit == "share":
        return percent(value)
    return f"{number(value)} {unit_word}".strip()


def span(at_least: float | None, at_most: float | None, unit: str, unit_word: str) -> str:
    """What is known of a figure: one figure, a range, or at least so much."""
    if at_least is None:
        return "–"
    if at_least == at_most:
        return figure(at_least, unit, unit_word)
    if at_most is None:
        return f"từ {figure(at_least, unit, unit_word)}" if at_least else "chưa rõ"
    return f"{figure(at_least, unit, '')} đến {figure(at_most, unit, unit_word)}"
