"""Letters to units: what is still missing, and what was received."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.dossier import RequiredPaper, papers_of_all
from ntm_dash.services.nominations import Chase, all_chases
from ntm_dash.services.papers import Nominee, nominees
from ntm_dash.storage.store import Store
from ntm_dash.ui.numbers import day
from ntm_dash.ui.papers.order import Order, frame
from ntm_dash.ui.words import label


def reminder(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """The letter that names every gap of one unit: papers that lack, data that is owed."""
    found = nominees(store, campaign, proposer=_unit(order))
    codes = {each.case.screened.nomination for each in found}
    owed = [each for each in all_chases(store, campaign) if each.owner == "proposer" and codes & set(each.cases)]
    papers = [_lacking(each) for each in found if each.case.dossier and each.case.dossier.complete is not True]
    deadline = campaign.rulebook.dossier_deadline
    return {
        **frame(campaign, order),
        "proposer": order.proposer,
        "sent": f"{len(found):02}",
        "deadline": day(deadline.date) if deadline else "",
        "papers": [{"ordinal": str(number), **each} for number, each in enumerate(papers, start=1)],
        "data": [{"ordinal": str(number), **_owed(each)} for number, each in enumerate(owed, start=1)],
    }


def receipt(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """The receipt for one unit's dossiers: papers and copies at hand, day of receipt, what lacks."""
    found = nominees(store, campaign, proposer=_unit(order))
    at_hand = papers_of_all(scope_of(store, campaign), campaign)
    rows = [
        {
            "ordinal": str(number),
            "code": each.case.screened.nomination or "",
            "name": each.case.nominee,
            "award": label("award", each.case.screened.award),
            "received": day(each.case.received_on),
            "on_time": {True: "Đúng hạn", False: "Trễ hạn", None: "Chưa ghi"}[each.case.on_time],
            "papers": _received(at_hand.get(each.case.screened.nomination or "", ())),
        }
        for number, each in enumerate(found, start=1)
    ]
    return {**frame(campaign, order), "proposer": order.proposer, "total": f"{len(found):02}", "nominees": rows}


def _unit(order: Order) -> str:
    if not order.proposer:
        raise Refused(Problem("paper_needs_proposer"))
    return order.proposer


def _received(papers: Sequence[RequiredPaper]) -> str:
    """Each paper with the copies at hand and required: "tờ trình 1/1; báo cáo thành tích 2/3"."""
    if not any(paper.registered for paper in papers):
        return "Chưa ghi nhận giấy tờ"
    return "; ".join(
        f"{label('paper', paper.kind).lower()} {'?' if paper.at_most is None else paper.at_most}/{paper.required}"
        for paper in papers
    )


def _lacking(nominee: Nominee) -> dict[str, str]:
    gaps = nominee.case.dossier.missing if nominee.case.dossier else ()
    said = "; ".join(
        f"{label('paper', gap.kind).lower()}: "
        + (f"có {gap.at_most}, cần {gap.required} bản" if gap.at_most is not None else f"cần {gap.required} bản")
        for gap in gaps
    )
    screened = nominee.case.screened
    return {"code": screened.nomination or "", "name": nominee.case.nominee, "papers": said or "Chưa ghi nhận giấy tờ"}


def _owed(chase: Chase) -> dict[str, str]:
    return {"datum": label("datum", chase.datum), "codes": ", ".join(chase.cases), "count": str(len(chase.cases))}
