"""Communes by how many criteria they meet, year by year."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from ntm_dash.ui.charts.locale import VIETNAMESE
from ntm_dash.ui.colours import plain

Chart = alt.LayerChart | alt.FacetChart

HEIGHT = 330
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


def bands_chart(stacked: pd.DataFrame, floors: Sequence[int], *, dark: bool) -> Chart:
    """Stacked bars by year of `province_bands`, on the honest total, with the last year's counts beside it."""
    order: list[int | None] = [*floors, None]
    labels = [band_label(floor, floors) for floor in order]
    colours = [plain(band_role(floor), dark=dark) for floor in order]
    ink, soft, paper = (plain(name, dark=dark) for name in ("ink", "soft", "paper"))
    total = int(stacked["to"].max())
    axis = alt.Axis(labelAngle=0, labelFontSize=14, ticks=False, domain=False, labelColor=soft, labelPadding=8)
    base = alt.Chart(stacked).encode(x=alt.X("year:O", title=None, axis=axis))
    bars = base.mark_bar(stroke=plain("line", dark=dark), strokeWidth=0.5).encode(
        y=alt.Y("from:Q", title=None, axis=None, scale=alt.Scale(domain=[0, total])),
        y2="to:Q",
        color=alt.Color("label:N", scale=alt.Scale(domain=labels, range=colours), legend=None),
        tooltip=[
            alt.Tooltip("year:O", title="Năm"),
            alt.Tooltip("label:N", title="Mức"),
            alt.Tooltip("communes:Q", title="Số xã", format=",d"),
        ],
    )
    hatch = _stripes(plain("unknown", dark=dark), paper)
    unknown = base.transform_filter(alt.datum["floor"] == None).mark_bar(color=hatch).encode(y="from:Q", y2="to:Q")  # noqa: E711
    last_year = stacked["year"].max()
    last = stacked[stacked["year"] == last_year].copy()
    last["said"] = [f"{count} xã · {said}" for count, said in zip(last["communes"], last["label"], strict=True)]
    last["place"] = apart(last["middle"].tolist(), total * LABEL_HEIGHT / HEIGHT, total)
    beside = (
        alt.Chart(last)
        .mark_text(align="left", dx=5, fontSize=14, color=ink)
        .encode(x=alt.X("year:O", bandPosition=0.95), y="place:Q", text="said:N")
    )
    roomy = stacked[(stacked["year"] != last_year) & (stacked["communes"] * HEIGHT >= total * LABEL_HEIGHT)]
    inside = (
        alt.Chart(roomy)
        .mark_text(fontSize=13, fontWeight=600)
        .encode(
            x="year:O",
            y="middle:Q",
            text=alt.Text("communes:Q", format=",d"),
            color=alt.condition("datum.order <= 1", alt.value(paper), alt.value(ink)),
        )
    )
    chart: Chart = alt.layer(bars, unknown, beside, inside, height=HEIGHT).configure(
        locale=VIETNAMESE, view={"stroke": None}
    )
    return chart


def _stripes(colour: str, paper: str, count: int = 7) -> alt.LinearGradient:
    """Slanted stripes, as the hatch of what is not known."""
    edges = [position / (2 * count) for position in range(2 * count)]
    stops = [
        alt.GradientStop(color=(colour, paper)[position % 2], offset=offset)
        for position, edge in enumerate(edges)
        for offset in (edge, edge + 1 / (2 * count))
    ]
    return alt.LinearGradient(gradient="linear", x1=0, y1=0, x2=1, y2=1, stops=stops)


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
