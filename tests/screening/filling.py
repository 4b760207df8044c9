"""Worlds with holes and every way to fill them, screened side by side in one campaign.

A record is the name of its table and its columns. Places in it are relative: `unit` counts the communes of a small
district, `district` stands for the district itself, codes of nominations are short; each world gets a district
and codes of its own, so that one screening answers for all of them.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from ntm_dash.domain.terms import Award, Outcome
from ntm_dash.screening.engine import screen
from ntm_dash.screening.loading import load_rulebook
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.storage.store import Store

Record = tuple[str, dict[str, Any]]
World = list[Record]
Outcomes = dict[tuple[str, str], Outcome]
"""The outcome of each test of each case of a world, by the case's place and the test."""

CUTOFF = date(2019, 7, 31)
COMMUNES = 3
CASES = 5
"""How many cases are screened at once, each in all its worlds."""
WORLDS = 130 * CASES
"""The most worlds that are screened at once: of each case one as it was given, the others filled."""

HEAD = """
document = {{ id = "filling", title = "x", issuer = "x", issued = "2019", province = "x" }}
assessment = {{ cutoff = 2019-07-31, valid_months = 12, criteria = {criteria} }}
movement = {{ name = "x", words = ["own"] }}
awards = [{{ id = "bang_khen_tinh", citation = "x", summary = "x", screened = true }}]
"""


@dataclass(frozen=True)
class Part:
    """A part of a world: what was sent of it, and all that it can be in truth."""

    given: World
    fillings: Sequence[World]


def known(*records: Record) -> Part:
    """A part without a hole."""
    return Part(list(records), [list(records)])


def worlds(parts: Iterable[Part]) -> list[World]:
    """The world as it was given, then the world filled in every way."""
    parts = list(parts)
    filled = itertools.product(*(part.fillings for part in parts))
    return [_joined(part.given for part in parts), *(_joined(each) for each in filled)]


def _joined(lists: Iterable[World]) -> World:
    return [record for each in lists for record in each]


def ways(parts: Iterable[Part]) -> int:
    """In how many ways the parts can be filled."""
    count = 1
    for part in parts:
        count *= len(part.fillings)
    return count


def asked(fact: str, comparison: str, number: float, named: str = "", **arguments: Any) -> str:
    """A condition as the text of an inline table; its id is what it asks, as far as an id may hold it."""
    words = [fact, *(f"{name}_{value}" for name, value in arguments.items()), comparison, str(number)]
    name = named or "-".join("".join(c if c.isalnum() or c in "_." else "" for c in word) for word in words)
    given = ", ".join(f"{each} = {_written(value)}" for each, value in arguments.items())
    return f'{{ id = "{name}", question = "x", fact = "{fact}", arguments = {{ {given} }}, {comparison} = {number} }}'


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_written(each)}" for name, each in value.items()) + " }"
    return json.dumps(value)


def rulebook_of(clauses: Mapping[str, Sequence[str]], criteria: int = 4) -> Rulebook:
    """A rulebook with one clause for each subject, or more where the key is `subject/clause`."""
    texts = [HEAD.format(criteria=criteria)]
    for key, conditions in clauses.items():
        subject, _, name = key.partition("/")
        listed = ",\n    ".join(conditions)
        texts.append(
            f'[[clauses]]\nid = "{name or subject}"\ncitation = "x"\naward = "bang_khen_tinh"\n'
            f'subjects = ["{subject}"]\nsummary = "x"\nconditions = [\n    {listed},\n]\n'
        )
    return load_rulebook("\n".join(texts))


def group(how: str, *conditions: str) -> str:
    """A condition of several, or `not` of one, as the text of an inline table."""
    parts = conditions[0] if how == "not" else f"[{', '.join(conditions)}]"
    return f'{{ id = "group{abs(hash(parts))}", question = "x", {how} = {parts} }}'


class Bench:
    """A store with many small districts, in which worlds stand side by side, and a province for one world alone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._campaigns = 0
        rows = [
            *(row for number in range(WORLDS) for row in _units("side by side", f"{number:03}", COMMUNES)),
            *(row for number in range(4) for row in _units("alone", f"D{number}", 2)),
        ]
        records = {"unit": pa.Table.from_pylist(rows)}
        store.transact(lambda write: write.append("unit_list_added", who="test", records=records))

    def together(self, rulebook: Rulebook, found: Sequence[World]) -> list[Outcomes]:
        """The outcomes of each world, all in one campaign, each in a district of its own."""
        assert len(found) <= WORLDS
        placed = [_placed(record, number) for number, world in enumerate(found) for record in world]
        results: list[Outcomes] = [{} for _ in found]
        for (code, name), outcome in self._screened(rulebook, placed, "side by side").items():
            number, _, place = code.partition("-")
            if int(number) < len(found):
                results[int(number)][place, name] = outcome
        return results

    def apart(self, rulebook: Rulebook, found: Sequence[World]) -> list[Outcomes]:
        """The outcomes of each world, each in a campaign of its own; places in the records are codes."""
        return [self._screened(rulebook, world, "alone") for world in found]

    def _screened(self, rulebook: Rulebook, records: Sequence[Record], unit_list: str) -> Outcomes:
        self._campaigns += 1
        id = f"filling-{self._campaigns}"
        tables = _tables(records)
        self._store.transact(lambda write: write.append("imported", who="test", campaign=id, records=tables))
        scope = scope_of(self._store, Campaign(id, id, unit_list, rulebook, {}, False, False))
        outcomes = {}
        units = {clause.id for clause in rulebook.clauses} & {"commune", "district"}
        for case in screen(scope, rulebook, {}, unit_awards=[Award.PROVINCIAL] if units else []):
            place = case.nomination or case.commune or case.district or ""
            for finding in case.findings:
                outcomes[place, finding.test.condition] = finding.outcome
            for clause, outcome in case.clauses.items():
                outcomes[place, f"clause {clause}"] = outcome
        return outcomes


def _units(unit_list: str, district: str, communes: int) -> Iterable[dict[str, Any]]:
    yield {"list": unit_list, "code": district, "name": district, "kind": "huyen", "parent": None}
    for number in range(communes):
        code = f"{district}-{number}"
        yield {"list": unit_list, "code": code, "name": code, "kind": "xa", "parent": district}


def _placed(record: Record, number: int) -> Record:
    table, columns = record
    placed = dict(columns)
    for column, value in columns.items():
        if column in ("unit", "commune", "nomination", "code", "proposer") and value is not None:
            placed[column] = f"{number:03}-{value}"
        elif column == "district" and value is not None:
            placed[column] = f"{number:03}"
    return table, placed


def _tables(records: Sequence[Record]) -> dict[str, pa.Table]:
    tables: dict[str, list[dict[str, Any]]] = {}
    for line, (table, columns) in enumerate(records):
        tables.setdefault(table, []).append({"sheet": 1, "line": line + 2, **columns})
    result = {}
    for table, rows in tables.items():
        names = dict.fromkeys(name for row in rows for name in row)
        result[table] = pa.Table.from_pydict({name: [row.get(name) for row in rows] for name in names})
    return result


def violations(
    given: Outcomes, filled: Sequence[Outcomes], *, independent: bool = False, open_ended: bool = False
) -> list[str]:
    """Where an answer is more, or less, certain than the fillings allow. Empty when all is well.

    A clause may be less certain, unless its conditions are `independent` of each other. `open_ended` says that more
    may always exist than was sent: what is not met in the end stays unknown.
    """
    found = []
    for key, outcome in given.items():
        ends = {world[key] for world in filled}
        if open_ended:
            ends = {Outcome.MET if end is Outcome.MET else Outcome.UNMET for end in ends}
        exact = independent or not key[1].startswith("clause ")
        shown = f"{key}: {outcome.code}, filled {sorted(end.code for end in ends)}"
        if Outcome.UNKNOWN in ends:
            found.append(f"{shown}: still unknown when all is known")
        elif outcome is not Outcome.UNKNOWN and ends != {outcome}:
            found.append(f"{shown}: certain, yet a filling says otherwise")
        elif outcome is Outcome.UNKNOWN and len(ends) == 1 and exact:
            found.append(f"{shown}: unknown, yet all fillings agree")
    return found
