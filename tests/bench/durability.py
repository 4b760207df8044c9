"""A writer killed by kill -9 at random moments, round after round in one store: what is lost, torn or unsound.

With `server` as the last argument the store stands on a PostgreSQL server, which stays.
"""

import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench.bars import Bar
from tests.postgres import Cluster
from tests.storage.killing import rounds

ROUNDS = 50


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Kill a writer 50 times, or as often as the first argument says, at moments drawn from the second, a seed."""
    numbers = [int(each) for each in arguments if each.isdecimal()]
    count = numbers[0] if numbers else ROUNDS
    seed = numbers[1] if len(numbers) > 1 else time.time_ns()
    with ExitStack() as closing:
        place: Path | str = Path(closing.enter_context(tempfile.TemporaryDirectory())) / "ntm.duckdb"
        if "server" in arguments:
            cluster = Cluster()
            closing.callback(cluster.remove)
            place = cluster.address(cluster.database())
        found = list(rounds(place, count, seed=seed))
    print(f"{len(found)} rounds, seed {seed}: {sum(each.version for each in found[-1:])} events in the end")
    faults = {
        "rounds after which the store did not open": count - len(found),
        "acknowledged events lost": sum(max(0, each.said - each.version) for each in found),
        "rounds after which an import was torn": sum(each.torn != 0 or each.events != each.version for each in found),
        "faults that verify found": sum(len(each.problems) for each in found),
    }
    return [Bar(name, value, 0, value == 0) for name, value in faults.items()]
