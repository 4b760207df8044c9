"""Small cases with holes, each hole filled in all possible ways: an answer is certain exactly where all fillings agree.

The examples are drawn anew only where the strategies change (`derandomize`), so a run says the same each time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.storage.store import open_store
from tests.screening.filling import (
    CASES,
    COMMUNES,
    CUTOFF,
    WORLDS,
    Bench,
    Part,
    Record,
    World,
    asked,
    group,
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


def filled_parts(parts: list[Part], limit: int) -> list[World]:
    """All worlds of the parts; where there are too many, the largest hole is filled in one way only."""
    while ways(parts) >= limit:
        last = max(range(len(parts)), key=lambda position: len(parts[position].fillings))
        parts = [known(*part.fillings[-1]) if position == last else part for position, part in enumerate(parts)]
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
        met = draw(st.integers(0, EVERY) if day == NOW else st.sampled_from([0, 0b0100, 0b1001, EVERY]))
        blank = draw(st.sampled_from([0, 0, 0, 0, 0, 0, 0b0001, 0b0110, 0b1000, EVERY, EVERY]))
        kept = EVERY & ~blank
        stale = not kept or draw(st.booleans())
        around: World = [assessed(unit, STALE, draw(st.integers(0, EVERY)))] if stale else []
        sent: World = [] if not kept and draw(st.booleans()) else [assessed(unit, day, met, kept)]
        fillings = [[*around, assessed(unit, day, truth)] for truth in states(met & kept, kept)]
        parts.append(Part([*around, *sent], fillings))
    return parts


def unit_award(unit: int | str, status: str = "in_force", **said: object) -> Record:
    row = {"unit": unit, "form": "bang_khen_tinh", "movement": "own", "decided_year": 2017, "status": status}
    return "earlier_award", {**row, **said}


@st.composite
def histories(draw: st.DrawFn) -> list[Part]:
    none, awarded = [unit_award(0, "none")], [unit_award(0)]
    kinds = [Part(none, [none])] * 3 + [Part(awarded, [awarded]), Part([], [none, awarded])]
    parts = []
    for unit in range(COMMUNES):
        part = draw(st.sampled_from(kinds))
        placed = [[(table, {**row, "unit": unit}) for table, row in world] for world in part.fillings]
        parts.append(Part(placed[0] if part.given else [], placed))
    return parts


NOT_AWARDED = asked(
    "awards_received",
    "equals",
    0,
    from_year=2016,
    to_year=2018,
    least_rank=2,
    movement="own",
    dated_by="decision",
    named="not_awarded",
)


def ranked(of: str, comparison: str, place: int, ties: str, excluding: str = "", **of_arguments: object) -> str:
    """A rank among the communes of a district."""
    return asked(
        "rank",
        comparison,
        place,
        of=of,
        of_arguments=of_arguments,
        among=["xa"],
        within="district",
        ties=ties,
        excluding=excluding,
    )


def gains(fact: str, comparison: str, number: float, count_as: str, **also: Any) -> str:
    return asked(fact, comparison, number, from_year=2016, to_year=2020, count_as=count_as, **also)


def judge(
    bench: Bench, rulebook: Rulebook, cases: st.SearchStrategy[list[Part]], *, apart: int = 0, **how: bool
) -> None:
    """Draw cases, fill them, compare; every condition must have come out in all its ways at least once.

    Several cases are screened at once. `apart` screens each world in a campaign of its own, and says how many there
    may be of a case; fewer cases are drawn then.
    """
    seen: dict[str, set[str]] = {}
    together, count = (1, 15) if apart else (CASES, 30 // CASES)

    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(cases, min_size=together, max_size=together))
    def holds(drawn: list[list[Part]]) -> None:
        found = [filled_parts(parts, apart or WORLDS // CASES) for parts in drawn]
        screened = iter((bench.apart if apart else bench.together)(rulebook, [*itertools.chain(*found)]))
        for unfilled, *filled in (list(itertools.islice(screened, len(each))) for each in found):
            assert violations(unfilled, filled, **how) == []
            for (_, name), outcome in unfilled.items():
                seen.setdefault(name, set()).add(outcome.code)

    holds()
    expected = {"met", "unknown"} if how.get("open_ended") else {"met", "unmet", "unknown"}
    conditions = {name: found for name, found in seen.items() if not name.startswith("clause ")}
    assert conditions == dict.fromkeys(conditions, expected)


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
        *(gains("average_gain", "at_least", number, "net") for number in (0, 0.3, 0.6)),
        gains("average_gain", "at_least", 1.3, "gross"),
        gains("average_gain", "at_most", 1, "gross"),
    ]
    judge(bench, rulebook_of({"commune": communes, "district": districts}), assessments())


def test_a_place_among_communes_is_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    gained: dict[str, Any] = {"from_year": 2016, "to_year": 2020, "count_as": "net", "among": []}
    conditions = [
        NOT_AWARDED,
        *(
            ranked("criteria_met", comparison, place, ties, excluding, among=[])
            for comparison, place, excluding in (
                ("at_most", 1, ""),
                ("at_most", 2, ""),
                ("at_least", 3, ""),
                ("at_most", 1, "not_awarded"),
                ("at_least", 2, "not_awarded"),
            )
            for ties in ("shared", "last")
        ),
        *(ranked("criteria_gained", "at_most", 1, ties, "not_awarded", **gained) for ties in ("shared", "last")),
    ]
    both = st.tuples(assessments(), histories()).map(lambda drawn: [*drawn[0], *drawn[1]])
    judge(bench, rulebook_of({"commune": conditions}), both)


# ---------------------------------------------------------------- recognition, what follows it, lists of communes


def event(unit: int | str, kind: str, day: date, to: date | None = None, decision: str | None = None) -> Record:
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
        met = draw(
            st.dictionaries(
                st.sampled_from([date(2013, 12, 31), date(2016, 12, 31), date(2018, 12, 31)]),
                st.sampled_from([(EVERY, EVERY), (EVERY, 0b1101), (0b0111, EVERY), (0b0110, 0b0111), (EVERY, 0)]),
                max_size=2,
            )
        )
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
    """Assessments at the ends of years, some missing; recognition known or not, long ago where no list excludes it."""
    until = draw(st.sampled_from([None, date(2015, 12, 31), date(2016, 12, 31), BEFORE_LATE, CUTOFF]))
    parts = [Part([complete("recognised", until)] if until else [], [[complete("recognised", CUTOFF)]])]
    for unit in range(COMMUNES):
        if draw(st.booleans()):
            parts.append(known(event(unit, "recognised", EARLY)))
        else:
            later = [date(year, 2, 1) for year in range(until.year + 1 if until else 2011, 2020)]
            truths = [[], *([event(unit, "recognised", day)] for day in later)]
            before = [assessed(unit, date(year, 12, 31), EVERY) for year in (2012, 2013, 2014)]
            parts.append(Part([], truths if until else [[*world, *before] for world in truths]))
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


# ---------------------------------------------------------------- what a nominee sent

PROVINCIAL = "bang_khen_tinh"


def nominated(subject: str, code: str = "N", **also: object) -> Part:
    row = {"code": code, "name": "x", "subject": subject, "award": PROVINCIAL, "proposer": "P", **also}
    return known(("nomination", row))


def sent(table: str, **columns: object) -> World:
    return [(table, {"nomination": "N", **columns})]


@st.composite
def contributions(draw: st.DrawFn) -> list[Part]:
    """Rows with blanks; one that no body confirms is in truth confirmed or never given. Amounts lie around 100."""
    parts = [nominated("household")]
    row = st.tuples(
        st.sampled_from(["money", "goods", "land"]),
        st.sampled_from([100, 101, 60, 99, 40, 0, None]),
        st.sampled_from([True, True, True, None, False]),
        st.sampled_from(["UBND", "UBND", "UBND", None]),
        st.sampled_from([2015, 2015, 2015, 2010, None]),
    )
    rows = draw(st.lists(row, max_size=3))
    for kind, value, delivered, confirmed, year in rows:
        truths = itertools.product(
            [0, 40, 60, 100, 1000] if value is None else [value],
            [delivered] if delivered is False or (delivered and confirmed) else [True, False],
            [2010, 2015] if year is None else [year],
        )
        given = sent("contribution", kind=kind, value=value, delivered=delivered, confirmed_by=confirmed, year=year)
        fillings = [
            sent("contribution", kind=kind, value=truth, delivered=given_over, confirmed_by="UBND", year=in_year)
            for truth, given_over, in_year in truths
        ]
        parts.append(Part(given, fillings))
    if not rows:
        amounts = [
            sent("contribution", kind="money", value=each, delivered=True, confirmed_by="UBND", year=2015)
            for each in (0, 60, 100)
        ]
        parts.append(Part([], amounts))
    return parts


def test_contributions_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    period: dict[str, Any] = {"from_year": 2011, "to_year": 2020}
    conditions = [
        asked("contribution_total", "at_least", 100, **period, kinds=["money", "goods", "land"]),
        asked("contribution_total", "at_least", 60, **period, kinds=["money", "goods"]),
        asked("contribution_total", "at_most", 99, **period, kinds=["money", "goods", "land"]),
    ]
    judge(bench, rulebook_of({"household": conditions}), contributions())


@st.composite
def ratings(draw: st.DrawFn) -> list[Part]:
    parts = [nominated("official")]
    for year in range(2011, 2015):
        level = draw(st.sampled_from(["excellent", "good", "completed", "completed", "not_employed", None]))
        levels = [level] if level else ["excellent", "good", "completed", "not_employed"]
        fillings = [sent("rating", year=year, level=each) for each in levels]
        parts.append(Part(fillings[0] if level else [], fillings))
    return parts


def test_ratings_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    period: dict[str, Any] = {"from_year": 2011, "to_year": 2014}
    conditions = [
        *(asked("ratings_at_least", "at_least", number, level="good", **period) for number in (1, 2, 3)),
        *(asked("ratings_at_least", "at_least", number, level="excellent", **period) for number in (1, 2)),
        asked("ratings_at_least", "equals", 2, level="good", **period),
        asked("ratings_below", "equals", 0, level="good", **period),
        asked("ratings_below", "at_most", 1, level="good", **period),
    ]
    judge(bench, rulebook_of({"official": conditions}), ratings())


@st.composite
def awards(draw: st.DrawFn) -> list[Part]:
    """Earlier awards with blanks, or a history that was not supplied."""
    parts = [nominated("official")]
    row = st.tuples(
        st.sampled_from(["bang_khen_tinh", "bang_khen_tinh", "giay_khen", None]),
        st.sampled_from(["own", "own", "other", None]),
        st.sampled_from([2012, 2012, 2016, None]),
        st.sampled_from([2012, 2012, 2009, 2016, None]),
        st.sampled_from([None, 0, 1, 4]),
        st.sampled_from(["in_force", "in_force", "in_force", "annulled", "none"]),
    )
    rows = draw(st.lists(row, max_size=2))
    for form, movement, decided, start, length, status in rows:
        end = None if length is None else 2012 + length if start is None else start + length
        starts = [start] if start else [2009, 2012, 2016] if end is None else [end, end - 4]
        truths = itertools.product(
            [form] if form else ["giay_khen", "bang_khen_tinh"],
            [movement] if movement else ["own", "other"],
            [decided] if decided else [2012, 2016],
            [(first, last) for first in starts for last in ([end] if end else [first, first + 4])],
        )
        given = sent(
            "earlier_award",
            form=form,
            movement=movement,
            decided_year=decided,
            from_year=start,
            to_year=end,
            status=status,
        )
        fillings = [
            sent(
                "earlier_award",
                form=what,
                movement=which,
                decided_year=when,
                from_year=first,
                to_year=last,
                status=status,
            )
            for what, which, when, (first, last) in truths
        ]
        parts.append(Part(given, fillings))
    if not rows:
        one = sent(
            "earlier_award",
            form="bang_khen_tinh",
            movement="own",
            decided_year=2012,
            from_year=2012,
            to_year=2012,
            status="in_force",
        )
        parts.append(Part([], [sent("earlier_award", status="none"), one, [*one, *one]]))
    return parts


def test_earlier_awards_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    period: dict[str, Any] = {"from_year": 2011, "to_year": 2015}
    conditions = [
        asked("awards_received", comparison, number, **period, least_rank=rank, movement=movement, dated_by=dated_by)
        for comparison, number in (("equals", 0), ("at_least", 1))
        for rank, movement in ((2, "own"), (1, "any"))
        for dated_by in ("decision", "achievement")
    ]
    judge(bench, rulebook_of({"official": conditions}), awards())


STATED: list[tuple[dict[str, Any] | None, list[bool]]] = [
    ({"stated": True}, [True]),
    ({"stated": False}, [False]),
    ({"stated": False}, [False]),
    ({"stated": None}, [True, False]),
    (None, [True, False]),
]
NUMBERS: list[tuple[dict[str, Any] | None, list[int]]] = [
    ({"number": 0, "stated": True}, [0]),
    ({"number": 3, "stated": True}, [3]),
    ({"stated": True}, [1, 2, 5]),
    ({"stated": False}, [0]),
    ({"stated": None}, [0, 1, 5]),
    (None, [0, 1, 5]),
]
"""What was sent under an item, and what it can be in truth."""


@st.composite
def evidence(draw: st.DrawFn) -> list[Part]:
    """Items a to d say yes or no, m and n give a number; each may be missing or unclear."""
    parts = [nominated("enterprise")]
    for item in ("a", "b", "c", "d"):
        said, truths = draw(st.sampled_from(STATED))
        fillings = [sent("evidence", item=item, stated=each) for each in truths]
        parts.append(Part(sent("evidence", item=item, **said) if said else [], fillings))
    for item in ("m", "n"):
        said, numbers = draw(st.sampled_from(NUMBERS))
        fillings = [sent("evidence", item=item, number=each, stated=each > 0) for each in numbers]
        parts.append(Part(sent("evidence", item=item, **said) if said else [], fillings))
    return parts


def test_evidence_is_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    conditions = [
        *(asked("evidence_stated", "equals", 1, item=item) for item in ("a", "b")),
        *(asked("evidence_number", "at_least", number, item="m") for number in (1, 3)),
        asked("evidence_number", "at_most", 2, item="n"),
    ]
    judge(bench, rulebook_of({"enterprise": conditions}), evidence())


def test_groups_of_independent_conditions_are_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    a, b, c, d = (asked("evidence_stated", "equals", 1, item=item) for item in "abcd")
    m, n = (asked("evidence_number", "at_least", 2, item=item) for item in "mn")
    clauses = {
        "enterprise/any-of-all-and-not": [group("any", a, group("all", b, group("not", c)), m)],
        "enterprise/not-of-any": [group("not", group("any", a, group("all", d, n)))],
        "enterprise/all-of-any": [group("any", a, b), group("any", c, group("not", d)), m],
    }
    judge(bench, rulebook_of(clauses), evidence(), independent=True)


# ---------------------------------------------------------------- what reaches across a province


@st.composite
def provinces(draw: st.DrawFn) -> list[Part]:
    """Four districts of two communes: some recognitions not known, some lists open, some award histories not sent."""
    parts = []
    for district in ("D0", "D1", "D2", "D3"):
        closed = draw(st.sampled_from([True, True, False]))
        whole = ("commune_event", {"district": district, "kind": "recognised_list_complete", "from_on": CUTOFF})
        parts.append(Part([whole] if closed else [], [[whole]]))
        for commune in (f"{district}-0", f"{district}-1"):
            held = [event(commune, "recognised", EARLY)]
            if draw(st.booleans()):
                parts.append(known(*held))
            else:
                parts.append(Part([], [[]] if closed else [[], held]))
        none, awarded = [unit_award(district, "none")], [unit_award(district)]
        history = draw(st.sampled_from([Part(none, [none]), Part(awarded, [awarded]), Part([], [none, awarded])]))
        parts.append(history)
    return parts


def test_a_place_in_the_province_is_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    def placed(place: int, ties: str, excluding: str) -> str:
        return asked(
            "rank",
            "at_most",
            place,
            of="recognised_share",
            of_arguments={},
            among=["huyen"],
            within="province",
            ties=ties,
            excluding=excluding,
        )

    conditions = [
        NOT_AWARDED,
        placed(1, "shared", ""),
        placed(2, "last", ""),
        placed(1, "last", "not_awarded"),
        placed(2, "shared", "not_awarded"),
    ]
    judge(bench, rulebook_of({"district": conditions}), provinces(), apart=9)


@st.composite
def proposals(draw: st.DrawFn) -> list[Part]:
    """Nominations from districts; of some it is not said from which."""
    parts = []
    for number in range(draw(st.integers(1, 4))):
        district = draw(st.sampled_from(["D0", "D0", "D1", None]))
        named = [district] if district else ["D3", "D1", "D0"]
        fillings = [nominated("village", f"N{number}", district=each).given for each in named]
        parts.append(Part(nominated("village", f"N{number}", district=district).given, fillings))
    return parts


def test_a_quota_is_certain_exactly_where_all_fillings_agree(bench: Bench) -> None:
    conditions = [asked("nominations_proposed", "at_most", number, by_whom="district") for number in (1, 2)]
    judge(bench, rulebook_of({"village": conditions}), proposals(), apart=9)
