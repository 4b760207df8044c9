"""Each page with the demonstration in real Chromium beside blank pages: from navigation and from a click to drawn."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.bench.bars import Bar
from tests.browser.serving import ARGUMENTS, serve
from tests.browser.steps import opened
from tests.house.tree import ROOT

TIMES = 7
PAGE, CHANGE = 1.6, 1.2
BLANK = """import streamlit as st

def blank():
    st.title("Blank")
    st.pills("Pills", ["a", "b"])

st.navigation([st.Page(blank)]).run()
"""
AS_SHIPPED = ("--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")
PAGES = {
    "overview": "",
    "progress": "tien-do",
    "nominations": "ho-so-de-nghi",
    "screening": "sang-loc",
    "intake": "nhap-du-lieu",
}
WATCH = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    window.drawn = null;
    document.addEventListener('pointerdown', () => {
        const start = performance.now();
        let last = start;
        const watch = new MutationObserver(() => { last = performance.now(); });
        watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
        const quiet = setInterval(() => {
            if (app.dataset.testScriptState !== 'notRunning' || performance.now() - last < 500) return;
            clearInterval(quiet);
            watch.disconnect();
            window.drawn = last - start;
        }, 50);
    }, {capture: true, once: true});
}"""
"""From the press of the button to the last change of what is shown: then half a second is quiet and no script runs."""


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of 7, or of as many as the first argument says, in milliseconds; the bars are ratios."""
    times = int(arguments[0]) if arguments else TIMES
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        shipped, ours = folder / "shipped", folder / "ours"
        for blank in (shipped, ours):
            blank.mkdir()
            (blank / "app.py").write_text(BLANK, encoding="utf-8")
        shutil.copytree(ROOT / ".streamlit", ours / ".streamlit")
        found: dict[str, tuple[float, float]] = {}
        with _served(browser, shipped, *AS_SHIPPED) as address:
            found["blank as shipped"] = _measure(browser, address, times)
        with _served(browser, ours) as address:
            found["blank with our settings"] = _measure(browser, address, times)
        with _served(browser, ROOT, NTM_STORE=str(folder / "ntm.duckdb")) as address:
            for page, path in PAGES.items():
                found[page] = _measure(browser, f"{address}/{path}", times)
        browser.close()
    for page, (navigation, change) in found.items():
        print(f"{page:26}{navigation:8.0f} ms to drawn{change:8.0f} ms from click to drawn")
    blank_page, blank_change = found["blank with our settings"][0], found["blank as shipped"][1]
    ratios = [
        bar
        for page in PAGES
        for bar in (
            (f"{page}: page / blank with our settings", found[page][0] / blank_page, PAGE),
            (f"{page}: change / blank as shipped", found[page][1] / blank_change, CHANGE),
        )
    ]
    return [Bar(name, round(value, 2), bar, value <= bar) for name, value, bar in ratios]


@contextmanager
def _served(browser: Browser, folder: Path, *options: str, **environment: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as logs:
        address, process = serve(folder, Path(logs) / "log.txt", *options, **environment)
        try:
            first = browser.new_page()
            opened(first, address)
            first.close()
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _measure(browser: Browser, address: str, times: int) -> tuple[float, float]:
    """Medians of the milliseconds from navigation to drawn (browser cache warm), and from a click to drawn."""
    page = browser.new_page(locale="vi-VN", viewport={"width": 1366, "height": 768})
    opened(page, address)
    navigations, changes = [], []
    for _ in range(times):
        start = time.perf_counter()
        opened(page, address)
        navigations.append(1000 * (time.perf_counter() - start))
    page.wait_for_timeout(1000)
    for turn in range(times):
        page.evaluate(WATCH)
        _control(page, turn).click(force=True)
        changes.append(page.wait_for_function("() => window.drawn").json_value())
        page.wait_for_timeout(300)
    page.close()
    return median(navigations), median(changes)


def _control(page: Page, turn: int) -> Locator:
    """What is clicked: the page's pills in turn, else its radio; on the overview, its menu link."""
    pills = page.get_by_test_id("stMain").locator('[data-testid="stButtonGroup"] button')
    if pills.count():
        return pills.nth(pills.count() - 2 + turn % 2)
    radios = page.get_by_test_id("stMain").locator('input[type="radio"]')
    if radios.count():
        return radios.nth((turn + 1) % 2)
    return page.get_by_role("link", name="Tổng quan")
