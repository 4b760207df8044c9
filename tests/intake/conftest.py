"""A desk for each test: a campaign of its own in one store."""

from collections.abc import Iterator

import pytest

from ntm_dash.services.campaigns import prepare
from ntm_dash.storage.store import Store, open_store
from tests.intake.desk import Desk, desks


@pytest.fixture(scope="package")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("store") / "ntm.duckdb")
    prepare(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def shared_desks(shared_store: Store) -> Iterator[Desk]:
    return desks(shared_store)


@pytest.fixture
def desk(shared_desks: Iterator[Desk]) -> Desk:
    return next(shared_desks)
