"""The rulebook as it is read: every condition of the file once, in its order, and the same checks as the command's."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ntm_dash.domain.paths import RULEBOOKS
from ntm_dash.screening.loading import LARGEST
from ntm_dash.services.campaigns import FIRST_RULEBOOK, Campaign
from ntm_dash.services.rulebook import (
    Line,
    cases_of_clauses,
    checked,
    clauses_of_readings,
    clauses_read,
    rulebook_text,
)
from ntm_dash.services.screening import cases
from ntm_dash.storage.store import Store

WRITTEN = tomllib.loads((RULEBOOKS / "lang-son-2011-2020.toml").read_text(encoding="utf-8"))


def in_file(conditions: Sequence[dict[str, Any]]) -> Iterator[str]:
    for each in conditions:
        yield each.get("id", each.get("use"))
        yield from in_file([*each.get("any", ()), *each.get("all", ()), *([each["not"]] if "not" in each else [])])


def in_lines(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield line.condition.id
        yield from in_lines(line.parts)


def test_every_condition_of_the_file_is_read_once_in_its_order(invented: Campaign) -> None:
    read = clauses_read(invented.rulebook, invented.choices)
    assert {each.clause.id: list(in_lines(each.lines)) for each in read} == {
        clause["id"]: list(in_file(clause["conditions"])) for clause in WRITTEN["clauses"]
    }


def test_a_condition_that_the_readings_in_force_leave_out_is_read_and_asked_of_nobody(invented: Campaign) -> None:
    choices = {**invented.choices, "rank-ties": "all"}
    for taken, asked in (("all", ["place"]), ("two", ["place_of_two"])):
        [clause] = [
            each
            for each in clauses_read(invented.rulebook, {**choices, "rank-ties": taken})
            if each.clause.id == "3.2.1.c-1"
        ]
        assert [
            line.condition.id for line in clause.lines if line.subjects and "rank-ties" in line.condition.when
        ] == asked


def test_a_clause_knows_the_readings_that_turn_it(invented: Campaign) -> None:
    found = {
        name: [clause.id for clause in clauses] for name, clauses in clauses_of_readings(invented.rulebook).items()
    }
    assert found["growth"] == ["3.2.1.c-2", "3.2.1.d-2", "3.2.1.d-3", "3.3.1-2"]
    assert found["deadline-day"] == []


def test_a_case_stands_under_each_clause_that_answers_it(standing: Store, invented: Campaign) -> None:
    found = cases(standing, invented)
    counts = Counter((clause, outcome) for case in found for clause, outcome in case.screened.clauses.items())
    assert {
        (clause, outcome): len(listed)
        for clause, by_outcome in cases_of_clauses(found).items()
        for outcome, listed in by_outcome.items()
    } == dict(counts)


def test_the_file_of_a_campaign_is_the_one_it_was_started_with(standing: Store, invented: Campaign) -> None:
    assert rulebook_text(standing, invented) == FIRST_RULEBOOK.read_text(encoding="utf-8")


def test_a_file_is_checked_as_on_the_command_line_and_says_place_mistake_and_expectation() -> None:
    text = FIRST_RULEBOOK.read_text(encoding="utf-8")
    assert checked(text.encode(), "x.toml").problems == ()
    wrong = checked(text.replace('fact = "recognised"', 'fact = "recognized"').encode(), "x.toml")
    assert wrong.rulebook is None
    assert {(each.code, each.cell, each.read) for each in wrong.problems} == {
        ("rulebook_fact", f"clauses[{clause}].conditions[recognised].fact", "recognized")
        for clause in ("3.2.1.d-1", "3.3.1-1")
    }
    assert all(each.expected.startswith("recognised") for each in wrong.problems)


def test_what_cannot_be_a_rulebook_is_refused_by_its_own_sentence() -> None:
    for content, code in (
        (b"\xff\xfe", "rulebook_encoding"),
        (b"a = " + b"[" * 90_000, "rulebook_too_deep"),
        (b" " * (LARGEST + 1), "rulebook_too_big"),
        (b"[document", "rulebook_syntax"),
    ):
        assert [each.code for each in checked(content, "x.toml").problems] == [code]


def test_a_clause_that_can_be_read_in_too_many_ways_is_refused_at_once() -> None:
    text = FIRST_RULEBOOK.read_text(encoding="utf-8")
    names = [f"thu-{number}" for number in range(14)]
    when = ", ".join(f'{name} = "co"' for name in names)
    readings = "".join(
        f'[[readings]]\nid = "{name}"\nquestion = "?"\ncitation = "?"\ndefault = "co"\n'
        'choices = [{ id = "co", label = "?" }, { id = "khong", label = "?" }]\n'
        for name in names
    )
    asked = 'id = "typical"\n'
    found = checked((text.replace(asked, f"{asked}when = {{ {when} }}\n", 1) + readings).encode(), "x.toml").problems
    assert [(each.code, each.cell, each.read) for each in found] == [("rulebook_too_open", "clauses[3.2.1.e]", "14")]
