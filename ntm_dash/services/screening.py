"""The screening of a campaign: verdict, dossier and punctuality of every nomination, three answers kept apart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.domain.deadlines import on_time
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Outcome, PaperKind, Verdict
from ntm_dash.screening.engine import Screened, screen
from ntm_dash.screening.readings import decide
from ntm_dash.screening.rulebook import DOSSIER_DEADLINE, Reading
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, choices_in_force, kept, scope_of
from ntm_dash.services.proposers import extensions
from ntm_dash.storage.store import Scope, Store


@dataclass(frozen=True)
class Gap:
    """One kind of paper that a dossier lacks: copies required, and at most at hand (None where not known)."""

    kind: PaperKind
    required: int
    at_most: int | None


@dataclass(frozen=True)
class Dossier:
    """Whether a dossier holds what it must; `complete` is None where no paper was registered or copies are open."""

    complete: bool | None
    missing: tuple[Gap, ...]


@dataclass(frozen=True)
class Case:
    """One screened case with what stands beside the verdict; `on_time` is None where the day is not known.

    `due` is the day before which it had to come, which may have been moved for its unit alone.
    `flags` are codes (words in `data/words/terms.toml`); `turns_on` the readings under which an answer changes.
    """

    screened: Screened
    nominee: str
    proposer: str
    received_on: date | None
    dossier: Dossier | None
    on_time: bool | None
    flags: tuple[str, ...]
    turns_on: tuple[str, ...]
    due: date | None = None


@dataclass(frozen=True)
class Source:
    """Where a record came from: an import's file, sheet and line (1 is the first row of the sheet)."""

    batch: int
    file: str
    sheet: str
    form: str
    line: int
    imported_at: datetime
    who: str


def choices_with(campaign: Campaign, changes: Mapping[str, str]) -> dict[str, str]:
    """The campaign's choices with some readings taken otherwise; an unknown reading or choice is refused."""
    readings: dict[str, Reading] = {reading.id: reading for reading in campaign.rulebook.readings}
    for name, choice in changes.items():
        if name not in readings:
            raise Refused(Problem("reading_unknown", read=name, expected=", ".join(readings)))
        allowed = [each.id for each in readings[name].choices]
        if choice not in allowed:
            raise Refused(Problem("choice_unknown", read=choice, expected=", ".join(allowed)))
    return {**campaign.choices, **changes}


def cases(
    store: Store,
    campaign: Campaign,
    *,
    changes: Mapping[str, str] | None = None,
    all_units: bool = False,
    nomination: str | None = None,
    as_of: int | None = None,
    supposed: Sequence[Mapping[str, Any]] = (),
) -> list[Case]:
    """Every screened nomination of the campaign, and with `all_units` every commune and district for each award.

    `nomination` keeps one of them; it is screened among all, because rivals and double claims are seen only there.
    `as_of` an event, records and rulings are as they stood after it; `supposed`: see `scope_of`.
    The plain question is answered once for a version of the store.
    """
    plain = changes is None and as_of is None and not supposed

    def answered(question: Callable[[Scope, Campaign, Mapping[str, str]], list[Case]]) -> list[Case]:
        def answer() -> list[Case]:
            scope = scope_of(store, campaign, as_of=as_of, supposed=supposed)
            then = campaign
            if as_of is not None:
                then = replace(campaign, choices=choices_in_force(scope, campaign.rulebook))
            return question(scope, then, choices_with(then, changes or {}))

        return list(kept(store, campaign, question.__name__, answer)) if plain else answer()

    if nomination is not None:
        return [case for case in answered(_nominations) if case.screened.nomination == nomination]
    return answered(_nominations) + (answered(_units) if all_units else [])


def _units(scope: Scope, campaign: Campaign, choices: Mapping[str, str]) -> list[Case]:
    """Every commune and district for each award, as if it were nominated."""
    rulebook = campaign.rulebook
    names = {unit: name for unit, name, *_ in scope.rows("units")}
    result = []
    for each in screen(scope, rulebook, choices, unit_awards=rulebook.screened_awards, only=""):
        name = names.get(each.commune or each.district or "", "")
        turns = tuple(dict.fromkeys(variant.reading for variant in each.turns))
        result.append(Case(each, name, "", None, None, None, tuple(_flags(each, [], None)), turns))
    return result


def _nominations(scope: Scope, campaign: Campaign, choices: Mapping[str, str]) -> list[Case]:
    rulebook = campaign.rulebook
    found = screen(scope, rulebook, choices)
    asked = {"awards": [str(award) for award in rulebook.screened_awards]}
    at_hand = {row[0]: row for row in scope.rows("nominations_at_hand", asked)}
    dossiers = dossiers_of(scope, campaign)
    claims: dict[str, list[str]] = {}
    for code, flag in scope.rows("double_claims", asked):
        claims.setdefault(code, []).append(flag)
    rivals = _rivals(found)
    deadline = rulebook.dossier_deadline
    moved = extensions(scope, DOSSIER_DEADLINE) if deadline else {}
    result = []
    for each in found:
        if each.nomination is None:
            continue
        _, name, _, _, proposer, received, *_ = at_hand[each.nomination]
        due = moved[proposer].until if proposer in moved else deadline.date if deadline else None
        punctual, turning = _punctuality(campaign, choices, received, due)
        result.append(
            Case(
                screened=each,
                nominee=name,
                proposer=proposer,
                received_on=received,
                dossier=dossiers.get(each.nomination, Dossier(None, ())),
                on_time=punctual,
                flags=tuple(_flags(each, claims.get(each.nomination, []), received == due if received else None))
                + (("rival_claim",) if each.case_id in rivals else ()),
                turns_on=tuple(dict.fromkeys([*(variant.reading for variant in each.turns), *turning])),
                due=due,
            )
        )
    return result


def visible(found: Sequence[Case], by: Person) -> list[Case]:
    """Of some nominations those that a person may see: a unit its own, everybody else all."""
    require(by, Right.SEE_NOMINATIONS)
    return [case for case in found if may(by, Right.SEE_NOMINATIONS, unit=case.proposer)]


def sources(store: Store, numbers: Sequence[int]) -> dict[int, Source]:
    """Where file rows came from, by their number."""
    rows = store.scope().rows("sources", {"sources": list(numbers)})
    return {
        number: Source(batch, file, sheet, form, line, acted_at, who)
        for number, batch, file, sheet, form, line, acted_at, who in rows
    }


def required_papers(scope: Scope, campaign: Campaign) -> list[Any]:
    """What each dossier must hold and holds: code, kind, copies required, registered at all, at least and at most."""
    sets = [
        {
            "position": position,
            "award": dossier.award,
            "subjects": dossier.subjects,
            "farmers": dossier.farmers,
            "kind": paper.kind,
            "copies": paper.copies,
            "place": place,
        }
        for position, dossier in enumerate(campaign.rulebook.dossiers)
        for place, paper in enumerate(dossier.papers)
    ]
    return scope.rows("dossier_gaps", {"sets": json.dumps(sets)})


def dossiers_of(scope: Scope, campaign: Campaign) -> dict[str, Dossier]:
    """The papers of every dossier against what it must hold, by code."""
    rows = required_papers(scope, campaign)
    missing: dict[str, list[Gap]] = {}
    known: dict[str, bool | None] = {}
    for code, kind, copies, registered, at_least, at_most in rows:
        known.setdefault(code, True if registered else None)
        missing.setdefault(code, [])
        if at_least >= copies:
            continue
        missing[code].append(Gap(PaperKind(kind), copies, at_most))
        if at_most is not None and at_most < copies:
            known[code] = False
        elif known[code] is True:
            known[code] = None
    return {code: Dossier(complete, tuple(missing[code])) for code, complete in known.items()}


def _punctuality(
    campaign: Campaign, choices: Mapping[str, str], received: date | None, due: date | None
) -> tuple[bool | None, list[str]]:
    """Whether it came in time, and the readings under which that answer changes."""
    deadline = campaign.rulebook.dossier_deadline
    if deadline is None or due is None:
        return None, []
    answer = on_time(received, due, decide(deadline.last_day, choices))
    turning = []
    if isinstance(deadline.last_day, dict):
        [reading] = [each for each in campaign.rulebook.readings if each.id == deadline.last_day["reading"]]
        for choice in reading.choices:
            last_day = decide(deadline.last_day, {**choices, reading.id: choice.id})
            if on_time(received, due, last_day) != answer:
                turning.append(reading.id)
    return answer, turning


def _flags(case: Screened, claims: list[str], on_the_day: bool | None) -> list[str]:
    marks = [
        finding.mark
        for finding in case.findings
        if finding.mark and not (finding.mark == "tie" and finding.outcome is Outcome.UNMET)
    ]
    uncertain = ["exclusion_uncertain" for finding in case.findings if finding.leaves_exclusion_open]
    day = ["deadline_day"] if on_the_day else []
    return list(dict.fromkeys([*claims, *day, *uncertain, *marks]))


def _rivals(found: Sequence[Screened]) -> set[str]:
    """Cases that claim, beside another unit of their district or the province, what only one can be."""
    claims: dict[tuple[str, str, str], dict[str, str]] = {}
    for each in found:
        if each.nomination is None or each.verdict is Verdict.NOT_ELIGIBLE:
            continue
        for finding in each.findings:
            test = finding.test
            if test.single_within and each.clauses[test.clause] is not Outcome.UNMET:
                place = each.district or "" if test.single_within == "district" else ""
                claims.setdefault((test.clause, test.condition, place), {})[each.case_id] = each.commune or each.case_id
    return {case for group in claims.values() if len(set(group.values())) > 1 for case in group}


def tally(found: Sequence[Case]) -> Counter[Verdict]:
    """How many cases have each verdict."""
    return Counter(case.screened.verdict for case in found)
