"""Double awards: one subject proposed twice or at both levels, awarded already, or one contribution credited twice.

One achievement, one form of award (law on emulation and commendation as amended 2013, article 6). Names make a pair
certain, likely or close; a person settles it once, and the ruling is remembered as an act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import ContributionKind
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of, scope_within
from ntm_dash.services.screening import Case, cases
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Store

CERTAINTIES = ("certain", "likely", "close", "ruled")
"""How sure names make it that two nominees are one: see `subject_pairs.sql`; ruled only, where names say nothing."""


@dataclass(frozen=True)
class Pair:
    """Two nominations whose subject is or may be one. `same` is None until a person ruled."""

    first: Case
    second: Case
    same_award: bool
    certainty: str
    same: bool | None
    why: str | None
    who: str | None

    @property
    def stands(self) -> bool:
        """Whether it counts as one subject: by ruling, or without one where the names are certain."""
        return self.same if self.same is not None else self.certainty == "certain"


@dataclass(frozen=True)
class AwardedAlready:
    """A nominee with an award in force for this movement, of the same level or higher; `source` opens the row."""

    case: Case
    form: str | None
    decision: str | None
    decided_on: date | None
    decided_year: int | None
    source: int


@dataclass(frozen=True)
class CreditedTwice:
    """One contribution under two nominations; `value` in dong, the sources open both rows."""

    first: Case
    second: Case
    kind: ContributionKind
    year: int
    value: int
    description: str | None
    paper: str | None
    first_source: int
    second_source: int


@dataclass(frozen=True)
class Watch:
    """All that is to be looked at twice before anybody is awarded."""

    pairs: tuple[Pair, ...]
    awarded: tuple[AwardedAlready, ...]
    credited: tuple[CreditedTwice, ...]


def watch(store: Store, campaign: Campaign, by: Person) -> Watch:
    """Every pair, those not ruled first and the surest first; every award already had; every gift credited twice."""
    require(by, Right.SEE_SCREENING)
    scope = scope_of(store, campaign)
    asked = {"awards": [str(award) for award in campaign.rulebook.screened_awards]}
    found = {case.screened.nomination: case for case in cases(store, campaign)}
    pairs = [Pair(found[first], found[second], *rest) for first, second, *rest in scope.rows("subject_pairs", asked)]
    pairs.sort(key=lambda pair: (pair.same is not None, CERTAINTIES.index(pair.certainty)))
    return Watch(
        tuple(pairs),
        tuple(AwardedAlready(found[code], *rest) for code, *rest in scope.rows("awarded_already", asked)),
        tuple(
            CreditedTwice(found[first], found[second], ContributionKind(kind), *rest)
            for first, second, kind, *rest in scope.rows("contributions_credited_twice", asked)
        ),
    )


def rule_identity(
    store: Store, campaign: Campaign, codes: tuple[str, str], same: bool, *, by: Person, why: str
) -> None:
    """Settle whether two nominations are of one subject; the last ruling on a pair stands."""
    require(by, Right.KEEP_DOSSIERS)
    if not why.strip():
        raise Refused(Problem("ruling_without_reason"))
    first, second = sorted(codes)

    def act(transaction: Transaction) -> None:
        known = {code for code, *_ in scope_within(transaction, campaign).rows("known_nominations")}
        if strangers := [code for code in (first, second) if code not in known]:
            raise Refused(*(Problem("nomination_unknown", read=code) for code in strangers))
        if first == second:
            raise Refused(Problem("ruling_on_one", read=first))
        body = {"first": first, "second": second, "same": same, "why": why.strip()}
        transaction.append("identity_ruled", who=by, campaign=campaign.id, subject=f"{first} {second}", body=body)

    store.transact(act)
