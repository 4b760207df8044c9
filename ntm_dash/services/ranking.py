"""Districts beside each other as the rulebook ranks them: who stands where, who is left out by what, how close it is.

Places and outcomes come from the same screening that judges nominations. What is worked out here only explains them:
distances to other places, and whose missing data a place waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.terms import Outcome, Subject, Verdict
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.compilation import Variant
from ntm_dash.screening.engine import Screened, screen
from ntm_dash.screening.readings import Call, Choices, standards, tests_of
from ntm_dash.screening.rulebook import Clause, Reading, Rulebook
from ntm_dash.services.access import LOCAL, require
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.distances import Compared, Field, lead, needed, waits_for
from ntm_dash.services.progress import Extent, Growth, Place, place_of, ranks_of
from ntm_dash.services.screening import choices_with
from ntm_dash.storage.store import Scope, Store

Changes = Sequence[tuple[str, str]]
"""Readings taken otherwise than in force: pairs of reading and choice."""

Measure = Literal["recognised_share", "average_gain"]


@dataclass(frozen=True)
class EarlierAward:
    """One earlier award that stands; `own_movement` says whether it was for this movement, None where not known."""

    form: str | None
    movement: str | None
    own_movement: bool | None
    decision: str | None
    decided_on: date | None
    decided_year: int | None
    source: int


@dataclass(frozen=True)
class Ranked:
    """One district in a ranking.

    `total` sums its communes: how many are recognised, or how many criteria they gained; `open_communes` of them are
    not fully known. `place` is None outside the ranking. `excluded` says whether an earlier award excludes it, None
    where not known. `to_better` and `to_required` are communes, or criteria, that lack to stand level with the next
    better place and with the last place that is asked; `lead` how many may be lost until it is no longer among those
    places. `nominations` are those that may be seen. `waits_for` names the districts whose missing data could still
    move it, itself among them.
    """

    code: str
    name: str
    communes: int
    total: Extent
    open_communes: int
    place: Place | None
    outcome: Outcome
    excluded: bool | None
    awards: tuple[EarlierAward, ...]
    nominated: bool
    nominations: tuple[str, ...]
    to_better: Extent | None
    to_required: Extent | None
    lead: Extent | None
    waits_for: tuple[str, ...]

    @property
    def average(self) -> Extent:
        """The figure that is compared: share of communes, or criteria per commune."""
        count = max(1, self.communes)
        return Extent(self.total.at_least / count, self.total.at_most / count)


@dataclass(frozen=True)
class Turn:
    """A district whose answer changes under another choice, and what it would be."""

    code: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class Ranking:
    """The districts under one clause, best place first. `turns` has every other choice that the clause knows, also
    those that change nothing; `datum` and `owner` name what is missing where a figure is open, and whose duty it is."""

    clause: Clause
    measure: Measure
    growth: Growth | None
    required: int
    rows: tuple[Ranked, ...]
    turns: Mapping[Variant, tuple[Turn, ...]]
    datum: str
    owner: str

    def named(self, code: str) -> Ranked:
        """The row of a district."""
        return next(row for row in self.rows if row.code == code)


def rankings(store: Store, campaign: Campaign, changes: Changes = (), by: Person = LOCAL) -> tuple[Ranking, ...]:
    """Every ranking of districts that the rulebook asks for, with some readings taken otherwise.

    A unit sees its own nominations beside the districts. Raises `Refused` for a reading or choice that the rulebook
    does not have, and for whom places are not shown to.
    """
    require(by, Right.SEE_PROVINCE)
    choices = choices_with(campaign, dict(changes))
    scope = scope_of(store, campaign)
    nominated: dict[tuple[str, str], tuple[str, ...]] = {}
    for code, award, district, proposer in scope.rows("ranking_nominations"):
        shown = (code,) if may(by, Right.SEE_NOMINATIONS, unit=proposer) else ()
        nominated[district, award] = nominated.get((district, award), ()) + shown
    awards: dict[str, tuple[EarlierAward, ...]] = {}
    for district, *said in scope.rows("ranking_awards"):
        awards[district] = (*awards.get(district, ()), EarlierAward(*said))
    found = []
    for clause in campaign.rulebook.clauses:
        alone = campaign.rulebook.model_copy(update={"clauses": [clause]})
        call = _measure(alone, clause, choices)
        if call is not None:
            found.append(_ranking(scope, clause, call, alone, choices, nominated, awards))
    return tuple(found)


def readings_of(campaign: Campaign, found: Iterable[Ranking]) -> list[Reading]:
    """The readings on which the rankings may turn, in the rulebook's order."""
    named = {variant.reading for ranking in found for variant in ranking.turns}
    return [reading for reading in campaign.rulebook.readings if reading.id in named]


def _measure(alone: Rulebook, clause: Clause, choices: Choices) -> Call | None:
    """The figure by which the rulebook's one clause ranks districts, None if it does not."""
    standard = standards(alone, choices).get((clause.award, Subject.DISTRICT))
    tests = [test for _, node in standard.clauses for test in tests_of(node)] if standard else []
    for test in tests:
        if test.call is not None and test.call.fact == "rank":
            values = test.call.values
            if values["of"] in ("recognised_share", "average_gain"):
                return Call.of(values["of"], values["of_arguments"])
    return None


class _Figures(NamedTuple):
    """A row of `ranking_figures`."""

    name: str
    communes: int
    recognised_at_least: int
    recognised_at_most: int
    recognition_open: int
    gained_at_least: int
    gained_at_most: int
    growth_open: int

    def of(self, measure: Measure) -> tuple[Extent, int]:
        """The sum that is compared, and in how many communes it is open."""
        if measure == "average_gain":
            return Extent(self.gained_at_least, self.gained_at_most), self.growth_open
        return Extent(self.recognised_at_least, self.recognised_at_most), self.recognition_open


def _ranking(
    scope: Scope,
    clause: Clause,
    call: Call,
    alone: Rulebook,
    choices: Choices,
    nominated: Mapping[tuple[str, str], tuple[str, ...]],
    awards: Mapping[str, tuple[EarlierAward, ...]],
) -> Ranking:
    measure: Measure = "average_gain" if call.fact == "average_gain" else "recognised_share"
    period = call.values if measure == "average_gain" else {}
    growth = Growth(period["from_year"], period["to_year"], period["count_as"]) if period else None
    asked = {name: period.get(name) for name in ("from_year", "to_year", "count_as")}
    figures = {code: _Figures(*said) for code, *said in scope.rows("ranking_figures", asked)}
    cases = {
        case.district: case
        for case in screen(scope, alone, choices, unit_awards=(clause.award,), only="")
        if case.subject is Subject.DISTRICT and case.award is clause.award and case.district
    }
    places = {code: _place(case, clause) for code, case in cases.items()}
    required = next((place.required for place in places.values() if place), 0)
    compared = {
        code: Compared(figures[code].of(measure)[0], figures[code].communes, _stays(case))
        for code, case in cases.items()
        if places[code]
    }
    field = Field(compared.values())
    rows = []
    for code, case in cases.items():
        total, open_communes = figures[code].of(measure)
        me, place = compared.get(code), places[code]
        better = place.at_least - 1 if place and place.at_least == place.at_most else 0
        inside = place is not None and place.at_most <= required
        rows.append(
            Ranked(
                code=code,
                name=figures[code].name,
                communes=figures[code].communes,
                total=total,
                open_communes=open_communes,
                place=place,
                outcome=case.clauses[clause.id],
                excluded=_excluded(case),
                awards=awards.get(code, ()),
                nominated=(code, str(clause.award)) in nominated,
                nominations=nominated.get((code, str(clause.award)), ()),
                to_better=needed(me, field, better) if me and better else None,
                to_required=needed(me, field, required) if me else None,
                lead=lead(me, field, required) if me and inside else None,
                waits_for=tuple(waits_for(code, compared)) if me else (),
            )
        )
    fact = catalogue()[measure]
    turns = _turns(alone, choices, list(cases.values()))
    ordered = tuple(sorted(rows, key=_order))
    return Ranking(clause, measure, growth, required, ordered, turns, fact.datum, fact.owner)


def _stays(case: Screened) -> bool | None:
    """Whether a district takes a place from others: an excluded one does not, where exclusion comes first."""
    if not any(finding.test.peers for finding in case.findings):
        return True
    excluded = _excluded(case)
    return None if excluded is None else not excluded


def _place(case: Screened, clause: Clause) -> Place | None:
    return next((place_of(finding, clause.citation) for _, finding in ranks_of(case)), None)


def _excluded(case: Screened) -> bool | None:
    """Whether an earlier award excludes the district: yes, no, or not known."""
    asked = [
        finding.outcome
        for finding in case.findings
        if finding.test.call and finding.test.call.fact == "awards_received"
    ]
    if Outcome.UNMET in asked:
        return True
    return None if Outcome.UNKNOWN in asked else False


def _order(row: Ranked) -> tuple[bool, int, int, float]:
    if row.place is None:
        return True, 0, 0, -row.average.at_least
    return False, row.place.at_least, row.place.at_most, -row.average.at_least


def _turns(alone: Rulebook, choices: Choices, cases: Sequence[Screened]) -> dict[Variant, tuple[Turn, ...]]:
    in_force = standards(alone, choices)
    turns = {}
    for reading in alone.readings:
        for choice in reading.choices:
            variant = Variant(reading.id, choice.id)
            if choice.id == choices[reading.id] or standards(alone, {**choices, reading.id: choice.id}) == in_force:
                continue
            turns[variant] = tuple(
                Turn(case.district or "", case.verdict, case.turns[variant]) for case in cases if variant in case.turns
            )
    return turns
