"""Moments are kept in UTC and read in Vietnam, seven hours ahead, over midnight and the turn of the year too."""

from datetime import date, datetime

import pytest

from ntm_dash.domain.local_time import local, midnight, moment


@pytest.mark.parametrize(
    ("at", "read"),
    [
        (datetime(2019, 8, 5, 10, 5), "17:05 5/8/2019"),
        (datetime(2019, 8, 5, 16, 59, 59), "23:59 5/8/2019"),
        (datetime(2019, 8, 5, 17, 0), "00:00 6/8/2019"),
        (datetime(2019, 12, 31, 17, 0), "00:00 1/1/2020"),
        (None, ""),
    ],
)
def test_a_moment_is_read_as_the_time_in_vietnam(at: datetime | None, read: str) -> None:
    assert moment(at) == read


def test_a_day_begins_at_its_own_midnight() -> None:
    assert midnight(date(2020, 1, 1)) == datetime(2019, 12, 31, 17, 0)
    assert local(midnight(date(2020, 1, 1))) == datetime(2020, 1, 1)
