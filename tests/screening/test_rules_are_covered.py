"""No clause, condition, threshold, reading, flag, dossier or deadline stands without worked cases.

The loops go over the rulebook, not over the cases: whoever adds a rule finds here what is still to be written.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from ntm_dash.domain.paths import WORDS
from ntm_dash.domain.terms import Subject
from ntm_dash.screening import readings
from ntm_dash.screening.catalogue import Fact, catalogue
from ntm_dash.screening.loading import load_rulebook
from ntm_dash.services.campaigns import FIRST_RULEBOOK
from tests.screening.rules import FOLDER, Worked, all_cases, cases_of

RULEBOOK = load_rulebook(FIRST_RULEBOOK.read_text(encoding="utf-8"))
NEVER_CLOSED = {"commune_events"}
"""Facts without a most: such lists are never complete, so a requirement of so many is never surely unmet."""

CERTAIN = re.compile(r"^(met|unmet|unknown) (-?[\d_]+)(\.\.)?$")


@dataclass(frozen=True)
class Leaf:
    """A condition of a clause as some choice of readings has it."""

    clause: str
    test: readings.Test

    @property
    def fact(self) -> Fact | None:
        return catalogue()[self.test.call.fact] if self.test.call else None

    @property
    def outcomes(self) -> set[str]:
        """The outcomes it can have."""
        if self.fact is None:
            return {"for_council"}
        possible = {"met", "unmet", "unknown"}
        if self.fact.name in NEVER_CLOSED:
            possible -= {"unmet"}
        if self.fact.unknown.startswith("never"):
            possible -= {"unknown"}
        return possible

    @property
    def edges(self) -> set[int]:
        """The figures just under, exactly at and just over the requirement, of those that can be."""
        if self.fact is None or self.test.call is None or self.fact.unit == "truth":
            return set()
        required = int(self.test.required or 0)
        least = 1 if self.fact.name == "rank" else 0
        most = len(self.test.call.values.get("among") or ()) if self.fact.unit == "criteria" else 0
        edges = {required - 1, required, required + 1}
        return {edge for edge in edges if edge >= least and (edge <= most or not most)}


def ways_of_reading() -> Iterator[readings.Choices]:
    """The defaults, and each other choice of each reading."""
    yield RULEBOOK.defaults
    for reading in RULEBOOK.readings:
        for choice in reading.choices:
            if choice.id != reading.default:
                yield {**RULEBOOK.defaults, reading.id: choice.id}


def leaves() -> set[Leaf]:
    return {
        Leaf(clause, test)
        for choices in ways_of_reading()
        for standard in readings.standards(RULEBOOK, choices).values()
        for clause, group in standard.clauses
        for test in readings.tests_of(group)
    }


def clause_cases() -> list[Worked]:
    return [case for case in all_cases() if case.clause]


def expected_of(clause: str, condition: str) -> list[str]:
    """What the cases of a clause expect of one of its conditions."""
    return [
        case.expect["conditions"][condition]
        for case in clause_cases()
        if case.clause == clause and condition in case.expect["conditions"]
    ]


def test_every_clause_has_a_file_of_its_name_and_every_file_is_about_what_it_says() -> None:
    others = {"readings", "dossiers", "deadlines", "flags", "no_clause"}
    assert {case.file: case.clause for case in clause_cases()} == {each.id: each.id for each in RULEBOOK.clauses}
    assert {path.stem for path in FOLDER.iterdir()} == {each.id for each in RULEBOOK.clauses} | others


def test_every_case_of_a_clause_expects_its_verdict_its_clause_and_its_conditions() -> None:
    silent = [str(case) for case in clause_cases() if not {"verdict", "clause", "conditions"} <= set(case.expect)]
    assert silent == []


def test_every_subject_of_every_clause_has_a_case() -> None:
    served = {
        (clause, str(standard.subject))
        for choices in ways_of_reading()
        for standard in readings.standards(RULEBOOK, choices).values()
        for clause, _ in standard.clauses
    }
    assert served - {(case.clause, case.said["subject"]) for case in clause_cases()} == set()


def test_every_condition_has_a_case_for_every_outcome_it_can_have() -> None:
    missing = {
        f"{leaf.clause} {leaf.test.condition}: {outcome}"
        for leaf in leaves()
        for outcome in leaf.outcomes
        if outcome not in {text.split()[0] for text in expected_of(leaf.clause, leaf.test.condition)}
    }
    assert missing == set()


def test_every_clause_has_a_case_for_every_outcome_it_can_have() -> None:
    by_clause: dict[str, set[str]] = {}
    for standard in readings.standards(RULEBOOK, RULEBOOK.defaults).values():
        for clause, group in standard.clauses:
            possible = [Leaf(clause, test).outcomes for test in readings.tests_of(group)]
            best = "for_council" if {"for_council"} in possible else "met"
            by_clause[clause] = {best} | {each for each in ("unmet", "unknown") if any(each in p for p in possible)}
    missing = {
        f"{clause}: {outcome}"
        for clause, outcomes in by_clause.items()
        for outcome in outcomes
        if outcome not in {case.expect["clause"] for case in clause_cases() if case.clause == clause}
    }
    assert missing == set()


def test_every_threshold_has_a_case_just_under_exactly_and_just_over() -> None:
    missing = set()
    for leaf in leaves():
        figures = {
            int(found[2].replace("_", ""))
            for text in expected_of(leaf.clause, leaf.test.condition)
            if (found := CERTAIN.match(text))
            if not found[3] or (leaf.fact and leaf.fact.name in NEVER_CLOSED)
        }
        missing |= {f"{leaf.clause} {leaf.test.condition}: {edge:_}" for edge in leaf.edges - figures}
    assert missing == set()


def test_every_reading_has_a_case_that_flips_under_each_choice_and_one_that_does_not() -> None:
    flipping: set[tuple[str, str]] = set()
    steady: set[tuple[str, str]] = set()
    for case in cases_of("readings"):
        before = (case.expect.get("verdict"), case.expect.get("on_time"))
        after = (case.expect.get("otherwise"), case.expect.get("on_time_otherwise"))
        flips = before != after
        assert flips == (case.said["reading"] in case.expect["turns_on"]), str(case)
        (flipping if flips else steady).add((case.said["reading"], case.said["choice"]))
    others = {
        (reading.id, choice.id)
        for reading in RULEBOOK.readings
        for choice in reading.choices
        if choice.id != reading.default
    }
    assert others - flipping == set()
    assert others - steady == set()


def test_every_award_and_subject_without_a_clause_has_a_case() -> None:
    served = {key for choices in ways_of_reading() for key in readings.standards(RULEBOOK, choices)}
    unserved = {
        (str(award), str(subject))
        for award in RULEBOOK.screened_awards
        for subject in Subject
        if (award, subject) not in served
    }
    cases = [case for case in cases_of("no_clause") if not case.expect["has_clause"]]
    assert {(case.said["award"], case.said["subject"]) for case in cases} == unserved


def test_every_paper_of_every_dossier_has_a_case_that_lacks_one_copy_of_it() -> None:
    cases = cases_of("dossiers")
    for dossier in RULEBOOK.dossiers:
        of_set = [case for case in cases if case.said["set"] == dossier.id]
        papers = {str(paper.kind): paper.copies for paper in dossier.papers}
        assert [case for case in of_set if case.said.get("papers") == papers and case.expect["dossier"] == "complete"]
        lacking = [case.expect["missing"] for case in of_set if case.expect["dossier"] == "incomplete"]
        unlacked = [kind for kind, n in papers.items() if {kind: f"{n - 1} of {n}"} not in lacking]
        assert unlacked == [], dossier.id
        open_cases = [case.expect["missing"] for case in of_set if case.expect["dossier"] == "unknown"]
        assert {kind: f"? of {n}" for kind, n in papers.items()} in open_cases, dossier.id


def test_every_deadline_has_a_case_on_the_day_beside_it_and_without_a_day() -> None:
    wanted = {
        (deadline.id, deadline.date + timedelta(days=days) if days is not None else None)
        for deadline in RULEBOOK.deadlines
        for days in (-1, 0, 1, None)
    }
    assert wanted - {(case.said["deadline"], case.said.get("received")) for case in cases_of("deadlines")} == set()


def test_every_flag_has_a_case_that_has_it_and_a_near_twin_that_has_not() -> None:
    cases = {case.name: case for case in cases_of("flags")}
    known = set(tomllib.loads((WORDS / "terms.toml").read_text(encoding="utf-8"))["flag"])
    seen = {flag for case in all_cases() for flag in case.expect.get("flags", ())}
    twinned = {
        flag
        for case in cases.values()
        if "like" in case.said
        for flag in set(cases[case.said["like"]].expect["flags"]) - set(case.expect["flags"])
    }
    assert seen == known
    assert known - twinned == set()
