"""The same work on a file and on a PostgreSQL server comes to the same: imports, verdicts, moves, votes."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ntm_dash.domain.voting import Choice, Count, Method
from ntm_dash.services import ballots as services
from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import accounts
from ntm_dash.services.balloting import cast, count_ballot, open_ballot, void_lost_ballots, vote_by_hands
from ntm_dash.services.ballots import Paper, ballots, votes
from ntm_dash.services.campaigns import Campaign, campaign, scope_of
from ntm_dash.services.imports import import_files, imports, withdraw
from ntm_dash.services.screening import cases
from ntm_dash.services.stages import move, moves_open, positions
from ntm_dash.storage.backup import copy_to
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.intake.desk import CLERK
from tests.postgres import Cluster
from tests.services.conftest import NOW
from tests.services.road import PEOPLE
from tests.services.sitting import SECRETARY, called, member
from tests.storage.acts import refused

pytestmark = pytest.mark.on_files

TODAY = date(2019, 9, 2)
RATED = "BDT-02"
"""A nomination of an official that waits for ratings."""


@pytest.fixture
def shared(postgres: Cluster, demonstration_store: Path, tmp_path: Path) -> Iterator[Store]:
    address = postgres.address(postgres.database())
    copy_to(shutil.copy(demonstration_store, tmp_path / "ntm.duckdb"), address)
    store = open_store(address, clock=lambda: NOW)
    yield store
    store.close()


def worked_on(store: Store) -> tuple[object, ...]:
    """What is to be seen of a store after some work of every kind."""
    found = campaign(store)
    seen: list[object] = [cases(store, found, all_units=True)]

    years = "".join(f"{RATED},{year},HTXSNV\n" for year in range(2011, 2019))
    import_files(
        store, found, [("xep-loai.csv", f"Mã hồ sơ,Năm,Mức xếp loại\n{years}".encode())], by=LOCAL, today=TODAY
    )
    seen.append(cases(store, found))
    batch = imports(store, found, LOCAL)[0].batch
    withdraw(store, found, batch, by=LOCAL, why="gửi nhầm")
    seen += [batch, cases(store, found), [each.batch for each in imports(store, found, LOCAL)]]

    seen.append(moved(store, found))

    sitting = called(store, ["BDT-01", "BDT-02", "BS-01"])
    present = sitting.attend(14)
    vote_by_hands(store, found, sitting.id, ["BDT-01"], Count(yes=13, no=1), by=SECRETARY)
    opened = open_ballot(store, found, sitting.id, ["BDT-02"], Method.DEVICES, by=SECRETARY)
    for name in present:
        cast(store, found, sitting.id, opened, Choice.YES, by=member(name))
    count_ballot(store, found, sitting.id, opened, by=SECRETARY)
    paper = open_ballot(store, found, sitting.id, ["BS-01"], Method.PAPER, by=SECRETARY, secret=True)
    counted = {"BS-01": Count(yes=10, no=3)}
    count_ballot(store, found, sitting.id, paper, counted, paper=Paper(issued=14, returned=14, invalid=1), by=SECRETARY)
    seen.append({code: (vote.count, vote.carried) for code, vote in votes(ballots(store, found)).items()})
    assert verify(store) == []
    return (*seen, store.version()[0], len(accounts(store, by=LOCAL)))


def moved(store: Store, found: Campaign) -> list[tuple[str, str]]:
    """Every dossier and its stage after one was moved by the first who may."""
    for each in positions(store, found, CLERK):
        for by in PEOPLE.values():
            for rule in moves_open(found.rulebook, [each.stage], by):
                if not rule.needs:
                    move(store, found, [each.code], rule.to, by=by, on=TODAY)
                    return [(here.code, here.stage) for here in positions(store, found, CLERK)]
    raise AssertionError("nothing can be moved")


def test_the_same_work_comes_to_the_same_on_a_server_as_in_a_file(demonstration: Store, shared: Store) -> None:
    assert worked_on(shared) == worked_on(demonstration)


def read(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that a page or a rule can read of a store: the rows of each table and view, in the order they come in."""
    cursor = scope_of(store, campaign(store)).cursor
    names = cursor.execute(
        "SELECT CASE WHEN table_type = 'VIEW' THEN table_name ELSE 'store.' || table_name END"
        " FROM information_schema.tables WHERE (table_catalog = 'store' OR table_type = 'VIEW')"
        " AND table_name <> 'migration' ORDER BY ALL"  # when a migration was run is each store's own
    ).fetchall()
    return {name: cursor.execute(f"FROM {name}").fetchall() for (name,) in names}


def test_what_is_read_of_a_server_is_what_is_read_of_the_file_it_came_from(store: Store, shared: Store) -> None:
    of_file, of_server = read(store), read(shared)
    assert of_server.keys() == of_file.keys()
    assert [name for name in of_file if of_server[name] != of_file[name]] == []
    assert len([name for name, rows in of_file.items() if rows]) > 30


def test_a_secret_ballot_on_devices_is_refused_where_processes_share_a_store(
    postgres: Cluster, demonstration: Store, shared: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = called(shared, ["BDT-01"])
    sitting.attend(14)
    with refused("ballot_shared"):
        open_ballot(shared, sitting.campaign, sitting.id, ["BDT-01"], Method.DEVICES, by=SECRETARY, secret=True)
    assert void_lost_ballots(shared, who="ntm_dash") == []
    own = called(demonstration, ["BDT-01"])
    own.attend(14)
    ballot = open_ballot(demonstration, own.campaign, own.id, ["BDT-01"], Method.DEVICES, by=SECRETARY, secret=True)
    address = postgres.address(postgres.database())
    copy_to(demonstration.path, address)
    moved_there = open_store(address)
    monkeypatch.setattr(services, "PROCESS", "another")
    assert void_lost_ballots(moved_there, who="ntm_dash") == [ballot]
    moved_there.close()
