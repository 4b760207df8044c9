"""What communes report: their criteria at the end of each year and at mid-2019, and what happened to them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from ntm_dash.services.demonstration.communes import BASELINE, LATEST, Commune
from ntm_dash.services.demonstration.invention import Invention, material, worded
from ntm_dash.services.demonstration.outbox import Outbox

CUTOFF = date(2019, 7, 31)
DAYS = (*(date(year, 12, 31) for year in range(2011, 2019)), LATEST)
FIRST_PERIOD = {2011: 0.25, 2012: 0.4, 2013: 0.6, 2014: 0.8}
SECOND_PERIOD = {2016: 0.25, 2017: 0.5, 2018: 0.8}
START = 2010
SHORT_OF_ALL = 17
FROM, UNTIL, FORMER_FROM, FORMER_UNTIL = (
    date(2016, 1, 1),
    date(2020, 12, 31),
    date(2014, 1, 1),
    date(2017, 4, 28),
)
"""When communes are on the list of disadvantaged ones: the list of 2016–2020, and the one before it."""


def report_criteria(outbox: Outbox, communes: Sequence[Commune]) -> list[str]:
    """Each district's assessments by form 01; returns the senders."""
    invention = Invention("assessments")
    for commune in communes:
        for row in _assessments(commune, invention):
            outbox.put(commune.district.name, "criteria", row)
    return list(dict.fromkeys(commune.district.name for commune in communes))


def report_events(outbox: Outbox, communes: Sequence[Commune], sender: str) -> None:
    """Recognitions, plans, model areas, losses, disadvantage and what is declared complete, by form 02."""
    invention = Invention("events")
    data = material("communes")
    places = {commune.code: commune for commune in communes}

    def tell(code: str, kind: str, on: date, **said: Any) -> None:
        outbox.put(sender, "commune_events", {**_place(places[code]), "kind": kind, "from_on": on, **said})

    for code, recognition in data["recognised"].items():
        on = recognition["on"]
        decision = worded("decision", number=recognition["number"])
        tell(code, "recognised", on, decision=decision, content=worded("recognition", year=on.year))
    contents = {
        "advanced": lambda: worded("advance"),
        "advanced_plan": lambda: worded("plan"),
        "model_area": lambda: worded("area", village=invention.village()),
        "loss": lambda: worded("loss"),
    }
    for kind, events in data["events"].items():
        for event in events:
            numbered = worded("decision", number=event["number"]) if "number" in event else None
            tell(event["commune"], kind, event["on"], decision=numbered, content=contents[kind]())
    for commune in communes:
        if commune.disadvantaged:
            tell(commune.code, "disadvantaged", FROM, to_on=UNTIL, content=worded("disadvantage"))
    for code in data["disadvantaged"]["former"]:
        tell(code, "disadvantaged", FORMER_FROM, to_on=FORMER_UNTIL, content=worded("disadvantage"))
    declared: dict[str, Any] = {"kind": "disadvantaged_list_complete", "from_on": CUTOFF}
    outbox.put(sender, "commune_events", declared)
    for code, name in {commune.district.code: commune.district.name for commune in communes}.items():
        if code not in data["lists"]["open_recognition"]:
            declared = {"district": name, "kind": "recognised_list_complete", "from_on": CUTOFF}
            outbox.put(sender, "commune_events", declared)


def _place(commune: Commune) -> dict[str, Any]:
    return {"district": commune.district.name, "commune": commune.unit.name, "commune_code": commune.code}


def _assessments(commune: Commune, invention: Invention) -> Iterator[dict[str, Any]]:
    """The rows of one commune. A baseline scored again by the second set stands beside the first one."""
    rescored = commune.district.code in material("communes")["lists"]["rescored"] and not commune.recognised_early
    first_count = min(commune.was + invention.whole(0, 2), SHORT_OF_ALL) if rescored else commune.was
    for day, count in _counts(commune, first_count, invention).items():
        if day in commune.missing:
            continue
        yield {**_place(commune), "assessed_on": day, **_results(commune, day, count, invention)}
        if day == BASELINE and rescored:
            results = _results(commune, day, commune.was, invention)
            yield {**_place(commune), "assessed_on": day, "criteria_set": "1980", **results}


def _counts(commune: Commune, first_count: int, invention: Invention) -> dict[date, int]:
    """How many criteria are met on each day: some communes move early and some late, none goes back unless told."""
    pace = invention.between(0.7, 1.4)
    counts = {day: _count(commune, day, first_count, pace) for day in DAYS}
    for year, count in commune.told.get("fixed", {}).items():
        counts[date(int(year), 12, 31)] = count
    if "dip" in commune.told:
        counts[date(commune.told["dip"], 12, 31)] = len(commune.order) - 1
    return counts


def _count(commune: Commune, day: date, first_count: int, pace: float) -> int:
    every, reached = len(commune.order), commune.recognised_on
    if day == LATEST:
        return commune.now
    if reached and day.year >= reached.year:
        return every
    if reached and commune.recognised_early:
        return round(SHORT_OF_ALL * (day.year - START) / (reached.year - START))
    if day == BASELINE:
        return first_count
    if day < BASELINE:
        return round(first_count * math.pow(FIRST_PERIOD[day.year], pace))
    if reached:
        share = (day.year - BASELINE.year) / (reached.year - BASELINE.year)
        return round(commune.was + share * (SHORT_OF_ALL - commune.was))
    return round(commune.was + commune.gained * math.pow(SECOND_PERIOD[day.year], pace))


def _results(commune: Commune, day: date, count: int, invention: Invention) -> dict[str, Any]:
    """Met or not for each criterion, None where it was not assessed."""
    lost = commune.told.get("lost", []) if day > date(2017, 12, 31) else []
    met = set([number for number in commune.order if number not in lost][:count])
    results: dict[str, Any] = {str(number): number in met for number in commune.order}
    unknown = commune.told.get("unknown", 0) if day == LATEST else 0
    for number in commune.order[count : count + unknown]:
        results[str(number)] = None
    if day.year == 2011 and not commune.recognised_early:
        for number in commune.order[count:]:
            if invention.happens(0.05):
                results[str(number)] = None
    return results
