"""The demonstration for tests that only read, and in a store of its own, with a clock that stands still, for others."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify

NOW = datetime(2019, 8, 20, 8, 0)


@pytest.fixture(scope="session")
def store(standing: Store) -> Store:
    """The demonstration, for tests that only read."""
    return standing


@pytest.fixture
def demonstration(demonstration_store: Path, tmp_path: Path) -> Iterator[Store]:
    place = tmp_path / "demonstration.duckdb"
    shutil.copy(demonstration_store, place)
    opened = open_store(place, clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def prepared(empty_store: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own with the first campaign and nothing in it."""
    yield from copied(empty_store, tmp_path)


@pytest.fixture(scope="module")
def opened(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same for tests that write side by side, each into a campaign of its own."""
    yield from copied(empty_store, tmp_path_factory.mktemp("opened"))


def copied(source: Path, folder: Path) -> Iterator[Store]:
    place = folder / "ntm.duckdb"
    shutil.copy(source, place)
    store = open_store(place)
    yield store
    assert verify(store) == []
    store.close()
