"""Stores that several folders of tests begin from, made once; a test or server that acts works on a copy."""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ntm_dash.services.campaigns import Campaign, campaign, prepare
from ntm_dash.services.demonstration import start_demonstration
from ntm_dash.storage.store import Store, open_store
from tests.postgres import Cluster
from tests.stores import KINDS, Stores


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--store", choices=KINDS, default=KINDS[0], help="where the stores of tests stand")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Stores(config))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage over and over took a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server for the tests of one process, which may stop it."""
    cluster = Cluster()
    yield cluster
    cluster.remove()


# The processes that share the tests share the cores.
os.environ.setdefault("NTM_THREADS", "1")


def made_once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Store], object]) -> Path:
    """A closed store of this name, filled by the first of the processes that share the tests."""
    root = factory.getbasetemp()
    folder = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    place = folder / f"{name}.duckdb"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            begun = folder / f"{name}-begun.duckdb"
            opened = open_store(begun)
            prepare(opened)
            fill(opened)
            opened.close()
            begun.rename(place)
    return place


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the unit lists and the first campaign, which has no records."""
    return made_once(tmp_path_factory, "empty", lambda _: None)


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the demonstration beside the empty first campaign."""
    return made_once(
        tmp_path_factory, "demonstration", lambda store: start_demonstration(store, today=date(2019, 9, 2))
    )


def only_read(source: Path, factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store open for all tests of a process; at the end it must be as it was."""
    place = factory.mktemp("only-read") / "ntm.duckdb"
    shutil.copy(source, place)
    opened = open_store(place)
    before = opened.version()
    yield opened
    standing = open_store(place)  # the tests of the command line close every store
    after = standing.version()
    standing.close()
    assert after == before, "a test changed the store that all share"


@pytest.fixture(scope="session")
def standing(demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration, open for tests that only read."""
    yield from only_read(demonstration_store, tmp_path_factory)


@pytest.fixture(scope="session")
def standing_empty(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A campaign without records, open for tests that only read."""
    yield from only_read(empty_store, tmp_path_factory)


@pytest.fixture(scope="session")
def invented(standing: Store) -> Campaign:
    """The demonstration's campaign."""
    return campaign(standing)
