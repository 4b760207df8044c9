"""What a meeting of the Council leaves on paper: minutes, ballot count, ballots, the list to submit, the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award
from ntm_dash.domain.voting import quorate
from ntm_dash.services.ballots import Vote, ballots, votes
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting, Member, meeting, meetings
from ntm_dash.services.papers import Nominee, nominees
from ntm_dash.services.rulings import judgements, rulings
from ntm_dash.storage.store import Store
from ntm_dash.ui import findings
from ntm_dash.ui.numbers import number
from ntm_dash.ui.papers.nominees import groups_of, post_and_place, submission, submission_for
from ntm_dash.ui.papers.order import Order, day_in_words, frame
from ntm_dash.ui.words import label


def meeting_of(store: Store, campaign: Campaign, order: Order) -> Meeting:
    """The meeting that an order names, else the last one called. Refused where none was called."""
    if order.meeting:
        return meeting(store, campaign, order.meeting)
    called = meetings(store, campaign)
    if not called:
        raise Refused(Problem("paper_needs_meeting"))
    return called[-1]


def minutes(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """Biên bản họp xét: attendance, conduct, each vote with its result, what was ruled."""
    held = meeting_of(store, campaign, order)
    found = _voted(store, campaign, held)
    asked = findings.questions(campaign.rulebook)
    readings = {reading.id: reading for reading in campaign.rulebook.readings}
    ruled = [each for each in rulings(store, campaign).values() if each.meeting == held.id]
    judged = [each for each in judgements(store, campaign).values() if each.meeting == held.id]
    names = {each.case.screened.case_id: each.case.nominee for each in nominees(store, campaign)}
    number_of_events, head = store.version()
    return {
        **frame(campaign, order),
        **_conduct(campaign, held),
        "votes": [_vote_row(position, *each) for position, each in enumerate(found, start=1)],
        "carried": f"{sum(vote.carried for _, vote in found):02}",
        "total": f"{len(found):02}",
        "postponed": ", ".join(sorted(held.postponed)),
        "corrections": [
            f"{', '.join(ballot.cases)}: {reason}"
            for ballot in ballots(store, campaign, held.id)
            for reason in ballot.corrections
        ],
        "rulings": [
            {
                "question": readings[each.reading].question,
                "answer": next(c.label for c in readings[each.reading].choices if c.id == each.choice),
            }
            for each in ruled
        ],
        "judgements": [
            {
                "name": names.get(each.case_id, each.case_id),
                "question": asked[each.clause, each.condition],
                "answer": "có" if each.holds else "không",
            }
            for each in judged
        ],
        "closed": held.closed,
        "events": str(number_of_events),
        "head": head,
    }


def ballot_count(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """Biên bản kiểm phiếu: papers issued, returned, valid, invalid, and the yes for each name."""
    held = meeting_of(store, campaign, order)
    counted = []
    by_code = {code: (nominee, vote) for nominee, vote in _voted(store, campaign, held) for code in [vote.case]}
    for ballot in ballots(store, campaign, held.id):
        paper = ballot.paper
        own = [by_code[case] for case in ballot.cases if case in by_code and by_code[case][1].ballot.id == ballot.id]
        if paper and own:
            counted.append(
                {
                    "form": _form(own[0][1]),
                    "issued": str(paper.issued),
                    "returned": str(paper.returned),
                    "valid": str(paper.returned - paper.invalid),
                    "invalid": str(paper.invalid),
                    "votes": [_vote_row(position, *each) for position, each in enumerate(own, start=1)],
                }
            )
    return {**frame(campaign, order), **_conduct(campaign, held), "ballots": counted}


def ballot_papers(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """Phiếu bầu: one sheet for each member, all alike, with the cases of the agenda in their order."""
    held = meeting_of(store, campaign, order)
    listed = nominees(store, campaign, award=order.award, codes=set(held.order))
    listed.sort(key=lambda each: held.order.index(each.case.screened.nomination or ""))
    rows = [
        {
            "ordinal": str(position),
            "name": each.case.nominee,
            "post_unit": post_and_place(each),
            "award": label("award", each.case.screened.award),
        }
        for position, each in enumerate(listed, start=1)
    ]
    sheets = [{"nominees": rows} for _ in held.members]
    return {**frame(campaign, order), **_conduct(campaign, held), "sheets": sheets}


def council_list(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """What the Council carried, for the Chairman of UBND tỉnh, or through him for the Prime Minister."""
    held = meeting_of(store, campaign, order)
    carried = [(nominee, vote) for nominee, vote in _voted(store, campaign, held, order.award) if vote.carried]
    said = {vote.case: in_words(vote) for _, vote in carried}
    addressee = "Thủ tướng Chính phủ" if order.award is Award.NATIONAL else "Chủ tịch UBND tỉnh"
    return {
        **frame(campaign, order),
        **_conduct(campaign, held),
        "award": label("award", order.award),
        "addressee": addressee,
        "total": f"{len(carried):02}",
        "groups": groups_of(campaign, [nominee for nominee, _ in carried], said),
    }


def submission_of(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """Tờ trình: of what the Council carried where a meeting is named, else of whoever the rules do not stop."""
    if not order.meeting:
        return submission(store, campaign, order)
    held = meeting_of(store, campaign, order)
    carried = {vote.case: vote for _, vote in _voted(store, campaign, held, order.award) if vote.carried}
    found = nominees(store, campaign, award=order.award, proposer=order.proposer, codes=set(carried))
    return submission_for(campaign, order, found, {code: in_words(vote) for code, vote in carried.items()})


def _voted(store: Store, campaign: Campaign, held: Meeting, award: Award | None = None) -> list[tuple[Nominee, Vote]]:
    """The cases of a meeting that were voted on, in the order of its agenda."""
    found = votes(ballots(store, campaign, held.id))
    own = {each.case.screened.nomination: each for each in nominees(store, campaign, award=award, codes=set(found))}
    order = [code for code in held.order if code in found] + [code for code in found if code not in held.order]
    return [(own[code], found[code]) for code in order if code in own]


def _conduct(campaign: Campaign, held: Meeting) -> dict[str, Any]:
    """When, where, who: the fields that all papers of a meeting share."""
    absent = [member for member in held.members if member.name not in held.present]
    secretary = next((member.name for member in held.members if member.role == "secretary"), "")
    quorum = max((rule.voting.quorum for rule in campaign.rulebook.awards if rule.voting), default=0)
    wrote = {member for member, _ in held.opinions}
    return {
        "title": held.title,
        "held_on": day_in_words(held.held_on),
        "at": held.at,
        "place": held.place,
        "chair": held.chair,
        "secretary": secretary,
        "members": str(len(held.members)),
        "present": [_member(each) for each in held.members if each.name in held.present],
        "present_count": str(len(held.present)),
        "absent": [
            {**_member(each), "wrote": "có ý kiến bằng văn bản" if each.name in wrote else ""} for each in absent
        ],
        "absent_count": str(len(absent)),
        "quorum": "đủ" if quorate(len(held.present), len(held.members), quorum) else "không đủ",
        "quorum_share": str(quorum),
    }


def _member(member: Member) -> dict[str, str]:
    return {
        "name": member.name,
        "post": member.post or "",
        "organisation": member.organisation or "",
        "role": label("council_role", member.role),
    }


def _vote_row(position: int, nominee: Nominee, vote: Vote) -> dict[str, str]:
    return {
        "ordinal": str(position),
        "code": vote.case,
        "name": nominee.case.nominee,
        "award": label("award", nominee.case.screened.award),
        "form": _form(vote),
        "yes": str(vote.count.yes),
        "no": str(vote.count.no),
        "other": str(vote.count.other),
        "base": str(vote.base),
        "needed": str(vote.needed),
        "share": _share(vote),
        "result": "Đạt tỷ lệ" if vote.carried else "Chưa đạt tỷ lệ",
    }


def in_words(vote: Vote) -> str:
    """15/19 (78,9 %)."""
    return f"{vote.count.yes}/{vote.base} ({_share(vote)})"


def _share(vote: Vote) -> str:
    return f"{number(round(100 * vote.count.yes / vote.base, 1))} %" if vote.base else "–"


def _form(vote: Vote) -> str:
    how = label("vote_method", vote.ballot.method)
    return f"{how}, {'kín' if vote.ballot.secret else 'công khai'}"


def decision(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """The draft decision with its annex: the names to write on the certificates."""
    listed = council_list(store, campaign, order)
    groups: Sequence[Mapping[str, Any]] = listed["groups"]
    counts = ", ".join(f"{group['count']} {group['title'].lower()}" for group in groups)
    return {**listed, "counts": counts or "00 trường hợp"}
