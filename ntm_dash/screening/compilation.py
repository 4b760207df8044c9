"""A rulebook becomes one query over all cases: facts asked once, tests as columns, clauses and verdicts on top.

The query judges every standard under the choices in force and, where asked, under every other reading; a test
or a fact that several readings share is computed once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ntm_dash.domain.terms import Award
from ntm_dash.screening.catalogue import KEYS, catalogue
from ntm_dash.screening.readings import Call, Choices, Standard, Test, standards, tests_of
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.screening.sqltext import FOR_COUNCIL, UNMET, outcome_of_bounds, outcome_of_node
from ntm_dash.storage.statements import statement

CASE = "case_id, nomination, award, subject, holder, commune, district"


@dataclass(frozen=True)
class Variant:
    """One reading taken otherwise than in force."""

    reading: str
    choice: str


@dataclass
class Query:
    """A compiled query. `tests` are in the order of the numbers that findings carry, `clauses` likewise."""

    text: str
    parameters: dict[str, Any]
    tests: list[Test]
    clauses: list[str]
    variants: list[Variant]


def compile_rulebook(
    rulebook: Rulebook,
    choices: Choices,
    *,
    unit_awards: Sequence[Award] = (),
    only: str | None = None,
    readings: bool = True,
    findings: bool = True,
) -> Query:
    """The query over all cases of a scope.

    Columns: case_id, nomination, award, subject, holder, commune, district, outcome (see `Outcome`), has_clause;
    with `readings` also turns (list of variant number and outcome where it differs); with `findings` also clauses
    (list of clause number and outcome) and findings (list of test number, outcome, at_least, at_most, sources, mark).
    """
    compiler = _Compiler(findings=findings)
    variants = [
        Variant(reading.id, choice.id)
        for reading in rulebook.readings
        for choice in reading.choices
        if readings and choice.id != choices[reading.id]
    ]
    in_force = standards(rulebook, choices)
    otherwise = [standards(rulebook, {**choices, v.reading: v.choice}) for v in variants]
    keys = dict.fromkeys([*in_force, *(key for each in otherwise for key in each)])
    for award, subject in keys:
        compiler.add_standard(
            Standard(award, subject, ()) if (award, subject) not in in_force else in_force[award, subject],
            [each.get((award, subject), Standard(award, subject, ())) for each in otherwise],
        )
    compiler.bind("awards", [str(award) for award in rulebook.screened_awards])
    compiler.bind("only", only)
    compiler.bind("unit_awards", [str(award) for award in unit_awards])
    return Query(compiler.text(), compiler.parameters, compiler.tests, compiler.clauses, variants)


@dataclass
class _Compiler:
    findings: bool
    parameters: dict[str, Any] = field(default_factory=dict)
    tests: list[Test] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    _facts: dict[tuple[Call, Test | None], str] = field(default_factory=dict)
    _fact_texts: list[str] = field(default_factory=list)
    _standards: list[str] = field(default_factory=list)
    _covered: list[str] = field(default_factory=list)

    def text(self) -> str:
        columns = ", turns, clauses, findings" if self.findings else ", turns"
        empty = ", NULL AS turns, NULL AS clauses, NULL AS findings" if self.findings else ", NULL AS turns"
        steps = [f"cases AS MATERIALIZED ({statement('cases')})", *self._fact_texts, *self._standards]
        judged = [f"SELECT * FROM standard_{number}" for number in range(len(self._standards))]
        uncovered = " AND ".join(f"NOT ({each})" for each in self._covered) or "true"
        judged.append(f"SELECT cases.*, {UNMET} AS outcome, false AS has_clause{empty} FROM cases WHERE {uncovered}")
        steps.append("final AS (" + "\nUNION ALL BY NAME\n".join(judged) + ")")
        return "WITH " + ",\n".join(steps) + f"\nSELECT {CASE}, outcome, has_clause{columns} FROM final"

    def bind(self, name: str, value: Any) -> str:
        self.parameters[name] = value
        return f"${name}"

    def _value(self, value: Any) -> str:
        for name, bound in self.parameters.items():
            if name.startswith("value_") and type(bound) is type(value) and bound == value:
                return f"${name}"
        return self.bind(f"value_{len(self.parameters)}", value)

    def add_standard(self, standard: Standard, otherwise: list[Standard]) -> None:
        """One step: the cases of one award and subject, with an outcome for each test, clause and reading."""
        number = len(self._standards)
        outcomes: dict[Test, str] = {}
        joins: dict[str, str] = {}
        for group in [standard, *dict.fromkeys(otherwise)]:
            for _, node in group.clauses:
                for test in tests_of(node):
                    if test not in outcomes:
                        outcomes[test] = self._test(test, joins)
        names = {test: f"t{position}" for position, test in enumerate(outcomes)}

        def verdict(of: Standard) -> str:
            parts = [outcome_of_node(node, names.__getitem__) for _, node in of.clauses]
            return f"greatest({', '.join(parts)})" if len(parts) > 1 else (parts or [UNMET])[0]

        where = f"award = {self._value(str(standard.award))} AND subject = {self._value(str(standard.subject))}"
        self._covered.append(where)
        tested = "".join(f", {outcomes[test]} AS {name}" for test, name in names.items())
        evidence = self._findings_of(standard, names, joins) if self.findings else ""
        variants = [
            f"{{'variant': {index}, 'outcome': {verdict(other)}}}"
            for index, other in enumerate(otherwise)
            if other != standard
        ]
        turns = f"list_filter([{', '.join(variants)}], lambda v: v.outcome <> outcome)" if variants else "NULL"
        clauses = carried = ""
        if self.findings:
            carried = ", clauses, findings"
            listed = [
                f"{{'clause': {self._clause(name)}, 'outcome': {outcome_of_node(node, names.__getitem__)}}}"
                for name, node in standard.clauses
            ]
            clauses = f", [{', '.join(listed)}] AS clauses"
        self._standards.append(
            f"standard_{number} AS (\n"
            f"SELECT {CASE}, outcome, has_clause{carried}, {turns} AS turns FROM (\n"
            f"SELECT *, {verdict(standard)} AS outcome, {str(bool(standard.clauses)).lower()} AS has_clause{clauses}\n"
            f"FROM (SELECT cases.*{tested}{evidence} FROM cases {' '.join(joins.values())} WHERE {where})))"
        )

    def _test(self, test: Test, joins: dict[str, str]) -> str:
        if test.call is None:
            return FOR_COUNCIL
        fact = self._fact(test.call, test.peers)
        joins.setdefault(fact, f"LEFT JOIN {fact} ON {fact}.key = cases.{_key_of(test.call)}")
        return self._outcome(test, fact)

    def _outcome(self, test: Test, fact: str) -> str:
        # Absent from a fact is unknown: nothing at least, no limit at most.
        least = f"coalesce({fact}.at_least, 0)"
        return outcome_of_bounds(test.comparison, least, f"{fact}.at_most", self._value(test.required))

    def _findings_of(self, standard: Standard, names: dict[Test, str], joins: dict[str, str]) -> str:
        found = []
        for _, node in standard.clauses:
            for test in tests_of(node):
                fact, least, most = None, "NULL", "NULL"
                if test.call is not None:
                    fact = self._fact(test.call, test.peers)
                    least, most = f"coalesce({fact}.at_least, 0)", f"{fact}.at_most"
                elif test.evidence is not None:
                    fact = self._fact(Call.of("evidence_stated", {"item": test.evidence}), None)
                    joins.setdefault(fact, f"LEFT JOIN {fact} ON {fact}.key = cases.nomination")
                self.tests.append(test)
                absent = f"CASE WHEN {fact}.key IS NULL THEN 'evidence_missing' END"
                mark = "NULL" if fact is None else absent if test.call is None else f"{fact}.mark"
                found.append(
                    f"{{'test': {len(self.tests) - 1}, 'outcome': {self._test(test, joins)}, "
                    f"'at_least': {least}::DOUBLE, 'at_most': {most}::DOUBLE, "
                    f"'sources': {f'{fact}.sources' if fact else 'NULL'}::BIGINT[], 'mark': {mark}::VARCHAR}}"
                )
        return f", [{', '.join(found)}] AS findings" if found else ", NULL AS findings"

    def _clause(self, name: str) -> int:
        if name not in self.clauses:
            self.clauses.append(name)
        return self.clauses.index(name)

    def _fact(self, call: Call, peers: Test | None) -> str:
        if (call, peers) not in self._facts:
            text = self._rank(call, peers) if call.fact == "rank" else self._macro(call)
            name = f"fact_{len(self._facts)}"
            self._facts[call, peers] = name
            self._fact_texts.append(f"{name} AS MATERIALIZED ({text})")
        return self._facts[call, peers]

    def _macro(self, call: Call) -> str:
        fact = catalogue()[call.fact]
        values = ", ".join(self._value(call.values[name]) for name in fact.arguments)
        columns = "key, at_least, at_most, sources, mark" if self.findings else "key, at_least, at_most"
        return f"SELECT {columns} FROM {fact.name}({values})"

    def _rank(self, call: Call, peers: Test | None) -> str:
        values = call.values
        measure = self._fact(Call.of(values["of"], values["of_arguments"]), None)
        peers_text = "SELECT code AS key, 3 AS stays FROM unit"
        if peers is not None and peers.call is not None:
            fact = self._fact(peers.call, None)
            peers_text = (
                f"SELECT unit.code AS key, {self._outcome(peers, fact)} AS stays "
                f"FROM unit LEFT JOIN {fact} ON {fact}.key = unit.code"
            )
        text = statement("rank").replace("{measure}", measure).replace("{peers}", f"({peers_text})")
        text = text.replace("{sources}", "m.sources" if self.findings else "NULL")
        for name in ("among", "within", "ties"):
            text = text.replace(f"${name}", self._value(values[name]))
        return text


def _key_of(call: Call) -> str:
    if call.fact == "rank":
        return "commune" if "xa" in call.values["among"] else "district"
    return KEYS[catalogue()[call.fact].key]
