"""The lists behind the figures of the overview, against lists made from the records and the command line's verdicts."""

from ntm_dash.domain.terms import Subject, Verdict
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.overview import SORTS, blocking, candidates, lists
from ntm_dash.services.progress import progress
from ntm_dash.services.screening import cases
from ntm_dash.storage.store import Store


def test_every_way_of_sorting_puts_every_commune_into_one_class(store: Store, invented: Campaign) -> None:
    found, province = lists(store, invented), progress(store, invented)
    for sort in SORTS:
        own = [c.code for name, communes in found.by_name.items() if name.startswith(f"{sort} ") for c in communes]
        assert sorted(own) == sorted(province.by_code)


def test_recognised_communes_are_those_that_are_certain_and_the_open_ones_those_that_may_be(
    store: Store, invented: Campaign
) -> None:
    found, province = lists(store, invented), progress(store, invented)
    assert found.count("recognised yes") == province.recognised.at_least
    assert found.count("recognised yes") + found.count("recognised unknown") == province.recognised.at_most


def test_a_criterion_blocks_as_many_communes_as_its_list_names(store: Store, invented: Campaign) -> None:
    found, province = lists(store, invented), progress(store, invented)
    for row in blocking(province):
        assert (row.unmet, row.unknown) == (found.count(f"lacks {row.number}"), found.count(f"open {row.number}"))


def test_a_candidate_is_eligible_by_the_rules_and_has_no_nomination_for_that_award(
    store: Store, invented: Campaign
) -> None:
    every = cases(store, invented, all_units=True)
    nominated = {
        (each.screened.award, each.screened.commune or each.screened.district)
        for each in every
        if each.screened.nomination and each.screened.subject in (Subject.COMMUNE, Subject.DISTRICT)
    }
    expected = {
        each.screened.case_id
        for each in every
        if each.screened.nomination is None
        and each.screened.verdict is Verdict.ELIGIBLE
        and (each.screened.award, each.screened.commune or each.screened.district) not in nominated
    }
    assert {each.screened.case_id for each in candidates(store, invented)} == expected
