"""The demonstration for tests that only read, and in a store of its own, with a clock that stands still, for others."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ntm_dash.storage.store import Store, open_store

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
