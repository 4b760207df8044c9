"""Which records stand: of one campaign, as of one event, not withdrawn, not replaced by one that stands."""

from itertools import product

import pyarrow as pa
import pytest

from ntm_dash.storage.store import Store
from ntm_dash.storage.verification import verify
from tests.storage.acts import import_ratings, note

A, B, C = 1, 2, 3


def import_level(store: Store, level: str, replacing: list[int], campaign: str = "one") -> int:
    """One rating on sheet 1, line 2, which replaces the same line of earlier imports."""
    sheet = {"sheet": 1, "file": f"{level}.csv", "file_digest": "-", "name": "A", "form": "06", "rows_read": 1}
    place = {"sheet": 1, "line": 2}
    records = {
        "sheet": pa.Table.from_pylist([sheet]),
        "rating": pa.Table.from_pylist([{**place, "nomination": "HS-1", "year": 2016, "level": level}]),
    }
    if replacing:
        old = [{**place, "old_batch": batch, "old_sheet": 1, "old_line": 2} for batch in replacing]
        records["replaced"] = pa.Table.from_pylist(old)
    return store.transact(lambda write: write.append("imported", who="Bà Giáp", campaign=campaign, records=records))


def withdraw(store: Store, batch: int, campaign: str = "one") -> int:
    return store.transact(
        lambda write: write.append("import_withdrawn", who="Ông Ất", campaign=campaign, subject=str(batch))
    )


def levels(store: Store, as_of: int | None = None, campaign: str = "one") -> list[str]:
    """The ratings that stand."""
    scope = store.scope(campaign={"id": campaign}, as_of=as_of)
    return [level for (level,) in scope.cursor.execute("SELECT level FROM rating ORDER BY level").fetchall()]


@pytest.fixture
def chain(store: Store) -> Store:
    """A, replaced by B, replaced by C: which also names A, so that A does not come back when B is withdrawn."""
    assert import_level(store, "good", []) == A
    assert import_level(store, "completed", [A]) == B
    assert import_level(store, "excellent", [B, A]) == C
    return store


def test_each_state_of_the_past_can_be_seen_again(chain: Store) -> None:
    withdraw(chain, C)
    withdraw(chain, A)
    seen = [levels(chain, as_of) for as_of in range(6)]
    assert seen == [[], ["good"], ["completed"], ["excellent"], ["completed"], ["completed"]]
    assert levels(chain) == ["completed"]


@pytest.mark.parametrize("withdrawn", list(product((False, True), repeat=3)))
def test_of_a_chain_of_corrections_the_last_that_is_not_withdrawn_stands(
    chain: Store, withdrawn: tuple[bool, bool, bool]
) -> None:
    for batch, gone in zip((A, B, C), withdrawn, strict=True):
        if gone:
            withdraw(chain, batch)
    left = [level for level, gone in zip(("good", "completed", "excellent"), withdrawn, strict=True) if not gone]
    assert levels(chain) == left[-1:]


def test_withdrawing_appends_and_takes_nothing_away(chain: Store) -> None:
    before = chain.scope().rows("journal")
    withdraw(chain, B)
    assert chain.scope().rows("journal")[:-1] == before
    assert chain.scope().cursor.execute("SELECT count(*) FROM store.rating").fetchall() == [(3,)]
    assert [problem.code for problem in verify(chain)] == ["reference_loose"], "the nomination, left out here"


def test_events_of_other_kinds_bring_no_records_into_sight(store: Store) -> None:
    sheet = {"sheet": 1, "line": 2, "nomination": "HS-1", "year": 2016, "level": "good"}
    store.transact(
        lambda write: write.append(
            "noted", who="x", campaign="one", subject="HS-1", records={"rating": pa.Table.from_pylist([sheet])}
        )
    )
    assert levels(store) == []


def test_an_import_of_one_campaign_is_unseen_in_another(store: Store) -> None:
    import_level(store, "good", [], "one")
    import_level(store, "completed", [], "two")
    note(store)
    assert (levels(store, campaign="one"), levels(store, campaign="two")) == (["good"], ["completed"])
    assert levels(store, campaign="three") == []


def test_two_scopes_at_once_each_keep_what_they_chose(store: Store) -> None:
    import_ratings(store, "HS-1", count=2, campaign="one")
    import_ratings(store, "HS-2", count=5, campaign="two")
    one, two = {"id": "one"}, {"id": "two"}
    scopes = [store.scope(campaign=one), store.scope(campaign=two), store.scope(campaign=one, as_of=0)]
    counts = [scope.cursor.execute("SELECT count(*) FROM rating").fetchall()[0][0] for scope in scopes * 2]
    assert counts == [2, 5, 0, 2, 5, 0]
