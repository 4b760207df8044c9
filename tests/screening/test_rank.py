"""The place of a unit among its peers, asked through a rulebook of one clause."""

from dataclasses import replace
from typing import Any

import pytest

from ntm_dash.domain.terms import Award
from ntm_dash.screening.engine import Finding, screen
from ntm_dash.screening.loading import load_rulebook
from ntm_dash.services.campaigns import campaign, scope_of
from ntm_dash.storage.store import Store
from tests.screening.records import CUTOFF, LATEST, World

Place = tuple[float | None, float | None]

RULEBOOK = """
[document]
id = "ranks"
title = "Ranks"
issuer = "-"
issued = "2019"
province = "-"

[movement]
name = "-"
words = ["-"]

[assessment]
cutoff = 2019-07-31
valid_months = 12
criteria = 19

[[awards]]
id = "bang_khen_tinh"
citation = "-"
summary = "-"
screened = true

[[clauses]]
id = "1"
citation = "-"
award = "bang_khen_tinh"
subjects = ["commune"]
summary = "-"

[[clauses.conditions]]
id = "not_disadvantaged"
question = "-"
fact = "especially_disadvantaged"
arguments = { as_of_when = "cutoff", since_year = 2016 }
equals = 0

[[clauses.conditions]]
id = "place"
question = "-"
fact = "rank"
at_most = 2
[clauses.conditions.arguments]
of = "criteria_met"
of_arguments = { among = [] }
among = ["xa"]
within = "WITHIN"
ties = "TIES"
excluding = "EXCLUDING"
"""


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    world = World(request.node.name)
    world.complete("disadvantaged")
    return world


def commune(world: World, district: str, met: int | None, **gaps: Any) -> str:
    """A commune that meets so many criteria; None for one that was never assessed."""
    code = world.commune(district)
    if met is not None:
        world.assess(code, LATEST, met, **gaps)
    return code


def findings(
    store: Store, world: World, within: str = "province", ties: str = "shared", excluding: str = ""
) -> dict[str, Finding]:
    """How each commune comes out of the rank."""
    if world.name not in {row[0] for row in store.scope().rows("unit_lists")}:
        world.write(store)
    text = RULEBOOK.replace("WITHIN", within).replace("TIES", ties).replace("EXCLUDING", excluding)
    rulebook = load_rulebook(text)
    ranked = replace(campaign(store), id=world.name, unit_list=world.name, rulebook=rulebook)
    cases = screen(scope_of(store, ranked), rulebook, {}, unit_awards=[Award.PROVINCIAL])
    return {
        case.commune: finding
        for case in cases
        for finding in case.findings
        if case.commune and finding.test.condition == "place"
    }


def places(store: Store, world: World, **asked: str) -> dict[str, Place]:
    """The best and worst place of each commune."""
    return {unit: (each.at_least, each.at_most) for unit, each in findings(store, world, **asked).items()}


def test_equal_units_share_the_better_place_or_all_take_the_worse_one(store: Store, world: World) -> None:
    district = world.district()
    a, b, c, d = (commune(world, district, met) for met in (19, 15, 15, 3))
    assert places(store, world, ties="shared") == {a: (1, 1), b: (2, 2), c: (2, 2), d: (4, 4)}
    assert places(store, world, ties="last") == {a: (1, 1), b: (3, 3), c: (3, 3), d: (4, 4)}


def test_only_units_that_are_surely_equal_are_marked_as_tied(store: Store, world: World) -> None:
    district = world.district()
    a, b, c = (commune(world, district, met) for met in (15, 15, 14))
    d = commune(world, district, 15, unknown=[15])
    marks = {unit: finding.mark for unit, finding in findings(store, world).items()}
    assert marks == {a: "tie", b: "tie", c: None, d: None}


def test_within_a_district_only_its_own_units_are_peers(store: Store, world: World) -> None:
    here, there = world.district(), world.district()
    a, b, c, d = (commune(world, place, met) for place, met in ((here, 19), (here, 5), (there, 18), (there, 4)))
    assert places(store, world, within="province") == {a: (1, 1), c: (2, 2), b: (3, 3), d: (4, 4)}
    assert places(store, world, within="district") == {a: (1, 1), b: (2, 2), c: (1, 1), d: (2, 2)}


def test_a_unit_without_peers_is_first(store: Store, world: World) -> None:
    alone = commune(world, world.district(), None)
    commune(world, world.district(), 19)
    assert places(store, world, within="district")[alone] == (1, 1)


def test_a_peer_whose_figure_is_a_range_stands_before_or_behind(store: Store, world: World) -> None:
    district = world.district()
    a, b = commune(world, district, 15), commune(world, district, 5)
    c = commune(world, district, 10, unknown=[1, 2, 3, 11, 12, 13, 14, 15, 16])
    assert places(store, world) == {a: (1, 2), c: (1, 2), b: (3, 3)}


@pytest.mark.parametrize(("ties", "behind"), [("shared", (1, 1)), ("last", (1, 2))])
def test_a_range_that_reaches_a_figure_and_no_further_can_only_tie(
    store: Store, world: World, ties: str, behind: Place
) -> None:
    district = world.district()
    a = commune(world, district, 11)
    b = commune(world, district, 10, unknown=[11])
    found = places(store, world, ties=ties)
    assert found[a] == behind
    assert found[b] == {"shared": (1, 2), "last": (2, 2)}[ties]


def test_a_peer_never_assessed_may_stand_anywhere(store: Store, world: World) -> None:
    district = world.district()
    a, b = commune(world, district, 18), commune(world, district, None)
    c = commune(world, district, 19)
    assert places(store, world) == {a: (2, 3), b: (1, 3), c: (1, 1)}


def test_an_excluded_peer_leaves_its_place(store: Store, world: World) -> None:
    district = world.district()
    excluded, second = commune(world, district, 19), commune(world, district, 15)
    world.event(excluded, "disadvantaged", CUTOFF)
    assert places(store, world) == {excluded: (1, 1), second: (2, 2)}
    assert places(store, world, excluding="not_disadvantaged")[second] == (1, 1)


def test_nobody_is_tied_with_an_excluded_peer(store: Store, world: World) -> None:
    district = world.district()
    excluded, other = commune(world, district, 15), commune(world, district, 15)
    world.event(excluded, "disadvantaged", CUTOFF)
    assert findings(store, world)[other].mark == "tie"
    assert findings(store, world, excluding="not_disadvantaged")[other].mark is None


def test_a_peer_of_unknown_standing_may_leave_its_place(store: Store, request: pytest.FixtureRequest) -> None:
    world = World(request.node.name)
    closed, open_list = world.district(), world.district()
    world.complete("disadvantaged", CUTOFF, closed)
    first, second = commune(world, open_list, 19), commune(world, closed, 15)
    assert places(store, world, excluding="not_disadvantaged") == {first: (1, 1), second: (1, 2)}
