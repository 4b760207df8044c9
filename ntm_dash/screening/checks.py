"""Mistakes a person can make in a rulebook, each named with its place, what was read and what was expected."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.terms import Subject
from ntm_dash.screening.catalogue import Argument, Fact, catalogue
from ntm_dash.screening.rulebook import Clause, Condition, Rulebook

COMPARISONS = ("at_least", "at_most", "equals")
FORMS = ("fact", "judged", "any", "all", "negated")


def problem_of(error: Mapping[str, Any], raw: Any) -> Problem:
    """A mistake in the shape of the file, as found by the model."""
    place = _place(error["loc"], raw)
    read = error.get("input")
    shown = "" if isinstance(read, dict | list) else str(read)
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return Problem("rulebook_missing", cell=place)
        case "extra_forbidden":
            return Problem("rulebook_unknown_key", cell=place, read=str(error["loc"][-1]))
        case "enum" | "literal_error":
            return Problem("rulebook_choice", cell=place, read=shown, expected=str(context.get("expected", "")))
        case "string_pattern_mismatch":
            return Problem("rulebook_identifier", cell=place, read=shown)
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            sign = "≥" if "ge" in context else "≤"
            return Problem("rulebook_range", cell=place, read=shown, expected=f"{sign} {limit}")
        case "too_short" | "string_too_short":
            return Problem("rulebook_empty", cell=place)
        case kind:
            return Problem("rulebook_type", cell=place, read=shown, expected=kind.removesuffix("_type"))


def _place(steps: Iterable[str | int], raw: Any) -> str:
    place, here = "", raw
    for step in steps:
        if isinstance(step, int) and isinstance(here, list) and step < len(here):
            here = here[step]
            label = here.get("id", step + 1) if isinstance(here, dict) else step + 1
            place += f"[{label}]"
        elif isinstance(here, dict) and (step in here or str(step).isidentifier()):
            here = here.get(step)
            place += f".{step}" if place else str(step)
    return place


def check(rulebook: Rulebook) -> list[Problem]:
    """Mistakes in meaning: names that nothing answers to, tests without sense, readings without effect."""
    return [
        *_repeated("awards", (str(award.id) for award in rulebook.awards)),
        *_repeated("clauses", (clause.id for clause in rulebook.clauses)),
        *_repeated("readings", (reading.id for reading in rulebook.readings)),
        *_repeated("deadlines", (deadline.id for deadline in rulebook.deadlines)),
        *_repeated("dossiers", (dossier.id for dossier in rulebook.dossiers)),
        *_check_readings(rulebook),
        *_check_awards(rulebook),
        *(problem for clause in rulebook.clauses for problem in _check_clause(rulebook, clause)),
        *(
            problem
            for deadline in rulebook.deadlines
            for problem in _check_switch(rulebook, f"deadlines[{deadline.id}].last_day", deadline.last_day)
        ),
        *_unused_readings(rulebook),
    ]


def _repeated(place: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem("rulebook_repeated", cell=f"{place}[{name}]", read=name)


def _check_readings(rulebook: Rulebook) -> Iterator[Problem]:
    for reading in rulebook.readings:
        place = f"readings[{reading.id}]"
        names = [choice.id for choice in reading.choices]
        yield from _repeated(f"{place}.choices", names)
        if reading.default not in names:
            yield _unknown("rulebook_choice", f"{place}.default", reading.default, names)


def _check_awards(rulebook: Rulebook) -> Iterator[Problem]:
    defined = {award.id for award in rulebook.awards}
    for kind, parts in (("clauses", rulebook.clauses), ("dossiers", rulebook.dossiers)):
        for part in parts:
            if part.award not in defined:
                yield _unknown("rulebook_award", f"{kind}[{part.id}].award", part.award, sorted(defined))


def _check_clause(rulebook: Rulebook, clause: Clause) -> Iterator[Problem]:
    place = f"clauses[{clause.id}]"
    yield from _check_subjects(rulebook, f"{place}.subjects", clause.subjects)
    yield from _repeated(f"{place}.conditions", (each.id for each in _all_conditions(clause.conditions)))
    for condition in clause.conditions:
        yield from _check_condition(rulebook, clause, f"{place}.conditions[{condition.id}]", condition)


def _all_conditions(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        yield from _all_conditions(_parts(condition))


def _parts(condition: Condition) -> list[Condition]:
    return [
        *(condition.any or []),
        *(condition.all or []),
        *([condition.negated] if condition.negated else []),
    ]


def _check_condition(
    rulebook: Rulebook, clause: Clause, place: str, condition: Condition
) -> Iterator[Problem]:
    for reading, choice in condition.when.items():
        yield from _check_choice(rulebook, f"{place}.when", reading, choice)
    if condition.subjects is not None:
        yield from _check_subjects(rulebook, f"{place}.subjects", condition.subjects)
    forms = [name for name in FORMS if getattr(condition, name)]
    if len(forms) != 1:
        shown = ", ".join("not" if form == "negated" else form for form in forms)
        yield Problem("rulebook_forms", cell=place, read=shown, expected="fact, judged, any, all, not")
        return
    compared = [name for name in COMPARISONS if getattr(condition, name) is not None]
    if condition.fact is None:
        stray = [*compared, *(["arguments"] if condition.arguments else [])]
        if stray:
            yield Problem("rulebook_stray", cell=place, read=", ".join(stray))
        for part in _parts(condition):
            yield from _check_condition(rulebook, clause, f"{place}.{forms[0]}[{part.id}]", part)
        return
    if len(compared) != 1:
        yield Problem("rulebook_comparison", cell=place, read=", ".join(compared), expected=", ".join(COMPARISONS))
    for name in compared:
        for problem_place, value in _values(rulebook, f"{place}.{name}", getattr(condition, name)):
            if isinstance(value, Problem):
                yield value
            elif not isinstance(value, int | float) or isinstance(value, bool):
                yield Problem("rulebook_type", cell=problem_place, read=str(value), expected="number")
    yield from _check_fact(rulebook, clause, place, condition.fact, condition.arguments)


def _check_fact(
    rulebook: Rulebook, clause: Clause, place: str, name: str, arguments: Mapping[str, Any]
) -> Iterator[Problem]:
    fact = catalogue().get(name)
    if fact is None:
        yield _unknown("rulebook_fact", f"{place}.fact", name, catalogue())
        return
    yield from _check_arguments(rulebook, f"{place}.arguments", fact, arguments)
    if name != "rank":
        return
    measure = catalogue().get(str(arguments.get("of")))
    if measure is None or measure.key not in ("commune", "district"):
        ranked = [each.name for each in catalogue().values() if each.key in ("commune", "district")]
        yield _unknown("rulebook_fact", f"{place}.arguments.of", str(arguments.get("of")), ranked)
    elif isinstance(arguments.get("of_arguments"), dict):
        yield from _check_arguments(
            rulebook, f"{place}.arguments.of_arguments", measure, arguments["of_arguments"]
        )
    names = [each.id for each in clause.conditions if each.fact not in (None, "rank")]
    for problem_place, value in _values(rulebook, f"{place}.arguments.excluding", arguments.get("excluding")):
        if not isinstance(value, Problem) and value not in ("", *names):
            yield _unknown("rulebook_condition", problem_place, str(value), names)


def _check_arguments(
    rulebook: Rulebook, place: str, fact: Fact, arguments: Mapping[str, Any]
) -> Iterator[Problem]:
    for name in arguments:
        if name not in fact.arguments:
            yield _unknown("rulebook_argument", f"{place}.{name}", name, fact.arguments)
    for name, argument in fact.arguments.items():
        if name not in arguments:
            yield Problem("rulebook_missing", cell=f"{place}.{name}", expected=argument.expected)
            continue
        yield from _check_argument(rulebook, f"{place}.{name}", argument, arguments[name])


def _check_argument(rulebook: Rulebook, place: str, argument: Argument, value: Any) -> Iterator[Problem]:
    for problem_place, each in _values(rulebook, place, value):
        if isinstance(each, Problem):
            yield each
        elif not argument.accepts(each):
            yield Problem("rulebook_choice", cell=problem_place, read=str(each), expected=argument.expected)


def _check_subjects(rulebook: Rulebook, place: str, value: Any) -> Iterator[Problem]:
    for problem_place, each in _values(rulebook, place, value):
        if isinstance(each, Problem):
            yield each
            continue
        if not isinstance(each, list):
            yield Problem("rulebook_type", cell=problem_place, read=str(each), expected="list")
            continue
        for subject in each:
            if subject not in list(Subject):
                yield _unknown("rulebook_choice", problem_place, str(subject), list(Subject))


def _values(rulebook: Rulebook, place: str, value: Any) -> Iterator[tuple[str, Any]]:
    """All values that a switch can take, each with its place; a plain value is itself."""
    if not (isinstance(value, dict) and "reading" in value):
        yield place, value
        return
    problems = list(_check_switch(rulebook, place, value))
    if problems:
        yield from ((place, problem) for problem in problems)
        return
    [reading] = [each for each in rulebook.readings if each.id == value["reading"]]
    for choice in reading.choices:
        yield f"{place}.{choice.id}", value.get(choice.id, choice.id)


def _check_switch(rulebook: Rulebook, place: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    reading = next((each for each in rulebook.readings if each.id == value.get("reading")), None)
    if reading is None:
        names = [each.id for each in rulebook.readings]
        yield _unknown("rulebook_reading", place, str(value.get("reading")), names)
        return
    choices = [choice.id for choice in reading.choices]
    named = set(value) - {"reading"}
    for name in sorted(named - set(choices)):
        yield _unknown("rulebook_choice", f"{place}.{name}", name, choices)
    if named and set(choices) - named:
        absent = ", ".join(choice for choice in choices if choice not in named)
        yield Problem("rulebook_missing", cell=place, expected=absent)


def _check_choice(rulebook: Rulebook, place: str, reading: str, choice: str) -> Iterator[Problem]:
    found = next((each for each in rulebook.readings if each.id == reading), None)
    if found is None:
        yield _unknown("rulebook_reading", place, reading, [each.id for each in rulebook.readings])
    elif choice not in [each.id for each in found.choices]:
        yield _unknown("rulebook_choice", place, choice, [each.id for each in found.choices])


def _unused_readings(rulebook: Rulebook) -> Iterator[Problem]:
    used = set(_named_readings(rulebook.model_dump(by_alias=True)))
    for reading in rulebook.readings:
        if reading.id not in used:
            yield Problem("rulebook_reading_unused", cell=f"readings[{reading.id}]", read=reading.id)


def _named_readings(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _named_readings(each)
    elif isinstance(value, dict):
        if isinstance(value.get("reading"), str):
            yield value["reading"]
        yield from value.get("when") or {}
        for each in value.values():
            yield from _named_readings(each)


def _unknown(code: str, place: str, read: str, known: Iterable[Any]) -> Problem:
    names = [str(name) for name in known]
    near = difflib.get_close_matches(read, names, n=3, cutoff=0.5)
    return Problem(
        code,
        cell=place,
        read=read,
        expected=", ".join(names),
        candidates=[(name, name) for name in near],
    )
