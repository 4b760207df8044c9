"""The screening of a million nominations beside the same rules in pandas, in one SQL query by hand, in a rules engine.

Each begins with the records in the store and ends with a table of verdicts. pandas: vectorised, closed lists as
categories; what it takes from frames in memory is printed beside. SQL by hand: one query written for this one document.
The rules engine (zen-engine, JDM) judges record by record; it is told the records of a nomination raw, as JSON made
before the clock starts, and computes totals, counts and years itself; what no single record shows (the commune's and
the district's figures) it is given as bounds. It runs on a sample and is scaled per record.
All must say the same of every nomination, and the nominations must be of every kind, a tenth of the data unknown.
"""

import resource
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

import pandas as pd

from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.screening.engine import verdicts
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import Campaign, campaign, prepare, scope_of
from ntm_dash.services.generation import generate
from ntm_dash.storage.store import Scope, Store, open_store
from tests.bench.bars import Bar
from tests.bench.rivals import pandas_rules, zen_rules

NOMINATIONS = 1_000_000
COMMUNES = 11_000
SAMPLE = 20_000
TIMES = 3
RIVALS = Path(__file__).parent / "rivals"

Answer = TypeVar("Answer")


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of three, in seconds, for a million nominations or as many as the first argument says."""
    count = int(arguments[0]) if arguments else NOMINATIONS
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "ntm.duckdb")
        prepare(store)
        chosen = campaign(store, generate(store, communes=COMMUNES, nominations=count, by=LOCAL))
        bars = beside_rivals(store, chosen)
        store.close()
    return bars


def beside_rivals(store: Store, chosen: Campaign) -> list[Bar]:
    """The bars of one campaign: every competitor is timed on it, and must say the same."""
    scope, rulebook, choices = scope_of(store, chosen), chosen.rulebook, chosen.choices
    ours, product = timed(lambda: verdicts(scope, rulebook, choices))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    every, _ = timed(lambda: verdicts(scope, rulebook, choices, readings=True))
    query = (RIVALS / "by_hand.sql").read_text(encoding="utf-8")
    by_hand, written = timed(lambda: scope.cursor.execute(query).to_arrow_table().to_pandas())
    records = told(scope, SAMPLE)
    in_engine, judged = timed(lambda: zen_rules.verdicts(records))
    loading, frames = timed(
        lambda: {name: loaded(scope, name, columns) for name, columns in pandas_rules.COLUMNS.items()}
    )
    screening, frame = timed(lambda: pandas_rules.verdicts(frames))
    of_every_kind(product)
    product = product.rename(columns={"case_id": "code"})
    same_verdicts("by hand", product, written)
    same_verdicts("pandas", product, frame)
    sampled = pd.DataFrame({"code": list(judged), "outcome": list(judged.values())})
    same_verdicts("zen-engine", product[product["code"].isin(judged)], sampled)
    in_pandas = loading + screening
    in_engine *= len(product) / len(judged)
    rows = {
        "the product": ours,
        "the product, every reading": every,
        "one SQL query by hand": by_hand,
        "vectorised pandas": in_pandas,
        "the same, from frames in memory": screening,
        f"zen-engine, scaled from {len(judged):,} records": in_engine,
    }
    print(f"{len(product):,} nominations screened; all say the same of each")
    print("\n".join(f"{name:44} {seconds:8.2f} s  {seconds / ours:6.2f} x" for name, seconds in rows.items()))
    return [
        Bar("pandas beside the product", round(in_pandas / ours, 2), 2.0, in_pandas >= 2 * ours),
        Bar("zen-engine beside the product", round(in_engine / ours, 1), 50.0, in_engine >= 50 * ours),
        Bar("the product beside SQL by hand", round(ours / by_hand, 2), 2.0, ours <= 2 * by_hand),
        Bar("every reading beside the defaults", round(every / ours, 2), 8.0, every <= 8 * ours),
        Bar("peak memory of the product, GiB", round(peak, 2), 4.0, peak <= 4),
    ]


def told(scope: Scope, size: int) -> list[tuple[str, str, bytes]]:
    """What the rules engine is told of a sample of nominations: code, award and subject, JSON."""
    query = (RIVALS / "raw_of_nominations.sql").read_text(encoding="utf-8")
    rows = scope.cursor.execute(query, {"size": size}).fetchall()
    return [(code, rules, text.encode()) for code, rules, text in rows]


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


def of_every_kind(product: pd.DataFrame) -> None:
    """Fail where some kind of subject, or some verdict, does not occur: the comparison would say less than it seems."""
    missing = {str(subject) for subject in Subject} - set(product["subject"])
    assert not missing, f"no nominations of {missing}"
    assert set(product["outcome"]) == {int(outcome) for outcome in Outcome}, "not every verdict occurs"


def same_verdicts(name: str, product: pd.DataFrame, rival: pd.DataFrame) -> None:
    """Fail where a competitor says anything else of any nomination."""
    left = product.set_index("code")["outcome"].sort_index().astype(int)
    right = rival.set_index("code")["outcome"].sort_index().astype(int)
    assert left.index.equals(right.index), f"{name}: other nominations"
    differing = left[left != right]
    assert differing.empty, f"{name}: {len(differing)} verdicts differ, such as {differing.index[:3].tolist()}"
