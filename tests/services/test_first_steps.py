"""The first steps: each is done when the store has what it brings, and not before."""

import shutil
from dataclasses import asdict
from pathlib import Path

from ntm_dash.domain.access import Role
from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import Account, add_account
from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.services.first_steps import FirstSteps, first_steps
from ntm_dash.services.imports import import_files
from ntm_dash.storage.store import Store, open_store
from tests.intake.desk import CLERK, TODAY, filled, nomination

NOTHING = FirstSteps(False, False, False, False, False, False, False)


def done(found: FirstSteps) -> set[str]:
    return {name for name, value in asdict(found).items() if value}


def test_nothing_is_done_in_an_empty_campaign_and_each_act_ticks_its_own_step(
    empty_store: Path, tmp_path: Path
) -> None:
    place = tmp_path / "ntm.duckdb"
    shutil.copy(empty_store, place)
    store = open_store(place)
    chosen = campaign(store)
    assert first_steps(store, chosen) == NOTHING
    for name in ("quan-tri", "van-thu"):
        add_account(store, Account(f"{name}@langson.example", name, (Role.ADMINISTRATOR,)), by=LOCAL)
    assert done(first_steps(store, chosen)) == {"people"}
    import_files(store, chosen, [filled("nominations", nomination())], by=CLERK, today=TODAY)
    found = first_steps(store, chosen)
    assert done(found) == {"people", "files", "nominations"}
    assert found.records_missing
    store.close()


def test_the_demonstration_has_all_records(standing: Store, invented: Campaign) -> None:
    found = first_steps(standing, invented)
    assert {"files", "results", "nominations", "council"} <= done(found)
    assert not found.records_missing
