"""Each page in real Chromium beside a blank page, in one run: from navigation to drawn, from a click to drawn, bytes.

A blank page is one title and one choice in an app of the shape of ours: `st.navigation` with as many pages, and pandas,
pyarrow and altair loaded, as they are in every app of which some page draws a table or a chart. Streamlit loads them at
the first use and keeps them; as shipped, it then collects garbage through all of it after every run, which is most of
what its users wait for. So that is the baseline of a control change. The same blank page without them, which no
dashboard stays, and with our settings, are measured and shown too. Navigation has the harder baseline: the blank page
with our settings.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.bench.bars import Bar
from tests.browser.serving import ARGUMENTS, serve
from tests.browser.timing import Drawing, Watched
from tests.house.tree import ROOT

TIMES = 9
PAGE, CHANGE, NATIONAL = 1.6, 1.2, 1.5
SIZE = ("--communes", "11000", "--nominations", "60000")
IMPORTS = "import altair, pandas, pyarrow\n"
BLANK = """import streamlit as st

def blank():
    st.title("Blank")
    st.pills("Pills", ["a", "b"])

def other():
    st.title("Other")

others = [st.Page(other, title=str(number), url_path=f"other-{number}") for number in range(4)]
st.navigation({"A": [st.Page(blank, title="Blank", default=True)], "B": others}).run()
"""
AS_SHIPPED = ("--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")
PILLS = '[data-testid="stMain"] [data-testid="stButtonGroup"] button'
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("", {"menu": '[data-testid="stSidebarNav"] a >> nth=0'}),
    "progress": ("tien-do", {"district": PILLS}),
    "nominations": ("ho-so-de-nghi", {"filter": PILLS}),
    "screening": ("sang-loc", {"filter": '[data-pick^="ket-qua "]', "case": '[data-pick^="case "]'}),
    "intake": ("nhap-du-lieu", {"blank cells": '[data-testid="stMain"] [data-testid="stRadio"] label >> visible=true'}),
}
"""Each page's address, and its controls: the parts of a selector are clicked in turn, from the last."""

Found = dict[str, dict[str, Drawing]]


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of 9 or of as many as asked: `[TIMES] [--national] [PAGE …]`."""
    wanted = [each for each in arguments if each in PAGES] or list(PAGES)
    times = next((int(each) for each in arguments if each.isdecimal()), TIMES)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        blanks = {
            "blank, as shipped": _blank(browser, folder / "shipped", IMPORTS + BLANK, AS_SHIPPED, times),
            "blank, our settings": _blank(browser, folder / "ours", IMPORTS + BLANK, (), times),
            "blank, no frames loaded": _blank(browser, folder / "bare", BLANK, AS_SHIPPED, times),
        }
        province = _measure(browser, folder / "ntm.duckdb", wanted, times)
        national = None
        if "--national" in arguments:
            national = _measure(browser, _generated(folder / "national.duckdb"), wanted, times)
        browser.close()
    baseline = {
        "navigation": blanks["blank, our settings"]["navigation"],
        "pills": blanks["blank, as shipped"]["pills"],
    }
    _table("blank", blanks, baseline)
    _table("province", province, baseline)
    bars = []
    for page, drawings in province.items():
        for act, drawing in drawings.items():
            bar, peer = (PAGE, "navigation") if act == "navigation" else (CHANGE, "pills")
            bars.append(_bar(f"{page}: {act} / blank", drawing, baseline[peer], bar))
    if national is not None:
        _table("national", national, baseline)
        for page, drawings in national.items():
            for act, drawing in drawings.items():
                bars.append(_bar(f"{page}: {act}, national / province", drawing, province[page][act], NATIONAL))
    return bars


def _bar(name: str, drawing: Drawing, peer: Drawing, bar: float) -> Bar:
    value = round(drawing.milliseconds / peer.milliseconds, 2)
    return Bar(name, value, bar, value <= bar)


def _table(title: str, found: Found, baseline: dict[str, Drawing]) -> None:
    print(f"{title:26}{'act':14}{'ms':>8}{'/ blank':>9}{'kB sent':>9}")
    for page, drawings in found.items():
        for act, drawing in drawings.items():
            peer = baseline["navigation" if act == "navigation" else "pills"].milliseconds
            ratio, kilobytes = drawing.milliseconds / peer, drawing.sent / 1000
            print(f"{page:26}{act:14}{drawing.milliseconds:8.0f}{ratio:9.2f}{kilobytes:9.1f}")


def _blank(browser: Browser, folder: Path, source: str, options: Sequence[str], times: int) -> dict[str, Drawing]:
    folder.mkdir()
    (folder / "app.py").write_text(source, encoding="utf-8")
    if not options:
        shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    with _served(folder, *options) as address:
        return _timed(browser, address, {"pills": PILLS}, times)


def _measure(browser: Browser, store: Path, pages: Sequence[str], times: int) -> Found:
    with _served(ROOT, NTM_STORE=str(store)) as address:
        return {page: _timed(browser, f"{address}/{PAGES[page][0]}", PAGES[page][1], times) for page in pages}


def _generated(store: Path) -> Path:
    command = [sys.executable, "-m", "ntm_dash", "--store", str(store), "generate", *SIZE]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return store


@contextmanager
def _served(folder: Path, *options: str, **environment: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as logs:
        address, process = serve(folder, Path(logs) / "log.txt", *options, **environment)
        try:
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _timed(browser: Browser, address: str, controls: dict[str, str], times: int) -> dict[str, Drawing]:
    """Medians of a page's navigation, the browser's cache and the server warm, and of each control's change."""
    page = browser.new_page(locale="vi-VN", viewport={"width": 1366, "height": 768})
    page.set_default_timeout(120_000)
    watched = Watched(page)
    first = watched.navigate(address)
    print(f"{address}: the first time {first.milliseconds:.0f} ms", file=sys.stderr)
    watched.navigate(address)
    drawings = {"navigation": [watched.navigate(address) for _ in range(times)]}
    for name, selector in controls.items():
        parts = page.locator(selector)
        count = parts.count()
        assert count, f"{address}: no {name}"
        drawings[name] = [watched.click(parts.nth(max(0, count - 2 + turn % 2))) for turn in range(times + 2)][2:]
    page.close()
    return {
        name: Drawing(median(each.milliseconds for each in found), round(median(each.sent for each in found)))
        for name, found in drawings.items()
    }
