"""Small cases with holes, each hole filled in all possible ways: an answer is certain exactly where all fillings agree.

The examples are drawn anew only where the strategies change (`derandomize`), so a run says the same each time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.storage.store import open_store
from tests.screening.filling import (
    COMMUNES,
    CUTOFF,
    WORLDS,
    Bench,
    Part,
    Record,
    World,
    asked,
    known,
    rulebook_of,
    violations,
    ways,
    worlds,
)

BASELINE = date(2015, 12, 31)
STALE = date(2018, 7, 30)
NOW = date(2019, 6, 30)
EVERY = 0b1111
"""All four criteria of the small rulebooks."""

@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder: Path = tmp_path_factory.mktemp("filling")
    store = open_store(folder / "ntm.duckdb")
    yield Bench(store)
    store.close()


def filled_parts(parts: list[Part]) -> list[World]:
    """All worlds of the parts; where there are too many, the largest hole is filled in one way only."""
    while ways(parts) >= WORLDS:
        last = max(range(len(parts)), key=lambda position: len(parts[position].fillings))
        parts = [
            known(*part.fillings[-1]) if position == last else part for position, part in enumerate(parts)
        ]
    return worlds(parts)


# ---------------------------------------------------------------- criteria of communes, figures of districts, ranks


def assessed(unit: int, day: date, met: int, known_bits: int = EVERY) -> Record:
    row = {"unit": unit, "assessed_on": day, "criteria_set": 1980, "met": met & known_bits, "known": known_bits}
    return "assessment", row


def states(met: int, known_bits: int) -> list[int]:
    """What can be met in truth, given what is known."""
    return sorted({met & known_bits | other & ~known_bits for other in range(EVERY + 1)})


@st.composite
def assessments(draw: st.DrawFn) -> list[Part]:
    parts = []
    for unit, day in itertools.product(range(COMMUNES), (BASELINE, NOW)):
        met = draw(st.integers(0, EVERY))
        blank = draw(st.sampled_from([0, 0, 0, 0b0001, 0b0110, 0b1000, 0b1011, EVERY]))
        kept = EVERY & ~blank
        around: World = [assessed(unit, STALE, draw(st.integers(0, EVERY)))] if draw(st.booleans()) else []
        sent: World = [] if not kept and draw(st.booleans()) else [assessed(unit, day, met, kept)]
        fillings = [[*around, assessed(unit, day, truth)] for truth in states(met & kept, kept)]
        parts.append(Part([*around, *sent], fillings))
    return parts


def unit_award(unit: int, status: str = "in_force", **said: object) -> Record:
    row = {"unit": unit, "form": "bang_khen_tinh", "movement": "own", "decided_year": 2017, "status": status}
    return "earlier_award", {**row, **said}


@st.composite
def histories(draw: st.DrawFn) -> list[Part]:
    none, awarded = [unit_award(0, "none")], [unit_award(0)]
    kinds = [Part(none, [none]), Part(awarded, [awarded]), Part([], [none, awarded])]
    parts = []
    for unit in range(COMMUNES):
        part = draw(st.sampled_from(kinds))
        placed = [[(table, {**row, "unit": unit}) for table, row in world] for world in part.fillings]
        parts.append(Part(placed[0] if part.given else [], placed))
    return parts


NOT_AWARDED = asked("awards_received", "equals", 0, from_year=2016, to_year=2018, least_rank=2, movement="own",
                    dated_by="decision", named="not_awarded")  # fmt: skip


def ranked(of: str, comparison: str, place: int, ties: str, excluding: str = "", **of_arguments: object) -> str:
    """A rank among the communes of a district."""
    return asked("rank", comparison, place, of=of, of_arguments=of_arguments, among=["xa"], within="district",
                 ties=ties, excluding=excluding)  # fmt: skip


def gains(fact: str, comparison: str, number: float, count_as: str, **also: object) -> str:
    return asked(fact, comparison, number, from_year=2016, to_year=2020, count_as=count_as, **also)


def judge(bench: Bench, rulebook: Rulebook, cases: st.SearchStrategy[list[Part]], **how: bool) -> None:
    """Draw cases, fill them, compare; every condition must have come out in all its ways at least once."""
    seen: dict[tuple[str, str], set[str]] = {}

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(cases)
    def holds(parts: list[Part]) -> None:
        unfilled, *filled = bench.screened(rulebook, filled_parts(parts))
        assert violations(unfilled, filled, **how) == []
        for (_, name), outcome in unfilled.items():
            seen.setdefault(name, set()).add(outcome.code)

    holds()
    ways_out = {"met", "unknown"} if how.get("open_ended") else {"met", "unmet", "unknown"}
    clauses = {name for name in seen if name.startswith("clause ")}
    assert {name: found for name, found in seen.items() if name not in clauses and found != ways_out} == {}


def test_criteria_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    communes = [
        *(asked("criteria_met", "at_least", number, among=[]) for number in (1, 3, 4)),
        *(asked("criteria_met", "at_most", number, among=[1, 2]) for number in (0, 1)),
        asked("criteria_met", "equals", 2, among=[]),
        *(gains("criteria_gained", "at_least", number, "net", among=[]) for number in (0, 1, 2)),
        *(gains("criteria_gained", "at_least", number, "gross", among=[]) for number in (1, 2)),
        gains("criteria_gained", "at_most", 1, "net", among=[2, 3, 4]),
        gains("criteria_gained", "equals", 1, "gross", among=[]),
        gains("criteria_gained", "equals", 0, "net", among=[]),
    ]
    districts = [
        *(gains("average_gain", "at_least", number, "net") for number in (0, 0.5, 1)),
        gains("average_gain", "at_least", 1.3, "gross"),
        gains("average_gain", "at_most", 1, "gross"),
    ]
    judge(bench, rulebook_of({"commune": communes, "district": districts}), assessments())


def test_a_place_among_communes_is_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    gained = {"from_year": 2016, "to_year": 2020, "count_as": "net", "among": []}
    conditions = [
        NOT_AWARDED,
        *(
            ranked("criteria_met", comparison, place, ties, excluding, among=[])
            for comparison, place in (("at_most", 1), ("at_most", 2), ("at_least", 3))
            for ties in ("shared", "last")
            for excluding in ("", "not_awarded")
        ),
        *(ranked("criteria_gained", "at_most", 1, ties, "not_awarded", **gained) for ties in ("shared", "last")),
    ]
    both = st.tuples(assessments(), histories()).map(lambda drawn: [*drawn[0], *drawn[1]])
    judge(bench, rulebook_of({"commune": conditions}), both)


# ---------------------------------------------------------------- recognition, what follows it, lists of communes


def event(unit: int, kind: str, day: date, to: date | None = None, decision: str | None = None) -> Record:
    return "commune_event", {"unit": unit, "kind": kind, "from_on": day, "to_on": to, "decision": decision}


def complete(kind: str, day: date) -> Record:
    return "commune_event", {"district": "own", "kind": f"{kind}_list_complete", "from_on": day}


EARLY, LATE = date(2014, 5, 10), date(2019, 1, 15)
BEFORE_LATE = date(2018, 12, 31)
UNTIL = st.sampled_from([None, BEFORE_LATE, CUTOFF])


def listed(draw: st.DrawFn, kind: str, until: date | None, unit: int) -> tuple[World, list[tuple[date | None, World]]]:
    """Whether a commune stands on a list that is complete until a day: what was sent, and since when in truth."""
    since = draw(st.sampled_from([EARLY, None, None]))
    if since:
        sent = [event(unit, kind, since)]
        return sent, [(since, sent)]
    later = [] if until == CUTOFF else [LATE] if until else [EARLY, LATE]
    return [], [(None, []), *((day, [event(unit, kind, day)]) for day in later)]


@st.composite
def reviews(draw: st.DrawFn) -> list[Part]:
    """Recognitions and the reviews after them. A commune without any review since then may have had one."""
    until = draw(UNTIL)
    closed = [complete("recognised", until)] if until else []
    parts = [Part(closed, [[complete("recognised", CUTOFF)]])]
    for unit in range(COMMUNES):
        sent, truths = listed(draw, "recognised", until, unit)
        loss = draw(st.sampled_from([None, None, (date(2017, 3, 1), None), (date(2017, 3, 1), date(2018, 3, 1))]))
        losses = [event(unit, "loss", *loss)] if loss else []
        met = draw(st.dictionaries(st.sampled_from([date(2013, 12, 31), date(2016, 12, 31), date(2018, 12, 31)]),
                                   st.sampled_from([(EVERY, EVERY), (EVERY, 0b1101), (0b0111, EVERY), (0b0110, 0b0111),
                                                    (EVERY, 0)]), max_size=2))  # fmt: skip
        sent = [*sent, *losses, *(assessed(unit, day, *bits) for day, bits in met.items())]
        fillings = []
        for since, world in truths:
            for bits in itertools.product(*(states(truth & kept, kept) for truth, kept in met.values())):
                filled = [*world, *losses, *(assessed(unit, *each) for each in zip(met, bits, strict=True))]
                reviewed = since and (any(day > since for day in met) or (loss and since <= loss[0] and not loss[1]))
                more = [EVERY, 0b0111] if since and not reviewed else []
                fillings += [[*filled, assessed(unit, NOW, each)] for each in more] or [filled]
        parts.append(Part(sent, fillings))
    return parts


def test_recognition_and_reviews_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    communes = [
        asked("recognised", "equals", 1),
        asked("recognised", "at_most", 0),
        *(asked("reviews_below_standard", "equals", 0, reviews=which) for which in ("any", "last")),
        *(asked("reviews_below_standard", "at_least", 1, reviews=which) for which in ("any", "last")),
    ]
    districts = [
        *(asked("recognised_share", "at_least", number) for number in (0.3, 0.6, 1)),
        asked("recognised_share", "at_most", 0.5),
    ]
    judge(bench, rulebook_of({"commune": communes, "district": districts}), reviews())


@st.composite
def years(draw: st.DrawFn) -> list[Part]:
    """Assessments at the ends of years, some missing; recognition known or not."""
    until = draw(UNTIL)
    parts = [Part([complete("recognised", until)] if until else [], [[complete("recognised", CUTOFF)]])]
    for unit in range(COMMUNES):
        sent, truths = listed(draw, "recognised", until, unit)
        parts.append(Part(sent, [world for _, world in truths]))
        for year in range(2015, 2019):
            day = date(year, 12, 31)
            met, kept = draw(
                st.sampled_from([(EVERY, EVERY), (EVERY, EVERY), (0b0111, EVERY), (0b0110, 0b0111), (0, 0)])
            )
            record = [assessed(unit, day, met, kept)] if kept else []
            parts.append(Part(record, [[assessed(unit, day, truth)] for truth in some(states(met & kept, kept))]))
    return parts


def some(truths: list[int]) -> list[int]:
    """One state for each number of criteria met: the years count no more than that."""
    return list({truth.bit_count(): truth for truth in truths}.values())


def test_years_in_a_row_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    conditions = [
        *(
            asked("years_held", "at_least", number, criteria=enough, after="recognised")
            for number in (1, 2, 3)
            for enough in (3, 4)
        ),
        asked("years_held", "at_most", 1, criteria=3, after="recognised"),
    ]
    judge(bench, rulebook_of({"commune": conditions}), years())


@st.composite
def disadvantages(draw: st.DrawFn) -> list[Part]:
    until = draw(UNTIL)
    closed = [complete("disadvantaged", until)] if until else []
    parts = [Part(closed, [[complete("disadvantaged", CUTOFF)]])]
    for unit in range(COMMUNES):
        past = draw(st.sampled_from([None, (date(2010, 1, 1), date(2015, 1, 1)), (date(2012, 1, 1), date(2017, 1, 1))]))
        before = [event(unit, "disadvantaged", *past)] if past else []
        sent, truths = listed(draw, "disadvantaged", until, unit)
        parts.append(Part([*before, *sent], [[*before, *world] for _, world in truths]))
    return parts


def test_disadvantage_is_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    conditions = [
        asked("especially_disadvantaged", "equals", number, as_of_when=when, since_year=2016)
        for when in ("ever", "cutoff")
        for number in (0, 1)
    ]
    judge(bench, rulebook_of({"commune": conditions}), disadvantages())


@st.composite
def events(draw: st.DrawFn) -> list[Part]:
    """Events of lists that are never closed: more may always have happened than was sent."""
    parts = []
    for unit in range(COMMUNES):
        for decision in draw(st.lists(st.sampled_from([None, "12/QĐ"]), max_size=2)):
            plain = event(unit, "model_area", EARLY, decision=decision)
            decided = event(unit, "model_area", EARLY, decision="12/QĐ")
            parts.append(Part([plain], [[plain], [decided]] if decision is None else [[plain]]))
        more = event(unit, "model_area", LATE, decision="13/QĐ")
        parts.append(Part([], [[], [more], [more, more]]))
    return parts


def test_events_of_open_lists_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    conditions = [
        asked("commune_events", "at_least", number, kind="model_area", status=status)
        for number in (1, 2)
        for status in ("any", "decided")
    ]
    judge(bench, rulebook_of({"commune": conditions}), events(), open_ended=True)
