"""A rulebook becomes one query over all cases: each fact asked once, its tests as columns, clauses and verdicts on top.

The query judges every standard under the choices in force and, where asked, under every other reading; a test
or a fact that several standards or readings share is computed once. A case is judged by the branch of its standard.
Its text is of names and numbers of this program (`nosec`: bandit cannot know); what a rulebook or a file says is bound.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ntm_dash.domain.terms import Award, Subject
from ntm_dash.screening.readings import Call, Choices, Standard, Test, standards, tests_of
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.screening.sqltext import FOR_COUNCIL, UNMET, outcome_of_absence, outcome_of_node
from ntm_dash.screening.steps import Asked, Steps
from ntm_dash.storage.statements import statement

CASE = ("case_id", "standard")
ANSWERS = ("at_least", "at_most", "sources", "mark")
PLACED = ("nomination", "commune", "district")


@dataclass(frozen=True)
class Variant:
    """One reading taken otherwise than in force."""

    reading: str
    choice: str


@dataclass
class Query:
    """A compiled query. `standards`, `tests` and `clauses` are in the order of the numbers that its rows carry."""

    text: str
    parameters: dict[str, Any]
    standards: list[Standard]
    tests: list[Test]
    clauses: list[str]
    variants: list[Variant]


def compile_rulebook(
    rulebook: Rulebook,
    choices: Choices,
    *,
    unit_awards: Sequence[Award] = (),
    only: str | None = None,
    present: Collection[tuple[Award, Subject]] | None = None,
    judged: Collection[tuple[str, str]] = (),
    readings: bool = True,
    findings: bool = True,
) -> Query:
    """The query over all cases of a scope, or over those of the awards and subjects that are `present`.

    Columns: case_id, standard (its number), outcome (see `Outcome`); with `readings` also variant_0 … (the outcome
    under each variant); with `findings` also nomination, commune, district, has_clause, clauses (list of clause number
    and outcome) and findings (list of test number, outcome, at_least, at_most, sources, mark).
    `judged` are the judged conditions (clause, condition) that the Council has answered for some case: only these are
    looked up.
    """
    compiler = _Compiler(findings=findings, only=only, judged=frozenset(judged))
    variants = [
        Variant(reading.id, choice.id)
        for reading in rulebook.readings
        for choice in reading.choices
        if readings and choice.id != choices[reading.id]
    ]
    in_force = standards(rulebook, choices)
    otherwise = [standards(rulebook, {**choices, v.reading: v.choice}) for v in variants]
    for key in product(rulebook.screened_awards, Subject):
        if present is None or key in present:
            none = Standard(*key, clauses=())
            compiler.add_standard(in_force.get(key, none), [each.get(key, none) for each in otherwise])
    compiler.bind("only", only)
    compiler.bind("unit_awards", [str(award) for award in unit_awards])
    return Query(
        text=compiler.text(len(variants)),
        parameters=compiler.parameters,
        standards=compiler.standards,
        tests=compiler.tests,
        clauses=compiler.clauses,
        variants=variants,
    )


@dataclass
class _Compiler:
    findings: bool
    only: str | None
    judged: Collection[tuple[str, str]] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    standards: list[Standard] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    _tested: dict[str, str] = field(default_factory=dict)
    _branches: dict[str, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._steps = Steps(self._value, findings=self.findings)

    def bind(self, name: str, value: Any) -> str:
        self.parameters[name] = value
        return f"${name}"

    def _value(self, value: Any) -> str:
        for name, bound in self.parameters.items():
            if name.startswith("value_") and type(bound) is type(value) and bound == value:
                return f"${name}"
        return self.bind(f"value_{len(self.parameters)}", value)

    def add_standard(self, standard: Standard, otherwise: list[Standard]) -> None:
        """One branch of every answer: for the cases of one award and subject."""
        number = len(self.standards)
        self.standards.append(standard)
        answers = {"outcome": self._verdict(standard)}
        for variant, other in enumerate(otherwise):
            if other != standard:
                answers[f"variant_{variant}"] = self._verdict(other)
        if self.findings and standard.clauses:
            answers["clauses"] = self._clauses_of(standard)
            answers["findings"] = self._findings_of(standard)
        for answer, text in answers.items():
            self._branches.setdefault(answer, {})[number] = text

    def text(self, variants: int) -> str:
        """The whole query."""
        named = [
            {"award": str(each.award), "subject": str(each.subject), "standard": number}
            for number, each in enumerate(self.standards)
        ]
        self.bind("standards", named)
        steps = [*self._steps.texts(self.only), f"cases AS ({statement('cases')})"]
        tested = "".join(f", {text} AS {name}" for name, text in self._tested.items())
        judged = f"tested AS (SELECT cases.*{tested} FROM cases"  # nosec B608
        steps.append("\n".join([judged, *self._steps.joins()]) + ")")
        columns = [*CASE, *(PLACED if self.findings else ())]
        columns.append(f"{self._answer('outcome', UNMET)} AS outcome")
        columns += [f"{self._answer(f'variant_{each}', 'outcome')} AS variant_{each}" for each in range(variants)]
        if self.findings:
            standing = [str(number) for number, each in enumerate(self.standards) if each.clauses]
            columns.append(f"coalesce(standard IN ({', '.join(standing) or 'NULL'}), false) AS has_clause")
            columns += [f"{self._answer(answer, 'NULL')} AS {answer}" for answer in ("clauses", "findings")]
        return "\n".join(["WITH " + ",\n".join(steps), f"SELECT {', '.join(columns)}", "FROM tested"])

    def _answer(self, name: str, otherwise: str) -> str:
        """The answer of that name, by the standard of the case."""
        branches = [f"WHEN {number} THEN {text}" for number, text in self._branches.get(name, {}).items()]
        return f"CASE standard {' '.join(branches)} ELSE {otherwise} END" if branches else otherwise

    def _verdict(self, standard: Standard) -> str:
        parts = [outcome_of_node(node, self._test) for _, node in standard.clauses]
        return f"greatest({', '.join(parts)})" if len(parts) > 1 else (parts or [UNMET])[0]

    def _test(self, test: Test) -> str:
        if test.call is None or test.required is None:
            return self._judged(test)
        asked = self._ask(test.call, test.peers)
        outcome = asked.outcome(test.comparison, self._value(test.required))
        return self._column(
            f"is_{outcome}", f"coalesce({outcome}, {outcome_of_absence(test.comparison, test.required)})"
        )

    def _judged(self, test: Test) -> str:
        """What the Council has answered; what it has not is for it to judge."""
        if (test.clause, test.condition) not in self.judged:
            return FOR_COUNCIL
        answer = self._steps.judgement(test, len(self.standards) - 1)
        return self._column(f"is_{answer}", f"coalesce({answer}, {FOR_COUNCIL})")

    def _column(self, name: str, text: str) -> str:
        """A column that each case has, whatever its standard."""
        self._tested[name] = text
        return name

    def _ask(self, call: Call, peers: Test | None) -> Asked:
        """A fact that the cases of the standard at hand ask."""
        return self._steps.ask(call, peers, len(self.standards) - 1)

    def _clauses_of(self, standard: Standard) -> str:
        listed = [
            f"{{'clause': {self._clause(name)}, 'outcome': {outcome_of_node(node, self._test)}}}"
            for name, node in standard.clauses
        ]
        return f"[{', '.join(listed)}]"

    def _clause(self, name: str) -> int:
        if name not in self.clauses:
            self.clauses.append(name)
        return self.clauses.index(name)

    def _findings_of(self, standard: Standard) -> str:
        found = []
        for _, node in standard.clauses:
            for test in tests_of(node):
                least = most = sources = mark = "NULL"
                if test.call is not None:
                    asked = self._ask(test.call, test.peers)
                    least, most, sources, mark = (self._taken(asked, name) for name in ANSWERS)
                    least = f"coalesce({least}, 0)"
                elif test.evidence is not None:
                    asked = self._ask(Call.of("evidence_stated", {"item": test.evidence}), None)
                    sources = self._taken(asked, "sources")
                    mark = f"CASE WHEN {sources} IS NULL THEN 'evidence_missing' END"
                found.append(
                    f"{{'test': {len(self.tests)}, 'outcome': {self._test(test)}, "
                    f"'at_least': {least}::DOUBLE, 'at_most': {most}::DOUBLE, "
                    f"'sources': {sources}::BIGINT[], 'mark': {mark}::VARCHAR}}"
                )
                self.tests.append(test)
        return f"[{', '.join(found)}]" if found else "NULL"

    def _taken(self, asked: Asked, name: str) -> str:
        return self._column(f"its_{name}_{asked.number}", asked.column(name))
