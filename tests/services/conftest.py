"""The demonstration for tests that only read, and in a store of its own, with a clock that stands still, for others."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from ntm_dash.storage.store import Clock, Store, open_store, utc_now
from ntm_dash.storage.verification import verify

NOW = datetime(2019, 8, 20, 8, 0)


@pytest.fixture(scope="session")
def store(standing: Store) -> Store:
    """The demonstration, for tests that only read."""
    return standing


@contextmanager
def copied(source: Path, folder: Path, clock: Clock = utc_now) -> Iterator[Store]:
    """A store of its own, open."""
    place = folder / source.name
    shutil.copy(source, place)
    store = open_store(place, clock=clock)
    yield store
    store.close()


@pytest.fixture
def demonstration(demonstration_store: Path, tmp_path: Path) -> Iterator[Store]:
    with copied(demonstration_store, tmp_path, lambda: NOW) as store:
        yield store


@pytest.fixture
def prepared(empty_store: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own with the first campaign and nothing in it; sound to the end."""
    with copied(empty_store, tmp_path) as store:
        yield store
        assert verify(store) == []


@pytest.fixture(scope="module")
def opened(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same for tests that write side by side, each into a campaign of its own."""
    with copied(empty_store, tmp_path_factory.mktemp("opened")) as store:
        yield store
        assert verify(store) == []
