"""The app as people get it: started by its command, seen in Chromium, with nothing from outside the machine."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

from tests.browser.serving import ARGUMENTS, serve
from tests.browser.steps import settled
from tests.house.tree import ROOT

HARMLESS = re.compile(r"http://127\.0\.0\.1:\d+/[a-z-]+/_stcore/(health|host-config)")
"""On a deep link Streamlit first looks for its own addresses below the page's, and then at the top."""


@dataclass(frozen=True)
class App:
    """The running app: where it answers, and its store."""

    address: str
    store: Path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the browser tests need Chromium: apt-get install chromium")
        pytest.skip("Chromium is not installed (apt-get install chromium): the pages were not opened in a browser")
    playwright: Playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


Start = Callable[[Path], App]


@pytest.fixture(scope="session")
def start(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts the app on a copy of a store, or on a fresh place, and opens its first page once."""
    processes = []

    def started(source: Path) -> App:
        folder = tmp_path_factory.mktemp("app")
        place = folder / "ntm.duckdb"
        if source.exists():
            shutil.copy(source, place)
        address, process = serve(ROOT, folder / "log.txt", NTM_STORE=str(place))
        app = App(address, place)
        processes.append(process)
        first = chromium.new_page()
        first.goto(app.address)
        settled(first)
        first.close()
        return app

    yield started
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(30)


@pytest.fixture(scope="session")
def demonstration(start: Start, demonstration_store: Path) -> App:
    """The app with the demonstration, for tests that only read."""
    return start(demonstration_store)


@pytest.fixture(scope="session")
def empty(start: Start, empty_store: Path) -> App:
    """The app with a campaign that has no records, for tests that only read."""
    return start(empty_store)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that fails its test on any error in the console and any request that leaves the machine."""
    errors: list[str] = []
    left: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not HARMLESS.fullmatch(message.location["url"]):
            errors.append(f"{message.text} ({message.location['url']})")

    def asked(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            left.append(address)

    context = chromium.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(30_000)
    context.on("console", heard)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("request", lambda request: asked(request.url))
    shown = context.new_page()
    shown.on("websocket", lambda socket: asked(socket.url))
    yield shown
    context.close()
    assert errors == []
    assert left == []
