"""The worked cases of a rulebook: TOML files with records written compactly, what is asked and what is expected.

A file has `[given]` (what all its cases share), `[provinces]` (for cases about a rank) and `[[case]]` tables. A case
may be `like` an earlier one, give up what it inherits (`without`), stand in a province of its own (`alone`) or ask for
a district of a province (`province`, `district`). Cases stand side by side in one campaign, each in its own district,
where one cannot disturb another; all are screened at once.

What can be expected: verdict, clause and conditions (of the file's clause), otherwise (the verdict under the case's
`reading` and `choice`), turns_on, flags, dossier, missing, on_time, has_clause. A condition is expected as its outcome
and, where it matters, the figure: "met 10" is certain, "unknown 9..11" lies between, "unknown 9.." has no limit.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ntm_dash.domain.deadlines import on_time
from ntm_dash.domain.terms import Outcome, Subject, Verdict
from ntm_dash.screening.compilation import Variant
from ntm_dash.screening.engine import Finding, verdicts
from ntm_dash.screening.readings import decide
from ntm_dash.screening.rulebook import DOSSIER_DEADLINE
from ntm_dash.services import campaigns
from ntm_dash.services import screening as service
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.screening import Case
from ntm_dash.storage.store import Store
from tests.screening.records import World

FOLDER = Path(__file__).parents[1] / "rules" / "lang-son-2011-2020"
SHARED = "shared"
RECOGNISED = date(2017, 12, 31)
WORDS = {
    *("name", "like", "without", "alone", "province", "district", "readings", "reading", "choice", "set", "deadline"),
    *("subject", "award", "farmer", "received", "awards", "contributions", "evidence", "ratings", "papers"),
    *("list_papers", "list_papers_award", "beside", "same", "elsewhere", "lists_complete"),
    *("was", "was_unknown", "now", "now_unknown", "assessments", "events"),
    *("kind", "communes", "recognised", "townships", "expect"),
}
"""What can be said of a case, of a district of a province, or of one beside it: anything else is a slip."""


@dataclass(frozen=True)
class Worked:
    """One worked case, everything it inherits filled in. `clause` is empty for files that are not about one."""

    file: str
    clause: str
    name: str
    code: str
    said: Mapping[str, Any]

    @property
    def expect(self) -> dict[str, Any]:
        """What is expected, by name."""
        return dict(self.said["expect"])

    @property
    def world(self) -> str:
        """The name of the province it stands in."""
        if "province" in self.said:
            return f"{self.file} {self.said['province']}"
        return f"{self.file} {self.name}" if self.said.get("alone") else SHARED

    @property
    def readings(self) -> dict[str, str]:
        """The readings taken otherwise than by default."""
        return dict(self.said.get("readings", {}))

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


@cache
def all_cases() -> tuple[Worked, ...]:
    """Every case of every file, in order."""
    return tuple(case for path in sorted(FOLDER.glob("*.toml")) for case in _cases(path))


def cases_of(file: str) -> list[Worked]:
    """The cases of one file, by its name without ending."""
    return [case for case in all_cases() if case.file == file]


@cache
def _document(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))


def _cases(path: Path) -> Iterator[Worked]:
    file, document = path.stem, _document(path.stem)
    stray = set(document) - {"clause", "given", "provinces", "case"} | _slips(document)
    assert not stray, f"{file}: {stray}"
    earlier: dict[str, dict[str, Any]] = {}
    for number, own in enumerate(document["case"], 1):
        base = earlier[own["like"]] if "like" in own else document.get("given", {})
        said = _merge(_without(base, own.get("without", [])), own)
        assert own["name"] not in earlier, f"{file}: {own['name']} stands twice"
        earlier[own["name"]] = {key: value for key, value in said.items() if key not in ("name", "like", "without")}
        code = said["district"] if "province" in said else f"{file} {number}"
        yield Worked(file, document.get("clause", ""), own["name"], code, said)


def _slips(document: Mapping[str, Any]) -> set[str]:
    districts = [each for province in document.get("provinces", {}).values() for each in province.values()]
    beside = [other for case in document["case"] for other in case.get("beside", ())]
    return {key for said in (*document["case"], *districts, *beside, document.get("given", {})) for key in said} - WORDS


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What is written in a case replaces what it inherits; expectations are replaced one by one."""
    merged = {**base, **own}
    expected, also = base.get("expect", {}), own.get("expect", {})
    merged["expect"] = {**expected, **also}
    if "conditions" in expected or "conditions" in also:
        merged["expect"]["conditions"] = {**expected.get("conditions", {}), **also.get("conditions", {})}
    return merged


def _without(base: Mapping[str, Any], paths: list[str]) -> dict[str, Any]:
    kept = dict(base)
    for path in paths:
        first, _, rest = path.partition(".")
        assert first in kept, f"nothing to give up: {path}"
        if rest:
            kept[first] = _without(kept[first], [rest])
        else:
            del kept[first]
    return kept


class Worlds:
    """The worked cases in a store: written once, screened once for each way of reading that a case asks for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        worlds: dict[str, World] = {}
        for case in all_cases():
            if case.world not in worlds:
                worlds[case.world] = World(case.world)
                if "province" in case.said:
                    _settle_province(worlds[case.world], case)
            if "province" not in case.said:
                _settle(worlds[case.world], case)
        for world in worlds.values():
            world.write(store)
        self._campaigns = {campaign.id: campaign for campaign in campaigns.campaigns(store)}
        for case in all_cases():
            if "province" in case.said:
                self._campaigns[case.world] = _for_districts(self._campaigns[case.world])
        self._screened: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str | None, Case]] = {}
        self._otherwise: dict[tuple[str, str, str], dict[str, int]] = {}

    def case(self, worked: Worked, also: Mapping[str, str] | None = None) -> Case:
        """The case as screened under its readings, and others given."""
        readings = {**worked.readings, **(also or {})}
        key = (worked.world, tuple(sorted(readings.items())))
        if key not in self._screened:
            found = service.cases(self._store, self._campaigns[worked.world], changes=readings)
            self._screened[key] = {case.screened.nomination: case for case in found}
        return self._screened[key][worked.code]

    def alone(self, worked: Worked) -> Case:
        """The case as screened without the others."""
        campaign = self._campaigns[worked.world]
        [case] = service.cases(self._store, campaign, changes=worked.readings, nomination=worked.code)
        return case

    def otherwise(self, worked: Worked) -> str:
        """The verdict with the case's `reading` taken as its `choice` from the start, not computed beside."""
        key = (worked.world, worked.said["reading"], worked.said["choice"])
        if key not in self._otherwise:
            campaign = self._campaigns[worked.world]
            choices = service.choices_with(campaign, {key[1]: key[2]})
            frame = verdicts(campaigns.scope_of(self._store, campaign), campaign.rulebook, choices)
            self._otherwise[key] = dict(zip(frame["case_id"], frame["outcome"], strict=True))
        return str(Verdict.of(Outcome(self._otherwise[key][worked.code])))

    def _on_time(self, worked: Worked, also: Mapping[str, str] | None = None) -> bool | str:
        """Punctuality against the deadline the case names; by default that of dossiers, as screening answers it."""
        name = worked.said.get("deadline", DOSSIER_DEADLINE)
        campaign = self._campaigns[worked.world]
        if name == DOSSIER_DEADLINE:
            answer = self.case(worked, also).on_time
        else:
            choices = service.choices_with(campaign, worked.readings)
            [deadline] = [each for each in campaign.rulebook.deadlines if each.id == name]
            answer = on_time(worked.said.get("received"), deadline.date, decide(deadline.last_day, choices))
        return "unknown" if answer is None else answer

    def answer(self, worked: Worked) -> dict[str, Any]:
        """What came out, of what the case expects."""
        case = self.case(worked)
        screened = case.screened
        expect = worked.expect
        answers: dict[str, Any] = {
            "verdict": str(screened.verdict),
            "has_clause": screened.has_clause,
            "turns_on": sorted(case.turns_on),
            "flags": sorted(case.flags),
            "on_time": self._on_time(worked),
        }
        if worked.clause:
            outcome = screened.clauses.get(worked.clause)
            answers["clause"] = outcome.code if outcome is not None else "does not stand"
            answers["conditions"] = _conditions(case, worked)
        if case.dossier is not None:
            complete = case.dossier.complete
            answers["dossier"] = {True: "complete", False: "incomplete", None: "unknown"}[complete]
            answers["missing"] = {
                str(gap.kind): f"{'?' if gap.at_most is None else gap.at_most} of {gap.required}"
                for gap in case.dossier.missing
            }
        if "reading" in worked.said:
            reading, choice = str(worked.said["reading"]), str(worked.said["choice"])
            answers["otherwise"] = self.otherwise(worked)
            beside = screened.turns.get(Variant(reading, choice), screened.verdict)
            assert str(beside) == answers["otherwise"], "the reading computed beside differs from the one taken"
        if "on_time_otherwise" in expect:
            answers["on_time_otherwise"] = self._on_time(worked, {reading: choice})
        return {name: answers[name] for name in expect}


def expected(worked: Worked) -> dict[str, Any]:
    """What the case expects, in the form of `Worlds.answer`."""
    expect = worked.expect
    for name in ("turns_on", "flags"):
        if name in expect:
            expect[name] = sorted(expect[name])
    if "conditions" in expect:
        expect["conditions"] = {name: _plain(text) for name, text in expect["conditions"].items()}
    return expect


def _plain(text: str) -> str:
    """Without the underscores that part the digits of a long number."""
    return re.sub(r"(?<=\d)_(?=\d)", "", text)


def _conditions(case: Case, worked: Worked) -> dict[str, str]:
    """Every condition of the clause; the figure only where the case states one."""
    found = {}
    for finding in case.screened.findings:
        if finding.test.clause == worked.clause:
            name, outcome = finding.test.condition, finding.outcome.code
            stated = " " in worked.expect.get("conditions", {}).get(name, "")
            found[name] = f"{outcome} {_figure(finding)}" if stated else outcome
    return found


def _figure(finding: Finding) -> str:
    least, most = _number(finding.at_least), _number(finding.at_most)
    return least if least == most else f"{least}..{most}"


def _number(value: float | None) -> str:
    return "" if value is None else str(int(value)) if value == int(value) else str(value)


def _for_districts(campaign: Campaign) -> Campaign:
    """With the clauses for districts alone: nobody else is nominated in a province, and the query is a short one."""
    clauses = [clause for clause in campaign.rulebook.clauses if clause.subjects == [Subject.DISTRICT]]
    return replace(campaign, rulebook=campaign.rulebook.model_copy(update={"clauses": clauses}))


def _settle(world: World, case: Worked) -> None:
    """One case in a district of its own; those `beside` it in other communes of the district, or
    `elsewhere`, or the `same` nominee again."""
    district = world.district()
    commune = world.commune(district)
    world.close_lists(district, case.said)
    world.describe(commune, case.said)
    world.nominate(case.code, case.said, district=district, commune=commune)
    for number, other in enumerate(case.said.get("beside", ()), 1):
        said, where, place = {**case.said, **other}, district, commune
        if other.get("same"):
            said |= {"nominee": case.said.get("nominee", f"Nominee {case.code}"), "awards": other.get("awards", ())}
        else:
            if other.get("elsewhere"):
                where = world.district()
                world.close_lists(where, said)
            place = world.commune(where)
            world.describe(place, said)
        world.nominate(f"{case.code}-{number}", said, district=where, commune=place)


def _settle_province(world: World, case: Worked) -> None:
    """The districts of a province, each nominated under its name. `communes` describes each, or counts them;
    `recognised` says how many of them are."""
    document = _document(case.file)
    for name, own in document["provinces"][case.said["province"]].items():
        said = _merge(_without(document.get("given", {}), own.get("without", [])), own)
        district = world.district(said.get("kind", "huyen"))
        communes = said["communes"]
        for number, each in enumerate([{}] * communes if isinstance(communes, int) else communes):
            code = world.commune(district)
            world.describe(code, each)
            if number < said.get("recognised", 0):
                world.event(code, "recognised", RECOGNISED)
        for _ in range(said.get("townships", 0)):
            world.event(world.commune(district, "thi_tran"), "recognised", RECOGNISED)
        world.close_lists(district, said)
        world.nominate(name, said, district=district, commune="")
