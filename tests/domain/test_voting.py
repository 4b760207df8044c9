"""The vote's arithmetic, for every size, base and share: integers only, and only a yes counts as one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_dash.domain.voting import Count, Electorate, needed, passes, quorate, reachable, tied

SIZES = st.integers(0, 60)
SHARES = st.integers(1, 100)


@st.composite
def electorates(draw: st.DrawFn) -> Electorate:
    members = draw(SIZES)
    present = draw(st.integers(0, members))
    out_present = draw(st.integers(0, present))
    absent_out = draw(st.integers(0, members - present))
    written = draw(st.integers(0, members - present - absent_out))
    return Electorate(members, present, written, out_present + absent_out, out_present)


@given(yes=SIZES, share=SHARES, base=SIZES)
def test_a_vote_passes_exactly_when_the_share_is_reached(yes: int, share: int, base: int) -> None:
    assert passes(yes, share, base) is (base > 0 and Fraction(yes, base) >= Fraction(share, 100))


@given(share=SHARES, base=st.integers(1, 60))
def test_the_count_needed_is_the_fewest_yes_that_pass(share: int, base: int) -> None:
    fewest = needed(share, base)
    assert passes(fewest, share, base)
    assert not passes(fewest - 1, share, base)
    assert 1 <= fewest <= base


@given(votes=st.lists(st.sampled_from(["yes", "no", "other", "invalid", "not_returned"]), max_size=40), share=SHARES)
def test_only_a_yes_counts_as_one(votes: list[str], share: int) -> None:
    count = Count(**{kind: votes.count(kind) for kind in ("yes", "no", "other", "invalid", "not_returned")})
    assert count.total == len(votes)
    against = sum(1 for vote in votes if vote != "yes")
    assert passes(count.yes, share, count.total) is (bool(votes) and (len(votes) - against) * 100 >= share * len(votes))


@given(electorate=electorates())
def test_stepping_out_takes_a_vote_away_and_leaves_the_base_of_all_as_it_is(electorate: Electorate) -> None:
    nobody_out = Electorate(electorate.members, electorate.present, electorate.written)
    assert nobody_out.may_vote - electorate.may_vote == electorate.stepped_out_present
    assert electorate.base("all") == nobody_out.base("all") == electorate.members
    assert electorate.base("present") == electorate.may_vote <= electorate.members


@given(electorate=electorates(), share=SHARES, base=st.sampled_from(["all", "present"]))
def test_a_case_is_out_of_reach_exactly_when_not_even_all_who_may_vote_carry_it(
    electorate: Electorate, share: int, base: str
) -> None:
    of = electorate.base(base)
    assert reachable(share, of, electorate.may_vote) is passes(electorate.may_vote, share, of)


@given(present=SIZES, members=SIZES, quorum=SHARES)
def test_a_quorum_is_a_share_of_all_members(present: int, members: int, quorum: int) -> None:
    assert quorate(present, members, quorum) is (members > 0 and Fraction(present, members) >= Fraction(quorum, 100))


@pytest.mark.parametrize(
    ("yes", "share", "base", "carried"),
    [
        (13, 70, 19, False),
        (14, 70, 19, True),
        (7, 70, 10, True),
        (6, 70, 10, False),
        (17, 90, 19, False),
        (18, 90, 19, True),
        (18, 100, 19, False),
        (19, 100, 19, True),
        (0, 1, 0, False),
    ],
)
def test_votes_just_under_and_exactly_at_the_share(yes: int, share: int, base: int, carried: bool) -> None:
    assert passes(yes, share, base) is carried


@pytest.mark.parametrize(
    ("present", "members", "enough"),
    [(12, 19, False), (13, 19, True), (0, 0, False), (67, 100, True), (66, 100, False)],
)
def test_attendance_just_under_and_at_the_quorum(present: int, members: int, enough: bool) -> None:
    assert quorate(present, members, 67) is enough


@pytest.mark.parametrize(
    ("count", "tie"),
    [(Count(5, 5), True), (Count(5, 5, 3, 1), True), (Count(5, 4), False), (Count(0, 0, 9), False)],
)
def test_a_tie_is_as_many_yes_as_no(count: Count, tie: bool) -> None:
    assert tied(count) is tie
