"""Stores that several folders of tests begin from, made once; each test or server works on a copy."""

from datetime import date
from pathlib import Path

import pytest

from ntm_dash.services.campaigns import prepare
from ntm_dash.services.demonstration import start_demonstration
from ntm_dash.storage.store import open_store


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the unit lists and the first campaign, which has no records."""
    place = tmp_path_factory.mktemp("empty") / "ntm.duckdb"
    opened = open_store(place)
    prepare(opened)
    opened.close()
    return place


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the demonstration beside the empty first campaign."""
    place = tmp_path_factory.mktemp("demonstration") / "ntm.duckdb"
    opened = open_store(place)
    prepare(opened)
    start_demonstration(opened, today=date(2019, 9, 2))
    opened.close()
    return place
