"""The same work on a file and on a PostgreSQL server of this machine, at national size: what a shared store costs."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from ntm_dash.screening.engine import verdicts
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import Campaign, campaign, prepare, scope_of
from ntm_dash.services.generation import generate
from ntm_dash.services.imports import import_files
from ntm_dash.services.progress import progress
from ntm_dash.services.screening import cases
from ntm_dash.services.statistics import statistics
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.bench.bars import Bar
from tests.bench.intake import workbook
from tests.intake.desk import CLERK, TODAY
from tests.postgres import SETTINGS, Cluster

COMMUNES, NOMINATIONS = 11_000, 60_000
TIMES = 3
BARS = {"screening": 1.5, "first page": 1.5, "import": 2.0}
"""How much longer a server may take. The rest is printed only."""

FIRST_PAGE: Sequence[Callable[[Store, Campaign], object]] = (progress, cases, statistics)
"""What the overview asks and no other page has asked before."""

Answer = TypeVar("Answer")


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of three for 60,000 nominations, or as many as the argument says; communes in the same proportion."""
    count = int(arguments[0]) if arguments else NOMINATIONS
    SETTINGS.update(fsync="on", full_page_writes="on")  # as an office has it
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory() as folder:
            places = {"file": str(Path(folder) / "ntm.duckdb"), "server": cluster.address(cluster.database())}
            _measured(str(Path(folder) / "warm.duckdb"), count // 100)
            found = {name: _measured(place, count) for name, place in places.items()}
    finally:
        cluster.remove()
    print(f"{'work':44}{'file s':>10}{'server s':>10}{'ratio':>8}")
    for work, seconds in found["file"].items():
        print(f"{work:44}{seconds:10.3f}{found['server'][work]:10.3f}{found['server'][work] / seconds:8.2f}")
    ratios = {work: round(found["server"][work] / found["file"][work], 2) for work in BARS}
    return [Bar(f"{work}, server beside file", ratios[work], bar, ratios[work] <= bar) for work, bar in BARS.items()]


def _measured(place: str, count: int) -> dict[str, float]:
    """Seconds of each work on one kind of place."""
    found = {}
    store = open_store(place)
    prepare(store)
    communes = round(COMMUNES * count / NOMINATIONS)
    found["generate and commit"], made = _timed(
        lambda: generate(store, communes=communes, nominations=count, by=LOCAL), 1
    )
    store.close()
    found["open (a server's records come into memory)"], store = _timed(lambda: open_store(place), 1)
    chosen = campaign(store, made)
    found["version asked"], _ = _timed(store.version, 50)
    found["screening"], _ = _timed(lambda: verdicts(scope_of(store, chosen), chosen.rulebook, chosen.choices))
    found["first page"], _ = _timed(lambda: [ask(store, chosen) for ask in FIRST_PAGE], 1)
    found["act without records"], _ = _timed(lambda: _note(store), 20)
    content = workbook()
    own = campaign(store, "ntm-2011-2020")
    files = [("criteria.xlsx", content)]
    found["import"], _ = _timed(lambda: import_files(store, own, files, by=CLERK, today=TODAY), 1)
    found["verify"], problems = _timed(lambda: verify(store), 1)
    assert problems == []
    store.close()
    return found


def _note(store: Store) -> int:
    return store.transact(lambda write: write.append("noted", who="Bà Giáp"))


def _timed(work: Callable[[], Answer], times: int = TIMES) -> tuple[float, Answer]:
    """The median of some runs, and the last answer."""
    seconds = []
    for _ in range(times):
        start = perf_counter()
        answer = work()
        seconds.append(perf_counter() - start)
    return median(seconds), answer
