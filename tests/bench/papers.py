"""Papers: the members' pack of a meeting of 60 cases, and 1,000 appraisal sheets as one zip."""

import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ntm_dash.services.access import local_person
from ntm_dash.services.agenda import set_agenda
from ntm_dash.services.calling import call_meeting
from ntm_dash.services.campaigns import campaign, prepare
from ntm_dash.services.demonstration import start_demonstration
from ntm_dash.services.generation import generate
from ntm_dash.services.screening import cases
from ntm_dash.storage.store import open_store
from ntm_dash.ui.papers.kinds import KINDS, write_paper
from ntm_dash.ui.papers.order import Order
from tests.bench.bars import Bar

CASES, SHEETS, WARM = 60, 1_000, 100
SECONDS, GROWTH = 20.0, 1.25
DAY = date(2019, 8, 20)


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Times both; the first argument is the number of sheets."""
    sheets = int(arguments[0]) if arguments else SHEETS
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "ntm.duckdb")
        prepare(store)
        by = local_person()
        chosen = campaign(store, start_demonstration(store, today=DAY))
        codes = [case.screened.nomination or "" for case in cases(store, chosen)][:CASES]
        meeting = call_meeting(store, chosen, by=by, held_on=DAY, title="Phiên họp")
        set_agenda(store, chosen, meeting, codes, [], by=by)
        bars = []
        for name in ("pack", "pack-pdf"):
            target = Path(folder) / name
            begun = time.perf_counter()
            write_paper(store, chosen, KINDS[name], Order(DAY, by, meeting=meeting), target)
            took = time.perf_counter() - begun
            print(f"{KINDS[name].title}, {CASES} hồ sơ: {took:.1f} s, {target.stat().st_size / 1024:.0f} KB")
            bars.append(Bar(f"seconds for the {name} of {CASES} cases", took, SECONDS, took <= SECONDS))
        chosen = campaign(store, generate(store, communes=207, nominations=sheets, by=by))
        memory = [0, 0]
        made = 0
        begun = time.perf_counter()

        def told(done: int) -> None:
            nonlocal made
            made = done
            memory[done > WARM] = _resident()

        write_paper(store, chosen, KINDS["appraisals"], Order(DAY, by), Path(folder) / "a.zip", progress=told)
        took = time.perf_counter() - begun
        print(f"{made} phiếu: {took:.1f} s; {memory[0] >> 20} MiB sau {WARM}, {memory[1] >> 20} MiB sau cùng")
        growth = memory[1] / memory[0]
        bars.append(Bar(f"memory after {made} sheets beside {WARM}", growth, GROWTH, growth <= GROWTH))
        store.close()
    return bars


def _resident() -> int:
    """Bytes of this process that are in memory now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise OSError("this system does not say how much memory a process uses")
