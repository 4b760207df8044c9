"""The figures of the closing report, against figures counted from the records themselves."""

from pathlib import Path

import pandas as pd
import pytest

from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.statistics import Statistics, statistics
from ntm_dash.storage.store import Store
from tests.postgres import tables_of


@pytest.fixture(scope="module")
def found(store: Store, invented: Campaign) -> Statistics:
    return statistics(store, invented)


@pytest.fixture(scope="module")
def records(demonstration_store: Path) -> dict[str, pd.DataFrame]:
    with tables_of(demonstration_store) as connection:
        return {
            name: connection.table(name).df()
            for name in ("earlier_award", "nomination", "contribution", "commune_event", "unit", "assessment")
        }


def test_every_standing_award_is_counted_once(found: Statistics, records: dict[str, pd.DataFrame]) -> None:
    awards = records["earlier_award"]
    own = awards[(awards["status"] == "in_force") & awards["movement"].fillna("").str.contains("nông thôn mới")]
    assert sum(found.awards.values()) == len(own)


def test_a_district_is_complete_in_the_year_its_last_commune_was_recognised(found: Statistics) -> None:
    complete = {each.name: each.completed_on.year for each in found.districts if each.completed_on}
    assert complete == {"Thành phố Lạng Sơn": 2016}


def test_gifts_of_enterprises_are_those_that_were_delivered(
    found: Statistics, records: dict[str, pd.DataFrame]
) -> None:
    givers = records["nomination"]
    codes = set(givers[givers["subject"].isin(["enterprise", "businessperson"])]["code"])
    gifts = records["contribution"]
    own = gifts[gifts["nomination"].isin(codes) & (gifts["delivered"] == True)]  # noqa: E712
    assert sum(each.delivered for each in found.giving) == int(own["value"].sum())
    confirmed = own[own["confirmed_by"].notna()]
    assert sum(each.confirmed for each in found.giving) == int(confirmed["value"].sum())


def test_communes_recognised_by_the_end_of_each_year_add_up(
    found: Statistics, records: dict[str, pd.DataFrame]
) -> None:
    events = records["commune_event"]
    days = events[events["kind"] == "recognised"].groupby("unit")["from_on"].min()
    for year in (2015, 2018):
        counted = sum(each.recognised for own in found.years.values() for each in own if each.year == year)
        assert counted == int((days.dt.year <= year).sum())
