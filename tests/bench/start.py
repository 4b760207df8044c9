"""From the start of the server to the first page drawn in Chromium, with a store that stands, beside a blank app.

The blank app is that of the pages' benchmark, with Streamlit's settings as shipped. Both are started anew for each
round, in turn, at an address of their own, so that the browser fetches Streamlit's files each time.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tests.bench.bars import Bar
from tests.bench.pages import AS_SHIPPED, BLANK, Tab
from tests.bench.sessions import fill
from tests.browser.serving import ARGUMENTS, serve
from tests.house.tree import ROOT

TIMES = 5
BAR = 2.0


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """`[TIMES] [--national]`: medians of five rounds, after one that is not counted."""
    times = next((int(each) for each in arguments if each.isdecimal()), TIMES)
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        fill(folder / "ntm.duckdb", national="--national" in arguments)
        blank = folder / "blank"
        blank.mkdir()
        (blank / "app.py").write_text(BLANK, encoding="utf-8")
        browser = closing.enter_context(sync_playwright()).chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        closing.callback(browser.close)
        rounds = [
            (
                _started(browser, ROOT, folder, (), {"NTM_STORE": str(folder / "ntm.duckdb")}),
                _started(browser, blank, folder, AS_SHIPPED, {}),
            )
            for _ in range(times + 1)
        ][1:]
    print(f"{'app':12}{'answers s':>11}{'drawn s':>9}")
    ours, peer = ([median(each) for each in zip(*(turn[side] for turn in rounds), strict=True)] for side in (0, 1))
    for name, (answers, drawn) in (("ours", ours), ("blank", peer)):
        print(f"{name:12}{answers:11.2f}{drawn:9.2f}")
    ratio = round(ours[1] / peer[1], 2)
    return [Bar("start to first page drawn, beside a blank app", ratio, BAR, ratio <= BAR)]


def _started(
    browser: Browser, folder: Path, logs: Path, options: Sequence[str], environment: Mapping[str, str]
) -> tuple[float, float]:
    """Seconds from the start until the server answers, and until its first page is drawn."""
    begun = perf_counter()
    address, process = serve(folder, logs / "log.txt", *options, **environment)
    answers = perf_counter() - begun
    tab = Tab(browser, address, "")
    drawn = answers + tab.navigate().milliseconds / 1000
    tab.page.close()
    process.terminate()
    process.wait(30)
    return answers, drawn
