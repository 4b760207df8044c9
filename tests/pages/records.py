"""The records of the demonstration for checking what pages say, read without the product's questions and services."""

import csv
import tomllib
from functools import cache

import pandas as pd

from ntm_dash.domain.paths import REFERENCE, RULEBOOKS

RULEBOOK = tomllib.loads((RULEBOOKS / "lang-son-2011-2020.toml").read_text(encoding="utf-8"))
SCREENED = [award["id"] for award in RULEBOOK["awards"] if award["screened"]]
PROPOSING = ("district_committee", "department", "armed_forces", "mass_organisation", "fatherland_front")
CUTOFF = pd.Timestamp(2019, 7, 31)


def screened(nominations: pd.DataFrame) -> pd.DataFrame:
    """Those for awards that are screened, not only recorded."""
    return nominations[nominations["award"].isin(SCREENED)]


def late(nominations: pd.DataFrame) -> pd.DataFrame:
    """Those received after the deadline; by the letter of "before" the day itself is late."""
    received = pd.to_datetime(nominations["received_on"])
    return nominations[received >= CUTOFF]


@cache
def proposing_units() -> frozenset[str]:
    """The units on the list that are to propose."""
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"] for row in csv.DictReader(file) if row["kind"] in PROPOSING)


def known_masks(assessments: pd.DataFrame) -> tuple[list[int], list[int]]:
    """Of each commune assessed in the year before the cut-off: the criteria met and known the last time, as bits."""
    days = pd.to_datetime(assessments["assessed_on"])
    valid = assessments[(days <= CUTOFF) & (days >= CUTOFF - pd.DateOffset(months=12))]
    last = valid.sort_values(["assessed_on", "criteria_set"]).drop_duplicates("unit", keep="last")
    return last["met"].astype(int).tolist(), last["known"].astype(int).tolist()
