"""Communes by how many criteria they meet, year by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

WIDTH, HEIGHT = 1000, 300
BESIDE = 130
"""What the words beside the last bar take of the width."""
LABEL_HEIGHT = 20
ROLES = {15: "band_15", 10: "band_10", 5: "band_5", 0: "band_0"}
UNKNOWN = "chưa rõ"


def band_role(floor: int | None) -> str:
    """The colour role of a band by its lowest number of criteria; of an unknown one the wash of unknown."""
    return "unknown_wash" if floor is None else ROLES.get(floor, "band_full")


def band_label(floor: int | None, floors: Sequence[int]) -> str:
    """What a band is called: "19 tiêu chí", "15–18", "dưới 5", "chưa rõ"."""
    if floor is None:
        return UNKNOWN
    if floor == floors[0]:
        return f"{floor} tiêu chí"
    above = floors[floors.index(floor) - 1]
    return f"{floor}–{above - 1}" if floor else f"dưới {above}"


def province_bands(bands: pd.DataFrame, floors: Sequence[int]) -> pd.DataFrame:
    """Of all districts together, one row per year and band: year, order, floor, label, communes, from, to, middle.

    Bands without a commune are left out; `from` and `to` stack them from the fullest at the bottom.
    """
    order: list[int | None] = [*floors, None]
    rows = []
    for year, of_year in bands.groupby("year"):
        stacked = 0
        for position, floor in enumerate(order):
            mine = of_year["band"].isna() if floor is None else of_year["band"].eq(floor)
            count = int(of_year.loc[mine.fillna(False), "communes"].sum())
            rows.append((str(year), position, floor, band_label(floor, floors), count, stacked, stacked + count))
            stacked += count
    names = ["year", "order", "floor", "label", "communes", "from", "to"]
    frame = pd.DataFrame(rows, columns=names).astype({"floor": "Int64"})
    frame["middle"] = (frame["from"] + frame["to"]) / 2
    return frame[frame["communes"] > 0].reset_index(drop=True)


def bands_chart(stacked: pd.DataFrame, floors: Sequence[int], colour: Callable[[str], str]) -> str:
    """Stacked bars by year of `province_bands` as SVG, on the honest total, with the last year's counts beside it.

    `colour` gives the colour of a role.
    """
    years = sorted(set(stacked["year"]))
    total = int(stacked["to"].max())
    across = (WIDTH - BESIDE) / len(years)
    broad = 0.9 * across
    bars, inside = [], []
    for each in stacked.to_dict("records"):
        left = years.index(each["year"]) * across
        high = HEIGHT * each["communes"] / total
        top = HEIGHT * (1 - each["to"] / total)
        unknown = pd.isna(each["floor"])
        fill = "url(#not-known)" if unknown else colour(band_role(each["floor"]))
        told = escape(f"{each['year']}, {each['label']}: {each['communes']} xã")
        bars.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{broad:.1f}" height="{high:.1f}" fill="{fill}" '
            f'stroke="{colour("line")}" stroke-width=".5"><title>{told}</title></rect>'
        )
        if each["year"] != years[-1] and high >= LABEL_HEIGHT:
            light = each["order"] <= 1 and not unknown
            inside.append(
                f'<text x="{left + broad / 2:.1f}" y="{top + high / 2 + 5:.1f}" text-anchor="middle" font-weight="600" '
                f'fill="{colour("paper" if light else "ink")}" pointer-events="none">{each["communes"]}</text>'
            )
    last = stacked[stacked["year"] == years[-1]]
    places = apart(last["middle"].tolist(), total * LABEL_HEIGHT / HEIGHT, total)
    beside = [
        f'<text x="{WIDTH - BESIDE - across + broad + 8:.1f}" y="{HEIGHT * (1 - place / total) + 5:.1f}" '
        f'fill="{colour("ink")}">{count} xã · {escape(said)}</text>'
        for place, count, said in zip(places, last["communes"], last["label"], strict=True)
    ]
    named = [
        f'<text x="{number * across + broad / 2:.1f}" y="{HEIGHT + 20}" text-anchor="middle" '
        f'fill="{colour("soft")}">{year}</text>'
        for number, year in enumerate(years)
    ]
    hatch = (
        f'<pattern id="not-known" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="{colour("paper")}"/><rect width="2" height="7" fill="{colour("unknown")}"/>'
        f"</pattern>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -6 {WIDTH} {HEIGHT + 32}" width="100%" font-size="14" '
        f'style="max-width:{WIDTH * 1.3:.0f}px;font-family:\'Source Sans\',sans-serif;display:block" role="img" '
        f'aria-label="Số xã theo số tiêu chí đạt, từng năm"><defs>{hatch}</defs>'
        f"{''.join(bars + inside + beside + named)}</svg>"
    )


def apart(places: Sequence[float], least: float, top: float) -> list[float]:
    """Places in ascending order, moved no more than needed to stand `least` apart and below `top`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else place)
    ceiling = top
    for position in range(len(moved) - 1, -1, -1):
        moved[position] = min(moved[position], ceiling)
        ceiling = moved[position] - least
    return moved
