"""The time of a "what if" at the province's size and at the country's: one threshold, one reading, the cut-off day."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from ntm_dash.services.access import local_person
from ntm_dash.services.campaigns import campaign, prepare
from ntm_dash.services.generation import generate
from ntm_dash.services.screening import cases
from ntm_dash.services.what_if import Plan, basis, what_if
from ntm_dash.storage.store import open_store
from tests.bench.bars import Bar

TIMES = 5
SIZES = {"province": (207, 250), "country": (11_000, 60_000)}
PLANS = {
    "a threshold": Plan(thresholds=((("3.2.1.d-2", "gained"), 9),)),
    "a reading": Plan(readings=(("growth", "gross"),)),
    "the cut-off day": Plan(cutoff=date(2019, 6, 30)),
}
BAR = 0.15
"""Seconds: about 1.2 times the control change of a blank page as shipped (see `pages`)."""


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of five, in seconds. The country's times are printed beside; only the province has a bar."""
    bars = []
    for size, (communes, nominations) in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder) / "ntm.duckdb")
            prepare(store)
            chosen = campaign(store, generate(store, communes=communes, nominations=nominations, by=local_person()))
            in_force = basis(store, chosen, cases(store, chosen))
            for name, plan in PLANS.items():
                what_if(in_force, plan)
                seconds = []
                for _ in range(TIMES):
                    start = perf_counter()
                    what_if(in_force, plan)
                    seconds.append(perf_counter() - start)
                taken = median(seconds)
                print(f"{size:10} {name:18} {taken:7.3f} s")
                if size == "province":
                    bars.append(Bar(f"what if, {name}, province, seconds", round(taken, 3), BAR, taken <= BAR))
            store.close()
    return bars
