"""The journal as people read it: filtered, paged, with what changed, what was undone, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import FIRST_CAMPAIGN, prepare
from ntm_dash.services.imports import withdraw
from ntm_dash.services.journal import (
    PAGE,
    Changed,
    Wanted,
    act,
    acts,
    changes,
    check_chain,
    head,
    kinds,
    nomination_of,
    people,
)
from ntm_dash.storage.store import Store, open_store
from tests.clock import Clock
from tests.intake.desk import CLERK, Desk, filled, gift, nomination
from tests.storage.acts import behind, note, refused

BINH = Person("binh@langson.example", "Ông Bính", Role.EMULATION_BOARD)
NIGHT = datetime(2026, 1, 4, 17, 30)
"""Half past midnight of the fifth of January in Vietnam."""


@pytest.fixture
def clock() -> Clock:
    return Clock(NIGHT)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A campaign of two nominations, the gift to one of which was corrected, and the correction withdrawn."""
    store = open_store(tmp_path / "ntm.duckdb", clock=clock)
    prepare(store)
    desk = Desk(store, "nhat-ky")
    desk.take(filled("nominations", nomination("HS-1"), nomination('HS "2"')))
    desk.take(filled("contributions", gift("HS-1", value="100 triệu"), gift("HS-1", what="Cầu")))
    desk.take(filled("contributions", gift("HS-1", value="450 triệu"), gift("HS-1", what="Cầu")))
    clock.now = datetime(2026, 1, 6, 3)
    withdraw(store, desk.campaign, store.version()[0], by=BINH, why="nhầm tệp")
    yield desk
    store.close()


def found(store: Store, **wanted: object) -> list[int]:
    """The numbers of the acts that pass, the latest first."""
    page = acts(store, Wanted(**wanted), 0, LOCAL)  # type: ignore[arg-type]
    assert page.passing == len(page.acts)
    return [each.seq for each in page.acts]


def test_each_filter_lets_through_what_it_names(desk: Desk) -> None:
    last = desk.store.version()[0]
    first = last - 3
    assert found(desk.store) == list(range(last, 0, -1))
    assert found(desk.store, account=CLERK.account) == [last - 1, last - 2, first]
    assert found(desk.store, account=BINH.account) == [last]
    assert found(desk.store, account="ntm_dash") == list(range(first - 1, 0, -1))
    assert found(desk.store, account="binh") == []
    assert found(desk.store, kind="imported") == [last - 1, last - 2, first]
    assert found(desk.store, campaign=FIRST_CAMPAIGN) == [3]
    assert found(desk.store, nomination="HS-1") == [last - 1, last - 2, first]
    assert found(desk.store, nomination='HS "2"') == [first]
    assert found(desk.store, nomination="HS-9") == []
    assert found(desk.store, kind="imported", nomination="HS-1", account=BINH.account) == []


def test_days_are_days_in_vietnam_and_both_ends_count(desk: Desk) -> None:
    last = desk.store.version()[0]
    fourth, fifth, sixth = date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6)
    assert found(desk.store, until=fourth) == []
    assert found(desk.store, since=fifth, until=fifth) == list(range(last - 1, 0, -1))
    assert found(desk.store, since=sixth) == [last]
    assert acts(desk.store, Wanted(), 0, LOCAL).acts[-1].at == datetime(2026, 1, 4, 17, 30)


def test_an_import_that_was_withdrawn_says_by_which_act_and_both_stay(desk: Desk) -> None:
    last = desk.store.version()[0]
    undone = {each.seq: each.undone_by for each in acts(desk.store, Wanted(), 0, LOCAL).acts if each.undone_by}
    assert undone == {last - 1: last}
    assert (act(desk.store, last - 1, LOCAL).undone_by, act(desk.store, last - 2, LOCAL).undone_by) == (last, None)
    assert act(desk.store, last, LOCAL).body == {"why": "nhầm tệp"}


def test_any_act_may_say_that_it_undoes_another(desk: Desk) -> None:
    undone = desk.store.version()[0] - 2
    desk.store.transact(lambda write: write.append("nomination_noted", who=BINH, body={"undoes": undone}))
    last = desk.store.version()[0]
    assert act(desk.store, undone, LOCAL).undone_by == last
    assert {each.seq: each.undone_by for each in acts(desk.store, Wanted(), 0, LOCAL).acts}[undone] == last


def test_what_an_import_changed_is_told_field_by_field_before_and_after(desk: Desk) -> None:
    last = desk.store.version()[0]
    expected = [Changed("contributions", 1, 2, {"value": (100_000_000, 450_000_000)})]
    assert changes(desk.store, last - 1, LOCAL) == expected
    assert changes(desk.store, last - 2, LOCAL) == []


def test_the_nomination_that_an_act_is_about_is_named_and_no_other_word_is(desk: Desk) -> None:
    desk.store.transact(lambda write: write.append("nomination_moved", who=BINH, subject="HS-1"))
    last = desk.store.version()[0]
    assert (nomination_of(desk.store, last, LOCAL), nomination_of(desk.store, last - 1, LOCAL)) == ("HS-1", None)


def test_the_list_is_read_a_page_at_a_time_and_counts_them_all(desk: Desk) -> None:
    before = desk.store.version()[0]

    def many(write: object) -> None:
        for number in range(PAGE):
            write.append("nomination_noted", who=BINH, subject=f"HS-{number}")  # type: ignore[attr-defined]

    desk.store.transact(many)
    total = before + PAGE
    pages = [acts(desk.store, Wanted(), number, LOCAL) for number in range(3)]
    assert [page.passing for page in pages] == [total] * 3
    assert [each.seq for page in pages for each in page.acts] == list(range(total, 0, -1))
    assert len(pages[0].acts) == PAGE
    assert acts(desk.store, Wanted(kind="nomination_noted"), 0, LOCAL).passing == PAGE


def test_people_are_told_apart_by_account_and_called_as_they_signed_last(desk: Desk) -> None:
    renamed = replace(BINH, name="Hoàng Văn Bính")
    desk.store.transact(lambda write: write.append("nomination_noted", who=renamed))
    assert people(desk.store, LOCAL) == {
        "ntm_dash": "ntm_dash",
        CLERK.account: CLERK.signature,
        BINH.account: "Hoàng Văn Bính (binh@langson.example)",
    }
    assert len(found(desk.store, account=BINH.account)) == 2
    assert kinds(desk.store, LOCAL) == [
        "campaign_started",
        "import_withdrawn",
        "imported",
        "nomination_noted",
        "unit_list_added",
    ]


def test_an_act_that_there_is_not_is_refused(desk: Desk) -> None:
    with refused("event_unknown"):
        act(desk.store, desk.store.version()[0] + 1, LOCAL)


def test_the_chain_is_checked_to_the_end_and_a_changed_act_is_found(desk: Desk) -> None:
    told: list[float] = []
    verified = check_chain(desk.store, LOCAL, told.append)
    assert (verified.number, verified.head) == head(desk.store, LOCAL) == desk.store.version()
    assert verified.problems == ()
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    behind(desk.store).execute("UPDATE store.event SET who = 'ai đó' WHERE seq = 3")
    assert [(each.code, each.values) for each in check_chain(desk.store, LOCAL, told.append).problems] == [
        ("chain_broken", {"event": "3"})
    ]


def test_a_clock_set_back_is_told_and_the_chain_is_sound(tmp_path: Path) -> None:
    clock = Clock(NIGHT)
    opened = open_store(tmp_path / "ntm.duckdb", clock=clock)
    for step in (0, 30, -30, -3600, 7200):  # seconds; machines may differ by less than a minute
        clock.now += timedelta(seconds=step)
        note(opened)
    assert [(each.seq, each.set_back) for each in acts(opened, Wanted(), 0, LOCAL).acts] == [
        (5, False),
        (4, True),
        (3, False),
        (2, False),
        (1, False),
    ]
    assert act(opened, 4, LOCAL).set_back
    checked = check_chain(opened, LOCAL, lambda share: None)
    assert (checked.problems, [each.values for each in checked.notes]) == (
        (),
        [{"event": "4", "at": "23:30 4/1/2026", "before": "00:30 5/1/2026"}],
    )
    opened.close()
