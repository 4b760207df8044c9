"""The guidance under the default readings as a JDM decision for zen-engine, asked once per nomination.

What needs all peers or the history of a commune (places, growth, reviews) is given with each record as a figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import zen

from tests.bench.rivals.pandas_rules import Frames, commune_figures, district_figures

HELPED, JOBS = "helped_commune", "jobs"


def _given(required: int, kinds: str = "") -> dict[str, str]:
    """Outcome of "the total is at least `required`"."""
    counted = f"#.kind in [{kinds}] and " if kinds else ""
    surely = "(#.delivered ?? false) and #.confirmed and (#.year ?? 0) >= 2011 and (#.year ?? 0) <= 2020"
    maybe = "(#.delivered ?? true) and (#.year ?? 2011) >= 2011 and (#.year ?? 2011) <= 2020"
    return {
        "maybe": f"filter(contributions, {counted}{maybe})",
        "given": f"sum(map(filter(contributions, {counted}{surely}), #.value ?? 0)) >= {required} ? 3 : "
        "(len(contributions) == 0 or some($.maybe, #.value == null)) ? 1 : "
        f"sum(map($.maybe, #.value)) >= {required} ? 1 : 0",
    }


def _number(item: str, required: int = 1) -> dict[str, str]:
    """Outcome of "the number under this item is at least `required`"; words alone say at least one."""
    worded = "3" if required == 1 else "1"
    return {
        item: f"evidence.{item} == null ? 1 : "
        f"evidence.{item}.number != null ? (evidence.{item}.number >= {required} ? 3 : 0) : "
        f"evidence.{item}.stated == null ? 1 : evidence.{item}.stated ? {worded} : 0"
    }


def _none(first: int, last: int) -> dict[str, str]:
    """Outcome of "no award of the province or above, for this movement, in these years"."""
    counts = "(#.rank ?? {rank}) >= 2 and (#.own ?? {own}) and (#.year ?? {year}) >= {first} and (#.year ?? {year}) <= {last}"
    surely = counts.format(rank=0, own="false", year=0, first=first, last=last)
    maybe = counts.format(rank=9, own="true", year=first, first=first, last=last)
    standing = "filter(awards, #.status == 'in_force')"
    return {
        f"none_{first}": f"len(awards) == 0 ? 1 : some({standing}, {surely}) ? 0 : some({standing}, {maybe}) ? 1 : 3"
    }


LINKED = {"linkage": "evidence.linkage == null ? 1 : evidence.linkage.stated == null ? 1 : evidence.linkage.stated ? 3 : 0"}
GAINED = "unit.gained_least >= {n} ? 3 : unit.gained_most < {n} ? 0 : 1"
TYPICAL = "min([2, unit.recognised, unit.has_plan, max([unit.has_area, $.model_area]), unit.no_loss])"
BEFORE, LATELY = _none(2011, 2015), _none(2016, 2018)
LIQUID = "'money', 'goods'"

RULES: dict[tuple[str, str], dict[str, str]] = {
    **{
        ("bang_khen_tinh", subject): {**BEFORE, **LATELY, "outcome": "min([2, $.none_2011, $.none_2016])"}
        for subject in ("department", "mass_organisation")
    },
    ("bang_khen_tinh", "district"): {**LATELY, "outcome": "min([max([unit.by_share, unit.by_gain]), $.none_2016])"},
    ("bang_khen_tinh", "commune"): {
        **LATELY,
        **_number("model_area"),
        "typical": TYPICAL,
        "growing": GAINED.format(n=10),
        "growing_poor": GAINED.format(n=8),
        "poor": "min([unit.disadvantaged, $.growing_poor, $.none_2016])",
        "outcome": "max([$.typical, $.growing, $.poor])",
    },
    ("bang_khen_tinh", "village"): {"outcome": "2"},
    ("bang_khen_tinh", "enterprise"): {
        **_given(1_000_000_000, LIQUID),
        **LINKED,
        **_number(JOBS),
        "outcome": "min([$.given, $.linkage, $.jobs])",
    },
    ("bang_khen_tinh", "household"): {**_given(400_000_000), "outcome": "$.given"},
    ("bang_khen_tinh", "official"): {
        **BEFORE,
        **LATELY,
        **_number(HELPED),
        "outcome": "min([2, $.helped_commune, $.none_2011, $.none_2016])",
    },
    **{
        ("bang_khen_tinh", subject): {**_given(300_000_000), "outcome": "$.given"}
        for subject in ("contributor", "worker", "businessperson")
    },
    ("bang_khen_thu_tuong", "commune"): {
        **BEFORE,
        **_number("model_area"),
        "typical": TYPICAL,
        "growing": GAINED.format(n=10),
        "poor": "min([2, unit.disadvantaged, $.growing, unit.income_and_poverty])",
        "outcome": "max([min([$.typical, $.none_2011]), $.poor])",
    },
    ("bang_khen_thu_tuong", "official"): {
        "years": "filter(ratings, #.year >= 2011 and #.year <= 2018)",
        "excellent": "count($.years, #.level == 'excellent')",
        "never_below": "len($.years) == 0 ? 1 : some($.years, #.level in ['failed', 'limited', 'completed']) ? 0 : "
        "len($.years) == 8 ? 3 : 1",
        "three": "len($.years) == 0 ? 1 : $.excellent >= 3 ? 3 : $.excellent + 8 - len($.years) < 3 ? 0 : 1",
        "outcome": "min([2, $.never_below, $.three])",
    },
    ("bang_khen_thu_tuong", "worker"): {**_given(500_000_000), "outcome": "$.given"},
    ("bang_khen_thu_tuong", "household"): {
        **_number("income", 1_000_000_000),
        **_number(JOBS),
        "outcome": "min([2, $.income, $.jobs])",
    },
    **{
        ("bang_khen_thu_tuong", subject): {
            **_given(1_500_000_000, LIQUID),
            **LINKED,
            **_number(JOBS),
            "outcome": "min([2, $.given, $.linkage, $.jobs])",
        }
        for subject in ("enterprise", "businessperson")
    },
}


def decision() -> zen.ZenDecision:
    """The decision, compiled: a switch on award and subject, then the expressions of that standard."""
    nodes: list[dict[str, Any]] = [{"id": "in", "name": "in", "type": "inputNode"}, {"id": "out", "name": "out", "type": "outputNode"}]
    edges, statements = [{"id": "start", "sourceId": "in", "targetId": "which", "type": "edge"}], []
    rules: dict[str, tuple[str, dict[str, str]]] = {
        f"{award}-{subject}": (f"award == '{award}' and subject == '{subject}'", expressions)
        for (award, subject), expressions in RULES.items()
    }
    rules["otherwise"] = ("", {"outcome": "0"})
    for name, (condition, expressions) in rules.items():
        statements.append({"id": name, "condition": condition, "isDefault": not condition})
        listed = [{"id": f"{name}-{key}", "key": key, "value": value} for key, value in expressions.items()]
        nodes.append({"id": f"node-{name}", "name": name, "type": "expressionNode", "content": {"expressions": listed}})
        edges.append({"id": f"to-{name}", "sourceId": "which", "targetId": f"node-{name}", "sourceHandle": name, "type": "edge"})
        edges.append({"id": f"from-{name}", "sourceId": f"node-{name}", "targetId": "out", "type": "edge"})
    nodes.append({"id": "which", "name": "which", "type": "switchNode", "content": {"hitPolicy": "first", "statements": statements}})
    return zen.ZenEngine().create_decision(json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}))
