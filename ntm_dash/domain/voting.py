"""The arithmetic of the Council's votes, in whole numbers: who may vote, how many yes are needed, what came out.

Only a yes is a yes: no, another opinion, an invalid paper and a paper not returned all count against. A member who
steps out of a case may not vote on it. Where the base is all members he stays in it, because a share "of all members"
is a share of the whole Council; where the base is those present he leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What a member can say."""

    YES = "yes"
    NO = "no"
    OTHER = "other"
    """Another opinion, or an abstention."""


class Method(StrEnum):
    """How votes are taken."""

    HANDS = "hands"
    """By show of hands: the counts are typed."""
    PAPER = "paper"
    """On paper ballots: issued, returned, valid and invalid are typed."""
    DEVICES = "devices"
    """Each member on an own device."""


@dataclass(frozen=True)
class Electorate:
    """Who decides one case: members of the Council, those present, those absent who wrote, those who step out.

    `written` counts absent members whose written opinion is a vote; `stepped_out` members who may not vote on the
    case, `stepped_out_present` those of them who are present. None of the sizes is negative.
    """

    members: int
    present: int
    written: int = 0
    stepped_out: int = 0
    stepped_out_present: int = 0

    @property
    def may_vote(self) -> int:
        """How many can say yes: present and not stepping out, and the absent who wrote."""
        return self.present - self.stepped_out_present + self.written

    def base(self, base: str) -> int:
        """What the share is a share of: all members, or those who take part in the vote (`present`)."""
        return self.members if base == "all" else self.may_vote


@dataclass(frozen=True)
class Count:
    """What was counted; `not_returned` are ballots that were issued and did not come back."""

    yes: int
    no: int = 0
    other: int = 0
    invalid: int = 0
    not_returned: int = 0

    @property
    def total(self) -> int:
        """All who could vote, as far as counted."""
        return self.yes + self.no + self.other + self.invalid + self.not_returned


def passes(yes: int, share: int, base: int) -> bool:
    """Whether `yes` of `base` are at least `share` per cent of it; nobody at all passes nothing."""
    return base > 0 and yes * 100 >= share * base


def needed(share: int, base: int) -> int:
    """The fewest yes that pass."""
    return -(-share * base // 100)


def quorate(present: int, members: int, quorum: int) -> bool:
    """Whether those present are at least `quorum` per cent of all members; a Council without members never is."""
    return members > 0 and present * 100 >= quorum * members


def tied(count: Count) -> bool:
    """As many yes as no, and some of each: told as such, and never a majority."""
    return count.yes == count.no > 0


def reachable(share: int, base: int, may_vote: int) -> bool:
    """Whether all who may vote would be enough; otherwise the case cannot be carried today."""
    return base > 0 and may_vote >= needed(share, base)
