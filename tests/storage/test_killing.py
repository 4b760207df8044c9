"""A process killed in the middle of its work loses nothing that it has said is written."""

import shutil
from pathlib import Path

import pytest

from tests.storage.killing import rounds


@pytest.mark.parametrize(
    ("work", "count"), [("imports", 3), ("acts", 1), ("votes", 1), ("backups", 1), ("migrations", 1)]
)
@pytest.mark.on_files
def test_nothing_acknowledged_is_lost_and_nothing_torn_by_kill_9(
    tmp_path: Path, demonstration_store: Path, work: str, count: int
) -> None:
    place = tmp_path / "ntm.duckdb"
    if work == "votes":
        shutil.copy(demonstration_store, place)
    found = list(rounds(place, count, seed=20261123, work=work))
    assert [(each.problems, each.torn) for each in found] == [([], 0)] * count
    assert [each.events for each in found] == [each.version for each in found]
    # An event may be committed whose acknowledgement the kill cut off, never the other way round. Between two
    # acknowledgements of votes a ballot may be declared void, which is an event of its own.
    assert [each.version - each.said in (0, 1, 2) for each in found] == [True] * count
    assert found[-1].said > count - 1
