"""A process killed in the middle of writing loses nothing that it has said is written."""

from pathlib import Path

from tests.storage.killing import rounds


def test_nothing_acknowledged_is_lost_and_nothing_torn_by_kill_9(place: Path) -> None:
    found = list(rounds(place, 6, seed=20261123))
    assert [(each.problems, each.torn) for each in found] == [([], 0)] * 6
    assert [each.events for each in found] == [each.version for each in found]
    # An event may be committed whose acknowledgement the kill cut off, never the other way round.
    assert [each.version - each.said in (0, 1) for each in found] == [True] * 6
    assert found[-1].said > 6
