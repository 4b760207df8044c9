"""What if: the same verdicts as a rulebook written otherwise would give, and nothing saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from ntm_dash.domain.terms import Verdict
from ntm_dash.screening.loading import load_rulebook
from ntm_dash.services.campaigns import FIRST_RULEBOOK, Campaign, campaign
from ntm_dash.services.demonstration import DEMONSTRATION
from ntm_dash.services.screening import cases
from ntm_dash.services.what_if import Plan, Supposition, basis, knobs, what_if
from ntm_dash.storage.store import Store
from tests.storage.acts import refused

TEXT = FIRST_RULEBOOK.read_text(encoding="utf-8")
TEN = """among = [] }
at_least = 10
[[clauses.conditions]]
use = "not_awarded_2016_2018"
"""
HOUSEHOLD = 'to_year = 2020, kinds = ["money", "goods", "land", "property", "labour"] }\nat_least = 400_000_000'
WRITTEN = {
    "a threshold": (
        Plan(thresholds=((("3.2.1.d-2", "gained"), 9),)),
        (TEN, TEN.replace("at_least = 10", "at_least = 9")),
    ),
    "a sum": (
        Plan(thresholds=((("3.2.1.g", "contributed"), 500_000_000),)),
        (HOUSEHOLD, HOUSEHOLD.replace("400_000_000", "500_000_000")),
    ),
    "years": (
        Plan(years=((("3.2.1.g", "contributed"), (2016, 2020)),)),
        (f"from_year = 2011, {HOUSEHOLD}", f"from_year = 2016, {HOUSEHOLD}"),
    ),
    "the cut-off day": (Plan(cutoff=date(2018, 12, 31)), ("cutoff = 2019-07-31", "cutoff = 2018-12-31")),
}


def verdicts(store: Store, chosen: Campaign, changes: Mapping[str, str] | None = None) -> dict[str, Verdict]:
    return {case.screened.case_id: case.screened.verdict for case in cases(store, chosen, changes=changes)}


def supposed(store: Store, chosen: Campaign, plan: Plan) -> Supposition:
    return what_if(basis(store, chosen, cases(store, chosen)), plan)


def moved(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> dict[str, tuple[Verdict, Verdict]]:
    return {code: (before[code], after[code]) for code in before if before[code] is not after[code]}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_plan_moves_what_a_rulebook_written_so_would_move(demonstration: Store, what: str) -> None:
    plan, (as_is, otherwise) = WRITTEN[what]
    assert TEXT.count(as_is) == 1
    chosen = campaign(demonstration, DEMONSTRATION)
    written = replace(chosen, rulebook=load_rulebook(TEXT.replace(as_is, otherwise)))
    before = demonstration.version()
    found = supposed(demonstration, chosen, plan)
    expected = moved(verdicts(demonstration, chosen), verdicts(demonstration, written))
    assert {each.code: (each.before, each.after) for each in found.moved} == expected != {}
    assert demonstration.version() == before


def test_a_reading_moves_what_the_same_reading_moves_in_the_screening(demonstration: Store) -> None:
    chosen = campaign(demonstration, DEMONSTRATION)
    found = supposed(demonstration, chosen, Plan(readings=(("growth", "gross"),)))
    expected = moved(verdicts(demonstration, chosen), verdicts(demonstration, chosen, {"growth": "gross"}))
    assert {each.code: (each.before, each.after) for each in found.moved} == expected != {}
    hopeful = (Verdict.ELIGIBLE, Verdict.FOR_COUNCIL)
    for each in found.moved:
        assert each.enters is (each.after in hopeful and each.before not in hopeful)
        assert each.leaves is (each.before in hopeful and each.after not in hopeful)


def test_a_plan_that_changes_nothing_moves_nothing(demonstration: Store) -> None:
    chosen = campaign(demonstration, DEMONSTRATION)
    assert supposed(demonstration, chosen, Plan()).moved == ()
    same = tuple(((knob.clause, knob.condition), knob.required) for knob in knobs(chosen))
    assert supposed(demonstration, chosen, Plan(thresholds=same)).moved == ()


@pytest.mark.parametrize(
    "plan",
    [
        Plan(thresholds=((("3.2.1.d-2", "gained"), 20),)),
        Plan(years=((("3.2.1.g", "contributed"), (2020, 2011)),)),
    ],
)
def test_what_no_rulebook_could_say_is_refused(demonstration: Store, plan: Plan) -> None:
    with refused("what_if_impossible"):
        supposed(demonstration, campaign(demonstration, DEMONSTRATION), plan)
