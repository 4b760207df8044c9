"""A store of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_dash.storage.store import Store, open_store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kho" / "ntm.duckdb"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    opened = open_store(place)
    yield opened
    opened.close()
