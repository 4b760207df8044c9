"""Everybody can read every page, whatever it holds: by axe-core's rules, at a laptop's width, in Vietnamese."""

import pytest

from ntm_dash.ui.menu import MENU
from tests.browser.conftest import App, Turn
from tests.browser.reading import foreign_words, sideways, violations

ADDRESSES = [entry.address for entry in MENU.values()]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_with_the_demonstration_can_be_read_by_everybody(turn: Turn, demonstration: App, address: str) -> None:
    page = turn(demonstration, address)
    assert (violations(page), sideways(page), foreign_words(page)) == ([], [], [])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_an_empty_campaign_can_be_read_by_everybody(turn: Turn, empty: App, address: str) -> None:
    page = turn(empty, address)
    assert (violations(page), sideways(page), foreign_words(page)) == ([], [], [])
