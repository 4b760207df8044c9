"""Screening: every case of a campaign against its rulebook, with reasons.

Verdict logic stands in the compiled query; this module runs it and gives its rows their names back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from ntm_dash.domain.terms import Award, Outcome, Subject, Verdict
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.compilation import Query, Variant, compile_rulebook
from ntm_dash.screening.readings import Choices, Test
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.screening.steps import JUDGEMENT, OF_NOMINATIONS, READ_ONCE

if TYPE_CHECKING:
    import pandas as pd

    from ntm_dash.storage.store import Scope


@dataclass(frozen=True)
class Finding:
    """What is known of one test of one case.

    `at_least` and `at_most` are in the fact's unit, `at_most` None without limit; both None for a judged test.
    `sources` number the file rows that were used.
    """

    test: Test
    outcome: Outcome
    at_least: float | None
    at_most: float | None
    sources: tuple[int, ...]
    mark: str | None

    @property
    def leaves_exclusion_open(self) -> bool:
        """Whether an exclusion by an earlier award is not known."""
        return (
            self.outcome is Outcome.UNKNOWN
            and self.test.call is not None
            and catalogue()[self.test.call.fact].when_unknown == "exclusion_uncertain"
        )

    @property
    def distance(self) -> float | None:
        """How far a certain figure is past the requirement: negative is what lacks; None where not certain."""
        if self.test.required is None or self.at_least is None or self.at_least != self.at_most:
            return None
        if self.test.comparison == "at_least":
            return self.at_least - self.test.required
        if self.test.comparison == "at_most":
            return self.test.required - self.at_least
        return -abs(self.at_least - self.test.required)


@dataclass(frozen=True)
class Screened:
    """One case: a nomination, or (nomination None) a unit that could be nominated for an award.

    `clauses` gives the outcome of each clause that could bring the award; `turns` the verdict under each reading
    that would change it.
    """

    case_id: str
    nomination: str | None
    award: Award
    subject: Subject
    commune: str | None
    district: str | None
    verdict: Verdict
    has_clause: bool
    clauses: Mapping[str, Outcome]
    findings: tuple[Finding, ...]
    turns: Mapping[Variant, Verdict]

    @property
    def sources(self) -> tuple[int, ...]:
        """The file rows behind all findings."""
        return tuple(dict.fromkeys(number for finding in self.findings for number in finding.sources))

    @property
    def owed(self) -> tuple[Finding, ...]:
        """The unknown findings that could still make the case eligible: the chase list."""
        open_clauses = {
            clause
            for clause, outcome in self.clauses.items()
            if outcome is Outcome.UNKNOWN or outcome is Outcome.FOR_COUNCIL
        }
        if self.verdict is Verdict.ELIGIBLE:
            return ()
        return tuple(
            finding
            for finding in self.findings
            if finding.outcome is Outcome.UNKNOWN and finding.test.clause in open_clauses
        )


def screen(
    scope: Scope,
    rulebook: Rulebook,
    choices: Choices,
    *,
    unit_awards: Sequence[Award] = (),
    only: str | None = None,
) -> list[Screened]:
    """Every case of the scope, or the one nomination `only`, in order of code; units after nominations."""
    present = {(Award(award), Subject(subject)) for award, subject in scope.rows("subjects_at_hand", {"only": only})}
    present |= set(product(unit_awards, (Subject.COMMUNE, Subject.DISTRICT)))
    query = compile_rulebook(
        rulebook,
        choices,
        unit_awards=unit_awards,
        only=only,
        present=present,
        judged=scope.rows("judged_conditions"),
    )
    cursor = scope.cursor.execute(query.text, query.parameters)
    names = [column[0] for column in cursor.description or ()]
    cases = [_screened(dict(zip(names, row, strict=True)), query) for row in cursor.fetchall()]
    return sorted(cases, key=lambda case: (case.nomination is None, case.case_id))


def verdicts(
    scope: Scope,
    rulebook: Rulebook,
    choices: Choices,
    *,
    readings: bool = False,
    present: Collection[tuple[Award, Subject]] | None = None,
) -> pd.DataFrame:
    """One row per nomination: case_id, award, subject, outcome (see `Outcome`). The fastest answer.

    With `present` only those of these awards and subjects.
    With `readings` one more column per variant, called "reading=choice": the outcome with it taken.
    """
    judged = scope.rows("judged_conditions")
    query = compile_rulebook(rulebook, choices, readings=readings, findings=False, present=present, judged=judged)
    frame: pd.DataFrame = scope.cursor.execute(query.text, query.parameters).to_arrow_table().to_pandas()
    standard = frame.pop("standard")
    frame.insert(1, "award", standard.map({number: str(each.award) for number, each in enumerate(query.standards)}))
    frame.insert(2, "subject", standard.map({number: str(each.subject) for number, each in enumerate(query.standards)}))
    names = {f"variant_{number}": f"{each.reading}={each.choice}" for number, each in enumerate(query.variants)}
    return frame.rename(columns=names)


def lay_out_records(scope: Scope) -> None:
    """Keep what a screening reads as it stands now, in this scope alone: many questions are then planned and answered
    faster. The cut-off day may still be chosen anew; records, rulings and `as_of` may not.
    """
    scope.lay_out([*READ_ONCE, *OF_NOMINATIONS, "nomination", "award_history", JUDGEMENT])


def _screened(row: Mapping[str, Any], query: Query) -> Screened:
    return Screened(
        case_id=row["case_id"],
        nomination=row["nomination"],
        award=query.standards[row["standard"]].award,
        subject=query.standards[row["standard"]].subject,
        commune=row["commune"],
        district=row["district"],
        verdict=Verdict.of(Outcome(row["outcome"])),
        has_clause=row["has_clause"],
        clauses={query.clauses[each["clause"]]: Outcome(each["outcome"]) for each in row["clauses"] or ()},
        findings=tuple(_finding(each, query) for each in row["findings"] or ()),
        turns={
            variant: Verdict.of(Outcome(row[f"variant_{number}"]))
            for number, variant in enumerate(query.variants)
            if row[f"variant_{number}"] != row["outcome"]
        },
    )


def _finding(row: Mapping[str, Any], query: Query) -> Finding:
    return Finding(
        test=query.tests[row["test"]],
        outcome=Outcome(row["outcome"]),
        at_least=row["at_least"],
        at_most=row["at_most"],
        sources=tuple(sorted({source for source in row["sources"] or () if source is not None})),
        mark=row["mark"],
    )
