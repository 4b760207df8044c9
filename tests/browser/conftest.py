"""The app as people get it: started by its command, seen in Chromium, with nothing from outside the machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import Account, add_account
from ntm_dash.storage.store import open_store
from tests.browser.provider import Provider, running
from tests.browser.serving import ARGUMENTS, fork, serve
from tests.browser.steps import opened, turned
from tests.house.tree import ROOT
from tests.postgres import served_from

HARMLESS = re.compile(r"http://127\.0\.0\.1:\d+/[a-z-]+/_stcore/(health|host-config)")
"""On a deep link Streamlit first looks for its own addresses below the page's, and then at the top."""


@dataclass(frozen=True)
class App:
    """The running app: where it answers, its store, and what its server prints."""

    address: str
    store: Path
    log: Path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the browser tests need Chromium: apt-get install chromium")
        pytest.skip("Chromium is not installed (apt-get install chromium): the pages were not opened in a browser")
    expect.set_options(timeout=30_000)  # as long as a click may take: the machine may be busy
    playwright: Playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


Start = Callable[..., App]


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts the app on a copy of a store; on a fresh place by its command, as people do."""
    processes: list[subprocess.Popen[bytes] | BaseProcess] = []

    def started(source: Path, *options: str, accounts: Sequence[Account] = ()) -> App:
        folder = tmp_path_factory.mktemp("app")
        place = folder / "ntm.duckdb"
        if source.exists():
            shutil.copy(source, place)
        if accounts:
            opened = open_store(place)
            for account in accounts:
                add_account(opened, account, by=LOCAL)
            opened.close()
        begin = fork if source.exists() else serve
        address, process = begin(ROOT, folder / "log.txt", *options, NTM_STORE=served_from(place))
        processes.append(process)
        return App(address, place, folder / "log.txt")

    yield started
    for process in processes:
        process.terminate()
    for process in processes:
        if isinstance(process, subprocess.Popen):
            process.wait(30)
        else:
            process.join(30)


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The provider with whom the people of the tests sign in."""
    with running() as started:
        yield started


StartSignedIn = Callable[..., App]


@pytest.fixture(scope="session")
def start_with_sign_in(start: Start, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> StartSignedIn:
    """Starts the app on a copy of a store, with these accounts in it, for people who sign in.

    `steps.sign_in(page, app.address, "bac-son@langson.example")` then signs somebody in. Keywords, such as
    `idle_minutes`, are the app's settings.
    """

    def started(source: Path, accounts: Sequence[Account], **settings: float) -> App:
        secrets = provider.secrets(tmp_path_factory.mktemp("secrets"), **settings)
        provider.addresses = sorted({*provider.addresses, *(each.account for each in accounts)})
        return start(source, "--secrets.files", str(secrets), accounts=accounts)

    return started


@pytest.fixture(scope="session")
def demonstration(start: Start, demonstration_store: Path) -> App:
    """The app with the demonstration, for tests that only read."""
    return start(demonstration_store)


@pytest.fixture(scope="session")
def empty(start: Start, empty_store: Path) -> App:
    """The app with a campaign that has no records, for tests that only read."""
    return start(empty_store)


Window = Callable[[], Page]


class Watched:
    """Browsers of people, and what went wrong in any of them. A browser that is done with forgets whose it was and is
    given to the next: it has Streamlit's files already.
    """

    def __init__(self, chromium: Browser, spare: list[BrowserContext]) -> None:
        self._chromium, self._spare = chromium, spare
        self._listens = {
            "console": self._heard,
            "weberror": lambda error: self._errors.append(str(error.error)),
            "request": lambda request: self._asked(request.url),
            "page": lambda page: page.on("websocket", lambda socket: self._asked(socket.url)),
        }
        self._contexts: list[BrowserContext] = []
        self._errors: list[str] = []
        self._left: list[str] = []

    def browser(self) -> BrowserContext:
        """Another browser, with cookies of its own."""
        if self._spare:
            context = self._spare.pop()
        else:
            context = self._chromium.new_context(
                locale="vi-VN", viewport={"width": 1366, "height": 768}, reduced_motion="reduce"
            )
            context.set_default_timeout(30_000)
        self._contexts.append(context)
        for event, told in self._listens.items():
            context.on(event, told)  # type: ignore[call-overload]
        return context

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not HARMLESS.fullmatch(message.location["url"]):
            self._errors.append(f"{message.text} ({message.location['url']})")

    def _asked(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self._left.append(address)

    def close(self) -> None:
        for context in self._contexts:
            for event, told in self._listens.items():
                context.remove_listener(event, told)
            last = context.new_page()
            context.new_cdp_session(last).send(
                "Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "local_storage"}
            )
            for page in context.pages:
                page.close()
            context.clear_cookies()
            self._spare.append(context)

    def faults(self) -> list[str]:
        """Errors in a console and requests that left the machine, since this was asked last."""
        found = [*self._errors, *self._left]
        self._errors.clear()
        self._left.clear()
        return found


@pytest.fixture(scope="session")
def spare() -> list[BrowserContext]:
    """Browsers that nobody uses."""
    return []


@pytest.fixture
def window(chromium: Browser, spare: list[BrowserContext]) -> Iterator[Window]:
    """Opens windows, each a browser of its own; an error in a console or a request that leaves the machine fails."""
    watched = Watched(chromium, spare)
    yield lambda: watched.browser().new_page()
    watched.close()
    assert watched.faults() == []


@pytest.fixture
def page(window: Window) -> Page:
    """One window."""
    return window()


Turn = Callable[[App, str], Page]


@pytest.fixture(scope="session")
def turning(chromium: Browser) -> Iterator[tuple[Watched, dict[App, Page]]]:
    """One window for each app, for tests that only look."""
    watched = Watched(chromium, [])
    yield watched, {}
    watched.close()


@pytest.fixture
def turn(turning: tuple[Watched, dict[App, Page]]) -> Iterator[Turn]:
    """Turns to an address in the app's window; an error in its console or a request that leaves the machine fails."""
    watched, windows = turning

    def turned_to(app: App, address: str) -> Page:
        if app in windows:
            return turned(windows[app], f"/{address}")
        windows[app] = opened(watched.browser().new_page(), f"{app.address}/{address}")
        return windows[app]

    yield turned_to
    assert watched.faults() == []
