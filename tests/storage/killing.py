"""Rounds of kill -9 in the middle of writing, and what the store is afterwards."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.store import open_store
from ntm_dash.storage.verification import verify
from tests.house.tree import ROOT
from tests.storage.acts import rows_of


@dataclass(frozen=True)
class Round:
    """The last event that a writer said was committed before it was killed, and the store opened again.

    `events` are those in the journal, `version` what the store believes to hold, `torn` how many ratings there are
    beyond or below those that the events say they brought.
    """

    said: int
    version: int
    events: int
    torn: int
    problems: list[Problem]


def rounds(place: Path | str, count: int, *, seed: int) -> Iterator[Round]:
    """Kill a writer `count` times: while it opens the store, or some milliseconds after one of its first 25 events.

    Ends early when the store does not open any more.
    """
    moments = random.Random(seed)
    said = 0
    for _ in range(count):
        run = [sys.executable, "-m", "tests.storage.writer", str(place)]
        with subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(1 + moments.randrange(25))]
            time.sleep(moments.uniform(0, 0.05))
            writer.kill()
            lines += writer.stdout.readlines()
        # The last line may have been cut short by the kill.
        said = max([said, *(int(line) for line in lines if line.endswith("\n"))])
        try:
            store = open_store(place)
        except Refused:
            return
        [(brought,)] = store.scope().cursor.execute("SELECT coalesce(sum(rows_read), 0) FROM store.sheet").fetchall()
        yield Round(
            said, store.version()[0], rows_of(store, "event"), rows_of(store, "rating") - brought, verify(store)
        )
        store.close()
