"""Rounds of kill -9 in the middle of work, and what the store is afterwards."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.backup import opened_aside
from ntm_dash.storage.migrations import MIGRATIONS as KNOWN
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.house.tree import ROOT
from tests.storage.acts import import_ratings, rows_of
from tests.storage.works import MIGRATIONS

LONGEST = {"imports": 0.05, "acts": 0.02, "votes": 0.05, "backups": 0.2, "migrations": 0.4}
"""Seconds from the last thing done, or from the moment before the store is opened, to the kill, at most."""
MOST_DONE = {"imports": 25, "acts": 60, "votes": 25, "backups": 4, "migrations": 1}


@dataclass(frozen=True)
class Round:
    """The last event that a worker said was committed before it was killed, and the store opened again.

    `events` are those in the journal, `version` what the store believes to hold. `torn` is, for imports, how many
    ratings there are beyond or below those that the events say they brought; for backups, how many finished copies
    are not sound; for migrations, how many are recorded beyond or below those whose tables there are.
    """

    said: int
    version: int
    events: int
    torn: int
    problems: list[Problem]


def rounds(place: Path | str, count: int, *, seed: int, work: str = "imports") -> Iterator[Round]:
    """Kill a worker `count` times: while it opens the store, or some milliseconds after one of its first things done.

    The store of votes is one of the demonstration that stands at `place`; a server takes imports and acts. Ends early
    when a store does not open.
    """
    moments = random.Random(seed)
    said = 0
    if work == "migrations":
        _older(Path(place))
    for _ in range(count):
        if work == "migrations":
            _put_older(Path(place))
            said = 1
        run = [sys.executable, "-m", "tests.storage.works", work, str(place)]
        with subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            lines = [worker.stdout.readline() for _ in range(1 + moments.randrange(MOST_DONE[work]))]
            time.sleep(moments.uniform(0, LONGEST[work]))
            worker.kill()
            lines += worker.stdout.readlines()
        # The last line may have been cut short by the kill.
        said = max([said, *(int(line) for line in lines if line.endswith("\n"))])
        known = Path(place).with_name(MIGRATIONS)
        try:
            store = open_store(place, migrations=known) if known.is_dir() else open_store(place)
        except Refused:
            return
        yield Round(said, store.version()[0], rows_of(store, "event"), _torn(store, work), verify(store))
        store.close()


def _older(place: Path) -> None:
    """A closed store of one import, and beside it the migrations that it lacks."""
    store = open_store(place)
    import_ratings(store, count=50)
    store.close()
    shutil.copy(place, place.with_name("older"))
    shutil.copytree(KNOWN, place.with_name(MIGRATIONS))
    done = len(list(KNOWN.glob("*.sql")))
    for number in range(done + 1, done + 21):
        words = f"-- a migration\nCREATE TABLE store.more_{number} AS SELECT 1 AS i;\n"
        (place.with_name(MIGRATIONS) / f"{number:04d}_more.sql").write_text(words, encoding="utf-8")


def _put_older(place: Path) -> None:
    shutil.copy(place.with_name("older"), place)
    for left in place.parent.glob(f"{place.name}.*"):
        left.unlink()


def _torn(store: Store, work: str) -> int:
    cursor = store.scope().cursor
    if work == "imports":
        [(brought,)] = cursor.execute("SELECT coalesce(sum(rows_read), 0) FROM store.sheet").fetchall()
        return rows_of(store, "rating") - int(brought)
    if work == "backups":
        finished = sorted(store.path.parent.glob("backups/*.duckdb"))
        return len(finished) - sum(map(_sound, finished))
    if work == "migrations":
        [(done,)] = cursor.execute("SELECT count(*) FROM store.migration").fetchall()
        tables = cursor.execute("SELECT 1 FROM duckdb_tables() WHERE table_name LIKE 'more_%'").fetchall()
        return int(done) - len(list(KNOWN.glob("*.sql"))) - len(tables)
    return 0


def _sound(copy: Path) -> bool:
    with suppress(Refused), opened_aside(copy):
        return True
    return False
