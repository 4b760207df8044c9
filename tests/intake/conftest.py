"""A desk for each test: a campaign of its own in one store."""

from collections.abc import Iterator
from itertools import count

import pytest

from ntm_dash.services.campaigns import prepare
from ntm_dash.storage.store import Store, open_store
from tests.intake.desk import Desk

_NUMBERS = count(1)


@pytest.fixture(scope="package")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("store") / "ntm.duckdb")
    prepare(opened)
    yield opened
    opened.close()


@pytest.fixture
def desk(shared_store: Store) -> Desk:
    return Desk(shared_store, f"desk-{next(_NUMBERS)}")
