"""The cases of one place are those of the screening of all, and only a person's own where a unit asks."""

import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.places import cases_in, seen_by
from ntm_dash.services.screening import Case, cases
from ntm_dash.storage.store import Store


@pytest.fixture(scope="module")
def everything(store: Store, invented: Campaign) -> list[Case]:
    return cases(store, invented, all_units=True)


@pytest.mark.parametrize(("district", "place"), [("185", "185"), ("178", "178"), ("185", "06382"), ("178", "05986")])
def test_a_place_is_judged_as_in_the_screening_of_all(
    store: Store, invented: Campaign, everything: list[Case], district: str, place: str
) -> None:
    found = cases_in(store, invented, district).at(place)
    here = [each for each in everything if place in (each.screened.commune, each.screened.district)]
    assert [
        (each.screened.nomination, each.nominee, each.proposer, each.screened.verdict)
        for each in here
        if each.screened.nomination
    ] == [(each.screened.nomination, each.nominee, each.proposer, each.screened.verdict) for each in found.nominations]
    own = [each.screened for each in here if not each.screened.nomination]
    own = [each for each in own if place == (each.commune or each.district)]
    assert [(each.case_id, each.verdict, dict(each.clauses), each.findings) for each in own] == [
        (each.case_id, each.verdict, dict(each.clauses), each.findings) for each in found.own
    ]
    assert len(found.own) == 2


def test_a_unit_sees_its_own_nominations_only(store: Store, invented: Campaign) -> None:
    found = cases_in(store, invented, "185").nominations
    proposer = found[0].proposer
    unit = Person("unit", "A", Role.UNIT, proposer)
    member = Person("member", "B", Role.COUNCIL_MEMBER)
    assert seen_by(found, member) == list(found)
    assert seen_by(found, unit) == [each for each in found if each.proposer == proposer]
    assert len(seen_by(found, unit)) < len(found)
