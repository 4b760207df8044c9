"""Holding a ballot: opening, voting, counting, correcting, declaring void.

A secret ballot on devices keeps apart who has voted and what was chosen. That a member has voted is an act; what was
chosen is only added up in the memory of this process, without a name, a time or an order, and reaches the store as
counts when the ballot closes. If the process ends before, the choices are gone: the ballot is void and held again.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award
from ntm_dash.domain.voting import Choice, Count, Method, quorate
from ntm_dash.services.access import require
from ntm_dash.services.ballots import (
    PROCESS,
    Ballot,
    Paper,
    ballots,
    completed,
    electorate_of,
    folded,
    votes,
    voting_rules,
)
from ntm_dash.services.campaigns import Campaign, campaigns, scope_within
from ntm_dash.services.meetings import Meeting, known_case, meeting_within, require_conducting
from ntm_dash.services.results import documented
from ntm_dash.services.rulings import required_reason
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Scope, Store

_choices: dict[tuple[str, str, str], Counter[Choice]] = {}
_voting = threading.Lock()


def open_ballot(
    store: Store,
    campaign: Campaign,
    meeting: str,
    cases: Sequence[str],
    method: Method,
    *,
    by: Person,
    secret: bool = False,
    despite: str = "",
) -> str:
    """Open a ballot on cases of one award; returns its id.

    Refused below the quorum unless `despite` gives the reason for voting all the same; refused while another ballot
    is open, for a case that was voted on already, and openly where the rulebook wants it secret. A secret ballot on
    devices needs the one process that all members reach: refused where several share the store.
    """
    require(by, Right.CONDUCT_MEETING)
    if secret and method is Method.DEVICES and store.shared:
        raise Refused(Problem("ballot_shared"))

    with _voting:
        id = store.transact(lambda write: _open(write, campaign, meeting, cases, method, by, secret, despite))
        if secret and method is Method.DEVICES:
            _choices[_key(store, campaign, id)] = Counter()
    return id


def vote_by_hands(
    store: Store,
    campaign: Campaign,
    meeting: str,
    cases: Sequence[str],
    count: Count,
    *,
    by: Person,
    despite: str = "",
) -> None:
    """A show of hands, opened and counted at once, with one count for all the cases. All of it is done, or nothing."""
    require(by, Right.CONDUCT_MEETING)

    def act(transaction: Transaction) -> None:
        ballot = _open(transaction, campaign, meeting, cases, Method.HANDS, by, False, despite)
        found = _standing(scope_within(transaction, campaign), ballot)
        counts = completed(found, dict.fromkeys(cases, count), None)
        body = {"ballot": ballot, "counts": {case: asdict(each) for case, each in counts.items()}}
        transaction.append("ballot_counted", who=by, campaign=campaign.id, subject=meeting, body=body)

    store.transact(act)


def cast(store: Store, campaign: Campaign, meeting: str, ballot: str, choice: Choice, *, by: Person) -> None:
    """A member votes on an own device, once, and only for himself. The choice of a secret ballot is only counted."""
    require(by, Right.VOTE)

    def act(transaction: Transaction) -> bool:
        found = _standing(scope_within(transaction, campaign), ballot)
        if found.method is not Method.DEVICES:
            raise Refused(Problem("ballot_method"))
        if found.lost:
            raise Refused(Problem("ballot_lost"))
        if by.name not in found.may_vote[found.cases[0]]:
            raise Refused(Problem("ballot_not_yours", read=by.name))
        if by.name in found.voted:
            raise Refused(Problem("ballot_voted_already", read=by.name))
        body = {"ballot": ballot, "member": by.name} | ({} if found.secret else {"choice": str(choice)})
        transaction.append("ballot_voted", who=by, campaign=campaign.id, subject=meeting, body=body)
        return found.secret

    with _voting:
        if store.transact(act):
            _choices[_key(store, campaign, ballot)][choice] += 1


def count_ballot(
    store: Store,
    campaign: Campaign,
    meeting: str,
    ballot: str,
    counts: Mapping[str, Count] | None = None,
    *,
    by: Person,
    paper: Paper | None = None,
) -> None:
    """Close a ballot with its counts, by case; those of devices are known already.

    Typed counts are of those present: the votes of the absent who wrote are added here. What is not accounted for
    was not returned. A secret ballot whose choices do not number its voters is declared void instead.
    """
    require(by, Right.CONDUCT_MEETING)

    def act(transaction: Transaction) -> bool:
        _conducted(transaction, campaign, meeting, by)
        found = _standing(scope_within(transaction, campaign), ballot)
        if found.lost:
            raise Refused(Problem("ballot_lost"))
        typed = _of_devices(store, campaign, found) if found.method is Method.DEVICES else counts
        if typed is None:
            _void(transaction, campaign, found, "choices_lost", by)
            return False
        body: dict[str, Any] = {
            "ballot": ballot,
            "counts": {c: asdict(n) for c, n in completed(found, typed, paper).items()},
        }
        if paper is not None:
            body["paper"] = asdict(paper)
        transaction.append("ballot_counted", who=by, campaign=campaign.id, subject=meeting, body=body)
        return True

    with _voting:
        counted = store.transact(act)
        _choices.pop(_key(store, campaign, ballot), None)
    if not counted:
        raise Refused(Problem("ballot_lost"))


def correct_count(
    store: Store,
    campaign: Campaign,
    meeting: str,
    ballot: str,
    counts: Mapping[str, Count],
    *,
    by: Person,
    reason: str,
    paper: Paper | None = None,
) -> None:
    """Correct a count, with a reason. A secret ballot on devices is refused: nobody can know better; it is repeated."""
    require(by, Right.CONDUCT_MEETING)

    def act(transaction: Transaction) -> None:
        _conducted(transaction, campaign, meeting, by)
        found = folded(scope_within(transaction, campaign), meeting).get(ballot)
        if found is None or not found.counts or found.void:
            raise Refused(Problem("ballot_not_counted", read=ballot))
        if found.method is Method.DEVICES and found.secret:
            raise Refused(Problem("ballot_secret_counted"))
        body: dict[str, Any] = {
            "ballot": ballot,
            "counts": {case: asdict(count) for case, count in completed(found, counts, paper or found.paper).items()},
            "reason": required_reason(reason),
        }
        if paper is not None:
            body["paper"] = asdict(paper)
        transaction.append("count_corrected", who=by, campaign=campaign.id, subject=meeting, body=body)

    store.transact(act)


def void_ballot(store: Store, campaign: Campaign, meeting: str, ballot: str, *, by: Person, reason: str) -> None:
    """Declare a ballot void, with a reason, open or counted: it is held again.

    Refused once the Council's opinion on one of its cases is recorded: such a case is reopened first.
    """
    require(by, Right.CONDUCT_MEETING)

    def act(transaction: Transaction) -> None:
        _conducted(transaction, campaign, meeting, by)
        scope = scope_within(transaction, campaign)
        found = folded(scope, meeting).get(ballot)
        if found is None or found.void:
            raise Refused(Problem("ballot_not_open", read=ballot))
        for case in sorted(documented(scope) & found.counts.keys()):
            raise Refused(Problem("case_documented", read=case))
        _void(transaction, campaign, found, required_reason(reason), by)

    with _voting:
        store.transact(act)
        _choices.pop(_key(store, campaign, ballot), None)


def void_lost_ballots(store: Store, *, who: Person | str) -> list[str]:
    """Declare void what another process had opened and not closed; asked once at the start of this one.

    Only one process has a file open, so another's choices are gone. On a server no process holds any: such a ballot
    was open in the file that was moved there.
    """
    held = {row[0] for row in store.scope().rows("campaigns_with_ballots")}
    known = [each for each in campaigns(store) if each.id in held] if held else []
    lost = [(each, ballot) for each in known for ballot in ballots(store, each) if ballot.lost]
    for campaign, ballot in lost:

        def act(transaction: Transaction, campaign: Campaign = campaign, ballot: Ballot = ballot) -> None:
            if folded(scope_within(transaction, campaign), ballot.meeting)[ballot.id].lost:
                _void(transaction, campaign, ballot, "process_ended", who)

        store.transact(act)
    return [ballot.id for _, ballot in lost]


def forget_choices(store: Store) -> None:
    """Let go of what the open secret ballots of a store have come to: another store stands in its place."""
    for key in [each for each in _choices if each[0] == str(store.path)]:
        del _choices[key]


def _written(meeting: Meeting, case: str) -> dict[str, int]:
    return dict(Counter(str(opinion.choice) for opinion in meeting.written(case).values()))


def _key(store: Store, campaign: Campaign, ballot: str) -> tuple[str, str, str]:
    return str(store.path), campaign.id, ballot


def _conducted(transaction: Transaction, campaign: Campaign, meeting: str, by: Person) -> Meeting:
    found = meeting_within(transaction, campaign, meeting)
    require_conducting(by, found)
    if found.closed:
        raise Refused(Problem("meeting_closed", read=meeting))
    return found


def _standing(scope: Scope, ballot: str) -> Ballot:
    found = folded(scope, None).get(ballot)
    if found is None or not found.open:
        raise Refused(Problem("ballot_not_open", read=ballot))
    return found


def _award(scope: Scope, campaign: Campaign, cases: Sequence[str]) -> Award:
    asked = {"awards": [str(award) for award in campaign.rulebook.screened_awards]}
    awards = {row[0]: Award(row[3]) for row in scope.rows("nominations_at_hand", asked)}
    for case in cases:
        if case not in awards:
            raise Refused(Problem("nomination_unknown", read=case))
    of = {awards[case] for case in cases}
    if len(of) != 1:
        raise Refused(Problem("ballot_mixed"))
    return of.pop()


def _of_devices(store: Store, campaign: Campaign, ballot: Ballot) -> dict[str, Count] | None:
    """What was chosen; None where the choices do not number the voters."""
    heard = (
        _choices.get(_key(store, campaign, ballot.id), Counter()) if ballot.secret else Counter(ballot.said.values())
    )
    if heard.total() != len(ballot.voted):
        return None
    return {ballot.cases[0]: Count(heard[Choice.YES], heard[Choice.NO], heard[Choice.OTHER])}


def _void(transaction: Transaction, campaign: Campaign, ballot: Ballot, reason: str, who: Person | str) -> None:
    body = {"ballot": ballot.id, "reason": reason}
    transaction.append("ballot_voided", who=who, campaign=campaign.id, subject=ballot.meeting, body=body)


def _open(
    transaction: Transaction,
    campaign: Campaign,
    meeting: str,
    cases: Sequence[str],
    method: Method,
    by: Person,
    secret: bool,
    despite: str,
) -> str:
    scope = scope_within(transaction, campaign)
    found = _conducted(transaction, campaign, meeting, by)
    earlier = list(folded(scope, None).values())
    here = [ballot for ballot in earlier if ballot.meeting == meeting]
    rules = voting_rules(campaign, _award(scope, campaign, cases))
    if any(ballot.open for ballot in here):
        raise Refused(Problem("ballot_open"))
    for case in cases:
        known_case(found, case)
        if case in votes(here):
            raise Refused(Problem("case_voted", read=case))
    if rules.form == "secret" and not secret:
        raise Refused(Problem("ballot_must_be_secret", read=rules.source))
    if (secret and method is Method.HANDS) or (method is Method.DEVICES and len(cases) > 1):
        raise Refused(Problem("ballot_method"))
    if not quorate(len(found.present), len(found.members), rules.quorum) and not despite.strip():
        values = {"present": str(len(found.present)), "members": str(len(found.members))}
        raise Refused(Problem("ballot_no_quorum", expected=str(rules.quorum), values=values))
    id = f"{meeting}-{len(here) + 1}"
    if len({found.stepping_out(case) & found.present for case in cases}) > 1:
        raise Refused(Problem("ballot_stepping_out"))
    body = {
        "ballot": id,
        "cases": list(cases),
        "method": str(method),
        "secret": secret,
        "rules": rules.model_dump(),
        "electorates": {case: asdict(electorate_of(found, case, secret=secret)) for case in cases},
        "may_vote": {case: sorted(found.present - found.stepping_out(case)) for case in cases},
        "written": {case: {} if secret else _written(found, case) for case in cases},
        "despite": despite.strip(),
        "holder": PROCESS if secret and method is Method.DEVICES else "",
    }
    transaction.append("ballot_opened", who=by, campaign=campaign.id, subject=meeting, body=body)
    return id
