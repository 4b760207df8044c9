"""Readings tried out on a page: in the address only, so that a link shows the same, and never saved as the rule."""

from __future__ import annotations

import streamlit as st

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.ranking import Changes
from ntm_dash.ui.choosing import choose, chosen


def tried_readings(campaign: Campaign) -> Changes:
    """The readings that the address takes otherwise than in force."""
    found = []
    for reading in campaign.rulebook.readings:
        choice = chosen(reading.id, {each.id for each in reading.choices})
        if choice is not None and choice != campaign.choices[reading.id]:
            found.append((reading.id, choice))
    return tuple(found)


def try_reading(campaign: Campaign, reading: str, choice: str) -> None:
    """Take one reading otherwise; the choice in force leaves the address clean."""
    choose(reading, None if campaign.choices[reading] == choice else choice)


def forget_readings(campaign: Campaign) -> None:
    """Back to the choices in force."""
    for reading in campaign.rulebook.readings:
        st.query_params.pop(reading.id, None)
