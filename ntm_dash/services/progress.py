"""How far the province is: districts, communes and their criteria at the cut-off, beside the baseline of the period.

Figures come from the facts that the rulebook asks, under the choices in force; places and reached goals from the
same screening that judges nominations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding, Screened, screen
from ntm_dash.screening.readings import Test, standards, tests_of
from ntm_dash.services.campaigns import Campaign, kept, scope_of
from ntm_dash.services.criteria import State
from ntm_dash.storage.store import Scope, Store


class Extent(NamedTuple):
    """What is certain of a figure: at least and at most so much."""

    at_least: float
    at_most: float

    @property
    def certain(self) -> bool:
        """Whether the figure is known."""
        return self.at_least == self.at_most

    @property
    def truth(self) -> bool | None:
        """Yes, no or not known, where the figure is 1 for yes and 0 for no."""
        return None if not self.certain else bool(self.at_least)


@dataclass(frozen=True)
class Growth:
    """The period over which the rulebook counts new criteria, and how: net or gross."""

    from_year: int
    to_year: int
    count_as: str

    @property
    def baseline(self) -> date:
        """The day whose assessment is compared."""
        return date(self.from_year - 1, 12, 31)


@dataclass(frozen=True)
class Goal:
    """A clause that asks so many new criteria of a commune, perhaps of an especially disadvantaged one only."""

    clause: str
    citation: str
    required: int
    disadvantaged_only: bool


@dataclass(frozen=True)
class Place:
    """The places that a district may have among its peers, and whether a clause's requirement is met by that."""

    at_least: int
    at_most: int
    tie: bool
    outcome: Outcome
    required: int
    citation: str


@dataclass(frozen=True)
class Commune:
    """One commune at the cut-off. `now` is its latest valid assessment, `reached` the clauses whose goal it reaches.

    `recognised` and `disadvantaged` are 0 to 1: certain, or not known.
    """

    code: str
    name: str
    district: str
    now: State | None
    baseline: State | None
    met: Extent
    gained: Extent
    recognised: Extent
    disadvantaged: Extent
    reached: tuple[str, ...]


@dataclass(frozen=True)
class Communes:
    """Some communes, and their figures together. Averages are over all of them, assessed or not."""

    communes: tuple[Commune, ...]
    criteria: int

    @cached_property
    def recognised(self) -> Extent:
        """How many are recognised by decision."""
        return self._total(lambda commune: commune.recognised)

    @cached_property
    def full(self) -> Extent:
        """How many meet all criteria."""
        return Extent(
            sum(commune.met.at_least == self.criteria for commune in self.communes),
            sum(commune.met.at_most == self.criteria for commune in self.communes),
        )

    @cached_property
    def average(self) -> Extent:
        """The criteria met by a commune on average."""
        return self._average(lambda commune: commune.met)

    @cached_property
    def average_gain(self) -> Extent:
        """The criteria gained by a commune on average."""
        return self._average(lambda commune: commune.gained)

    @cached_property
    def unassessed(self) -> int:
        """How many have no valid assessment."""
        return sum(commune.now is None for commune in self.communes)

    @cached_property
    def assessed_on(self) -> list[date]:
        """The days of the valid assessments, in order."""
        return sorted({commune.now.assessed_on for commune in self.communes if commune.now})

    @cached_property
    def missing(self) -> tuple[tuple[int, int], ...]:
        """For each criterion in order: in how many communes it is not met, and in how many not known."""
        unmet, unknown = [0] * self.criteria, [0] * self.criteria
        for commune in self.communes:
            for place in range(self.criteria):
                if commune.now is None or not commune.now.known >> place & 1:
                    unknown[place] += 1
                elif not commune.now.met >> place & 1:
                    unmet[place] += 1
        return tuple(zip(unmet, unknown, strict=True))

    def answers(self, number: int) -> list[bool | None]:
        """What is known of one criterion in each commune: met, unmet, or None."""
        return [commune.now.answer(number) if commune.now else None for commune in self.communes]

    def _total(self, of: Callable[[Commune], Extent]) -> Extent:
        return Extent(
            sum(of(commune).at_least for commune in self.communes),
            sum(of(commune).at_most for commune in self.communes),
        )

    def _average(self, of: Callable[[Commune], Extent]) -> Extent:
        total, count = self._total(of), max(1, len(self.communes))
        return Extent(total.at_least / count, total.at_most / count)


@dataclass(frozen=True)
class District(Communes):
    """One district or city with its communes; a place is None where it is not ranked."""

    code: str
    name: str
    share: Extent
    gain: Extent
    share_place: Place | None
    gain_place: Place | None


@dataclass(frozen=True)
class Province(Communes):
    """All districts of a campaign; `growth` is None where the rulebook counts no new criteria."""

    districts: Mapping[str, District]
    growth: Growth | None
    goals: tuple[Goal, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Commune]:
        """The communes by their code."""
        return {commune.code: commune for commune in self.communes}

    @cached_property
    def groups(self) -> Mapping[bool | None, Province]:
        """The especially disadvantaged communes, those that are not, and those of which it is not known (None), apart.

        Each is a province of its communes only, in which no district has a place; groups without communes are left out.
        """
        truths = {commune.disadvantaged.truth for commune in self.communes}
        return {truth: self._only(truth) for truth in (True, False, None) if truth in truths}

    def _only(self, truth: bool | None) -> Province:
        own = tuple(commune for commune in self.communes if commune.disadvantaged.truth is truth)
        by_district: dict[str, list[Commune]] = {}
        for commune in own:
            by_district.setdefault(commune.district, []).append(commune)
        districts = {}
        for code, listed in by_district.items():
            few = Communes(tuple(listed), self.criteria)
            share = Extent(*(end / len(listed) for end in few.recognised))
            name = self.districts[code].name
            districts[code] = District(few.communes, self.criteria, code, name, share, few.average_gain, None, None)
        in_order = {code: districts[code] for code in self.districts if code in districts}
        return Province(own, self.criteria, in_order, self.growth, self.goals)

    @property
    def empty(self) -> bool:
        """Whether nothing is known of any commune."""
        return not any(commune.now or commune.baseline or commune.recognised.at_least for commune in self.communes)


def progress(store: Store, campaign: Campaign) -> Province:
    """The province of a campaign: districts with cities first, each with its communes, best first."""
    return kept(store, campaign, "progress", lambda: _progress(store, campaign))


def _progress(store: Store, campaign: Campaign) -> Province:
    scope = scope_of(store, campaign)
    tests = _tests(campaign)
    growth = _growth(tests)
    goals = _goals(campaign, tests)
    places, reached = _screened(scope, campaign, goals)
    disadvantaged = next((_values(test) for test in tests if _asks(test, "especially_disadvantaged")), {})
    period = {
        "from_year": growth and growth.from_year,
        "to_year": growth and growth.to_year,
        "count_as": growth and growth.count_as,
    }
    listed = {name: disadvantaged.get(name) for name in ("as_of_when", "since_year")}
    asked = {**period, **listed, "baseline_on": growth and growth.baseline}
    communes = tuple(_commune(row, reached) for row in scope.rows("progress_communes", asked))
    criteria = campaign.rulebook.assessment.criteria
    districts = {}
    for code, name, *figures in scope.rows("progress_districts", period):
        own = tuple(commune for commune in communes if commune.district == code)
        share, gain = Extent(*figures[:2]), Extent(*figures[2:])
        ranked = (places.get((code, measure)) for measure in ("recognised_share", "average_gain"))
        districts[code] = District(own, criteria, code, name, share, gain, *ranked)
    return Province(communes, criteria, districts, growth, goals)


def growth_of(campaign: Campaign) -> Growth | None:
    """The period over which growth is counted, None where the rulebook counts none."""
    return _growth(_tests(campaign))


def _tests(campaign: Campaign) -> list[Test]:
    """All tests in force that ask a fact."""
    found = standards(campaign.rulebook, campaign.choices).values()
    tests = (test for standard in found for _, node in standard.clauses for test in tests_of(node))
    return [test for test in tests if test.call is not None]


def _values(test: Test) -> Mapping[str, Any]:
    return test.call.values if test.call else {}


def _asks(test: Test, fact: str) -> bool:
    return test.call is not None and test.call.fact == fact


def _is_growth(test: Test) -> bool:
    return _asks(test, "criteria_gained") and not _values(test)["among"] and test.comparison == "at_least"


def _growth(tests: Sequence[Test]) -> Growth | None:
    """How districts' growth is ranked; where it is not, how the growth of communes is counted."""
    ranked = (_values(test) for test in tests if _asks(test, "rank"))
    counted = [values["of_arguments"] for values in ranked if values["of"] == "average_gain"]
    counted += [_values(test) for test in tests if _is_growth(test)]
    return next((Growth(each["from_year"], each["to_year"], each["count_as"]) for each in counted), None)


def _goals(campaign: Campaign, tests: Sequence[Test]) -> tuple[Goal, ...]:
    """The clauses that ask of a commune's criteria its growth, and nothing else."""
    goals = []
    for clause in campaign.rulebook.clauses:
        asked = [test for test in tests if test.clause == clause.id and _of_commune(test)]
        listed = [test for test in asked if _asks(test, "especially_disadvantaged")]
        for test in asked:
            if _is_growth(test) and test.required is not None and len(asked) == 1 + len(listed):
                goals.append(Goal(clause.id, clause.citation, int(test.required), bool(listed)))
    return tuple(goals)


def _of_commune(test: Test) -> bool:
    return test.call is not None and catalogue()[test.call.fact].key == "commune"


def _screened(
    scope: Scope, campaign: Campaign, goals: Iterable[Goal]
) -> tuple[dict[tuple[str, str], Place], dict[str, tuple[str, ...]]]:
    """The place of each district by measure, and the clauses whose goal each commune reaches."""
    asked = {test.clause for test in _tests(campaign) if _asks(test, "rank")} | {goal.clause for goal in goals}
    clauses = [clause for clause in campaign.rulebook.clauses if clause.id in asked]
    if not clauses:
        return {}, {}
    rulebook = campaign.rulebook.model_copy(update={"clauses": clauses, "readings": []})
    found = screen(scope, rulebook, campaign.choices, unit_awards=rulebook.screened_awards, only="")
    citations = {clause.id: clause.citation for clause in clauses}
    places: dict[tuple[str, str], Place] = {}
    reached: dict[str, tuple[str, ...]] = {}
    for each in found:
        if each.subject is Subject.DISTRICT and each.district:
            for measure, finding in ranks_of(each):
                places.setdefault((each.district, measure), place_of(finding, citations[finding.test.clause]))
        elif each.subject is Subject.COMMUNE and each.commune:
            own = tuple(goal.clause for goal in goals if goal.clause in each.clauses and _reaches(each, goal.clause))
            reached[each.commune] = reached.get(each.commune, ()) + own
    return places, reached


def ranks_of(case: Screened) -> list[tuple[str, Finding]]:
    """The findings of rank by measure, those in which equal districts share the better place first."""
    found = [(_values(finding.test), finding) for finding in case.findings if _asks(finding.test, "rank")]
    ranked = [(values, finding) for values, finding in found if finding.at_least]
    ranked.sort(key=lambda each: each[0]["ties"] != "shared")
    return [(values["of"], finding) for values, finding in ranked]


def place_of(finding: Finding, citation: str) -> Place:
    """The place that a finding of rank tells."""
    at_least, at_most = int(finding.at_least or 0), int(finding.at_most or 0)
    return Place(at_least, at_most, finding.mark == "tie", finding.outcome, int(finding.test.required or 0), citation)


def _reaches(case: Screened, clause: str) -> bool:
    """Whether the commune itself is all that the clause asks of it, whatever its earlier awards."""
    own = [finding for finding in case.findings if finding.test.clause == clause and _of_commune(finding.test)]
    return all(finding.outcome is Outcome.MET for finding in own)


def _commune(row: Sequence[Any], reached: Mapping[str, tuple[str, ...]]) -> Commune:
    code, name, district = row[:3]
    now, baseline = (State(*each) if each[0] else None for each in (row[3:7], row[7:11]))
    met, gained, recognised, disadvantaged = (Extent(*row[start : start + 2]) for start in (11, 13, 15, 17))
    own = reached.get(code, ())
    return Commune(code, name, district, now, baseline, met, gained, recognised, disadvantaged, own)
