"""The demonstration, read only: a store of its own for each module of tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.storage.store import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, demonstration_store: Path) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("spreadsheets") / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def invented(store: Store) -> Campaign:
    return campaign(store)
