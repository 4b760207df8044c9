"""The criteria of a campaign: the set in force at the cut-off, by number, or numbers alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ntm_dash.services.campaigns import Campaign, campaign, prepare
from ntm_dash.services.criteria import Criterion, criteria
from ntm_dash.storage.store import open_store


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[Campaign]:
    opened = open_store(tmp_path / "ntm.duckdb")
    prepare(opened)
    yield campaign(opened)
    opened.close()


def assessed(standing: Campaign, **changes: Any) -> Campaign:
    """The campaign with its assessment read otherwise."""
    changed = standing.rulebook.assessment.model_copy(update=changes)
    return replace(standing, rulebook=standing.rulebook.model_copy(update={"assessment": changed}))


def test_the_set_in_force_at_the_cut_off_is_taken(standing: Campaign) -> None:
    group = "II. Hạ tầng kinh tế - xã hội"
    seventh = Criterion(7, "Cơ sở hạ tầng thương mại nông thôn", "Thương mại", group, "1980/QĐ-TTg")
    assert criteria(standing)[6] == seventh
    assert [each.number for each in criteria(standing)] == list(range(1, 20))
    earlier = assessed(standing, cutoff=date(2015, 12, 31))
    assert criteria(earlier)[6] == Criterion(7, "Chợ nông thôn", "Chợ", group, "491/QĐ-TTg")


def test_a_set_can_be_asked_for_by_its_number(standing: Campaign) -> None:
    assert criteria(standing, 491)[7].name == "Bưu điện"
    assert criteria(standing, 1980) == criteria(standing)


def test_criteria_of_no_set_we_know_have_numbers_only(standing: Campaign) -> None:
    assert criteria(assessed(standing, criteria=2)) == (Criterion(1), Criterion(2))
    assert criteria(assessed(standing, cutoff=date(2009, 1, 1)))[0] == Criterion(1)
