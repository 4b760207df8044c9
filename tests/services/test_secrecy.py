"""A secret ballot on devices: nothing that is kept says who chose what.

Two ballots in which the members choose otherwise, but with the same counts, must leave the same behind: then no one
who reads the store, a copy of it, the journal or the log can tell them apart, and so cannot link a choice to a person.
"""

import json
import logging
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ntm_dash.domain.voting import Choice, Count, Method
from ntm_dash.services.balloting import cast, count_ballot, open_ballot
from ntm_dash.services.ballots import ballots, votes
from ntm_dash.storage.backup import back_up
from ntm_dash.storage.store import open_store
from tests.house.tree import ROOT
from tests.services.sitting import SECRETARY, Sitting, called, member

pytestmark = pytest.mark.on_files

NOW = datetime(2019, 8, 20, 9, 0)
CHOICES = [Choice.YES] * 9 + [Choice.NO] * 3 + [Choice.OTHER] * 2


def held(place: Path, choices: Sequence[Choice]) -> tuple[Sitting, str, list[str]]:
    """A secret ballot in which the members choose in turn."""
    store = open_store(place, clock=lambda: NOW)
    sitting = called(store, ["BDT-01"])
    present = sitting.attend(len(choices))
    ballot = open_ballot(store, sitting.campaign, sitting.id, ["BDT-01"], Method.DEVICES, by=SECRETARY, secret=True)
    for name, choice in zip(present, choices, strict=True):
        cast(store, sitting.campaign, sitting.id, ballot, choice, by=member(name))
    return sitting, ballot, present


def told(file: Path) -> list[tuple[Any, ...]]:
    """Everything a copy says but what is drawn by chance: ids and the hashes over them."""
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.sql(
            "SELECT seq, acted_at, who, kind, campaign, subject, body, digest FROM event ORDER BY seq"
        ).fetchall()


@pytest.mark.parametrize("when", ["open", "counted"])
def test_ballots_that_differ_only_in_who_chose_what_leave_the_same_behind(
    demonstration_store: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    when: str,
) -> None:
    shuffled = random.Random(7).sample(CHOICES, len(CHOICES))
    assert shuffled != CHOICES
    caplog.set_level(logging.DEBUG)
    found = []
    for number, choices in enumerate((CHOICES, shuffled)):
        place = tmp_path / f"{number}.duckdb"
        shutil.copy(demonstration_store, place)
        sitting, ballot, _ = held(place, choices)
        if when == "counted":
            count_ballot(sitting.store, sitting.campaign, sitting.id, ballot, by=SECRETARY)
            result = votes(ballots(sitting.store, sitting.campaign))["BDT-01"].count
            assert result == Count(9, 3, 2)
        copy = tmp_path / f"{number}-copy.duckdb"
        back_up(sitting.store, copy)
        sitting.store.close()
        printed = caplog.text + "".join(capfd.readouterr())
        caplog.clear()
        assert "ballot" not in printed
        assert not [choice for choice in Choice if str(choice) in printed]
        found.append((told(place), told(copy)))
    (first, first_copy), (second, second_copy) = found
    # The process that holds the choices is named; it is the same in both.
    assert first == second == first_copy == second_copy


START = """
import sys
from ntm_dash.domain.problems import Refused
from ntm_dash.services.balloting import void_lost_ballots
from ntm_dash.storage.store import open_store
try:
    print(void_lost_ballots(open_store(sys.argv[1]), who="ntm_dash"))
except Refused as refused:
    print(refused.problems[0].code)
"""


def test_another_process_cannot_end_a_ballot_that_is_open_and_does_so_once_its_own_is_gone(
    demonstration_store: Path, tmp_path: Path
) -> None:
    place = tmp_path / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    sitting, ballot, _ = held(place, CHOICES)

    def another() -> str:
        command = [sys.executable, "-c", START, str(place)]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    assert another() == "store_in_use"
    [standing] = ballots(sitting.store, sitting.campaign)
    assert (standing.id, standing.open, standing.lost) == (ballot, True, False)
    sitting.store.close()
    assert another() == str([ballot])


def test_no_act_of_a_secret_ballot_names_both_a_member_and_a_choice(demonstration_store: Path, tmp_path: Path) -> None:
    place = tmp_path / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    sitting, ballot, present = held(place, CHOICES)
    count_ballot(sitting.store, sitting.campaign, sitting.id, ballot, by=SECRETARY)
    acts = [act for act in sitting.acts() if act[2].startswith("ballot_") or act[2] == "count_corrected"]
    cast_acts = [act for act in acts if act[2] == "ballot_voted"]
    said = [json.loads(act[4]) for act in cast_acts]
    assert said == [{"ballot": ballot, "member": name, "by": {"role": "council_member"}} for name in present], (
        "who has voted, and nothing more"
    )
    [counted] = [act for act in acts if act[2] == "ballot_counted"]
    assert not [name for name in present if name in counted[4]]
    sitting.store.close()
