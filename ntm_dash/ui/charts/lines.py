"""Lines over the years as SVG: a pure function from series, each with what is certain and what is possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from ntm_dash.services.progress import Extent
from ntm_dash.ui.charts.bands import apart

WIDTH, HEIGHT = 470, 230
LEFT, RIGHT, TOP, BOTTOM = 44, 150, 12, 24
LABEL = 15

Write = Callable[[Extent], str]
"""How a figure is written."""


@dataclass(frozen=True)
class Line:
    """One series: its name, its points by year, and whether it is one of those to look at."""

    name: str
    points: Sequence[tuple[int, Extent]]
    strong: bool
    role: str


def lines_chart(
    lines: Sequence[Line], top: float, ticks: Sequence[float], write: Write, colour: Callable[[str], str]
) -> str:
    """The chart. Strong lines are named at their ends, a pale band around them shows what is possible; the others are
    thin and named by the pointer. `colour` gives the colour of a role."""
    years = sorted({year for line in lines for year, _ in line.points})
    if not years:
        return ""
    across = (WIDTH - LEFT - RIGHT) / max(1, len(years) - 1)

    def x(year: int) -> float:
        return LEFT + across * years.index(year)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)

    text = f'font-size="13" fill="{colour("soft")}"'
    parts = []
    for tick in ticks:
        said = escape(write(Extent(tick, tick)))
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="{colour("hair")}"/>'
            f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end" {text}>{said}</text>'
        )
    parts += [
        f'<text x="{x(year):.1f}" y="{HEIGHT - 6}" text-anchor="middle" {text}>{year}</text>'
        for year in years
        if len(years) < 6 or (years[-1] - year) % 2 == 0
    ]
    for line in sorted(lines, key=lambda each: each.strong):
        parts.append(_line(line, x, y, write, colour))
    strong = sorted(
        (line for line in lines if line.strong and line.points), key=lambda line: _middle(line.points[-1][1])
    )
    places = apart([(HEIGHT - y(_middle(line.points[-1][1]))) for line in strong], LABEL, HEIGHT - TOP)
    for line, place in zip(strong, places, strict=True):
        parts.append(
            f'<text x="{WIDTH - RIGHT + 8}" y="{HEIGHT - place + 4:.1f}" font-size="13" font-weight="600" '
            f'fill="{colour(line.role)}">{escape(line.name)} {escape(write(line.points[-1][1]))}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" '
        f'style="max-width:{WIDTH * 1.4:.0f}px;font-family:\'Source Sans\',sans-serif;display:block" role="img">'
        f"{''.join(parts)}</svg>"
    )


def _line(
    line: Line, x: Callable[[int], float], y: Callable[[float], float], write: Write, colour: Callable[[str], str]
) -> str:
    points = " ".join(f"{x(year):.1f},{y(_middle(extent)):.1f}" for year, extent in line.points)
    stroke = colour(line.role if line.strong else "line")
    drawn = f'<polyline points="{points}" fill="none" stroke="{stroke}" stroke-width="{2.6 if line.strong else 1.2}"/>'
    if line.strong:
        over = [f"{x(year):.1f},{y(extent.at_most):.1f}" for year, extent in line.points]
        under = [f"{x(year):.1f},{y(extent.at_least):.1f}" for year, extent in reversed(line.points)]
        drawn = f'<polygon points="{" ".join(over + under)}" fill="{stroke}" opacity=".18"/>{drawn}'
    said = ", ".join(f"{year}: {write(extent)}" for year, extent in line.points)
    return f"<g><title>{escape(f'{line.name}. {said}')}</title>{drawn}</g>"


def _middle(extent: Extent) -> float:
    return (extent.at_least + extent.at_most) / 2
