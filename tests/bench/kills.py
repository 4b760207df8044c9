"""A worker killed by kill -9 at random moments, in the middle of each kind of work: what is lost, torn or unsound."""

import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from ntm_dash.services.campaigns import prepare
from ntm_dash.services.demonstration import start_demonstration
from ntm_dash.storage.store import open_store
from tests.bench.bars import Bar
from tests.postgres import Cluster
from tests.storage.killing import rounds
from tests.storage.works import WORKS

ROUNDS = 50


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Kill a worker 50 times in each work, or as often as the first number says; the second is a seed.

    With `server` among the arguments the store stands on a PostgreSQL server, which stays. Works that are named there
    are tried alone.
    """
    numbers = [int(each) for each in arguments if each.isdecimal()]
    count = numbers[0] if numbers else ROUNDS
    seed = numbers[1] if len(numbers) > 1 else time.time_ns()
    bars = []
    works = ("imports", "acts") if "server" in arguments else tuple(WORKS)
    works = tuple(each for each in works if each in arguments) or works
    print(f"seed {seed}")
    print(f"{'killed while':<14}{'rounds':>8}{'events':>8}{'did not open':>14}{'lost':>6}{'torn':>6}{'faults':>8}")
    for work in works:
        with ExitStack() as closing:
            place: Path | str = Path(closing.enter_context(tempfile.TemporaryDirectory())) / "ntm.duckdb"
            if "server" in arguments:
                cluster = Cluster()
                closing.callback(cluster.remove)
                place = cluster.address(cluster.database())
            elif work == "votes":
                _demonstration(Path(place))
            found = list(rounds(place, count, seed=seed, work=work))
        shut = count - len(found)
        lost = sum(max(0, each.said - each.version) for each in found)
        torn = sum(each.torn != 0 or each.events != each.version for each in found)
        faults = sum(len(each.problems) for each in found)
        events = sum(each.version for each in found[-1:])
        print(f"{work:<14}{len(found):>8}{events:>8}{shut:>14}{lost:>6}{torn:>6}{faults:>8}")
        bars.append(
            Bar(f"{work}: not opened, lost, torn or at fault", wrong := shut + lost + torn + faults, 0, not wrong)
        )
    return bars


def _demonstration(place: Path) -> None:
    store = open_store(place)
    prepare(store)
    start_demonstration(store, today=date(2019, 9, 2))
    store.close()
