"""A workbook of 39,330 criterion results read, matched, checked and committed, beside the bare reading of its cells."""

import csv
import io
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from python_calamine import CalamineWorkbook

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.services.campaigns import campaign, prepare
from ntm_dash.services.imports import import_files
from ntm_dash.storage.store import open_store
from tests.bench.bars import Bar
from tests.intake.desk import CLERK, TODAY, assessment, filled

TIMES = 5
BAR = 5.0
CRITERIA = range(1, 20)
DAYS = [date(year, 12, 31) for year in range(2010, 2019)] + [date(2019, 6, 30)]


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Import the workbook into fresh stores in a warm process; medians of five, or of as many as the argument says."""
    times = int(arguments[0]) if arguments else TIMES
    content = workbook()
    bare, whole = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times + 1):
            bare.append(read(content))
            whole.append(take(content, Path(folder) / f"{number}.duckdb"))
    # The first round warms the process.
    cells, imported = median(bare[1:]), median(whole[1:])
    print(f"{'bare cell read':<28}{cells * 1000:8.0f} ms\n{'read, match, check, commit':<28}{imported * 1000:8.0f} ms")
    ratio = imported / cells
    return [Bar("import beside the bare cell read", round(ratio, 2), BAR, ratio <= BAR)]


def workbook() -> bytes:
    """Every commune of the province at ten dates, each criterion met or not."""
    random = Random(2019)
    with (REFERENCE / "communes_2019.csv").open(encoding="utf-8", newline="") as file:
        communes = [row for row in csv.DictReader(file) if row["kind"] == "xa"]
    rows = [
        assessment(row["commune_name"], day, random.sample(CRITERIA, random.randrange(20)))
        | {"Huyện": row["district_name"]}
        for day in DAYS
        for row in communes
    ]
    return filled("criteria", *rows)[1]


def read(content: bytes) -> float:
    """Seconds to read all cells and do nothing with them."""
    start = perf_counter()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    return perf_counter() - start


def take(content: bytes, place: Path) -> float:
    """Seconds to import into a new store; every row must have come in."""
    store = open_store(place)
    prepare(store)
    chosen = campaign(store)
    start = perf_counter()
    made = import_files(store, chosen, [("criteria.xlsx", content)], by=CLERK, today=TODAY)
    seconds = perf_counter() - start
    store.close()
    assert [sheet.new for sheet in made.sheets] == [len(DAYS) * 207]
    return seconds
