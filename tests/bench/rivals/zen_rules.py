"""The guidance under the default readings as JDM rules for zen-engine: one decision per award and subject, per record.

The engine is told a nomination's own records as they came (contributions, evidence, ratings, earlier awards), and of
its commune and district the bounds of what is asked: a place among districts cannot be seen from one record. It
judges each test with three-way truth: 0 unmet, 1 unknown, 2 for the Council, 3 met.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import zen

from ntm_dash.domain.terms import Subject

IN_PERIOD = "#.year != null and #.year >= 2011 and #.year <= 2020"
MAYBE_IN_PERIOD = "(#.year == null or (#.year >= 2011 and #.year <= 2020))"
LIQUID = '#.kind in ["money", "goods"] and '


def given(name: str, kinds: str, required: int) -> dict[str, str]:
    """Whether contributions of some kinds come to so many dong."""
    maybe = f"filter(contributions, {kinds}#.delivered != false and {MAYBE_IN_PERIOD})"
    surely = f"filter(contributions, {kinds}#.delivered == true and #.confirmed and {IN_PERIOD})"
    return {
        "maybe": maybe,
        "least": f"sum(map({surely}, #.value ?? 0))",
        "most": "some($.maybe, #.value == null) ? null : sum(map($.maybe, #.value ?? 0))",
        name: f"len(contributions) == 0 ? 1 : {at_least('$.least', '$.most', required)}",
    }


def not_awarded(first: int, last: int) -> dict[str, str]:
    """Whether no provincial award of the movement stands in some years."""
    within = f"(#.decided >= {first} and #.decided <= {last})"
    surely = f"#.rank != null and #.rank >= 2 and #.own == true and #.decided != null and {within}"
    maybe = f"(#.rank == null or #.rank >= 2) and #.own != false and (#.decided == null or {within})"
    return {
        f"not_awarded_{first}": f'len(awards) == 0 ? 1 : some(awards, #.status == "in_force" and {surely}) ? 0 '
        f': some(awards, #.status == "in_force" and {maybe}) ? 1 : 3'
    }


def stated(item: str, required: int | None = 1) -> dict[str, str]:
    """Whether an item of evidence is stated, or its number reaches a requirement; words say one, or none."""
    yes = "1" if required and required > 1 else f"evidence.{item}.stated == true ? 3 : 1"
    in_words = f"evidence.{item}.stated == false ? 0 : {yes}"
    if required is None:
        return {item: f"evidence.{item} == null ? 1 : {in_words}"}
    number = f"evidence.{item}.number"
    return {item: f"evidence.{item} == null ? 1 : {number} != null ? ({number} >= {required} ? 3 : 0) : {in_words}"}


def at_least(least: str, most: str, required: float) -> str:
    """The outcome of "at least" from bounds; no most is no limit."""
    return f"({least} >= {required} ? 3 : {most} != null and {most} < {required} ? 0 : 1)"


def of_unit(path: str, required: float) -> str:
    """The same for a figure of the commune or district, of which nothing is known where it is not named."""
    return f"({path.split('.')[0]} == null ? 1 : {at_least(f'{path}.least', f'{path}.most', required)})"


def placed(path: str) -> str:
    """Whether a place among the districts is first or second."""
    return f"({path.split('.')[0]} == null ? 1 : {path}.most <= 2 ? 3 : {path}.least > 2 ? 0 : 1)"


TYPICAL = {
    **stated("model_area"),
    "area": "max([commune != null and commune.areas >= 1 ? 3 : 1, $.model_area])",
    "no_loss": "commune == null ? 1 : commune.reviews_below.least > 0 ? 0 : commune.reviews_below.most == 0 ? 3 : 1",
    "plan": "commune != null and commune.plans >= 1 ? 3 : 1",
    "typical": f"min([2, {of_unit('commune.recognised', 1)}, $.plan, $.area, $.no_loss])",
}
RATED = {
    "rated": "filter(ratings, #.year >= 2011 and #.year <= 2018)",
    "below": 'count($.rated, #.level in ["failed", "limited", "completed"])',
    "excellent": 'count($.rated, #.level == "excellent")',
    "never_below": "len($.rated) == 0 ? 1 : $.below > 0 ? 0 : len($.rated) == 8 ? 3 : 1",
    "often_excellent": f"len($.rated) == 0 ? 1 : {at_least('$.excellent', '($.excellent + 8 - len($.rated))', 3)}",
}
BUSINESS = {**stated("linkage", None), **stated("jobs")}

PROVINCIAL: dict[str, dict[str, str]] = {
    "department": {
        **not_awarded(2011, 2015),
        **not_awarded(2016, 2018),
        "outcome": "min([2, $.not_awarded_2011, $.not_awarded_2016])",
    },
    "district": {
        **not_awarded(2016, 2018),
        "outcome": f"min([$.not_awarded_2016, "
        f"max([{placed('district.place_by_share')}, {placed('district.place_by_gain')}])])",
    },
    "commune": {
        **TYPICAL,
        **not_awarded(2016, 2018),
        "poor": f"min([{of_unit('commune.disadvantaged', 1)}, {of_unit('commune.gained', 8)}, $.not_awarded_2016])",
        "outcome": f"max([$.typical, {of_unit('commune.gained', 10)}, $.poor])",
    },
    "village": {"outcome": "2"},
    "enterprise": {
        **BUSINESS,
        **given("contributed", LIQUID, 1_000_000_000),
        "outcome": "min([$.contributed, $.linkage, $.jobs])",
    },
    "household": given("outcome", "", 400_000_000),
    "official": {
        **stated("helped_commune"),
        **not_awarded(2011, 2015),
        **not_awarded(2016, 2018),
        "outcome": "min([2, $.helped_commune, $.not_awarded_2011, $.not_awarded_2016])",
    },
    "contributor": given("outcome", "", 300_000_000),
}
NATIONAL: dict[str, dict[str, str]] = {
    "commune": {
        **TYPICAL,
        **not_awarded(2011, 2015),
        "poor": f"min([2, {of_unit('commune.disadvantaged', 1)}, {of_unit('commune.gained', 10)}, "
        f"{of_unit('commune.income_and_poverty', 2)}])",
        "outcome": "max([min([$.typical, $.not_awarded_2011]), $.poor])",
    },
    "official": {**RATED, "outcome": "min([2, $.never_below, $.often_excellent])"},
    "worker": given("outcome", "", 500_000_000),
    "household": {
        **stated("income", 1_000_000_000),
        **stated("jobs"),
        "outcome": "min([2, $.income, $.jobs])",
    },
    "enterprise": {
        **BUSINESS,
        **given("contributed", LIQUID, 1_500_000_000),
        "outcome": "min([2, $.contributed, $.linkage, $.jobs])",
    },
}
PROVINCIAL |= {
    "mass_organisation": PROVINCIAL["department"],
    "worker": PROVINCIAL["contributor"],
    "businessperson": PROVINCIAL["contributor"],
}
NATIONAL["businessperson"] = NATIONAL["enterprise"]
NO_CLAUSE = {"outcome": "0"}


def decision(tests: dict[str, str]) -> dict[str, Any]:
    """One decision: the tests in order, each of which may ask those before it."""
    expressions = [{"id": name, "key": name, "value": text} for name, text in tests.items()]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "told", "type": "inputNode", "name": "told"},
            {"id": "tests", "type": "expressionNode", "name": "tests", "content": {"expressions": expressions}},
            {"id": "judged", "type": "outputNode", "name": "judged"},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "told", "targetId": "tests"},
            {"id": "2", "type": "edge", "sourceId": "tests", "targetId": "judged"},
        ],
    }


def decisions(subjects: list[str]) -> dict[str, dict[str, Any]]:
    """Every decision, by award and subject."""
    awards = {"bang_khen_tinh": PROVINCIAL, "bang_khen_thu_tuong": NATIONAL}
    return {
        f"{award} {subject}": decision(rules.get(subject, NO_CLAUSE))
        for award, rules in awards.items()
        for subject in subjects
    }


def verdicts(records: Iterable[tuple[str, str, bytes]]) -> dict[str, int]:
    """The outcome of each record (code, award and subject, what is told of it as JSON), one after the other.

    The decisions are loaded once: an engine that reads them anew for each record takes several times as long.
    """
    content = decisions([str(subject) for subject in Subject])
    engine = zen.ZenEngine({"loader": {"type": "static", "content": content}})
    return {code: engine.evaluate(rules, told)["result"]["outcome"] for code, rules, told in records}
