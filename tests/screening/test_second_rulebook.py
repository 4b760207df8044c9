"""Another province, another period, other rules: an invented rulebook that the same program screens, word for word."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ntm_dash.domain.paths import DATA
from ntm_dash.domain.terms import Outcome
from ntm_dash.services.campaigns import SYSTEM, campaign, start_campaign
from ntm_dash.services.screening import Case, cases
from ntm_dash.storage.store import Store
from tests.screening.records import World

FOLDER = Path(__file__).parents[1] / "rules" / "second"
RULEBOOK = FOLDER / "minh-hoa-2021-2025.toml"
DOCUMENT = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))
CUTOFF, LATEST, BASELINE = date(2025, 10, 31), date(2025, 9, 30), date(2020, 12, 31)
FIGURE = re.compile(r"^(?P<outcome>\w+)(?: (?P<least>[\d.]+?)\.\.(?P<most>[\d.]*))?$")


class Invented(World):
    """The province of the invented rulebook."""

    def __init__(self) -> None:
        super().__init__("minh-hoa")
        self.places: dict[str, tuple[str | None, str | None]] = {"": (None, None)}
        self.complete("recognised", CUTOFF)
        for name, said in DOCUMENT["districts"].items():
            district = self.district(said.get("kind", "huyen"))
            self.places[name] = (district, None)
            for commune, described in said.get("communes", {}).items():
                code = self.commune(district)
                self.places[f"{name}.{commune}"] = (district, code)
                self._describe(code, described)
        for number, case in enumerate(DOCUMENT["case"], 1):
            for extra, place in enumerate([case.get("place", ""), *case.get("and", ())]):
                self._propose(f"MH-{number:02}" + f"-{extra}" * bool(extra), place, case["said"])

    def _describe(self, code: str, said: Mapping[str, Any]) -> None:
        """before, now, now_unknown, assessed, years (criteria met); recognised, exemplary (events); awards."""
        if "before" in said:
            self.assess(code, BASELINE, said["before"], set=1980)
        if "now" in said:
            self.assess(code, LATEST, said["now"], said.get("now_unknown", ()), set=1980)
        for each in said.get("assessed", ()):
            self.assess(code, **each, set=1980)
        for year, met in said.get("years", {}).items():
            self.assess(code, date(int(year), 12, 31), met, set=1980)
        if "recognised" in said:
            self.event(code, "recognised", said["recognised"])
        if "exemplary" in said:
            self.event(code, "exemplary", date(2024, 6, 1), decision=said["exemplary"] or None)
        self.history(said.get("awards", ()), unit=code)

    def _propose(self, code: str, place: str, said: Mapping[str, Any]) -> None:
        district, commune = self.places[place]
        self.nominate(code, said, district=district or "", commune=commune or "")

    def write(self, store: Store) -> None:
        """The same under the invented rulebook."""
        units = self._typed(store, "unit", self._units)
        store.transact(lambda write: write.append("unit_list_added", who="test", records={"unit": units}))
        start_campaign(store, RULEBOOK, by=SYSTEM, id=self.name, unit_list=self.name)
        records = {name: self._typed(store, name, rows) for name, rows in self._rows.items()}
        store.transact(lambda write: write.append("imported", who="test", campaign=self.name, records=records))

    def _typed(self, store: Store, table: str, rows: list[dict[str, Any]]) -> pa.Table:
        columns = store.scope().cursor.execute(f"FROM store.{table} LIMIT 0").to_arrow_table().schema
        return pa.Table.from_pylist(rows, schema=pa.schema([each for each in columns if each.name != "batch"]))


@pytest.fixture(scope="module")
def screened(store: Store) -> Mapping[str, Case]:
    """Each case of the file by its name, under its readings."""
    Invented().write(store)
    chosen = campaign(store, "minh-hoa")
    answers: dict[tuple[tuple[str, str], ...], dict[str | None, Case]] = {}
    found = {}
    for number, case in enumerate(DOCUMENT["case"], 1):
        readings = tuple(sorted(case.get("readings", {}).items()))
        if readings not in answers:
            answers[readings] = {
                each.screened.nomination: each for each in cases(store, chosen, changes=dict(readings))
            }
        found[case["name"]] = answers[readings][f"MH-{number:02}"]
    return found


def answer(case: Case, name: str) -> Any:
    """What came out, in the form in which the file expects it."""
    clause, _, condition = name.partition(" ")
    if condition:
        [finding] = [
            each for each in case.screened.findings if (each.test.clause, each.test.condition) == (clause, condition)
        ]
        return (finding.outcome.code, finding.at_least, finding.at_most)
    if name in case.screened.clauses:
        return (case.screened.clauses[name].code, None, None)
    return {
        "verdict": str(case.screened.verdict),
        "has_clause": case.screened.has_clause,
        "turns_on": sorted(case.turns_on),
        "flags": sorted(case.flags),
        "dossier": case.dossier.complete if case.dossier else None,
        "on_time": case.on_time,
    }[name]


def figure(text: str, found: Any) -> Any:
    """An outcome and, where stated, the figure; a clause has none."""
    stated = FIGURE.match(text)
    assert stated, text
    if stated["least"] is None:
        return (stated["outcome"], *found[1:])
    return (stated["outcome"], float(stated["least"]), float(stated["most"]) if stated["most"] else None)


@pytest.mark.parametrize("case", DOCUMENT["case"], ids=lambda case: case["name"])
def test_a_case_of_the_second_rulebook(screened: Mapping[str, Case], case: Mapping[str, Any]) -> None:
    found = {name: answer(screened[case["name"]], name) for name in case["expect"]}
    expected = {
        name: figure(value, found[name]) if isinstance(found[name], tuple) else value
        for name, value in case["expect"].items()
    }
    assert found == expected


def test_every_clause_of_the_second_rulebook_comes_out_both_ways(screened: Mapping[str, Case]) -> None:
    outcomes: dict[str, set[Outcome]] = {}
    for case in screened.values():
        for clause, outcome in case.screened.clauses.items():
            outcomes.setdefault(clause, set()).add(outcome)
    never = {clause: {Outcome.MET, Outcome.UNMET} - found for clause, found in outcomes.items()}
    assert {clause: missing for clause, missing in never.items() if missing} == {}


def test_the_engine_knows_neither_province() -> None:
    """Names of places stand in data; what screens reads them nowhere."""
    named = re.compile(r"L[aạ]ng S[oơ]n|Minh H[oọ]a|lang-son|minh-hoa", re.IGNORECASE)
    folder = DATA.parent / "ntm_dash"
    found = [
        f"{path.relative_to(folder)}:{number}"
        for room in ("domain", "storage", "screening")
        for path in sorted([*(folder / room).rglob("*.py"), *(folder / room).rglob("*.sql")])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert found == []
