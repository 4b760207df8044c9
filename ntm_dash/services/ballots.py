"""Ballots of the Council as their acts have made them, and what a counted one says, in whole numbers."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award
from ntm_dash.domain.voting import Choice, Count, Electorate, Method, needed, passes, tied
from ntm_dash.screening.rulebook import Voting
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.meetings import Meeting
from ntm_dash.storage.store import Scope, Store

PROCESS = uuid.uuid4().hex
"""Names this process: the choices of a secret ballot on devices are in the memory of the one that opened it."""

KINDS = ["ballot_opened", "ballot_voted", "ballot_counted", "ballot_voided", "count_corrected"]


@dataclass(frozen=True)
class Paper:
    """What was counted of paper ballots as such; valid and invalid are the returned."""

    issued: int
    returned: int
    invalid: int


@dataclass(frozen=True)
class Ballot:
    """One ballot as its acts have made it. `counts`, `may_vote`, `electorates` and `written` are by case.

    `written` are the votes of absent members who wrote; a secret ballot has none. `corrections` are reasons.
    """

    id: str
    meeting: str
    cases: tuple[str, ...]
    method: Method
    secret: bool
    rules: Voting
    electorates: Mapping[str, Electorate]
    may_vote: Mapping[str, tuple[str, ...]]
    written: Mapping[str, Mapping[str, int]]
    despite: str
    holder: str
    voted: tuple[str, ...] = ()
    said: Mapping[str, Choice] = field(default_factory=dict)
    counts: Mapping[str, Count] = field(default_factory=dict)
    paper: Paper | None = None
    void: str = ""
    corrections: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether votes are still being taken."""
        return not self.counts and not self.void

    @property
    def lost(self) -> bool:
        """Whether its choices were in a process that is no longer this one."""
        return self.open and bool(self.holder) and self.holder != PROCESS


@dataclass(frozen=True)
class Vote:
    """What a ballot says of one case, in whole numbers."""

    case: str
    ballot: Ballot
    count: Count
    base: int
    needed: int
    carried: bool
    tied: bool


def vote_on(ballot: Ballot, case: str) -> Vote:
    """The result of a counted ballot for one of its cases."""
    rules, count = ballot.rules, ballot.counts[case]
    base = ballot.electorates[case].base(rules.base)
    carried = passes(count.yes, rules.share, base)
    return Vote(case, ballot, count, base, needed(rules.share, base), carried, tied(count))


def votes(ballots: Sequence[Ballot]) -> dict[str, Vote]:
    """The last result of each case that was voted on; a result that was set aside is none."""
    return {case: vote_on(ballot, case) for ballot in ballots if not ballot.void for case in ballot.counts}


def ballots(store: Store, campaign: Campaign, meeting: str | None = None) -> list[Ballot]:
    """All ballots of a meeting, or of all meetings, in the order in which they were opened."""
    return list(folded(scope_of(store, campaign), meeting).values())


def folded(scope: Scope, meeting: str | None) -> dict[str, Ballot]:
    """Ballots by id, as a scope sees them."""
    found: dict[str, Ballot] = {}
    for of, _, _, _, kind, body in scope.rows("meeting_acts", {"kinds": KINDS, "meeting": meeting}):
        said = json.loads(body)
        id = said["ballot"]
        match kind:
            case "ballot_opened":
                found[id] = _opened(id, of, said)
            case "ballot_voted":
                ballot, member = found[id], said["member"]
                heard = {**ballot.said, member: Choice(said["choice"])} if "choice" in said else ballot.said
                found[id] = replace(ballot, voted=(*ballot.voted, member), said=heard)
            case "ballot_voided":
                found[id] = replace(found[id], void=said["reason"])
            case _:
                counts = {case: Count(**count) for case, count in said["counts"].items()}
                paper = Paper(**said["paper"]) if said.get("paper") else found[id].paper
                reasons = (*found[id].corrections, *([said["reason"]] if "reason" in said else []))
                found[id] = replace(found[id], counts=counts, paper=paper, corrections=reasons)
    return found


def _opened(id: str, meeting: str, said: Mapping[str, Any]) -> Ballot:
    return Ballot(
        id=id,
        meeting=meeting,
        cases=tuple(said["cases"]),
        method=Method(said["method"]),
        secret=said["secret"],
        rules=Voting(**said["rules"]),
        electorates={case: Electorate(**each) for case, each in said["electorates"].items()},
        may_vote={case: tuple(names) for case, names in said["may_vote"].items()},
        written=said["written"],
        despite=said["despite"],
        holder=said["holder"],
    )


def voting_rules(campaign: Campaign, award: Award) -> Voting:
    """How the Council votes on an award. Refused where the rulebook does not say."""
    rules = next((each.voting for each in campaign.rulebook.awards if each.id == award), None)
    if rules is None:
        raise Refused(Problem("voting_not_said", read=str(award)))
    return rules


def ways_to_vote(rules: Voting, *, shared: bool) -> dict[Method, tuple[bool, ...]]:
    """The ways in which a vote under these rules may be taken, each with whether openly (False) or in secret (True).

    `shared`: several processes share the store, and none of them is reached by all members.
    """
    ways = {Method.HANDS: (False,), Method.PAPER: (False, True), Method.DEVICES: (False,) if shared else (False, True)}
    if rules.form == "secret":
        ways = {method: (True,) for method, either in ways.items() if True in either}
    return ways


def electorate_of(meeting: Meeting, case: str, *, secret: bool) -> Electorate:
    """Who decides a case as things stand."""
    out = meeting.stepping_out(case)
    return Electorate(
        members=len(meeting.members),
        present=len(meeting.present),
        written=0 if secret else len(meeting.written(case)),
        stepped_out=len(out),
        stepped_out_present=len(out & meeting.present),
    )


def completed(ballot: Ballot, typed: Mapping[str, Count], paper: Paper | None) -> dict[str, Count]:
    """Counts of each case of a ballot, made whole: the votes of the absent who wrote added, the rest not returned.

    Refused where more is counted than there are votes, or papers do not add up.
    """
    found = {}
    for case in ballot.cases:
        if case not in typed:
            raise Refused(Problem("count_missing", read=case))
        count, may = typed[case], len(ballot.may_vote[case])
        given = count.yes + count.no + count.other
        if min(count.yes, count.no, count.other, count.invalid) < 0 or given > may:
            raise Refused(Problem("count_too_many", read=str(given), expected=str(may), values={"case": case}))
        invalid, back = (0, given) if paper is None else (paper.invalid, paper.returned)
        if paper is not None and not (0 <= paper.invalid <= paper.returned <= paper.issued <= may):
            raise Refused(Problem("paper_does_not_add_up", expected=str(may)))
        if paper is not None and given != paper.returned - paper.invalid:
            valid = str(paper.returned - paper.invalid)
            raise Refused(Problem("count_not_valid", read=str(given), expected=valid, values={"case": case}))
        wrote = ballot.written.get(case, {})
        found[case] = Count(
            yes=count.yes + wrote.get(Choice.YES, 0),
            no=count.no + wrote.get(Choice.NO, 0),
            other=count.other + wrote.get(Choice.OTHER, 0),
            invalid=invalid,
            not_returned=may - back,
        )
    return found
