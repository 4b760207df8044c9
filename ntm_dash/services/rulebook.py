"""The rulebook of a campaign as a jurist reads it: every condition with what it needs and the readings it turns on.

What a condition comes to is told by the same code that screens; nothing here is a verdict of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.screening.condition_checks import parts_of
from ntm_dash.screening.loading import decoded, load_rulebook
from ntm_dash.screening.readings import Test, applies, decide, named_readings, test_of
from ntm_dash.screening.rulebook import Clause, Condition, Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.screening import Case
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Line:
    """One condition of a clause, under the choices in force.

    `test` is None for a group, whose `parts` are taken together as `how` says (any, all, not). `subjects` are those
    of the clause's subjects whom it is asked of: all but where it names some, none where it is not asked under these
    choices. `readings` are those that this condition itself names, its parts apart.
    """

    condition: Condition
    test: Test | None
    how: str
    parts: tuple[Line, ...]
    subjects: tuple[Subject, ...]
    readings: tuple[str, ...]


@dataclass(frozen=True)
class ClauseRead:
    """One clause: whom it serves under the choices in force, and its conditions in the document's order."""

    clause: Clause
    subjects: tuple[Subject, ...]
    readings: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Checked:
    """What a check of a rulebook's file found: the rulebook, or everything that is wrong with it."""

    rulebook: Rulebook | None
    problems: tuple[Problem, ...]


def clauses_read(rulebook: Rulebook, choices: Mapping[str, str]) -> list[ClauseRead]:
    """Every clause, in the document's own order."""
    return [_read(clause, choices) for clause in rulebook.clauses]


def clauses_of_readings(rulebook: Rulebook) -> dict[str, list[Clause]]:
    """The clauses that each reading may turn, by the reading's id; none for one that turns deadlines only."""
    found: dict[str, list[Clause]] = {reading.id: [] for reading in rulebook.readings}
    for clause in rulebook.clauses:
        for name in dict.fromkeys(named_readings(clause.model_dump(by_alias=True))):
            found[name].append(clause)
    return found


def cases_of_clauses(found: Iterable[Case]) -> dict[str, dict[Outcome, list[Case]]]:
    """The nominations that each clause answers, by what it comes to for them."""
    sorted_out: dict[str, dict[Outcome, list[Case]]] = {}
    for case in found:
        for clause, outcome in case.screened.clauses.items():
            sorted_out.setdefault(clause, {}).setdefault(outcome, []).append(case)
    return sorted_out


def rulebook_text(store: Store, campaign: Campaign) -> str:
    """The file that the campaign was started with, as it was written."""
    texts: dict[str, str] = {id: text for id, _, _, text, *_ in store.scope().rows("campaigns")}
    return texts[campaign.id]


def checked(content: bytes, name: str) -> Checked:
    """A rulebook's file held against the same checks as on the command line; nothing is kept."""
    try:
        return Checked(load_rulebook(decoded(content, name), name), ())
    except Refused as refused:
        return Checked(None, tuple(refused.problems))


def _read(clause: Clause, choices: Mapping[str, str]) -> ClauseRead:
    subjects = tuple(Subject(each) for each in decide(clause.subjects, choices))
    named = tuple(named_readings([clause.subjects]))
    return ClauseRead(clause, subjects, named, _lines(clause, clause.conditions, subjects, choices))


def _lines(
    clause: Clause, conditions: Sequence[Condition], subjects: tuple[Subject, ...], choices: Mapping[str, str]
) -> tuple[Line, ...]:
    return tuple(_line(clause, each, subjects, choices) for each in conditions)


def _line(clause: Clause, condition: Condition, subjects: tuple[Subject, ...], choices: Mapping[str, str]) -> Line:
    asked = tuple(subject for subject in subjects if applies(condition, subject, choices))
    [(how, parts)] = parts_of(condition).items() or [("", ())]
    own = condition.model_dump(by_alias=True, exclude={"any", "all", "negated"})
    return Line(
        condition,
        None if parts else test_of(clause, condition, choices),
        how,
        _lines(clause, parts, subjects, choices),
        asked,
        tuple(dict.fromkeys(named_readings(own))),
    )
