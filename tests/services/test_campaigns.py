"""Campaigns: what a new store holds, what starts a campaign and what is refused, and that each keeps to itself."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from ntm_dash.domain.problems import Problem
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import (
    FIRST_CAMPAIGN,
    FIRST_RULEBOOK,
    Campaign,
    campaign,
    campaigns,
    prepare,
    scope_of,
    scope_within,
    start,
    start_campaign,
    units,
)
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.storage.acts import append_import, import_ratings, refused, rows_of


@pytest.fixture
def store(prepared: Store) -> Store:
    return prepared


def new(store: Store, id: str, name: str = "", unit_list: str = "2019") -> Campaign:
    """A second campaign under the same rulebook."""
    started = start_campaign(store, FIRST_RULEBOOK, by=LOCAL, id=id, name=name, unit_list=unit_list)
    return campaign(store, started)


# ---------------------------------------------------------------- a new store


def test_a_new_store_has_two_unit_lists_and_one_empty_campaign(store: Store) -> None:
    events = [(row[0], row[3], row[4], row[5], row[6]) for row in store.scope().rows("journal")]
    assert events == [
        (1, "ntm_dash", "unit_list_added", None, "2019"),
        (2, "ntm_dash", "unit_list_added", None, "2020"),
        (3, "ntm_dash", "campaign_started", FIRST_CAMPAIGN, None),
    ]
    [only] = campaigns(store)
    assert (only.id, only.unit_list, only.illustrative, only.ended) == (FIRST_CAMPAIGN, "2019", False, False)
    assert only.choices == only.rulebook.defaults
    assert [rows_of(store, table) for table in ("nomination", "assessment", "sheet")] == [0, 0, 0]
    assert verify(store) == []


def test_preparing_a_store_again_changes_nothing(store: Store) -> None:
    before = store.version()
    prepare(store)
    assert store.version() == before


def test_a_store_with_other_campaigns_is_not_prepared(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "other.duckdb")
    text = FIRST_RULEBOOK.read_text(encoding="utf-8")
    opened.transact(lambda write: start(write, "own", "Đợt riêng", "2019", text, LOCAL))
    prepare(opened)
    assert [each.id for each in campaigns(opened)] == ["own"]
    opened.close()


@pytest.mark.parametrize(
    ("unit_list", "kinds"),
    [
        ("2019", {"xa": 207, "phuong": 5, "thi_tran": 14, "huyen": 10, "thanh_pho": 1}),
        ("2020", {"xa": 181, "phuong": 5, "thi_tran": 14, "huyen": 10, "thanh_pho": 1}),
    ],
)
def test_each_unit_list_counts_as_the_decrees_say(store: Store, unit_list: str, kinds: dict[str, int]) -> None:
    found = units(scope_of(store, new(store, id="second", unit_list=unit_list)))
    assert Counter(unit.kind for unit in found) == kinds
    districts = {unit.code for unit in found if unit.kind in ("huyen", "thanh_pho")}
    assert {unit.parent for unit in found if unit.code not in districts} == districts
    assert {unit.parent for unit in found if unit.code in districts} == {""}


def test_every_commune_of_the_first_list_has_a_place_on_the_map(store: Store) -> None:
    scope = scope_of(store, campaign(store))
    outside = scope.cursor.execute(
        """SELECT name FROM commune JOIN unit USING (code, name)
           WHERE NOT coalesce(longitude BETWEEN 106 AND 107.5 AND latitude BETWEEN 21.3 AND 22.6, false)"""
    ).fetchall()
    assert outside == []


# ---------------------------------------------------------------- starting one


def test_a_campaign_takes_its_names_from_the_rulebook_unless_they_are_given(store: Store) -> None:
    first = campaign(store, FIRST_CAMPAIGN)
    own = start_campaign(store, FIRST_RULEBOOK, by=LOCAL)
    assert own == first.rulebook.document.id
    second = new(store, id="thu-hai", name="Đợt thứ hai", unit_list="2020")
    found = [(each.id, each.name, each.unit_list) for each in campaigns(store)]
    assert found == [
        (first.id, first.rulebook.movement.name, "2019"),
        (own, first.rulebook.movement.name, "2019"),
        ("thu-hai", "Đợt thứ hai", "2020"),
    ]
    assert (second.rulebook, verify(store)) == (first.rulebook, [])


def test_a_campaign_keeps_the_rulebook_it_was_started_with(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "của tôi.toml"
    file.write_text(FIRST_RULEBOOK.read_text(encoding="utf-8"), encoding="utf-8")
    start_campaign(store, file, by=LOCAL, id="second")
    file.unlink()
    assert campaign(store, "second").rulebook == campaign(store, FIRST_CAMPAIGN).rulebook


def test_an_id_that_is_taken_is_refused(store: Store) -> None:
    before = store.version()
    with refused("campaign_exists") as problems:
        new(store, id=FIRST_CAMPAIGN)
    assert problems == [Problem("campaign_exists", read=FIRST_CAMPAIGN)]
    assert store.version() == before


def test_a_unit_list_that_is_not_in_the_store_is_refused(store: Store) -> None:
    with refused("unit_list_unknown") as problems:
        new(store, id="second", unit_list="2025")
    assert problems == [Problem("unit_list_unknown", read="2025", expected="2019, 2020")]
    assert [each.id for each in campaigns(store)] == [FIRST_CAMPAIGN]


def test_a_bad_rulebook_is_refused_and_starts_nothing(store: Store, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    text = FIRST_RULEBOOK.read_text(encoding="utf-8")
    before = store.version()
    codes = []
    for each in ("", "[document", text.replace("criteria_gained", "criteria_earned", 1)):
        bad.write_text(each, encoding="utf-8")
        with pytest.raises(Exception, match="rulebook_") as caught:
            start_campaign(store, bad, by=LOCAL)
        codes.append({problem.file for problem in caught.value.problems})  # type: ignore[attr-defined]
    assert codes == [{"bad.toml"}] * 3
    assert store.version() == before


def test_a_rulebook_that_is_not_utf_8_is_refused(store: Store, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_bytes(FIRST_RULEBOOK.read_text(encoding="utf-8").encode("utf-16"))
    with refused("rulebook_encoding") as problems:
        start_campaign(store, bad, by=LOCAL)
    assert problems == [Problem("rulebook_encoding", file="bad.toml")]


# ---------------------------------------------------------------- choosing one


def test_without_an_id_the_latest_campaign_that_has_not_ended_is_meant(store: Store) -> None:
    assert campaign(store).id == FIRST_CAMPAIGN
    second = new(store, id="second")
    assert campaign(store).id == "second"
    row = {"id": "second", "name": second.name, "unit_list": "2019", "illustrative": False, "ended": True}
    row["rulebook"] = FIRST_RULEBOOK.read_text(encoding="utf-8")
    store.transact(
        lambda write: write.append(
            "campaign_ended", who="Bà Giáp", campaign="second", records={"campaign": pa.Table.from_pylist([row])}
        )
    )
    assert [(each.id, each.ended) for each in campaigns(store)] == [(FIRST_CAMPAIGN, False), ("second", True)]
    assert campaign(store).id == FIRST_CAMPAIGN
    assert campaign(store, "second").ended


def test_an_unknown_campaign_is_refused_with_those_there_are(store: Store) -> None:
    with refused("campaign_unknown") as problems:
        campaign(store, "ntm-2021-2025")
    assert problems == [Problem("campaign_unknown", read="ntm-2021-2025", expected=FIRST_CAMPAIGN)]


def test_a_store_without_any_campaign_says_so(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "empty.duckdb")
    with refused("campaign_none"):
        campaign(opened)
    opened.close()


# ---------------------------------------------------------------- each keeps to itself


def test_records_of_one_campaign_are_unseen_in_another(store: Store) -> None:
    first, second = campaign(store), new(store, id="second")
    import_ratings(store, "HS-1", count=2, campaign=first.id)
    import_ratings(store, "HS-2", count=5, campaign=second.id)
    seen = [scope_of(store, each).cursor.execute("SELECT code FROM nomination").fetchall() for each in (first, second)]
    assert seen == [[("HS-1",)], [("HS-2",)]]
    counts = [
        scope_of(store, each).cursor.execute("SELECT count(*) FROM rating").fetchall() for each in (first, second)
    ]
    assert counts == [[(2,)], [(5,)]]


def test_a_scope_as_of_an_event_sees_what_stood_then(store: Store) -> None:
    first = campaign(store)
    before = store.version()[0]
    import_ratings(store, count=4, campaign=first.id)
    seen = [
        scope_of(store, first, as_of=as_of).cursor.execute("SELECT count(*) FROM rating").fetchall()
        for as_of in (before, before + 1, None)
    ]
    assert seen == [[(0,)], [(4,)], [(4,)]]


def test_a_scope_within_a_transaction_sees_what_it_has_written(store: Store) -> None:
    first = campaign(store)

    def act(write: Transaction) -> list[tuple[str]]:
        append_import(write, "HS-9", campaign=first.id)
        found = scope_within(write, first).cursor.execute("SELECT code FROM nomination").fetchall()
        assert scope_of(store, first).cursor.execute("SELECT code FROM nomination").fetchall() == []
        return found

    assert store.transact(act) == [("HS-9",)]
