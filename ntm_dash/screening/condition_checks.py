"""Mistakes in one condition: its form, the fact it asks, what it gives the fact and what it compares with."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.terms import Subject
from ntm_dash.domain.units import DISTRICT_KINDS
from ntm_dash.screening.catalogue import COMPARISONS, Argument, Fact, catalogue
from ntm_dash.screening.readings import decide
from ntm_dash.screening.rulebook import Clause, Condition, Rulebook
from ntm_dash.screening.shape import NOTATION, TABLE, unknown, written

FORMS = ("fact", "judged", "any", "all", "not")

MOST = 10**15
"""No figure that a rule compares is larger."""


def parts_of(condition: Condition) -> dict[str, Sequence[Condition]]:
    """The conditions that a condition is made of, by how they are taken together."""
    parts = {
        "any": condition.any or [],
        "all": condition.all or [],
        "not": [condition.negated] if condition.negated else [],
    }
    return {how: found for how, found in parts.items() if found}


def check_condition(rulebook: Rulebook, clause: Clause, place: str, condition: Condition) -> Iterator[Problem]:
    """All mistakes in a condition and its parts."""
    for reading, choice in condition.when.items():
        yield from _when(rulebook, f"{place}.when", reading, choice)
    if condition.subjects is not None:
        yield from check_subjects(rulebook, f"{place}.subjects", condition.subjects)
    parts = parts_of(condition)
    stands = {"fact": condition.fact is not None, "judged": condition.judged, **dict.fromkeys(parts, True)}
    forms = [form for form in FORMS if stands.get(form)]
    if len(forms) != 1:
        yield Problem("rulebook_forms", cell=place, read=", ".join(forms), expected=", ".join(FORMS))
        return
    stray = _stray(condition, forms[0])
    if stray:
        yield Problem("rulebook_stray", cell=place, read=", ".join(stray), expected=forms[0])
    for how, found in parts.items():
        for part in found:
            if how == "not":
                limits = [name for name, value in (("when", part.when), ("subjects", part.subjects)) if value]
                if limits:
                    yield Problem("rulebook_stray", cell=f"{place}.not", read=", ".join(limits), expected="not")
            inner = f"{place}.not" if how == "not" else f"{place}.{how}[{part.id}]"
            yield from check_condition(rulebook, clause, inner, part)
    if condition.fact is not None:
        yield from _fact(rulebook, clause, place, condition)


def check_subjects(rulebook: Rulebook, place: str, value: Any) -> Iterator[Problem]:
    """Mistakes in a list of subjects, or in one of the lists of a switch."""
    for here, each in values_of(rulebook, place, value):
        if isinstance(each, Problem):
            yield each
        elif not isinstance(each, list):
            yield Problem("rulebook_type", cell=here, read=written(each), expected=NOTATION["list"])
        else:
            yield from _words(here, each, list(Subject))
            for subject, count in Counter(_shown(name) for name in each).items():
                if count > 1:
                    yield Problem("rulebook_repeated", cell=here, read=subject)


def values_of(rulebook: Rulebook, place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """All values that a switch can take, each with its place, or its problems; a plain value is itself."""
    if not isinstance(value, dict):
        yield place, value
        return
    if "reading" not in value:
        yield place, Problem("rulebook_missing", cell=f"{place}.reading", expected=NOTATION["string"])
        return
    reading = next((each for each in rulebook.readings if each.id == value["reading"]), None)
    if reading is None:
        known = [each.id for each in rulebook.readings]
        yield place, unknown("rulebook_reading", f"{place}.reading", _shown(value["reading"]), known)
        return
    choices = [choice.id for choice in reading.choices]
    named = [name for name in value if name != "reading"]
    for name in named:
        if name not in choices:
            yield place, unknown("rulebook_choice", f"{place}.{name}", name, choices)
    for choice in choices:
        if named and choice not in named:
            yield place, Problem("rulebook_missing", cell=f"{place}.{choice}", expected="…")
        else:
            yield f"{place}.{choice}", value.get(choice, choice)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else written(value)


def _words(place: str, found: Sequence[Any], known: Sequence[str]) -> Iterator[Problem]:
    """The entries of a list that are not among the words it may hold."""
    for number, each in enumerate(found, 1):
        if each not in known:
            yield unknown("rulebook_choice", f"{place}[{number}]", _shown(each), known)


def _when(rulebook: Rulebook, place: str, name: str, choice: str) -> Iterator[Problem]:
    reading = next((each for each in rulebook.readings if each.id == name), None)
    if reading is None:
        yield unknown("rulebook_reading", f"{place}.{name}", name, [each.id for each in rulebook.readings])
    elif choice not in [each.id for each in reading.choices]:
        yield unknown("rulebook_choice", f"{place}.{name}", choice, [each.id for each in reading.choices])


def _compared(condition: Condition) -> list[str]:
    return [name for name in COMPARISONS if getattr(condition, name) is not None]


def _stray(condition: Condition, form: str) -> list[str]:
    """Keys that mean nothing in a condition of this form."""
    of_facts = [*_compared(condition), *(["arguments"] if condition.arguments else [])]
    of_judged = [name for name in ("evidence", "single_within") if getattr(condition, name) is not None]
    return [*(of_facts if form != "fact" else []), *(of_judged if form != "judged" else [])]


def _fact(rulebook: Rulebook, clause: Clause, place: str, condition: Condition) -> Iterator[Problem]:
    fact = catalogue().get(condition.fact or "")
    if fact is None:
        yield unknown("rulebook_fact", f"{place}.fact", condition.fact or "", catalogue())
        return
    compared = _compared(condition)
    if len(compared) != 1 or compared[0] not in fact.comparisons:
        shown, expected = ", ".join(compared), ", ".join(fact.comparisons)
        yield Problem("rulebook_comparison", cell=place, read=shown, expected=expected)
    for name in compared:
        for here, value in values_of(rulebook, f"{place}.{name}", getattr(condition, name)):
            yield from [value] if isinstance(value, Problem) else _number(rulebook, fact, here, value)
    yield from _arguments(rulebook, f"{place}.arguments", fact, condition.arguments)
    key = fact.key
    if fact.name == "rank":
        yield from _rank(rulebook, clause, f"{place}.arguments", condition.arguments)
        key = "commune" if condition.arguments.get("among") == ["xa"] else "district"
    subjects = {each for _, found in values_of(rulebook, "", clause.subjects) for each in _listed(found)}
    asked = {each for _, found in values_of(rulebook, "", condition.subjects) for each in _listed(found)}
    if key == "commune" and Subject.DISTRICT in (subjects & asked if asked else subjects):
        yield Problem("rulebook_no_commune", cell=f"{place}.fact", read=fact.name, expected=Subject.DISTRICT)


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _number(rulebook: Rulebook, fact: Fact, place: str, value: Any) -> Iterator[Problem]:
    """What is compared with must be a number that the fact can reach."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Problem("rulebook_type", cell=place, read=written(value), expected=NOTATION["int"])
        return
    highest = {"truth": 1, "share": 1, "criteria": rulebook.assessment.criteria}.get(fact.unit, MOST)
    lowest = 1 if fact.unit == "place" else 0
    whole = fact.unit != "truth" or value in (0, 1)
    if not (lowest <= value <= highest and whole):
        expected = f"{lowest} … {highest}" if highest != MOST else f"≥ {lowest}"
        yield Problem("rulebook_range", cell=place, read=written(value), expected=expected)


def _arguments(rulebook: Rulebook, place: str, fact: Fact, arguments: Mapping[str, Any]) -> Iterator[Problem]:
    for name in arguments:
        if name not in fact.arguments:
            yield unknown("rulebook_argument", f"{place}.{name}", name, fact.arguments)
    problems = []
    for name, argument in fact.arguments.items():
        if name not in arguments:
            problems.append(Problem("rulebook_missing", cell=f"{place}.{name}", expected=argument.expected))
        else:
            problems += _argument(rulebook, f"{place}.{name}", argument, arguments[name])
    yield from problems
    if not problems and {"from_year", "to_year"} <= set(arguments):
        yield from _period(rulebook, place, arguments["from_year"], arguments["to_year"])


def _argument(rulebook: Rulebook, place: str, argument: Argument, value: Any) -> Iterator[Problem]:
    if argument.kind == "table":
        if not argument.accepts(value):
            yield Problem("rulebook_type", cell=place, read=written(value), expected=TABLE)
        return
    for here, each in values_of(rulebook, place, value):
        if isinstance(each, Problem):
            yield each
        elif not argument.accepts(each):
            yield from _refused(here, argument, each)
        elif argument.kind in ("criteria", "count"):
            most = rulebook.assessment.criteria
            for number in each if isinstance(each, list) else [each]:
                if not 1 <= number <= most:
                    yield Problem("rulebook_range", cell=here, read=str(number), expected=f"1 … {most}")


def _refused(place: str, argument: Argument, value: Any) -> Iterator[Problem]:
    """Why an argument does not accept a value."""
    if argument.kind == "choice" and isinstance(value, str):
        yield unknown("rulebook_choice", place, value, argument.words)
    elif argument.kind == "words" and value == []:
        yield Problem("rulebook_empty", cell=place, expected=argument.expected)
    elif argument.kind == "words" and isinstance(value, list):
        yield from _words(place, value, argument.words)
    else:
        expected = NOTATION["list"] if argument.kind == "words" else argument.expected
        yield Problem("rulebook_type", cell=place, read=written(value), expected=expected)


def _period(rulebook: Rulebook, place: str, first: Any, last: Any) -> Iterator[Problem]:
    named = {value["reading"] for value in (first, last) if isinstance(value, dict)}
    readings = [reading for reading in rulebook.readings if reading.id in named]
    for combination in itertools.product(*(reading.choices for reading in readings)):
        choices = {reading.id: choice.id for reading, choice in zip(readings, combination, strict=True)}
        start, end = decide(first, choices), decide(last, choices)
        if type(start) is type(end) is int and start > end:
            yield Problem("rulebook_period", cell=f"{place}.to_year", read=str(end), expected=f"≥ {start}")
            return


def _rank(rulebook: Rulebook, clause: Clause, place: str, arguments: Mapping[str, Any]) -> Iterator[Problem]:
    """A rank compares a figure of communes among communes, or one of districts among the districts of the province."""
    measure = catalogue().get(_shown(arguments.get("of")))
    if measure is None or measure.key not in ("commune", "district"):
        ranked = [each.name for each in catalogue().values() if each.key in ("commune", "district")]
        yield unknown("rulebook_fact", f"{place}.of", _shown(arguments.get("of")), ranked)
        return
    if isinstance(arguments.get("of_arguments"), dict):
        yield from _arguments(rulebook, f"{place}.of_arguments", measure, arguments["of_arguments"])
    kinds = ("xa",) if measure.key == "commune" else DISTRICT_KINDS
    for here, among in values_of(rulebook, f"{place}.among", arguments.get("among")):
        if isinstance(among, list) and not set(_listed(among)) <= set(kinds):
            yield Problem("rulebook_rank_among", cell=here, read=", ".join(_listed(among)), expected=", ".join(kinds))
    if measure.key == "district" and arguments.get("within") == "district":
        yield Problem("rulebook_choice", cell=f"{place}.within", read="district", expected="province")
    names = [each.id for each in clause.conditions if _can_exclude(each, measure)]
    for here, value in values_of(rulebook, f"{place}.excluding", arguments.get("excluding")):
        if isinstance(value, str) and value not in ("", *names):
            yield unknown("rulebook_condition", here, value, names)


def _can_exclude(condition: Condition, measure: Fact) -> bool:
    """Whether a peer of a rank can be tested by a condition: it asks about the peer itself."""
    fact = catalogue().get(condition.fact or "")
    return fact is not None and fact.key in ("holder", measure.key)
