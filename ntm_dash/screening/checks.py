"""Mistakes in the meaning of a rulebook: names that nothing answers to, parts without effect, clauses left empty.

Single conditions are the matter of `condition_checks`; places are written as `shape` writes them.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from ntm_dash.domain.deadlines import LastDay
from ntm_dash.domain.problems import Problem
from ntm_dash.domain.terms import Subject
from ntm_dash.screening.condition_checks import check_condition, check_subjects, parts_of, values_of
from ntm_dash.screening.readings import applies, decide, named_readings
from ntm_dash.screening.rulebook import DOSSIER_DEADLINE, Clause, Condition, DossierSet, Rulebook
from ntm_dash.screening.shape import unknown, written
from ntm_dash.screening.stage_checks import check_stages

MOST_SITUATIONS = 10_000
"""Ways to read one clause that are looked through; conditions and subjects of one depend on a few readings."""

Situation = tuple[Subject, dict[str, str]]
"""Who is judged, and how the open passages are read."""


def check(rulebook: Rulebook) -> list[Problem]:
    """All mistakes in meaning. What can never be reached is looked for once everything named is known."""
    problems = [
        *_repeated("awards", [str(award.id) for award in rulebook.awards]),
        *_repeated("clauses", [clause.id for clause in rulebook.clauses]),
        *_repeated("dossiers", [dossier.id for dossier in rulebook.dossiers]),
        *_repeated("deadlines", [deadline.id for deadline in rulebook.deadlines]),
        *_repeated("readings", [reading.id for reading in rulebook.readings]),
        *_readings(rulebook),
        *_awards(rulebook),
        *(problem for clause in rulebook.clauses for problem in _clause(rulebook, clause)),
        *(problem for dossier in rulebook.dossiers for problem in _dossier(dossier)),
        *_deadlines(rulebook),
        *check_stages(rulebook),
    ]
    return problems or [
        *_unused_readings(rulebook),
        *(problem for clause in rulebook.clauses for problem in _unreached_conditions(rulebook, clause)),
        *_unreached_dossiers(rulebook),
    ]


def _repeated(place: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem("rulebook_repeated", cell=f"{place}[{name}]", read=name)


def _readings(rulebook: Rulebook) -> Iterator[Problem]:
    for reading in rulebook.readings:
        place = f"readings[{reading.id}]"
        names = [choice.id for choice in reading.choices]
        yield from _repeated(f"{place}.choices", names)
        if reading.default not in names:
            yield unknown("rulebook_choice", f"{place}.default", reading.default, names)


def _awards(rulebook: Rulebook) -> Iterator[Problem]:
    screened = {award.id: award.screened for award in rulebook.awards}
    for kind, parts in (("clauses", rulebook.clauses), ("dossiers", rulebook.dossiers)):
        for part in parts:
            place = f"{kind}[{part.id}].award"
            if part.award not in screened:
                yield unknown("rulebook_award", place, str(part.award), screened)
            elif not screened[part.award]:
                names = ", ".join(rulebook.screened_awards)
                yield Problem("rulebook_not_screened", cell=place, read=str(part.award), expected=names)
    for award in rulebook.awards:
        if award.screened and all(clause.award != award.id for clause in rulebook.clauses):
            yield Problem("rulebook_award_without_clause", cell=f"awards[{award.id}]", read=str(award.id))


def _clause(rulebook: Rulebook, clause: Clause) -> Iterator[Problem]:
    place = f"clauses[{clause.id}]"
    yield from check_subjects(rulebook, f"{place}.subjects", clause.subjects)
    yield from _repeated(f"{place}.conditions", [each.id for each in _all_conditions(clause.conditions)])
    for condition in clause.conditions:
        yield from check_condition(rulebook, clause, f"{place}.conditions[{condition.id}]", condition)


def _all_conditions(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        yield from _all_conditions(part for parts in parts_of(condition).values() for part in parts)


def _dossier(dossier: DossierSet) -> Iterator[Problem]:
    place = f"dossiers[{dossier.id}]"
    yield from _repeated(f"{place}.subjects", [str(subject) for subject in dossier.subjects or ()])
    yield from _repeated(f"{place}.papers", [str(paper.kind) for paper in dossier.papers])


def _deadlines(rulebook: Rulebook) -> Iterator[Problem]:
    for deadline in rulebook.deadlines:
        for place, value in values_of(rulebook, f"deadlines[{deadline.id}].last_day", deadline.last_day):
            if isinstance(value, Problem):
                yield value
            elif value not in get_args(LastDay):
                yield unknown("rulebook_choice", place, str(value), get_args(LastDay))
    if rulebook.deadlines and all(deadline.id != DOSSIER_DEADLINE for deadline in rulebook.deadlines):
        yield Problem("rulebook_missing", cell=f"deadlines[{DOSSIER_DEADLINE}]", expected="[[deadlines]]")


def _unused_readings(rulebook: Rulebook) -> Iterator[Problem]:
    used = set(named_readings(rulebook.model_dump(by_alias=True)))
    for reading in rulebook.readings:
        if reading.id not in used:
            yield Problem("rulebook_reading_unused", cell=f"readings[{reading.id}]", read=reading.id)


def _unreached_conditions(rulebook: Rulebook, clause: Clause) -> Iterator[Problem]:
    """Conditions that are never asked, and groups or clauses that someone meets because nothing is left of them."""
    conditions = list(_all_conditions(clause.conditions))
    asked = [{"subjects": each.subjects, "when": each.when} for each in conditions]
    named = set(named_readings([{"subjects": clause.subjects}, *asked]))
    readings = [reading for reading in rulebook.readings if reading.id in named]
    count = math.prod(len(reading.choices) for reading in readings)
    if count > MOST_SITUATIONS:
        place = f"clauses[{clause.id}]"
        yield Problem("rulebook_too_open", cell=place, read=str(len(readings)), expected=f"≤ {MOST_SITUATIONS}")
        return
    situations = [
        (Subject(subject), choices)
        for combination in itertools.product(*(reading.choices for reading in readings))
        for choices in [{reading.id: choice.id for reading, choice in zip(readings, combination, strict=True)}]
        for subject in decide(clause.subjects, choices)
    ]
    yield from _unreached(f"clauses[{clause.id}]", "conditions", clause.conditions, situations)


def _unreached(
    place: str, key: str, conditions: Sequence[Condition], situations: Sequence[Situation]
) -> Iterator[Problem]:
    left: list[Situation] = list(situations)
    for condition in conditions:
        here = f"{place}.{key}[{condition.id}]" if key != "not" else f"{place}.not"
        reached = [each for each in situations if applies(condition, *each)]
        left = [each for each in left if each not in reached]
        if not reached:
            yield Problem("rulebook_never_asked", cell=here, read=condition.id)
            continue
        for form, parts in parts_of(condition).items():
            yield from _unreached(here, form, parts, reached)
    if left:
        subject, choices = left[0]
        shown = ", ".join([subject, *(f"{name} = {written(choice)}" for name, choice in choices.items())])
        yield Problem("rulebook_nothing_left", cell=place, read=shown)


def _unreached_dossiers(rulebook: Rulebook) -> Iterator[Problem]:
    """Sets that stand behind others which take every nomination that they fit."""
    taken: set[tuple[str, Subject, bool]] = set()
    for dossier in rulebook.dossiers:
        fits = {
            (str(dossier.award), subject, farmer)
            for subject in Subject
            for farmer in (False, True)
            if subject in (dossier.subjects or ())
            or (farmer and dossier.farmers)
            or (dossier.subjects is None and not dossier.farmers)
        }
        if fits <= taken:
            yield Problem("rulebook_dossier_unreached", cell=f"dossiers[{dossier.id}]", read=dossier.id)
        taken |= fits
