"""Distances between districts, against trying every possible figure of every district."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_dash.services.distances import Compared, Field, lead, needed, waits_for
from ntm_dash.services.progress import Extent


@st.composite
def compared(draw: st.DrawFn) -> Compared:
    communes = draw(st.integers(1, 4))
    low = draw(st.integers(0, 5))
    return Compared(
        Extent(low, low + draw(st.integers(0, 2))), communes, draw(st.sampled_from([True, True, False, None]))
    )


def fillings(district: Compared) -> list[tuple[Fraction, bool]]:
    """Every figure that a district may have, with and without taking a place where that is not known."""
    low, high = (int(end) for end in district.total)
    stays = [district.stays] if district.stays is not None else [True, False]
    return [(Fraction(total, district.communes), stay) for total in range(low, high + 1) for stay in stays]


def place(figure: Fraction, others: tuple[tuple[Fraction, bool], ...]) -> int:
    """Competition ranking: 1 and the number of districts that stand before."""
    return 1 + sum(stays and other > figure for other, stays in others)


@given(compared(), st.lists(compared(), max_size=3), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_what_lacks_is_the_least_with_which_the_place_is_shared(
    me: Compared, others: list[Compared], wanted: int
) -> None:
    lacks = []
    for total in range(int(me.total.at_least), int(me.total.at_most) + 1):
        for filling in product(*map(fillings, others)):
            more = 0
            while place(Fraction(total + more, me.communes), filling) > wanted:
                more += 1
            lacks.append(more)
    found = needed(me, Field([me, *others]), wanted)
    assert (found or (0, 0)) == (min(lacks), max(lacks))


@given(compared(), st.lists(compared(), min_size=1, max_size=3), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_what_may_be_lost_is_the_least_with_which_the_place_is_gone(
    me: Compared, others: list[Compared], wanted: int
) -> None:
    losses = []
    for total in range(int(me.total.at_least), int(me.total.at_most) + 1):
        for filling in product(*map(fillings, others)):
            if sum(stays for _, stays in filling) < wanted:
                continue  # no loss, however great, would cost the place
            loss = 0
            while place(Fraction(total - loss, me.communes), filling) <= wanted:
                loss += 1
            losses.append(loss)
    found = lead(me, Field([me, *others]), wanted)
    if found is None:
        assert sum(each.stays is True for each in others) < wanted
    else:
        assert found == (min(losses), max(losses))


@given(compared(), st.lists(compared(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_a_place_waits_exactly_where_two_fillings_disagree(me: Compared, others: list[Compared]) -> None:
    named = {str(number): each for number, each in enumerate(others)}
    places = {place(figure, filling) for figure, _ in fillings(me) for filling in product(*map(fillings, others))}
    waits = list(waits_for("me", {"me": me, **named}))
    assert (len(places) > 1) == bool(waits), "a range waits for somebody, a certain place for nobody"
    assert [code for code in waits if code != "me" and named[code].stays is False] == []
