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

Asked = TypeVar("Asked")


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of three for 60,000 nominations, or as many as the argument says; communes in the same proportion."""
    count = int(arguments[0]) if arguments else NOMINATIONS
    SETTINGS.update(fsync="on", full_page_writes="on")  # as an office has it
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory() as folder:
            places = [str(Path(folder) / "ntm.duckdb"), cluster.address(cluster.database())]
            found = _measured(places, count)
    finally:
        cluster.remove()
    print(f"{'work':44}{'file s':>10}{'server s':>10}{'ratio':>8}")
    for work, (file, server) in found.items():
        print(f"{work:44}{file:10.3f}{server:10.3f}{server / file:8.2f}")
    ratios = {work: round(found[work][1] / found[work][0], 2) for work in BARS}
    return [Bar(f"{work}, server beside file", ratios[work], bar, ratios[work] <= bar) for work, bar in BARS.items()]


def _measured(places: Sequence[str], count: int) -> dict[str, tuple[float, float]]:
    """Seconds of each work on each kind of place, in turn, so that what else the machine does meets both alike."""
    found: dict[str, tuple[float, float]] = {}

    def each(work: str, do: Callable[[Store], object], times: int = TIMES) -> None:
        turns = [[_timed(do, store) for store in stores] for _ in range(times)]
        found[work] = (median(turn[0] for turn in turns), median(turn[1] for turn in turns))

    stores = [open_store(place) for place in places]
    for store in stores:
        prepare(store)
        generate(store, communes=100, nominations=500, by=LOCAL)  # the first use of anything warms the process
        cases(store, campaign(store))
    communes = round(COMMUNES * count / NOMINATIONS)
    each("generate and commit", lambda store: generate(store, communes=communes, nominations=count, by=LOCAL), 1)
    for store in stores:
        store.close()
    opening = [_timed(open_store, place) for place in places]
    found["open (a server's records come into memory)"] = (opening[0], opening[1])
    stores = [open_store(place) for place in places]
    made = campaign(stores[0])
    files = [("criteria.xlsx", workbook())]
    own = campaign(stores[0], "ntm-2011-2020")
    each("version asked", Store.version, 50)
    each("screening", lambda store: verdicts(scope_of(store, made), made.rulebook, made.choices))
    each("first page", lambda store: [ask(store, made) for ask in FIRST_PAGE], 1)
    each("act without records", _note, 20)
    each("import", lambda store: import_files(store, own, files, by=CLERK, today=TODAY), 1)
    each("verify", _verified, 1)
    for store in stores:
        store.close()
    return found


def _verified(store: Store) -> None:
    assert verify(store) == []


def _note(store: Store) -> int:
    return store.transact(lambda write: write.append("noted", who="Bà Giáp"))


def _timed(work: Callable[[Asked], object], asked: Asked) -> float:
    start = perf_counter()
    work(asked)
    return perf_counter() - start
