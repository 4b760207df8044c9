"""The demonstration, read only."""

import pytest

from ntm_dash.storage.store import Store


@pytest.fixture(scope="session")
def store(standing: Store) -> Store:
    """The demonstration, for tests that only read."""
    return standing
