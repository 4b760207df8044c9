"""The screening of a million nominations beside the same rules in vectorised pandas and in one SQL query by hand."""

import resource
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

import pandas as pd

from ntm_dash.screening.engine import verdicts
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import campaign, prepare, scope_of
from ntm_dash.services.generation import generate
from ntm_dash.storage.store import Scope, open_store
from tests.bench.bars import Bar
from tests.bench.rivals import pandas_rules

NOMINATIONS = 1_000_000
COMMUNES = 11_000
TIMES = 3
BY_HAND = Path(__file__).parent / "rivals" / "by_hand.sql"

Answer = TypeVar("Answer")


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of three, in seconds, for a million nominations or as many as the first argument says.

    All competitors must give the same verdicts; the frames of pandas are loaded before the clock starts.
    """
    count = int(arguments[0]) if arguments else NOMINATIONS
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "ntm.duckdb")
        prepare(store)
        chosen = campaign(store, generate(store, communes=COMMUNES, nominations=count, by=LOCAL))
        scope, rulebook, choices = scope_of(store, chosen), chosen.rulebook, chosen.choices
        ours, product = timed(lambda: verdicts(scope, rulebook, choices))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        every, _ = timed(lambda: verdicts(scope, rulebook, choices, readings=True))
        by_hand, written = timed(lambda: scope.cursor.execute(BY_HAND.read_text(encoding="utf-8")).df())
        frames = {name: loaded(scope, name, columns) for name, columns in pandas_rules.COLUMNS.items()}
        in_pandas, frame = timed(lambda: pandas_rules.verdicts(frames))
        store.close()
    product = product.rename(columns={"case_id": "code"})
    for name, rival in (("by hand", written), ("pandas", frame)):
        same_verdicts(name, product, rival)
    rows = {"the product": ours, "with every reading": every, "one SQL query by hand": by_hand, "pandas": in_pandas}
    print("\n".join(f"{name:24} {seconds:8.2f} s" for name, seconds in rows.items()))
    return [
        Bar("pandas beside the product", round(in_pandas / ours, 2), 2.0, in_pandas >= 2 * ours),
        Bar("the product beside SQL by hand", round(ours / by_hand, 2), 2.0, ours <= 2 * by_hand),
        Bar("every reading beside the defaults", round(every / ours, 2), 8.0, every <= 8 * ours),
        Bar("peak memory of the product, GiB", round(peak, 2), 4.0, peak <= 4),
    ]


def loaded(scope: Scope, name: str, columns: str) -> pd.DataFrame:
    """One table as a frame; closed lists of words as categories."""
    frame = scope.cursor.execute(f"SELECT {columns} FROM {name}").df()
    return frame.astype({word: "category" for word in pandas_rules.WORDS if word in frame.columns})


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """The median time of some work, and its last answer."""
    seconds = []
    for _ in range(TIMES):
        start = perf_counter()
        answer = work()
        seconds.append(perf_counter() - start)
    return median(seconds), answer


def same_verdicts(name: str, product: pd.DataFrame, rival: pd.DataFrame) -> None:
    """Fail where a competitor says anything else of any nomination."""
    left = product.set_index("code")["outcome"].sort_index().astype(int)
    right = rival.set_index("code")["outcome"].sort_index().astype(int)
    assert left.index.equals(right.index), f"{name}: other nominations"
    differing = left[left != right]
    assert differing.empty, f"{name}: {len(differing)} verdicts differ, such as {differing.index[:3].tolist()}"
