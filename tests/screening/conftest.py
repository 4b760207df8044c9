"""One store for the tests of a module, with the unit lists and the first campaign of a new store."""

from collections.abc import Iterator

import pytest

from ntm_dash.services.campaigns import prepare
from ntm_dash.storage.store import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("store") / "ntm.duckdb")
    prepare(opened)
    yield opened
    opened.close()
