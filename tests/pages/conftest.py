"""The whole app in one process, page by page, on a copy of a store; beside it the records, read without services."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from ntm_dash.cli import main
from ntm_dash.services.access import LOCAL
from ntm_dash.services.generation import generate
from ntm_dash.storage.store import Store, open_store
from ntm_dash.ui.menu import MENU
from tests.house.tree import ROOT
from tests.postgres import tables_of

BREAKS = re.compile(r"</?(?:div|h1|h2|br)[^>]*>")
RECORDS = (
    "unit",
    "assessment",
    "commune_event",
    "nomination",
    "contribution",
    "earlier_award",
    "rating",
    "evidence",
    "paper",
)
TAGS = re.compile(r"<[^>]+>")


def plain(markdown: str) -> str:
    """What a person reads where a name stands in Markdown, its marks escaped."""
    return re.sub(r"\\(.)", r"\1", markdown)


class Shown:
    """One page as it was drawn; `html` is all of its own drawing, `text` the same without tags, a line per block."""

    def __init__(self, app: AppTest) -> None:
        assert [error.message for error in app.exception] == []
        self.app = app
        drawings = [json.loads(each.proto.json) for each in app.main.get("bidi_component")]  # type: ignore[union-attr]
        self.html = "".join([*(each.body for each in app.main.html), *drawings])
        lines = (unescape(TAGS.sub("", line)).strip() for line in BREAKS.split(self.html))
        self.text = "\n".join(line for line in lines if line)

    @property
    def title(self) -> str:
        """The one title of the page."""
        [title] = re.findall(r"<h1[^>]*>(.*?)</h1>", self.html)
        return unescape(title)

    @property
    def warnings(self) -> list[str]:
        return [plain(warning.value) for warning in self.app.warning]

    def figure(self, label: str) -> tuple[str, str]:
        """A big figure and the note below it."""
        lines = self.text.split("\n")
        at = lines.index(label)
        return lines[at + 1], lines[at + 2]


Open = Callable[..., Shown]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the app looks for its store, for a test that acts; nothing there yet."""
    path = tmp_path / "ntm.duckdb"
    monkeypatch.setenv("NTM_STORE", str(path))
    yield path
    if path.exists():
        open_store(path).close()


@pytest.fixture
def own_empty(place: Path, empty_store: Path) -> None:
    """The app's store has a campaign without records; the test may act in it."""
    shutil.copy(empty_store, place)


@pytest.fixture
def own_full(place: Path, demonstration_store: Path) -> None:
    """The app's store has the demonstration; the test may act in it."""
    shutil.copy(demonstration_store, place)


@pytest.fixture
def crowded(own_empty: None, place: Path) -> int:
    """The app's store has a generated campaign of more units than a page holds; how many nominations it has."""
    store = open_store(place)
    generate(store, communes=120, nominations=700, by=LOCAL)
    store.close()
    return 700


@pytest.fixture
def empty(standing_empty: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app's store has a campaign without records, for a test that only reads."""
    yield from only_reads(standing_empty, monkeypatch)


@pytest.fixture
def full(standing: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app's store has the demonstration, for a test that only reads."""
    yield from only_reads(standing, monkeypatch)


def only_reads(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NTM_STORE", str(store.path))
    before = store.version()
    yield
    assert store.version() == before, "a test that acts takes a store of its own"


@pytest.fixture(scope="session")
def components() -> BidiComponentManager:
    """The components that packages bring, looked for once: each AppTest would search all packages."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


@pytest.fixture
def open_page(components: BidiComponentManager) -> Open:
    """Opens a page of the app with parameters of the address, as a link does that comes first."""
    addresses = {entry.file: entry.address for entry in MENU.values()}

    def opened(page: str, **parameters: str) -> Shown:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        app._bidi_component_manager = components
        app._page_hash = calc_hash(addresses[f"pages/{page}.py"])  # before a first run `switch_page` knows no address
        for name, value in parameters.items():
            app.query_params[name.replace("_", "-")] = value
        return Shown(app.run())

    return opened


@pytest.fixture(scope="session")
def tables(demonstration_store: Path) -> dict[str, pd.DataFrame]:
    """The records of the demonstration, read from the tables of the store and nothing else."""
    with tables_of(demonstration_store) as connection:
        found = {name: connection.table(name).df() for name in RECORDS}
        assert connection.table("replaced").df().empty, "all of them stand"
        assert connection.table("event").filter("kind = 'import_withdrawn'").df().empty
        found["import"] = connection.table("event").filter("kind = 'imported'").df()
    return found


@pytest.fixture(scope="session")
def screening(demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the command line says of every nomination of the demonstration."""
    return printed_screening(demonstration_store, tmp_path_factory)


@pytest.fixture(scope="session")
def screening_of_units(demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The same of every commune and district for each award, whether nominated or not."""
    found = printed_screening(demonstration_store, tmp_path_factory, "--all-units")
    return [case for case in found if case["nomination"] is None]


def printed_screening(source: Path, factory: pytest.TempPathFactory, *options: str) -> list[dict[str, Any]]:
    place = factory.mktemp("screened") / "ntm.duckdb"
    shutil.copy(source, place)
    printed = StringIO()
    with redirect_stdout(printed):
        assert main(["--store", str(place), "screen", "--format", "json", *options]) == 0
    open_store(place).close()
    found: list[dict[str, Any]] = json.loads(printed.getvalue())
    return found
