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

import duckdb
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ntm_dash.cli import main
from ntm_dash.storage.store import open_store
from tests.house.tree import ROOT

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
    """Where the app looks for its store; nothing there yet."""
    path = tmp_path / "ntm.duckdb"
    monkeypatch.setenv("NTM_STORE", str(path))
    st.cache_resource.clear()
    yield path
    if path.exists():
        open_store(path).close()


@pytest.fixture
def open_page(place: Path) -> Open:
    """Opens a page of the app with parameters of the address."""

    def opened(page: str, **parameters: str) -> Shown:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        app.run()
        for name, value in parameters.items():
            app.query_params[name.replace("_", "-")] = value
        return Shown(app.switch_page(f"pages/{page}.py").run())

    return opened


@pytest.fixture
def empty(place: Path, empty_store: Path) -> None:
    """The app's store has a campaign without records."""
    shutil.copy(empty_store, place)


@pytest.fixture
def full(place: Path, demonstration_store: Path) -> None:
    """The app's store has the demonstration."""
    shutil.copy(demonstration_store, place)


@pytest.fixture(scope="session")
def tables(demonstration_store: Path) -> dict[str, pd.DataFrame]:
    """The records of the demonstration, read from the tables of the store and nothing else."""
    with duckdb.connect(str(demonstration_store), read_only=True) as connection:
        found = {name: connection.table(name).df() for name in RECORDS}
        assert connection.table("replaced").df().empty, "all of them stand"
        assert connection.table("event").filter("kind = 'import_withdrawn'").df().empty
        found["import"] = connection.table("event").filter("kind = 'imported'").df()
    return found


@pytest.fixture(scope="session")
def screening(demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the command line says of every nomination of the demonstration."""
    place = tmp_path_factory.mktemp("screened") / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    printed = StringIO()
    with redirect_stdout(printed):
        assert main(["--store", str(place), "screen", "--format", "json"]) == 0
    open_store(place).close()
    found: list[dict[str, Any]] = json.loads(printed.getvalue())
    return found
