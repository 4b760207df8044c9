"""The worked cases in tests/rules/, each against the real engine; `rules` says how they are written."""

from typing import Any

import pytest

from ntm_dash.storage.store import Store
from tests.screening.rules import Worked, Worlds, all_cases, expected


@pytest.fixture(scope="module")
def worlds(store: Store) -> Worlds:
    return Worlds(store)


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_worked_case(worlds: Worlds, case: Worked) -> None:
    answer: dict[str, Any] = worlds.answer(case)
    assert answer == expected(case)
