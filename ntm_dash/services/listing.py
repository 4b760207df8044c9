"""The list of screened nominations: what there is to choose from, and what is left of it under some filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.terms import Award, Subject, Verdict
from ntm_dash.intake.text import search_key
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.screening import Case, cases, tally, visible
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; no verdicts mean all of them, None and no words narrow nothing."""

    verdicts: frozenset[Verdict] = frozenset()
    award: Award | None = None
    subject: Subject | None = None
    proposer: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """All nominations that a person may see, in the order of their codes, and what there is to filter by."""

    cases: tuple[Case, ...]
    by_code: Mapping[str, Case] = field(repr=False)
    counts: Counter[Verdict]
    awards: tuple[Award, ...]
    subjects: tuple[Subject, ...]
    proposers: tuple[str, ...]
    keys: Mapping[str, str] = field(repr=False)
    """What the search looks into, by code."""


def listing(store: Store, campaign: Campaign, by: Person) -> Listing:
    """The nominations of the campaign that a person may see."""
    require(by, Right.SEE_NOMINATIONS)
    found = tuple(visible(cases(store, campaign), by))
    awards = {case.screened.award for case in found}
    subjects = {case.screened.subject for case in found}
    codes = {str(case.screened.nomination): case for case in found}
    return Listing(
        found,
        codes,
        tally(found),
        tuple(award for award in Award if award in awards),
        tuple(subject for subject in Subject if subject in subjects),
        tuple(sorted({case.proposer for case in found}, key=alphabetical)),
        {code: f" {search_key(f'{case.nominee} {code}')}" for code, case in codes.items()},
    )


def narrowed(listing: Listing, filters: Filters) -> list[Case]:
    """The nominations that pass the filters; every word must begin a word of the name or the code."""
    words = [f" {word}" for word in search_key(filters.words).split()]
    return [
        case
        for case in listing.cases
        if (not filters.verdicts or case.screened.verdict in filters.verdicts)
        and filters.award in (None, case.screened.award)
        and filters.subject in (None, case.screened.subject)
        and filters.proposer in (None, case.proposer)
        and (not words or all(word in listing.keys[str(case.screened.nomination)] for word in words))
    ]
