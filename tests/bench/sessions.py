"""50 and 100 people at once, each doing something every five seconds: how long the server takes, and what it keeps.

Everybody is a visitor that speaks the app's own websocket (`visitor.py`), on the same cores as the server: opens the
first page, then one time in three another page of the menu, else something in what the page has drawn. Whatever is
picked only looks. An action lasts from the click until the server has done all of it.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from subprocess import Popen

from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import prepare
from ntm_dash.services.demonstration import start_demonstration
from ntm_dash.services.generation import generate
from ntm_dash.storage.store import open_store, utc_now
from ntm_dash.ui.menu import MENU
from tests.bench.bars import Bar
from tests.bench.visitor import BESIDE, Answer, Visitor
from tests.browser.serving import serve
from tests.house.tree import ROOT
from tests.postgres import Cluster

SESSIONS = (50, 100)
EVERY, LONG = 5.0, 60.0
"""Seconds between two actions of one person, and for how long everybody goes on."""
P95, MEGABYTES = 1.0, 20.0
LOOKS = ("chon", "muc", "xa", "huyen", "ho-so", "case")
"""Kinds of what is picked that open something, or show the page otherwise."""
NATIONAL = {"communes": 11_000, "nominations": 60_000}


@dataclass(frozen=True)
class Spent:
    """What a server has used so far: seconds of all cores, megabytes of memory."""

    seconds: float
    megabytes: float


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """`[SESSIONS …] [SECONDSs] [--national] [--server]`: numbers of sessions, by default 50 and 100."""
    counts = [int(each) for each in arguments if each.isdecimal()] or SESSIONS
    long = next(
        (float(each.removesuffix("s")) for each in arguments if each[:-1].isdecimal() and each[-1] == "s"), LONG
    )
    bars = []
    print(f"{'sessions':>8}{'first p95 s':>13}{'actions':>9}{'p50 s':>8}{'p95 s':>8}{'most s':>8}", end="")
    print(f"{'errors':>8}{'kB each':>9}{'cores':>7}{'CPU ms each':>13}{'MB before':>11}{'MB a session':>14}")
    for count in counts:
        with ExitStack() as closing:
            folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
            place: Path | str = folder / "ntm.duckdb"
            if "--server" in arguments:
                cluster = Cluster()
                closing.callback(cluster.remove)
                place = cluster.address(cluster.database())
            fill(place, national="--national" in arguments)
            address, process = serve(ROOT, folder / "log.txt", NTM_STORE=str(place))
            closing.callback(process.wait, 30)
            closing.callback(process.terminate)
            bars += asyncio.run(_visited(address, process, count, long))
    return bars


def fill(place: Path | str, *, national: bool) -> None:
    """Make a store with the demonstration, or with records of a whole country."""
    store = open_store(place)
    prepare(store)
    if national:
        generate(store, **NATIONAL, by=LOCAL)
    else:
        start_demonstration(store, today=utc_now().date())
    store.close()


async def _visited(address: str, process: Popen[bytes], count: int, long: float) -> list[Bar]:
    warming = Visitor(address)
    await warming.arrive()
    for page in _pages(warming):
        await warming.pick(BESIDE, page)
    await warming.leave()
    before = _spent(process)
    begun = time.perf_counter()
    found = await asyncio.gather(*(_visit(address, number, count, long) for number in range(count)))
    lasted, after = time.perf_counter() - begun, _spent(process)
    first = [answers[0].seconds for answers in found]
    actions = [each for answers in found for each in answers[1:]]
    seconds = [each.seconds for each in actions]
    errors = [error for answers in found for each in answers for error in each.errors]
    p95 = quantiles(seconds, n=20)[-1]
    kept = (after.megabytes - before.megabytes) / count
    cores = (after.seconds - before.seconds) / lasted
    each = (after.seconds - before.seconds) / (len(actions) + count)
    print(f"{count:8}{quantiles(first, n=20)[-1]:13.2f}{len(actions):9}{median(seconds):8.3f}{p95:8.3f}", end="")
    print(f"{max(seconds):8.2f}{len(errors):8}{sum(each.sent for each in actions) / len(actions) / 1000:9.0f}", end="")
    print(f"{cores:7.2f}{each * 1000:13.0f}{before.megabytes:11.0f}{kept:14.2f}", flush=True)
    for error in sorted(set(errors)):
        print(f"  {errors.count(error)} × {error}", file=sys.stderr)
    return [
        Bar(f"{count} sessions: p95, seconds", round(p95, 3), P95, p95 <= P95),
        Bar(f"{count} sessions: errors", len(errors), 0, not errors),
        Bar(f"{count} sessions: MB a session", round(kept, 2), MEGABYTES, kept <= MEGABYTES),
    ]


async def _visit(address: str, number: int, count: int, long: float) -> list[Answer]:
    """What one of so many people meets: they come one after the other, within the time of one action."""
    chance = random.Random(number)
    begun = asyncio.get_running_loop().time() + EVERY * number / count
    visitor = Visitor(address)
    answers = []
    for turn in range(1 + round(long / EVERY)):
        await asyncio.sleep(max(0, begun + turn * EVERY - asyncio.get_running_loop().time()))
        answers.append(await (visitor.pick(*_chosen(visitor, chance)) if turn else visitor.arrive()))
    await visitor.leave()
    return answers


def _chosen(visitor: Visitor, chance: random.Random) -> tuple[str, str]:
    """A drawing, and what is picked in it."""
    looks = [
        (name, pick)
        for name, drawn in visitor.drawings.items()
        for pick in drawn.picks
        if name != BESIDE and pick.split(" ")[0] in LOOKS
    ]
    if not looks or chance.random() < 1 / 3:
        return BESIDE, chance.choice(_pages(visitor))
    return chance.choice(looks)


def _pages(visitor: Visitor) -> list[str]:
    """What opens the pages of the menu."""
    return [pick for pick in visitor.drawings[BESIDE].picks if pick.split(" ")[-1] in MENU]


def _spent(process: Popen[bytes]) -> Spent:
    stat = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    [resident] = [
        line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmRSS")
    ]
    return Spent((int(stat[11]) + int(stat[12])) / 100, int(resident.split()[1]) / 1024)
