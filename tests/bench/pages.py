"""Each page in real Chromium beside a blank page, in one run: from navigation to drawn, from a click to drawn, bytes.

A blank page is one title and one choice in an app of the shape of ours: `st.navigation` with as many pages, and pandas,
pyarrow and altair loaded, as they are in every app of which some page draws a table or a chart. Streamlit loads them at
the first use and keeps them; as shipped, it then collects garbage through all of it after every run, which is most of
what its users wait for. So that is the baseline of a control change, and of a click in the menu, which runs the app as
a control does. Navigation, a page by its address, has the harder baseline: the blank page with our settings.
Beside the first act of a page stands, without a bar, its first navigation after the start of the server.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from ntm_dash.ui.menu import MENU
from tests.bench.bars import Bar
from tests.browser.serving import ARGUMENTS, serve
from tests.browser.timing import Drawing, Watched
from tests.house.tree import ROOT

TIMES = 9
PAGE, CHANGE, NATIONAL = 1.6, 1.2, 1.5
BARS = {"navigation": PAGE, "menu": PAGE}
"""The acts that have a bar of their own; the others are changes of a control."""
SIZE = ("--communes", "11000", "--nominations", "60000")
BLANK = f"""import streamlit as st
import altair, pandas, pyarrow

def blank():
    st.title("Blank")
    st.pills("Pills", ["a", "b", "c"])

def other():
    st.title("Other")

others = [st.Page(other, title=str(number), url_path=f"other-{{number}}") for number in range({len(MENU) - 1})]
st.navigation({{"A": [st.Page(other, title="Other"), st.Page(blank, title="Blank")], "B": others}}).run()
"""
AS_SHIPPED = ("--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")

MAIN, MENU_LINK = '[data-testid="stMain"]', ':is([data-testid="stSidebarNav"], nav.ntm-menu) a'
UNFOLD = "document.querySelectorAll('.ntm-menu details').forEach((part) => { part.open = true; })"
Controls = Mapping[str, Sequence[str]]


def _turns(*parts: str) -> Sequence[str]:
    """Parts of the page that are clicked in turn, the first of their kind; nothing is clicked twice in a row."""
    return [f"{MAIN} {part} >> visible=true >> nth=0" for part in parts]


def _buttons(row: int = 0) -> Sequence[str]:
    """Two neighbours of a row of buttons."""
    group = f'{MAIN} [data-testid="stButtonGroup"] >> nth={row}'
    return [f"{group} >> button >> nth={number}" for number in (1, 2)]


def _districts() -> Sequence[str]:
    """A district, and the province again; where districts are many, out of a list."""
    whole, listed = '[data-pick^="chon huyen=&"]', 'select[data-name="chon"]'
    return _turns(f':is(button[data-pick^="chon huyen="]:not({whole}), {listed})', f":is({whole}, {listed})")


DISTRICT = "{district}"
"""Stands in an address for a district that the campaign has."""
DISTRICTS = {"province": "180", "national": "GH001"}

CHANGES: Mapping[str, tuple[str, Controls]] = {
    "overview": ("", {"map": _buttons()}),
    "progress": (
        "",
        {
            "view": _buttons(),
            "district": _districts(),
            "group": _turns('[data-pick^="chon nhom="]'),
        },
    ),
    "years": ("xem=thoi-gian", {"district": _districts()}),
    "moved": ("xem=tang-giam", {"district": _districts()}),
    "district": (f"huyen={DISTRICT}", {"commune": _turns('[data-pick^="xa "]', '[data-pick^="huyen "]')}),
    "nominations": ("", {"filter": _buttons(), "unit": _turns('[data-pick^="unit "]')}),
    "todo": (
        "",
        {"task": _turns('[data-pick^="viec "][aria-pressed="false"]'), "unit": _turns('[data-pick^="unit "]')},
    ),
    "screening": (
        "",
        {"filter": _turns('[data-pick^="ket-qua "]'), "case": _turns('[role="option"]:not([aria-selected])')},
    ),
    "guide": ("", {"view": _turns('[data-pick^="chon xem=lanh-dao"]', '[data-pick^="chon xem=tu-ngu"]')}),
    "rulebook": ("", {"view": _turns('[data-pick^="chon xem=ho-so"]', '[data-pick^="chon xem=tieu-chuan"]')}),
    "ranking": ("", {"reading": _turns('[data-pick^="rank-city "] >> nth=1', '[data-pick="back"]')}),
    "rulings": ("", {"reading": _turns('[data-pick="growth"]', '[data-pick="no-loss"]')}),
    "closing_reports": ("", {"filter": _buttons(), "unit": _turns('[data-pick^="unit "]')}),
    "papers": ("", {"kind": [f'{MAIN} [data-testid="stRadioOption"] >> nth={number}' for number in (0, 1)]}),
    "completeness": ("", {"cell": _turns('[data-pick^="cell "] >> nth=3', '[data-pick^="cell "] >> nth=12')}),
    "intake": ("", {"blank": [f'{MAIN} [data-testid="stRadioOption"] >> nth={number}' for number in (1, 0)]}),
    "journal": ("", {"act": _turns("tr[data-pick] >> nth=2", "tr[data-pick] >> nth=4")}),
}
"""What is measured of a page: what follows its address, and its controls by the parts that are clicked in turn."""
VIEWS = {"years": "progress", "moved": "progress", "district": "place"}
"""Views that are measured as pages of their own, and their page."""
NAMES = list(dict.fromkeys([*CHANGES, *(name for name, entry in MENU.items() if entry.listed)]))


class Tab:
    """A page of one app in a tab of its own; a blank one changes by its own buttons."""

    def __init__(self, browser: Browser, app: str, page: str, query: str = "", *, blank: bool = False) -> None:
        self.page = browser.new_page(locale="vi-VN", viewport={"width": 1366, "height": 768})
        self.page.set_default_timeout(120_000)
        self.watched, self.blank = Watched(self.page), blank
        self.whole = f"{app}/{page}{'?' * bool(query)}{query}"
        self.link = self.page.locator(f'{MENU_LINK}[href$="{page}"]')

    def navigate(self) -> Drawing:
        """Open the page by its address."""
        return self.watched.navigate(self.whole)

    def menu(self) -> Drawing:
        """Leave the page for the first one of the menu, then come back by the menu: the way back."""
        self.watched.click(self.page.locator(MENU_LINK).first)
        self.page.evaluate(UNFOLD)
        return self.watched.click(self.link)

    def change(self, parts: Sequence[str], turn: int) -> Drawing:
        """Click one of the parts, in turn; of a list take the next choice, and in turn the one before it."""
        taken = _buttons() if self.blank else parts
        part = self.page.locator(taken[turn % len(taken)])
        listed = part.evaluate("(part) => part.tagName === 'SELECT'")
        return self.watched.step(part, ("ArrowDown", "ArrowUp")[turn % 2]) if listed else self.watched.click(part)


def run(arguments: Sequence[str] = ()) -> list[Bar]:
    """Medians of 9 or of as many as asked: `[TIMES] [--national] [PAGE …]`."""
    wanted = [each for each in arguments if each in NAMES] or NAMES
    times = next((int(each) for each in arguments if each.isdecimal()), TIMES)
    bars = []
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        playwright = closing.enter_context(sync_playwright())
        stores = {"province": folder / "ntm.duckdb"}
        if "--national" in arguments:
            stores["national"] = _generated(folder / "national.duckdb")
        apps = {size: closing.enter_context(_served(ROOT, NTM_STORE=str(store))) for size, store in stores.items()}
        blanks = {name: closing.enter_context(_blank(folder / name)) for name in ("shipped", "ours")}
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        peers = {name: Tab(browser, app, "blank", blank=True) for name, app in blanks.items()}
        for peer in peers.values():
            peer.navigate()
        print(f"{'page':16}{'act':12}{'size':10}{'ms':>7}{'blank ms':>10}{'ratio':>7}{'kB sent':>9}{'first ms':>10}")
        for name in wanted:
            query, controls = CHANGES.get(name, ("", {}))
            page = MENU[VIEWS.get(name, name)].address
            tabs = {
                size: Tab(browser, app, page, query.replace(DISTRICT, DISTRICTS[size])) for size, app in apps.items()
            }
            first = {size: tab.navigate().milliseconds for size, tab in tabs.items()}
            for act, found in _timed(peers, tabs, controls, times, menu=not query and name != "overview"):
                peer = found.pop("blank")
                for size, drawing in found.items():
                    ratio = drawing.milliseconds / peer.milliseconds
                    row = f"{drawing.milliseconds:7.0f}{peer.milliseconds:10.0f}{ratio:7.2f}{drawing.sent / 1000:9.1f}"
                    print(f"{name:16}{act:12}{size:10}{row}{first.pop(size, 0):10.0f}", flush=True)
                bars.append(_bar(f"{name}: {act}", found["province"], peer, BARS.get(act, CHANGE)))
                if "national" in found:
                    bars.append(_bar(f"{name}: {act}, national", found["national"], found["province"], NATIONAL))
            for tab in tabs.values():
                tab.page.close()
        browser.close()
    return bars


def _timed(
    peers: Mapping[str, Tab], tabs: Mapping[str, Tab], controls: Controls, times: int, *, menu: bool
) -> Iterator[tuple[str, dict[str, Drawing]]]:
    """Each act, and its medians on the blank page and at each size, the browser's cache and the server warm. The turns
    of all stand side by side, so that what else the machine does meets them alike."""

    def together(peer: str, act: Callable[[Tab, int], Drawing], skipped: int) -> dict[str, Drawing]:
        every = {"blank": peers[peer], **tabs}
        turns = [{name: act(tab, turn) for name, tab in every.items()} for turn in range(times + skipped)][skipped:]
        return {
            name: Drawing(
                median(turn[name].milliseconds for turn in turns), round(median(turn[name].sent for turn in turns))
            )
            for name in every
        }

    yield "navigation", together("ours", lambda tab, _: tab.navigate(), 1)
    if menu:
        yield "menu", together("shipped", lambda tab, _: tab.menu(), 1)
    for name, parts in controls.items():
        for tab in tabs.values():
            tab.navigate()
        yield name, together("shipped", lambda tab, turn, parts=parts: tab.change(parts, turn), 2)  # type: ignore[misc]


def _bar(name: str, drawing: Drawing, peer: Drawing, bar: float) -> Bar:
    value = round(drawing.milliseconds / peer.milliseconds, 2)
    return Bar(name, value, bar, value <= bar)


def _generated(store: Path) -> Path:
    command = [sys.executable, "-m", "ntm_dash", "--store", str(store), "generate", *SIZE]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return store


@contextmanager
def _blank(folder: Path) -> Iterator[str]:
    folder.mkdir()
    (folder / "app.py").write_text(BLANK, encoding="utf-8")
    if folder.name == "ours":
        shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    with _served(folder, *(AS_SHIPPED if folder.name == "shipped" else ())) as address:
        yield address


@contextmanager
def _served(folder: Path, *options: str, **environment: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as logs:
        address, process = serve(folder, Path(logs) / "log.txt", *options, **environment)
        try:
            yield address
        finally:
            process.terminate()
            process.wait(30)
