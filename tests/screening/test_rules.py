"""The worked cases in tests/rules/, each against the real engine; `rules` says how they are written."""

import pytest

from ntm_dash.storage.store import Store
from tests.screening.rules import Worked, Worlds, all_cases, cases_of, expected


@pytest.fixture(scope="module")
def worlds(store: Store) -> Worlds:
    return Worlds(store)


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_worked_case(worlds: Worlds, case: Worked) -> None:
    assert worlds.answer(case) == expected(case)


def test_a_case_asked_for_alone_reads_as_it_does_among_all(worlds: Worlds) -> None:
    rivals = "two communes of one district that both claim to be its most typical"
    [case] = [case for case in cases_of("flags") if case.name == rivals]
    assert worlds.alone(case) == worlds.case(case)
