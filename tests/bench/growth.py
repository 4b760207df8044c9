"""From a province of 200 communes to a country of 11,000: how the time of each work grows, on one chart.

Each size is a generated campaign in a store of its own, with nominations in the proportion of a whole country. The
import is of one row of form 01 for each commune. A bar holds where a work on fifty times as much takes at most
seventy-five times as long: half as much again as in proportion.
"""

import math
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from statistics import median
from time import perf_counter

from ntm_dash.screening.engine import verdicts
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import campaign, prepare, scope_of
from ntm_dash.services.generation import generate
from ntm_dash.services.imports import import_files
from ntm_dash.services.progress import progress
from ntm_dash.services.screening import cases
from ntm_dash.storage.store import Store, open_store
from tests.bench.bars import Bar
from tests.bench.stores import FIRST_PAGE
from tests.intake.desk import CLERK, TODAY, assessment, filled

SIZES = (200, 2_000, 11_000)
NOMINATIONS = 60_000
TIMES = 3
MORE = 1.5
WIDTH, HEIGHT, LEFT, TOP = 900, 520, 90, 40


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """`[FILE.svg]`: medians of three, imports once; the chart goes into the file."""
    found: dict[str, list[float]] = {}
    for communes in SIZES:
        for work, seconds in _measured(communes).items():
            found.setdefault(work, []).append(seconds)
    print(f"{'work':34}" + "".join(f"{size:>12,} s" for size in SIZES) + f"{'grows':>9}")
    for work, seconds in found.items():
        print(f"{work:34}" + "".join(f"{each:14.3f}" for each in seconds) + f"{seconds[-1] / seconds[0]:8.1f}x")
    for place in arguments:
        Path(place).write_text(_chart(found), encoding="utf-8")
        print(place)
    most = SIZES[-1] / SIZES[0] * MORE
    grown = {work: round(seconds[-1] / seconds[0], 1) for work, seconds in found.items()}
    return [
        Bar(f"{work}: {SIZES[-1]:,} communes beside {SIZES[0]}", times, most, times <= most)
        for work, times in grown.items()
    ]


def _measured(communes: int) -> dict[str, float]:
    """Seconds of each work at one size, in a warm process."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "ntm.duckdb")
        prepare(store)
        count = round(communes * NOMINATIONS / SIZES[-1])
        made = campaign(store, generate(store, communes=communes, nominations=count, by=LOCAL))
        cases(store, made)
        works: Mapping[str, Callable[[], object]] = {
            "screening": lambda: verdicts(scope_of(store, made), made.rulebook, made.choices),
            "progress": lambda: progress(store, made),
            "all that the first page asks": lambda: [ask(store, made) for ask in FIRST_PAGE],
        }
        found = {work: median(_timed(do) for _ in range(TIMES)) for work, do in works.items()}
        content = _assessments(store, made.unit_list)
        found["import, a row for each commune"] = _timed(
            lambda: import_files(store, made, [("01.xlsx", content)], by=CLERK, today=TODAY)
        )
        store.close()
    return found


def _assessments(store: Store, units: str) -> bytes:
    """Form 01 with a row for every commune of a unit list."""
    chance = random.Random(2019)
    query = """SELECT commune.name, district.name FROM store.unit AS commune JOIN store.unit AS district
        ON district.list = commune.list AND district.code = commune.parent
        WHERE commune.list = ? AND commune.kind = 'xa' ORDER BY commune.code"""
    rows = store.scope().cursor.execute(query, [units]).fetchall()
    return filled(
        "criteria",
        *(
            assessment(commune, "15/7/2019", chance.sample(range(1, 20), chance.randrange(20)), Huyện=district)
            for commune, district in rows
        ),
    )[1]


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _chart(found: Mapping[str, Sequence[float]]) -> str:
    """Seconds over communes, both by powers of ten, a line for each work."""
    least = math.floor(min(map(math.log10, (each[0] for each in found.values()))))
    most = math.ceil(max(map(math.log10, (each[-1] for each in found.values()))))
    first, last = math.log10(SIZES[0]), math.log10(SIZES[-1])

    def at(size: int, seconds: float) -> tuple[float, float]:
        across = (math.log10(size) - first) / (last - first)
        up = (math.log10(seconds) - least) / (most - least)
        return LEFT + across * (WIDTH - LEFT - 260), HEIGHT - TOP - up * (HEIGHT - 2 * TOP)

    drawn = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for power in range(least, most + 1):
        _, y = at(SIZES[0], 10**power)
        drawn.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - 260}" stroke="#ddd"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for size in SIZES:
        x, _ = at(size, 10**least)
        drawn.append(f'<text x="{x:.1f}" y="{HEIGHT - TOP + 22}" text-anchor="middle">{size:,} communes</text>')
    for colour, (work, seconds) in zip(("#1b5e9e", "#b3541e", "#2e7d32", "#6a3d9a"), found.items(), strict=False):
        points = [at(size, each) for size, each in zip(SIZES, seconds, strict=True)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        x, y = points[-1]
        words = f"{escape(work)}: {seconds[-1]:.2f} s"
        drawn.append(f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" fill="{colour}">{words}</text>')
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
    return frame + 'font-size="13">' + "".join(drawn) + "</svg>\n"
