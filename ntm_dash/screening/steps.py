"""The facts that a query asks, as its steps: facts over the same records are counted in one pass over them.

The texts are of names and numbers of this program, hence `nosec`; what a rulebook or a file says is bound.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from ntm_dash.screening.catalogue import KEYS, catalogue
from ntm_dash.screening.readings import Call, Test
from ntm_dash.screening.sqltext import MET, UNMET, outcome_of_bounds
from ntm_dash.storage.statements import statement

OF_UNITS = ("commune", "district")
READ_ONCE = (
    "unit",
    "commune",
    "district",
    "assessment",
    "commune_event",
    "assessment_of_commune",
    "event_of_commune",
)
"""Records that several steps ask for. Steps of the query under their names are what facts then find."""
OF_NOMINATIONS = ("contribution", "evidence", "rating")

JUDGEMENT = "judgement"
"""What the Council has answered, asked of the case itself."""

Bind = Callable[[Any], str]
"""Gives a value to the query and returns how its text names it."""


@dataclass
class Step:
    """One pass over records, one row per `key`: what facts answer, and the columns that cases take of it.

    `rows` are the conditions of the records that the facts speak of, empty for one that speaks of all.
    """

    name: str
    key: str
    answers: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    standards: set[int] = field(default_factory=set)
    source: str = ""
    rows: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The step as the query has it."""
        spoken_of = f"WHERE ({') OR ('.join(dict.fromkeys(self.rows))})" if self.rows and all(self.rows) else ""
        grouped = f"GROUP BY {self.key}" if self.rows else ""
        answers = ", ".join(self.answers)
        return f"{self.name} AS (SELECT {answers} FROM {self.source} {spoken_of} {grouped})"  # nosec B608

    @property
    def taken(self) -> str:
        """The step as it is joined: names that no other step has."""
        columns = "".join(f", {text} AS {name}" for name, text in self.columns.items())
        return f"(SELECT key AS key_of_{self.name}{columns} FROM {self.name})"  # nosec B608


@dataclass
class Ranks(Step):
    """All places by the same fact: `kinds` of units that are peers somewhere, and `peers` that must not fail a test:
    the step of that fact, its key for a unit `u`, and the outcome of the test from that step, called `{p}`."""

    measure: str = ""
    within: str = ""
    kinds: list[str] = field(default_factory=list)
    peers: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """A fact that is asked: its step and its number there."""

    step: Step
    number: int

    def column(self, name: str, text: str | None = None) -> str:
        """The column of cases of that name, made of the fact's own answers; by default the answer itself."""
        taken = f"{name}_{self.number}"
        self.step.columns[taken] = text or taken
        return taken

    def outcome(self, comparison: str, required: str) -> str:
        """The column of cases with the outcome of a comparison."""
        text = outcome_of_bounds(comparison, f"at_least_{self.number}", f"at_most_{self.number}", required)
        return self.column(f"{comparison}_{required.removeprefix('$')}", text)

    @property
    def alone(self) -> str:
        """The fact by itself, as its macro answers."""
        answers = ("at_least", "at_most", "sources")
        named = [f"{name}_{self.number} AS {name}" for name in answers if self._has(name)]
        return f"(SELECT key, {', '.join(named)} FROM {self.step.name})"  # nosec B608

    def _has(self, name: str) -> bool:
        return any(answer.endswith(f" AS {name}_{self.number}") for answer in self.step.answers)


class Steps:
    """The steps of one query. With `findings` facts also say which records they used."""

    def __init__(self, bind: Bind, *, findings: bool) -> None:
        self._bind = bind
        self._names = ("at_least", "at_most", *(("sources", "mark") if findings else ()))
        self._asked: dict[tuple[Call, Test | None], Asked] = {}
        self._steps: dict[str, Step] = {}
        self._ranks: dict[str, Ranks] = {}

    def ask(self, call: Call, peers: Test | None, standard: int) -> Asked:
        """A fact that the cases of a standard ask themselves; the same call is one fact."""
        asked = self._ask(call, peers)
        asked.step.standards.add(standard)
        return asked

    def judgement(self, test: Test, standard: int) -> str:
        """The column of cases with the Council's answer to a judged test, null where it gave none."""
        step = self._over(JUDGEMENT, "case_id")
        clause, condition = self._bind(test.clause), self._bind(test.condition)
        name = f"judged_{clause.removeprefix('$')}_{condition.removeprefix('$')}"
        if name not in step.columns:
            step.rows.append(f"clause = {clause} AND condition = {condition}")
            step.answers.append(f"bool_or(holds) FILTER (clause = {clause} AND condition = {condition}) AS {name}")
        step.columns[name] = f"CASE WHEN {name} THEN {MET} WHEN NOT {name} THEN {UNMET} END"
        step.standards.add(standard)
        return name

    def texts(self, only: str | None) -> list[str]:
        """The steps in the order in which they need each other."""
        steps = [f"{name} AS MATERIALIZED (FROM {name})" for name in READ_ONCE]
        if only is not None:
            steps += [f"{name} AS (FROM {name} WHERE nomination = $only)" for name in OF_NOMINATIONS]
        steps += [step.text for step in self._steps.values()]
        steps += [self._compared(step) for step in self._ranks.values()]
        for key in OF_UNITS:
            of_key = self._of(key)
            if of_key:
                names = ", ".join(["code", *(name for step in of_key for name in step.columns)])
                joins = " ".join(f"LEFT JOIN {step.taken} ON key_of_{step.name} = code" for step in of_key)
                steps.append(f"facts_of_{key} AS (SELECT {names} FROM unit {joins})")  # nosec B608
        return steps

    def joins(self) -> Iterator[str]:
        """How cases take what they ask: by the key that a standard which asks it gives; others look nothing up."""
        for key in (*KEYS.values(), "case_id"):
            if key in OF_UNITS:
                standards = {number for step in self._of(key) for number in step.standards}
                if standards:
                    yield f"LEFT JOIN facts_of_{key} ON facts_of_{key}.code = {_key_in(standards, key)}"
                continue
            for step in self._of(key):
                yield f"LEFT JOIN {step.taken} ON key_of_{step.name} = {_key_in(step.standards, key)}"

    def _of(self, key: str) -> list[Step]:
        return [step for step in (*self._steps.values(), *self._ranks.values()) if step.key == key and step.columns]

    def _ask(self, call: Call, peers: Test | None) -> Asked:
        if (call, peers) not in self._asked:
            self._asked[call, peers] = self._place(call, peers) if call.fact == "rank" else self._counted(call)
        return self._asked[call, peers]

    def _counted(self, call: Call) -> Asked:
        fact, number = catalogue()[call.fact], len(self._asked)
        values = [self._bind(call.values[name]) for name in fact.arguments]
        key = KEYS[fact.key]
        if not fact.over:
            answers = ["key", *(f"{name} AS {name}_{number}" for name in self._names)]
            step = Step(f"fact_{number}", key, answers, source=f"{fact.name}({', '.join(values)})")
            self._steps[step.name] = step
            return Asked(step, number)
        step = self._over(fact.over, key)
        step.rows.append(fact.answer("rows", values))
        step.answers += [f"{fact.answer(name, values)} AS {name}_{number}" for name in self._names]
        return Asked(step, number)

    def _over(self, records: str, key: str) -> Step:
        """The step that counts all that is asked of the same records."""
        return self._steps.setdefault(records, Step(f"over_{records}", key, [f"{key} AS key"], source=records))

    def _place(self, call: Call, peers: Test | None) -> Asked:
        """A place among peers: one more answer of the step that compares units by the same fact."""
        values = call.values
        measure = self._ask(Call.of(values["of"], values["of_arguments"]), None)
        key = "commune" if "xa" in values["among"] else "district"
        name = f"ranks_{measure.number}_{values['within']}_{key}"
        if name not in self._ranks:
            self._ranks[name] = Ranks(name, key, ["key"], measure=measure.alone, within=self._bind(values["within"]))
        step = self._ranks[name]
        step.kinds += [kind for kind in values["among"] if kind not in step.kinds]
        stay = "3"
        if peers is not None and peers.call is not None:
            asked = self._ask(peers.call, None)
            # Absent from a fact is unknown: nothing at least, no limit at most.
            least, most = (f"{{p}}.{name}_{asked.number}" for name in ("at_least", "at_most"))
            stays = outcome_of_bounds(peers.comparison, f"coalesce({least}, 0)", most, self._bind(peers.required))
            peer = (asked.step.name, "unit_as_holder(u.code)" if asked.step.key == "holder" else "u.code", stays)
            if peer not in step.peers:
                step.peers.append(peer)
            stay = f"stays_{step.peers.index(peer)}"
        among, ties, number = self._bind(values["among"]), self._bind(values["ties"]), len(self._asked)
        for answer in self._names:
            text = catalogue()["rank"].answers[answer].replace("{stay}", stay)
            step.answers.append(f"{text.replace('$among', among).replace('$ties', ties)} AS {answer}_{number}")
        return Asked(step, number)

    def _compared(self, step: Ranks) -> str:
        """The pass over pairs of units that a rank is counted in."""
        joins = [f"LEFT JOIN {peer} AS p{n} ON p{n}.key = {key}" for n, (peer, key, _) in enumerate(step.peers)]
        put = {
            "$within": step.within,
            "{measure}": step.measure,
            "{sources}": "m.sources" if "sources" in self._names else "NULL",
            "{stays}": "".join(
                f", {stays.replace('{p}', f'p{n}')} AS stays_{n}" for n, (*_, stays) in enumerate(step.peers)
            ),
            "{other_stays}": "".join(f", other.stays_{n}" for n in range(len(step.peers))),
            "{peers}": " ".join(joins),
            "{kinds}": self._bind(step.kinds),
        }
        text = statement("rank")
        text = text[text.index("WITH placed") : text.index("\nSELECT key,")]
        for name, value in put.items():
            text = text.replace(name, value)
        answers = ", ".join(step.answers)
        return f"{step.name} AS ({text}\nSELECT {answers} FROM compared GROUP BY key, kind)"  # nosec B608


def _key_in(standards: Collection[int], key: str) -> str:
    """The key of a case for facts that only some standards ask."""
    return f"CASE WHEN standard IN ({', '.join(map(str, sorted(standards)))}) THEN cases.{key} END"
