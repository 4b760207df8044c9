"""Each fact at its edges: what is at least and at most so, asked of the store directly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from ntm_dash.screening.catalogue import catalogue
from ntm_dash.services.campaigns import campaign, scope_of
from ntm_dash.storage.store import Store
from tests.screening.records import BASELINE, CUTOFF, LATEST, MOVEMENT, World

Bounds = tuple[float | None, float | None]
Ask = Callable[[World, str], dict[str, Bounds]]


class Answer(NamedTuple):
    """One row of a fact."""

    key: str
    at_least: float | None
    at_most: float | None
    mark: str | None


Answers = Callable[[World, str], list[Answer]]

ALL_KINDS = ["money", "goods", "land", "property", "labour"]
OPEN = None
"""No most: the figure has no limit."""


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    return World(request.node.name)


@pytest.fixture(scope="module")
def answers(store: Store) -> Answers:
    """Writes a world into the store and asks a fact of it."""
    first = campaign(store)

    def answer(world: World, call: str) -> list[Answer]:
        if world.name not in {row[0] for row in store.scope().rows("unit_lists")}:
            world.write(store)
        cursor = scope_of(store, replace(first, id=world.name, unit_list=world.name)).cursor
        rows = cursor.execute(f"SELECT key, at_least, at_most, mark FROM {call}").fetchall()
        return [Answer(*row) for row in rows]

    return answer


@pytest.fixture(scope="module")
def ask(answers: Answers) -> Ask:
    """The same: at least and at most by key."""
    return lambda world, call: {each.key: (each.at_least, each.at_most) for each in answers(world, call)}


def one_commune(world: World) -> str:
    return world.commune(world.district())


def nominee(world: World, code: str = "N", **said: Any) -> str:
    """A nomination of a contributor for the provincial award, in a place of its own."""
    district = world.district()
    spec = {"subject": "contributor", "award": "bang_khen_tinh", **said}
    world.nominate(code, spec, district=district, commune=world.commune(district))
    return code


# -------------------------------------------------------------------- criteria_met


def test_an_assessment_twelve_months_old_to_the_day_is_the_state_and_one_a_day_older_is_not(
    world: World, ask: Ask
) -> None:
    district = world.district()
    current, stale = world.commune(district), world.commune(district)
    world.assess(current, date(2018, 7, 31), met=10)
    world.assess(stale, date(2018, 7, 30), met=10)
    assert ask(world, "criteria_met([])") == {current: (10, 10), stale: (0, 19)}


def test_an_assessment_of_the_cut_off_day_is_the_state_and_one_of_the_day_after_is_not(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.assess(commune, CUTOFF, met=10)
    world.assess(commune, date(2019, 8, 1), met=12)
    assert ask(world, "criteria_met([])") == {commune: (10, 10)}


@pytest.mark.parametrize("first", [491, 1980])
def test_of_two_assessments_of_one_day_that_by_the_later_set_stands_whichever_came_first(
    world: World, ask: Ask, first: int
) -> None:
    commune = one_commune(world)
    for criteria_set in (first, 491 + 1980 - first):
        world.assess(commune, LATEST, met=15 if criteria_set == 491 else 11, set=criteria_set)
    assert ask(world, "criteria_met([])") == {commune: (11, 11)}


def test_a_blank_in_the_latest_assessment_is_unknown_though_an_older_one_knew_it(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.assess(commune, date(2018, 12, 31), met=19)
    world.assess(commune, LATEST, met=10, unknown=[10, 19])
    assert ask(world, "criteria_met([])") == {commune: (9, 11)}
    assert ask(world, "criteria_met([10, 11])") == {commune: (0, 1)}


def test_a_commune_never_assessed_may_meet_any_number(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    assert ask(world, "criteria_met([])") == {commune: (0, 19)}
    assert ask(world, "criteria_met([10, 11])") == {commune: (0, 2)}


def test_townships_and_wards_are_no_communes(world: World, ask: Ask) -> None:
    district = world.district()
    commune = world.commune(district)
    for kind in ("thi_tran", "phuong"):
        world.assess(world.commune(district, kind), LATEST, met=19)
    assert ask(world, "criteria_met([])") == {commune: (0, 19)}


# -------------------------------------------------------------------- criteria_gained


def test_a_gap_at_either_end_widens_net_and_gross_by_one(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.assess(commune, BASELINE, met=[1, 2], unknown=[3])
    world.assess(commune, LATEST, met=[1, 2, 3, 4, 5], unknown=[6])
    assert ask(world, "criteria_gained(2016, 2020, 'net', [])") == {commune: (2, 4)}
    assert ask(world, "criteria_gained(2016, 2020, 'gross', [])") == {commune: (2, 4)}


def test_a_criterion_met_at_the_baseline_and_not_assessed_now_may_be_lost_but_not_new(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.assess(commune, BASELINE, met=[1, 2])
    world.assess(commune, LATEST, met=[1, 3, 4], unknown=[2])
    assert ask(world, "criteria_gained(2016, 2020, 'net', [])") == {commune: (1, 2)}
    assert ask(world, "criteria_gained(2016, 2020, 'gross', [])") == {commune: (2, 2)}


def test_a_commune_that_lost_more_than_it_gained_has_gained_less_than_nothing(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.assess(commune, BASELINE, met=5)
    world.assess(commune, LATEST, met=[1, 19])
    assert ask(world, "criteria_gained(2016, 2020, 'net', [])") == {commune: (-3, -3)}
    assert ask(world, "criteria_gained(2016, 2020, 'gross', [])") == {commune: (1, 1)}


def test_a_period_that_ended_is_read_at_its_end(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.assess(commune, date(2010, 12, 31), met=1)
    world.assess(commune, BASELINE, met=6)
    world.assess(commune, LATEST, met=19)
    assert ask(world, "criteria_gained(2011, 2015, 'net', [])") == {commune: (5, 5)}
    assert ask(world, "criteria_gained(2011, 2020, 'net', [])") == {commune: (18, 18)}


def test_the_baseline_re_scored_by_the_later_set_stands(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.assess(commune, BASELINE, met=8, set=491)
    world.assess(commune, BASELINE, met=3, set=1980)
    world.assess(commune, LATEST, met=13)
    assert ask(world, "criteria_gained(2016, 2020, 'net', [])") == {commune: (10, 10)}


# -------------------------------------------------------------------- recognised, especially_disadvantaged


def test_a_list_closes_only_on_the_cut_off_day_or_later(world: World, ask: Ask) -> None:
    days = (date(2019, 7, 30), CUTOFF, date(2019, 8, 1))
    before, on, after = (world.district() for _ in days)
    communes = [world.commune(district) for district in (before, on, after)]
    for district, day in zip((before, on, after), days, strict=True):
        world.complete("recognised", day, district)
        world.complete("disadvantaged", day, district)
    closed = dict(zip(communes, [(0, 1), (0, 0), (0, 0)], strict=True))
    assert ask(world, "recognised()") == closed
    assert ask(world, "especially_disadvantaged('ever', 2016)") == closed


def test_a_list_complete_for_the_province_closes_every_district(world: World, ask: Ask) -> None:
    communes = [one_commune(world), one_commune(world)]
    world.complete("recognised")
    assert ask(world, "recognised()") == dict.fromkeys(communes, (0, 0))
    assert ask(world, "especially_disadvantaged('ever', 2016)") == dict.fromkeys(communes, (0, 1))


def test_of_two_declarations_the_later_day_counts(world: World, ask: Ask) -> None:
    district = world.district()
    commune = world.commune(district)
    world.complete("recognised", CUTOFF, district)
    world.complete("recognised", date(2018, 12, 31))
    assert ask(world, "recognised()") == {commune: (0, 0)}


def test_recognised_on_the_cut_off_day_counts_and_a_day_later_does_not(world: World, ask: Ask) -> None:
    on, after = one_commune(world), one_commune(world)
    world.complete("recognised")
    world.event(on, "recognised", CUTOFF)
    world.event(after, "recognised", date(2019, 8, 1))
    assert ask(world, "recognised()") == {on: (1, 1), after: (0, 0)}


def test_a_loss_is_no_revocation(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.complete("recognised")
    world.event(commune, "recognised", date(2016, 1, 1))
    world.event(commune, "loss", date(2018, 1, 1))
    assert ask(world, "recognised()") == {commune: (1, 1)}


@pytest.mark.parametrize(
    ("from_on", "to_on", "ever", "at_cutoff"),
    [
        (date(2011, 1, 1), date(2015, 12, 31), 0, 0),
        (date(2011, 1, 1), date(2016, 1, 1), 1, 0),
        (date(2016, 1, 1), date(2019, 7, 30), 1, 0),
        (date(2016, 1, 1), CUTOFF, 1, 1),
        (CUTOFF, None, 1, 1),
        (date(2019, 8, 1), None, 0, 0),
    ],
)
def test_especially_disadvantaged_counts_from_its_first_day_to_its_last(
    world: World, ask: Ask, from_on: date, to_on: date | None, ever: int, at_cutoff: int
) -> None:
    commune = one_commune(world)
    world.complete("disadvantaged")
    world.event(commune, "disadvantaged", from_on, to=to_on)
    assert ask(world, "especially_disadvantaged('ever', 2016)") == {commune: (ever, ever)}
    assert ask(world, "especially_disadvantaged('cutoff', 2016)") == {commune: (at_cutoff, at_cutoff)}


# -------------------------------------------------------------------- shares and averages of a district


def test_a_share_counts_every_commune_and_no_township(world: World, ask: Ask) -> None:
    district = world.district()
    for _ in range(2):
        world.event(world.commune(district), "recognised", LATEST)
    world.commune(district)
    world.event(world.commune(district, "thi_tran"), "recognised", LATEST)
    world.complete("recognised")
    assert ask(world, "recognised_share()") == {district: (2 / 3, 2 / 3)}


def test_a_share_is_open_by_the_communes_whose_recognition_is_not_known(world: World, ask: Ask) -> None:
    district = world.district()
    world.event(world.commune(district), "recognised", LATEST)
    for _ in range(3):
        world.commune(district)
    assert ask(world, "recognised_share()") == {district: (0.25, 1.0)}


def test_an_average_counts_a_commune_not_assessed_with_all_it_may_have_gained(world: World, ask: Ask) -> None:
    district = world.district()
    known, unknown = world.commune(district), world.commune(district)
    world.commune(district, "thi_tran")
    world.assess(known, BASELINE, met=3)
    world.assess(known, LATEST, met=13)
    world.assess(unknown, BASELINE, met=4)
    assert ask(world, "average_gain(2016, 2020, 'net')") == {district: (3.0, 12.5)}
    assert ask(world, "average_gain(2016, 2020, 'gross')") == {district: (5.0, 12.5)}


def test_a_unit_is_of_its_kind(world: World, ask: Ask) -> None:
    district, city = world.district(), world.district("thanh_pho")
    assert ask(world, "unit_is(['huyen'])") == {district: (1, 1), city: (0, 0)}
    assert ask(world, "unit_is(['huyen', 'thanh_pho'])") == {district: (1, 1), city: (1, 1)}


# -------------------------------------------------------------------- reviews_below_standard

RECOGNISED = date(2017, 12, 20)


def recognised_commune(world: World) -> str:
    commune = one_commune(world)
    world.event(commune, "recognised", RECOGNISED)
    return commune


def test_a_loss_on_the_day_of_recognition_counts_and_one_before_does_not(world: World, ask: Ask) -> None:
    on, before = recognised_commune(world), recognised_commune(world)
    world.event(on, "loss", RECOGNISED)
    world.event(before, "loss", date(2017, 12, 19))
    for commune in (on, before):
        world.assess(commune, LATEST, met=19)
    assert ask(world, "reviews_below_standard('any')") == {on: (1, 1), before: (0, 0)}


def test_what_is_found_after_the_cut_off_is_not_yet_known(world: World, ask: Ask) -> None:
    loss, review = recognised_commune(world), recognised_commune(world)
    for commune in (loss, review):
        world.assess(commune, LATEST, met=19)
    world.event(loss, "loss", date(2019, 8, 1))
    world.assess(review, date(2019, 8, 1), met=18)
    assert ask(world, "reviews_below_standard('any')") == {loss: (0, 0), review: (0, 0)}


def test_a_baseline_scored_again_by_the_later_set_is_no_review(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.event(commune, "recognised", date(2015, 12, 7))
    world.assess(commune, date(2015, 12, 31), met=15, set=1980)
    world.assess(commune, LATEST, met=19)
    assert ask(world, "reviews_below_standard('any')") == {commune: (0, 0)}


def test_reviews_count_from_the_first_recognition(world: World, ask: Ask) -> None:
    commune = recognised_commune(world)
    world.assess(commune, date(2018, 6, 30), met=18)
    world.event(commune, "recognised", date(2018, 12, 31))
    world.assess(commune, LATEST, met=19)
    assert ask(world, "reviews_below_standard('any')") == {commune: (1, 1)}


def test_an_assessment_on_the_day_of_recognition_is_not_after_it_and_one_of_the_day_after_is(
    world: World, ask: Ask
) -> None:
    on, after = recognised_commune(world), recognised_commune(world)
    world.assess(on, RECOGNISED, met=19)
    world.assess(after, date(2017, 12, 21), met=19)
    assert ask(world, "reviews_below_standard('any')") == {on: (0, OPEN), after: (0, 0)}


def test_an_assessment_with_a_gap_may_be_below_and_surely_is_where_another_criterion_is_not_met(
    world: World, ask: Ask
) -> None:
    gap, below = recognised_commune(world), recognised_commune(world)
    for commune in (gap, below):
        world.assess(commune, date(2018, 12, 31), met=19)
    world.assess(gap, LATEST, met=19, unknown=[19])
    world.assess(below, LATEST, met=18, unknown=[1])
    assert ask(world, "reviews_below_standard('any')") == {gap: (0, 1), below: (1, 1)}


def test_of_two_assessments_of_one_day_the_review_is_that_by_the_later_set(world: World, ask: Ask) -> None:
    commune = recognised_commune(world)
    world.assess(commune, LATEST, met=17, set=491)
    world.assess(commune, LATEST, met=19, set=1980)
    for reviews in ("any", "last"):
        assert ask(world, f"reviews_below_standard('{reviews}')") == {commune: (0, 0)}


def test_a_commune_that_is_not_recognised_has_nothing_to_lose_once_that_is_certain(world: World, ask: Ask) -> None:
    closed, open_list = world.district(), world.district()
    communes = [world.commune(closed), world.commune(open_list)]
    world.complete("recognised", CUTOFF, closed)
    for commune in communes:
        world.assess(commune, LATEST, met=5)
    assert ask(world, "reviews_below_standard('any')") == dict(zip(communes, [(0, 0), (0, OPEN)], strict=True))


def test_only_the_last_review_is_asked_where_only_the_last_counts(world: World, ask: Ask) -> None:
    made_good, lost_again, gap_at_last = (recognised_commune(world) for _ in range(3))
    for commune in (made_good, lost_again, gap_at_last):
        world.assess(commune, date(2018, 6, 30), met=18)
    world.assess(made_good, LATEST, met=19)
    world.assess(lost_again, LATEST, met=19)
    world.event(lost_again, "loss", date(2019, 7, 1))
    world.assess(gap_at_last, LATEST, met=19, unknown=[4])
    any_review = {made_good: (1, 1), lost_again: (2, 2), gap_at_last: (1, 2)}
    assert ask(world, "reviews_below_standard('any')") == any_review
    last = {made_good: (0, 0), lost_again: (1, 1), gap_at_last: (0, OPEN)}
    assert ask(world, "reviews_below_standard('last')") == last


def test_a_loss_that_was_made_good_is_no_last_review(world: World, ask: Ask) -> None:
    commune = recognised_commune(world)
    world.assess(commune, date(2018, 3, 31), met=19)
    world.event(commune, "loss", date(2018, 6, 30), to=date(2018, 12, 31))
    assert ask(world, "reviews_below_standard('any')") == {commune: (1, 1)}
    assert ask(world, "reviews_below_standard('last')") == {commune: (0, 0)}


# -------------------------------------------------------------------- commune_events


def test_more_events_may_exist_than_were_sent(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.event(commune, "model_area", CUTOFF, decision="1271/QĐ-UBND")
    world.event(commune, "model_area", date(2018, 1, 1))
    world.event(commune, "model_area", date(2019, 8, 1), decision="1500/QĐ-UBND")
    assert ask(world, "commune_events('model_area', 'any')") == {commune: (2, OPEN)}
    assert ask(world, "commune_events('model_area', 'decided')") == {commune: (1, OPEN)}
    assert ask(world, "commune_events('advanced_plan', 'any')") == {}


# -------------------------------------------------------------------- contribution_total


def total(first: int = 2011, last: int = 2020, kinds: list[str] = ALL_KINDS) -> str:
    return f"contribution_total({first}, {last}, {kinds})"


@pytest.mark.parametrize(
    ("contribution", "bounds"),
    [
        ({"year": 2017, "value": 5}, (5, 5)),
        ({"year": 2017, "value": 5, "confirmed": False}, (0, 5)),
        ({"year": 2017, "value": 5, "state": "not said"}, (0, 5)),
        ({"year": 2017, "value": 5, "state": "pledged"}, (0, 0)),
        ({"year": 2017, "state": "pledged"}, (0, 0)),
        ({"year": 2017}, (0, OPEN)),
        ({"year": 2010}, (0, 0)),
        ({"value": 5}, (0, 5)),
        ({"year": 2010, "value": 5}, (0, 0)),
        ({"on": date(2011, 1, 1), "value": 5}, (5, 5)),
        ({"on": date(2020, 12, 31), "value": 5}, (5, 5)),
        ({"year": 2021, "value": 5}, (0, 0)),
        ({"year": 2017, "value": 0}, (0, 0)),
    ],
)
def test_a_contribution_counts_as_far_as_it_is_certain(
    world: World, ask: Ask, contribution: dict[str, Any], bounds: Bounds
) -> None:
    code = nominee(world, contributions=[{"kind": "land", **contribution}])
    assert ask(world, total()) == {code: bounds}


def test_other_kinds_neither_count_nor_leave_the_sum_open(world: World, ask: Ask) -> None:
    code = nominee(world, contributions=[{"kind": "money", "value": 5, "year": 2017}, {"kind": "land", "year": 2017}])
    assert ask(world, total(kinds=["money", "goods"])) == {code: (5, 5)}
    assert ask(world, total()) == {code: (5, OPEN)}


def test_a_nominee_of_whom_nothing_was_sent_is_not_answered_with_nothing(world: World, ask: Ask) -> None:
    nominee(world)
    assert ask(world, total()) == {}


# -------------------------------------------------------------------- awards_received


def received(first: int = 2016, last: int = 2018, least: int = 2, movement: str = "own", by: str = "decision") -> str:
    return f"awards_received({first}, {last}, {least}, '{movement}', '{by}')"


@pytest.mark.parametrize(
    ("award", "bounds"),
    [
        ({"decided": date(2016, 1, 1)}, (1, 1)),
        ({"decided": date(2018, 12, 31)}, (1, 1)),
        ({"decided": date(2015, 12, 31)}, (0, 0)),
        ({"decided": date(2019, 1, 1)}, (0, 0)),
        ({"year": 2018}, (1, 1)),
        ({"year": 2019}, (0, 0)),
        ({}, (0, 1)),
        ({"decided": date(2017, 5, 1), "status": "annulled"}, (0, 0)),
        ({"decided": date(2017, 5, 1), "movement": "blank"}, (0, 1)),
        ({"decided": date(2017, 5, 1), "form": "blank"}, (0, 1)),
        ({"decided": date(2019, 5, 1), "movement": "blank"}, (0, 0)),
        ({"decided": date(2017, 5, 1), "movement": "Dân vận khéo"}, (0, 0)),
        ({"movement": "Dân vận khéo"}, (0, 0)),
        ({"decided": date(2017, 5, 1), "movement": "PHONG TRÀO NTM"}, (1, 1)),
        ({"decided": date(2017, 5, 1), "movement": "chung suc xay dung nong thon moi"}, (1, 1)),
        ({"decided": date(2017, 5, 1), "form": "giay_khen"}, (0, 0)),
        ({"form": "giay_khen"}, (0, 0)),
        ({"decided": date(2017, 5, 1), "form": "huan_chuong"}, (1, 1)),
    ],
)
def test_an_award_counts_as_far_as_it_is_certain(world: World, ask: Ask, award: dict[str, Any], bounds: Bounds) -> None:
    code = nominee(world, awards=[award])
    assert ask(world, received()) == {code: bounds}


def test_a_reviewed_and_empty_history_is_none_and_no_history_is_no_answer(world: World, ask: Ask) -> None:
    reviewed = nominee(world, "reviewed", awards="none")
    nominee(world, "silent")
    assert ask(world, received()) == {reviewed: (0, 0)}


def test_any_form_and_any_movement_count_where_they_are_asked_for(world: World, ask: Ask) -> None:
    said = {"form": "giay_khen", "movement": "Dân vận khéo", "decided": date(2017, 5, 1)}
    code = nominee(world, awards=[said])
    assert ask(world, received(least=1)) == {code: (0, 0)}
    assert ask(world, received(least=1, movement="any")) == {code: (1, 1)}


def test_an_award_of_unknown_form_counts_where_every_form_does(world: World, ask: Ask) -> None:
    code = nominee(world, awards=[{"form": "blank", "decided": date(2017, 5, 1)}])
    assert ask(world, received(least=1)) == {code: (1, 1)}
    assert ask(world, received(least=2)) == {code: (0, 1)}


@pytest.mark.parametrize(
    ("first", "last", "bounds"),
    [
        (2011, 2015, (0, 0)),
        (2011, 2016, (1, 1)),
        (2018, 2019, (1, 1)),
        (2019, 2019, (0, 0)),
        (None, 2017, (1, 1)),
        (2017, None, (1, 1)),
        (2015, None, (0, 1)),
        (None, 2019, (0, 1)),
        (2019, None, (0, 0)),
        (None, 2015, (0, 0)),
        (None, None, (0, 1)),
    ],
)
def test_by_its_achievements_an_award_counts_where_the_periods_touch(
    world: World, ask: Ask, first: int | None, last: int | None, bounds: Bounds
) -> None:
    code = nominee(world, awards=[{"decided": date(2017, 5, 1), "from": first, "to": last}])
    assert ask(world, received(by="achievement")) == {code: bounds}


def test_an_award_of_a_commune_counts_for_each_of_its_nominations(world: World, ask: Ask) -> None:
    district = world.district()
    commune = world.commune(district)
    for code, award in (("P", "bang_khen_tinh"), ("T", "bang_khen_thu_tuong")):
        world.nominate(code, {"subject": "commune", "award": award}, district=district, commune=commune)
    world.award(nomination="P", form="bang_khen_tinh", movement=MOVEMENT, decided=date(2017, 5, 1))
    world.award(unit=commune, form="bang_khen_tinh", movement=MOVEMENT, decided=date(2018, 5, 1))
    world.award(unit=district, form="bang_khen_tinh", movement=MOVEMENT, decided=date(2018, 5, 1))
    assert ask(world, received()) == {f"unit {commune}": (2, 2), f"unit {district}": (1, 1)}


def test_an_award_after_the_period_is_marked_and_one_that_would_not_count_is_not(
    world: World, answers: Answers
) -> None:
    for code, award in (
        ("later", {"decided": date(2019, 1, 1)}),
        ("within", {"decided": date(2018, 12, 31)}),
        ("lower", {"decided": date(2019, 1, 1), "form": "giay_khen"}),
        ("annulled", {"decided": date(2019, 1, 1), "status": "annulled"}),
    ):
        nominee(world, code, awards=[award])
    assert {each.key: each.mark for each in answers(world, received())} == {
        "later": "later_award",
        "within": None,
        "lower": None,
        "annulled": None,
    }


def test_by_its_achievements_an_award_is_later_by_the_end_of_its_period(world: World, answers: Answers) -> None:
    for code, first, last in (("touches", 2018, 2019), ("no start", None, 2019), ("within", 2016, 2018)):
        nominee(world, code, awards=[{"decided": date(2017, 5, 1), "from": first, "to": last}])
    assert {each.key: each.mark for each in answers(world, received(by="achievement"))} == {
        "touches": "later_award",
        "no start": "later_award",
        "within": None,
    }


# -------------------------------------------------------------------- ratings


@pytest.mark.parametrize(
    ("ratings", "below_good", "excellent"),
    [
        ({"good": range(2011, 2016), "excellent": range(2016, 2019)}, (0, 0), (3, 3)),
        ({"good": range(2011, 2016), "excellent": [2017, 2018]}, (0, 1), (2, 3)),
        ({"not_employed": range(2011, 2017), "excellent": [2017, 2018]}, (0, 0), (2, 2)),
        ({"not_employed": range(2011, 2018), "good": [2018]}, (0, 0), (0, 0)),
        ({"completed": [2011], "limited": [2012], "failed": [2013], "good": range(2014, 2019)}, (3, 3), (0, 0)),
        ({"excellent": [2018, 2019, 2020]}, (0, 7), (1, 8)),
        ({"completed": [2010], "good": range(2011, 2019)}, (0, 0), (0, 0)),
    ],
)
def test_a_year_without_a_rating_counts_for_at_most_and_one_before_joining_never(
    world: World, ask: Ask, ratings: dict[str, Any], below_good: Bounds, excellent: Bounds
) -> None:
    code = nominee(world, ratings=ratings)
    assert ask(world, "ratings_below('good', 2011, 2018)") == {code: below_good}
    assert ask(world, "ratings_at_least('excellent', 2011, 2018)") == {code: excellent}


def test_no_rating_sent_is_no_answer(world: World, ask: Ask) -> None:
    nominee(world)
    assert ask(world, "ratings_below('good', 2011, 2018)") == {}
    assert ask(world, "ratings_at_least('excellent', 2011, 2018)") == {}


# -------------------------------------------------------------------- evidence


@pytest.mark.parametrize(
    ("value", "number", "stated"),
    [
        (3, (3, 3), (1, 1)),
        (0, (0, 0), (0, 0)),
        ("có", (1, OPEN), (1, 1)),
        (False, (0, 0), (0, 0)),
        ("unclear", (0, OPEN), (0, 1)),
    ],
)
def test_evidence_in_words_says_at_least_one_or_none(
    world: World, ask: Ask, value: Any, number: Bounds, stated: Bounds
) -> None:
    code = nominee(world, evidence={"jobs": value})
    assert ask(world, "evidence_number('jobs')") == {code: number}
    assert ask(world, "evidence_stated('jobs')") == {code: stated}
    assert ask(world, "evidence_number('income')") == {}


# -------------------------------------------------------------------- years_held


def yearly(world: World, commune: str, met: dict[int, int | None]) -> None:
    """An assessment at the end of each year; None for one with a gap in every criterion."""
    for year, count in met.items():
        unknown = () if count is not None else range(1, 20)
        world.assess(commune, date(year, 12, 31), met=count or 0, unknown=unknown)


@pytest.mark.parametrize(
    ("assessed", "bounds"),
    [
        ({2015: 19, 2016: 19, 2017: 19, 2018: 19}, (3, 3)),
        ({2016: 19, 2018: 19}, (1, 3)),
        ({2016: 19, 2017: 18, 2018: 19}, (1, 1)),
        ({2016: 19, 2017: None, 2018: 19}, (1, 3)),
        ({2016: 18, 2017: 19, 2018: 19}, (0, 0)),
        ({}, (0, 3)),
    ],
)
def test_years_in_a_row_end_at_the_first_year_below_and_a_gap_year_leaves_them_open(
    world: World, ask: Ask, assessed: dict[int, int | None], bounds: Bounds
) -> None:
    commune = one_commune(world)
    world.event(commune, "recognised", date(2015, 6, 1))
    yearly(world, commune, assessed)
    assert ask(world, "years_held(19, 'recognised')") == {commune: bounds}


def test_the_year_of_the_event_and_the_year_of_the_cut_off_are_no_whole_years(world: World, ask: Ask) -> None:
    first_day, last_year, never = (one_commune(world) for _ in range(3))
    world.event(first_day, "recognised", date(2016, 1, 1))
    world.event(last_year, "recognised", date(2018, 6, 1))
    for commune in (first_day, last_year):
        yearly(world, commune, {2016: 19, 2017: 19, 2018: 19})
        world.assess(commune, LATEST, met=19)
    years = ask(world, "years_held(19, 'recognised')")
    assert years == {first_day: (2, 2), last_year: (0, 0), never: (0, OPEN)}


def test_a_commune_surely_not_recognised_has_held_nothing(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.complete("recognised")
    yearly(world, commune, {2016: 19, 2017: 19, 2018: 19})
    assert ask(world, "years_held(19, 'recognised')") == {commune: (0, 0)}
    assert ask(world, "years_held(19, 'advanced')") == {commune: (0, OPEN)}


def test_the_last_assessment_of_a_year_stands_for_it(world: World, ask: Ask) -> None:
    commune = one_commune(world)
    world.event(commune, "recognised", date(2017, 6, 1))
    world.assess(commune, date(2018, 6, 30), met=17)
    world.assess(commune, date(2018, 12, 31), met=18, set=491)
    world.assess(commune, date(2018, 12, 31), met=19, set=1980)
    assert ask(world, "years_held(19, 'recognised')") == {commune: (1, 1)}


# -------------------------------------------------------------------- nominations_proposed


def test_nominations_are_counted_by_subject_and_award(world: World, ask: Ask) -> None:
    here, there = world.district(), world.district()
    for code, district, proposer, subject, award in (
        ("1", here, "X", "village", "bang_khen_tinh"),
        ("2", here, "Y", "village", "bang_khen_tinh"),
        ("3", there, "X", "village", "bang_khen_tinh"),
        ("4", here, "X", "village", "giay_khen"),
        ("5", here, "X", "household", "bang_khen_tinh"),
    ):
        said = {"subject": subject, "award": award, "proposer": proposer}
        world.nominate(code, said, district=district, commune=world.commune(district))
    by_proposer = {"1": (2, 2), "2": (1, 1), "3": (2, 2), "4": (1, 1), "5": (1, 1)}
    assert ask(world, "nominations_proposed('proposer')") == by_proposer
    by_district = {"1": (2, 2), "2": (2, 2), "3": (1, 1), "4": (1, 1), "5": (1, 1)}
    assert ask(world, "nominations_proposed('district')") == by_district


# -------------------------------------------------------------------- all of them


def test_every_fact_of_the_catalogue_is_asked_here() -> None:
    with open(__file__, encoding="utf-8") as file:
        text = file.read()
    asked_in_test_rank = {"rank"}
    assert {name for name in catalogue() if f"{name}(" not in text} == asked_in_test_rank
