"""A rulebook becomes one query over all cases: each fact asked once, its tests as columns, clauses and verdicts on top.

The query judges every standard under the choices in force and, where asked, under every other reading; a test
or a fact that several standards or readings share is computed once. A case is judged by the branch of its standard.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ntm_dash.domain.terms import Award, Subject
from ntm_dash.screening.catalogue import KEYS, catalogue
from ntm_dash.screening.readings import Call, Choices, Standard, Test, standards, tests_of
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.screening.sqltext import FOR_COUNCIL, MET, UNMET, outcome_of_absence, outcome_of_bounds, outcome_of_node
from ntm_dash.storage.statements import statement

CASE = ("case_id", "award", "subject")
PLACED = ("nomination", "commune", "district")
OF_UNITS = ("commune", "district")
READ_ONCE = ("unit", "commune", "district", "assessment", "commune_event", "award_history")
"""Records that many facts ask for. Steps of the query under their names are what facts then find."""
OF_NOMINATIONS = ("contribution", "evidence", "rating")
JUDGEMENT = "judgement"
"""What the Council has answered, asked like a fact of the case itself."""


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
    place: str | None = None,
    present: Collection[tuple[Award, Subject]] | None = None,
    judged: Collection[tuple[str, str]] = (),
    readings: bool = True,
    findings: bool = True,
) -> Query:
    """The query over all cases of a scope, or over those of the awards and subjects that are `present`.

    `place` keeps the cases of one commune, or of one district with all its communes, judged among all.

    Columns: case_id, award, subject, outcome (see `Outcome`); with `readings` also variant_0 … (the outcome under
    each variant); with `findings` also nomination, commune, district, has_clause, clauses (list of clause number
    and outcome) and findings (list of test number, outcome, at_least, at_most, sources, mark).
    `judged` are the judged conditions (clause, condition) that the Council has answered for some case: only these are
    looked up.
    """
    compiler = _Compiler(findings=findings, only=only, place=place, judged=frozenset(judged))
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
    if place is not None:
        compiler.bind("place", place)
    return Query(compiler.text(len(variants)), compiler.parameters, compiler.tests, compiler.clauses, variants)


@dataclass
class _Asked:
    """A fact that is asked: its step of the query, the key of the cases it speaks of, the columns they need."""

    step: str
    key: str
    text: str
    columns: dict[str, str] = field(default_factory=dict)
    standards: set[int] = field(default_factory=set)

    def column(self, name: str, text: str) -> str:
        """The column of that name, made of the fact's own columns."""
        self.columns[f"{name}_{self.step}"] = text
        return f"{name}_{self.step}"

    @property
    def asked(self) -> str:
        """The fact as it is joined: names that no other fact has."""
        columns = "".join(f", {text} AS {name}" for name, text in self.columns.items())
        return f"(SELECT key AS key_{self.step}{columns} FROM {self.step})"


@dataclass
class _Compiler:
    findings: bool
    only: str | None
    place: str | None = None
    judged: Collection[tuple[str, str]] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    tests: list[Test] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    _facts: dict[tuple[Call, Test | None], _Asked] = field(default_factory=dict)
    _standards: list[Standard] = field(default_factory=list)
    _branches: dict[str, dict[int, str]] = field(default_factory=dict)

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
        number = len(self._standards)
        self._standards.append(standard)
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
            for number, each in enumerate(self._standards)
        ]
        self.bind("standards", named)
        steps = [f"{name} AS MATERIALIZED (FROM {name})" for name in READ_ONCE]
        if self.only is not None:
            steps += [f"{name} AS (FROM {name} WHERE nomination = $only)" for name in OF_NOMINATIONS]
        steps += [f"{fact.step} AS ({fact.text})" for fact in self._facts.values()]
        joins = []
        for key in dict.fromkeys(fact.key for fact in self._facts.values() if fact.columns):
            facts = [fact for fact in self._facts.values() if fact.columns and fact.key == key]
            if key in OF_UNITS:
                asked = ", ".join(["code", *(name for fact in facts for name in fact.columns)])
                beside = " ".join(f"LEFT JOIN {fact.asked} ON key_{fact.step} = code" for fact in facts)
                steps.append(f"facts_of_{key} AS (SELECT {asked} FROM unit {beside})")
                standards = set().union(*(fact.standards for fact in facts))
                joins.append(f"LEFT JOIN facts_of_{key} ON facts_of_{key}.code = {_key_in(standards, key)}")
            else:
                joins += [
                    f"LEFT JOIN {fact.asked} ON key_{fact.step} = {_key_in(fact.standards, key)}" for fact in facts
                ]
        steps.append(f"cases AS ({statement('cases')})")
        columns = [f"cases.{name}" for name in (*CASE, *(PLACED if self.findings else ()))]
        columns.append(f"{self._answer('outcome', UNMET)} AS outcome")
        columns += [f"{self._answer(f'variant_{each}', 'outcome')} AS variant_{each}" for each in range(variants)]
        if self.findings:
            standing = [str(number) for number, each in enumerate(self._standards) if each.clauses]
            columns.append(f"coalesce(standard IN ({', '.join(standing) or 'NULL'}), false) AS has_clause")
            columns += [f"{self._answer(answer, 'NULL')} AS {answer}" for answer in ("clauses", "findings")]
        if self.place is not None:
            joins.append("WHERE $place IN (cases.commune, cases.district)")
        return "\n".join(["WITH " + ",\n".join(steps), f"SELECT {', '.join(columns)}", "FROM cases", *joins])

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
        fact = self._of_case(test.call, test.peers)
        required = self._value(test.required)
        name = fact.column(
            f"{test.comparison}_{required.removeprefix('$value_')}",
            outcome_of_bounds(test.comparison, "at_least", "at_most", required),
        )
        return f"coalesce({name}, {outcome_of_absence(test.comparison, test.required)})"

    def _judged(self, test: Test) -> str:
        """What the Council has answered; what it has not is for it to judge."""
        if (test.clause, test.condition) not in self.judged:
            return FOR_COUNCIL
        asked = self._of_case(Call.of(JUDGEMENT, {"clause": test.clause, "condition": test.condition}), None)
        return f"coalesce({asked.column('answer', f'CASE WHEN holds THEN {MET} ELSE {UNMET} END')}, {FOR_COUNCIL})"

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
                    fact = self._of_case(test.call, test.peers)
                    least = f"coalesce({fact.column('least', 'at_least')}, 0)"
                    most, mark = fact.column("most", "at_most"), fact.column("mark", "mark")
                    sources = fact.column("sources", "sources")
                elif test.evidence is not None:
                    fact = self._of_case(Call.of("evidence_stated", {"item": test.evidence}), None)
                    sources = fact.column("sources", "sources")
                    mark = f"CASE WHEN key_{fact.step} IS NULL THEN 'evidence_missing' END"
                found.append(
                    f"{{'test': {len(self.tests)}, 'outcome': {self._test(test)}, "
                    f"'at_least': {least}::DOUBLE, 'at_most': {most}::DOUBLE, "
                    f"'sources': {sources}::BIGINT[], 'mark': {mark}::VARCHAR}}"
                )
                self.tests.append(test)
        return f"[{', '.join(found)}]" if found else "NULL"

    def _fact(self, call: Call, peers: Test | None) -> _Asked:
        if (call, peers) not in self._facts:
            write = {"rank": lambda: self._rank(call, peers), JUDGEMENT: lambda: self._judgement(call)}
            text = write.get(call.fact, lambda: self._macro(call))()
            self._facts[call, peers] = _Asked(f"fact_{len(self._facts)}", _key_of(call), text)
        return self._facts[call, peers]

    def _of_case(self, call: Call, peers: Test | None) -> _Asked:
        """A fact that the cases of the standard at hand ask themselves."""
        fact = self._fact(call, peers)
        fact.standards.add(len(self._standards) - 1)
        return fact

    def _macro(self, call: Call) -> str:
        fact = catalogue()[call.fact]
        values = ", ".join(self._value(call.values[name]) for name in fact.arguments)
        columns = "key, at_least, at_most, sources, mark" if self.findings else "key, at_least, at_most"
        return f"SELECT {columns} FROM {fact.name}({values})"

    def _judgement(self, call: Call) -> str:
        clause, condition = (self._value(call.values[name]) for name in ("clause", "condition"))
        return f"SELECT case_id AS key, holds FROM judgement WHERE clause = {clause} AND condition = {condition}"

    def _rank(self, call: Call, peers: Test | None) -> str:
        values = call.values
        measure = self._fact(Call.of(values["of"], values["of_arguments"]), None).step
        peers_text = "SELECT code AS key, 3 AS stays FROM unit"
        if peers is not None and peers.call is not None:
            fact = self._fact(peers.call, None).step
            # Absent from a fact is unknown: nothing at least, no limit at most.
            least, required = f"coalesce({fact}.at_least, 0)", self._value(peers.required)
            stays = outcome_of_bounds(peers.comparison, least, f"{fact}.at_most", required)
            key = "unit_as_holder(code)" if _key_of(peers.call) == "holder" else "code"
            peers_text = f"SELECT code AS key, {stays} AS stays FROM unit LEFT JOIN {fact} ON {fact}.key = {key}"
        text = statement("rank").replace("{measure}", measure).replace("{peers}", f"({peers_text})")
        text = text.replace("{sources}", "m.sources" if self.findings else "NULL")
        for name in ("among", "within", "ties"):
            text = text.replace(f"${name}", self._value(values[name]))
        return text


def _key_in(standards: Collection[int], key: str) -> str:
    """The key of a case for facts that only some standards ask: others look nothing up."""
    return f"CASE WHEN standard IN ({', '.join(map(str, sorted(standards)))}) THEN cases.{key} END"


def _key_of(call: Call) -> str:
    if call.fact == JUDGEMENT:
        return "case_id"
    if call.fact == "rank":
        return "commune" if "xa" in call.values["among"] else "district"
    return KEYS[catalogue()[call.fact].key]
