"""What is at hand and what is not, by district and form: who owes what, and which verdicts it would turn.

A form asks something of subjects: of each commune an assessment, of each nomination its history of awards. A cell
counts the subjects of a district and those of them for whom something is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ntm_dash.domain.access import Person, Right
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.gaps import (
    BY_FINDINGS,
    FORM_OF_DATUM,
    OF_PLACES,
    PROVINCE,
    Missing,
    Part,
    Reason,
    by_findings,
    datum_of,
    nominations,
    owner_of,
    papers,
)
from ntm_dash.services.progress import growth_of
from ntm_dash.services.ranking import rankings
from ntm_dash.services.screening import Case, cases, visible
from ntm_dash.storage.store import Scope, Store

FORMS = ("criteria", "commune_events", "nominations", *BY_FINDINGS, "papers", "council")

FACT_OF_LIST = {"recognised_list_complete": "recognised", "disadvantaged_list_complete": "especially_disadvantaged"}
"""The fact that is closed by declaring each list complete."""


@dataclass(frozen=True)
class Cell:
    """One form of one place: how many subjects it asks of, those that lack something, the last day of its records, and
    the nominations whose verdict what is missing could turn."""

    asked: int
    missing: tuple[Missing, ...]
    last_on: date | None
    turns: tuple[str, ...]

    @property
    def at_hand(self) -> int:
        """Of how many subjects nothing is missing."""
        return self.asked - len(self.missing)

    @cached_property
    def in_order(self) -> Sequence[Missing]:
        """What is missing, first what would turn most verdicts."""
        return sorted(self.missing, key=lambda each: -len(each.turns))

    @cached_property
    def lacking(self) -> Mapping[str, Sequence[Missing]]:
        """The items that lack each thing, by its code, the commonest first."""
        found: dict[str, list[Missing]] = {}
        for each in self.in_order:
            for code in dict.fromkeys(reason.code for reason in each.reasons):
                found.setdefault(code, []).append(each)
        return dict(sorted(found.items(), key=lambda lack: -len(lack[1])))

    def with_reason(self, code: str | None) -> Sequence[Missing]:
        """The items that lack one thing; all without one. Those that would turn most verdicts come first."""
        return self.in_order if code is None else self.lacking.get(code, ())


@dataclass(frozen=True)
class Completeness:
    """All cells by place and form; `places` are the districts and, last, the province's own."""

    places: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell]
    names: Mapping[str, str] = field(default_factory=dict)

    def chosen(self, place: str | None, form: str | None) -> Cell:
        """One cell; without a place or a form, all of them together."""
        if (place, form) not in self._together:
            self._together[place, form] = self._all_of(place, form)
        return self._together[place, form]

    @cached_property
    def _together(self) -> dict[tuple[str | None, str | None], Cell]:
        return {}

    def _all_of(self, place: str | None, form: str | None) -> Cell:
        places, asked = (self.places if place is None else [place]), (FORMS if form is None else [form])
        picked = [self.cells[at, of] for at in places for of in asked]
        return Cell(
            sum(cell.asked for cell in picked),
            tuple(each for cell in picked for each in cell.missing),
            max((cell.last_on for cell in picked if cell.last_on), default=None),
            tuple(sorted({code for cell in picked for code in cell.turns})),
        )


def completeness(store: Store, campaign: Campaign, by: Person) -> Completeness:
    """What the campaign has and lacks. A unit sees places, and of nominations its own."""
    require(by, Right.SEE_PROVINCE)
    scope = scope_of(store, campaign)
    places = {code: name for code, name, *_ in scope.rows("progress_districts", _NO_PERIOD)} | {PROVINCE: ""}
    found = visible(cases(store, campaign), by)
    turns = _turns(store, campaign, found)
    missing: dict[tuple[str, str], list[Missing]] = {}
    asked: dict[tuple[str, str], int] = {}
    for parts in (
        _criteria(scope, campaign, turns),
        _events(scope, campaign, places, turns),
        nominations(scope, campaign, found, places, by),
        by_findings(scope, found),
        papers(found),
        _council(scope),
    ):
        for place, form, item in parts:
            asked[place, form] = asked.get((place, form), 0) + 1
            if item:
                missing.setdefault((item.district, item.form), []).append(item)
    days = {(form, district or PROVINCE): last_on for form, district, last_on in scope.rows("completeness_days")}
    cells = {
        (place, form): Cell(
            asked.get((place, form), 0),
            tuple(missing.get((place, form), ())),
            days.get((form, place)),
            tuple(sorted(turns.by_cell.get((place, form), ()))),
        )
        for place in places
        for form in FORMS
    }
    return Completeness(places, cells, {case.screened.nomination or "": case.nominee for case in found})


_NO_PERIOD = {"from_year": None, "to_year": None, "count_as": None}


Asked = tuple[str, str, str]
"""What is asked of a commune: fact, clause and condition."""


@dataclass
class _Turns:
    """Which nominations turn on what: by place and form, and by commune, form and what is asked of it."""

    by_cell: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    by_commune: dict[tuple[str, str, str], dict[Asked, set[str]]] = field(default_factory=dict)

    def of_commune(self, district: str, commune: str, form: str) -> tuple[list[Reason], tuple[str, ...]]:
        """What verdicts wait for of a commune, and which."""
        asked = self.by_commune.get((district, commune, form), {})
        codes = {code for waiting in asked.values() for code in waiting}
        return [Reason("condition_open", each) for each in sorted(asked)], tuple(sorted(codes))


def _turns(store: Store, campaign: Campaign, found: Iterable[Case]) -> _Turns:
    waited = {
        (ranking.clause.id, row.code): row.waits_for for ranking in rankings(store, campaign) for row in ranking.rows
    }
    turns = _Turns()
    for case in found:
        screened = case.screened
        district, code = screened.district or PROVINCE, screened.nomination or ""
        for finding in screened.owed:
            form = FORM_OF_DATUM.get(datum_of(finding), "")
            fact = finding.test.call.fact if finding.test.call else ""
            for place in waited.get((finding.test.clause, district), ()) if fact == "rank" else (district,):
                turns.by_cell.setdefault((place, form), set()).add(code)
            if screened.commune and form in OF_PLACES and fact != "rank":
                of_commune = turns.by_commune.setdefault((district, screened.commune, form), {})
                of_commune.setdefault((fact, finding.test.clause, finding.test.condition), set()).add(code)
    return turns


def _criteria(scope: Scope, campaign: Campaign, turns: _Turns) -> Iterator[Part]:
    growth = growth_of(campaign)
    criteria, owner = campaign.rulebook.assessment.criteria, owner_of("assessment")
    asked = {"baseline_on": growth and growth.baseline}
    for code, name, district, last_on, known, baseline_known in scope.rows("completeness_communes", asked):
        reasons = []
        if last_on is None:
            reasons.append(Reason("never_assessed"))
        elif known is None:
            reasons.append(Reason("too_old", last_on))
        elif blanks := _blanks(known, criteria):
            reasons.append(Reason("blanks", blanks))
        if growth and baseline_known is None:
            reasons.append(Reason("no_baseline", growth.baseline))
        elif growth and (blanks := _blanks(baseline_known, criteria)):
            reasons.append(Reason("baseline_blanks", blanks))
        waiting, codes = turns.of_commune(district, code, "criteria")
        said = tuple(reasons or waiting)
        item = Missing("criteria", district, "commune", code, name, said, owner, district, last_on, codes)
        yield district, "criteria", item if said else None


def _blanks(known: int, criteria: int) -> tuple[int, ...]:
    return tuple(number for number in range(1, criteria + 1) if not known >> (number - 1) & 1)


def _events(scope: Scope, campaign: Campaign, places: Mapping[str, str], turns: _Turns) -> Iterator[Part]:
    """Each list that can be declared complete, and each commune of whose events a verdict waits to hear."""
    cutoff = campaign.rulebook.assessment.cutoff
    for district, kind, until_on in scope.rows("completeness_lists"):
        reason = Reason(kind, until_on)
        open_list = until_on is None or until_on < cutoff
        name, owner = places[district], catalogue()[FACT_OF_LIST[kind]].owner
        item = Missing("commune_events", district, "list", kind, name, (reason,), owner, "", until_on)
        yield district, "commune_events", item if open_list else None
    names = {code: name for code, name, *_ in scope.rows("units")}
    for district, commune, form in sorted(turns.by_commune):
        if form == "commune_events":
            reasons, codes = turns.of_commune(district, commune, form)
            owner = catalogue()[reasons[0].detail[0]].owner
            body = district if owner == "district" else ""
            item = Missing(form, district, "commune", commune, names[commune], tuple(reasons), owner, body, None, codes)
            yield district, form, item


def _council(scope: Scope) -> Iterator[Part]:
    members = scope.rows("council_members")
    item = Missing("council", PROVINCE, "council", "", "", (Reason("no_council"),), "secretary", "")
    yield PROVINCE, "council", None if members else item
