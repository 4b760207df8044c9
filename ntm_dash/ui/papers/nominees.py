"""Lists of nominees: submission, list, summary table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ntm_dash.domain.terms import Award, Outcome, SubjectGroup, Verdict
from ntm_dash.intake.context import award_forms
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.papers import EarlierAward, Nominee, nominees
from ntm_dash.storage.store import Store
from ntm_dash.ui import findings
from ntm_dash.ui.numbers import day
from ntm_dash.ui.papers.order import BLANK, Order, frame
from ntm_dash.ui.words import label

Questions = Mapping[tuple[str, str], str]

LISTED = (Verdict.ELIGIBLE, Verdict.FOR_COUNCIL)
"""Whom a submission names before the Council has voted: whoever the rules do not stop."""


_ADDRESSED = {
    Award.PROVINCIAL: {"addressee": "Chủ tịch UBND tỉnh", "act": "quyết định tặng"},
    Award.NATIONAL: {"addressee": "UBND tỉnh", "act": "trình Thủ tướng Chính phủ tặng"},
}
"""To whom a submission goes, and what it asks for (guidance III.2, IV.3)."""


def submission(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """Tờ trình with the list of nominees and the summary table (guidance III.4), before the Council has voted."""
    found = nominees(store, campaign, award=order.award, proposer=order.proposer, verdicts=LISTED)
    return submission_for(campaign, order, found, {})


def submission_for(
    campaign: Campaign, order: Order, found: Sequence[Nominee], votes: Mapping[str, str]
) -> dict[str, Any]:
    """The same for given nominees; `votes` as in `groups_of`, none before the Council has voted."""
    counts = {group: sum(1 for each in found if each.group is group) for group in SubjectGroup}
    said = ", ".join(f"{counts[group]:02} {label('subject_group', group).lower()}" for group in SubjectGroup)
    return {
        **frame(campaign, order),
        "award": label("award", order.award),
        **_ADDRESSED[order.award or Award.PROVINCIAL],
        "voted": bool(votes),
        "proposer": order.proposer or "",
        "total": f"{len(found):02}",
        "counts": said,
        "groups": groups_of(campaign, found, votes),
    }


def groups_of(campaign: Campaign, found: Sequence[Nominee], votes: Mapping[str, str]) -> list[dict[str, Any]]:
    """The nominees by class of subject, numbered through within each; `votes` are the Council's, in words, by code."""
    asked = findings.questions(campaign.rulebook)
    groups = []
    for group in SubjectGroup:
        own = [each for each in found if each.group is group]
        if own:
            rows = [_row(each, number, campaign, asked, votes) for number, each in enumerate(own, start=1)]
            groups.append({"title": label("subject_group", group), "count": f"{len(own):02}", "nominees": rows})
    return groups


def _row(
    nominee: Nominee, number: int, campaign: Campaign, asked: Questions, votes: Mapping[str, str]
) -> dict[str, str]:
    screened = nominee.case.screened
    return {
        "ordinal": str(number),
        "code": screened.nomination or "",
        "name": nominee.case.nominee,
        "certificate_name": nominee.certificate_name,
        "post_unit": post_and_place(nominee),
        "subject": label("subject", screened.subject),
        "award": label("award", screened.award),
        "proposer": nominee.case.proposer,
        "verdict": label("verdict", screened.verdict),
        "clauses": standing_clauses(campaign, nominee),
        "achievements": nominee.achievements,
        "figures": figures_in_words(nominee, asked),
        "earlier_awards": "; ".join(award_in_words(each) for each in nominee.earlier_awards) or "Không có trong sổ",
        "vote": votes.get(screened.nomination or "", "Chưa biểu quyết"),
        "note": "; ".join(label("flag", flag) for flag in nominee.case.flags),
        "movement": campaign.rulebook.movement.name,
    }


def post_and_place(nominee: Nominee) -> str:
    """Post and unit, and where the nominee is, without saying the nominee's own name again."""
    district = nominee.district[:1].lower() + nominee.district[1:]
    places = (nominee.post, nominee.village, f"xã {nominee.commune}" if nominee.commune else "", district)
    own = nominee.case.nominee.lower()
    return ", ".join(part for part in places if part and part.lower() not in own)


def standing_clauses(campaign: Campaign, nominee: Nominee) -> str:
    """The clauses under which the case can still be awarded; all of its clauses where none can."""
    screened = nominee.case.screened
    citations = {clause.id: clause.citation for clause in campaign.rulebook.clauses}
    hopeful = [clause for clause, outcome in screened.clauses.items() if outcome in (Outcome.MET, Outcome.FOR_COUNCIL)]
    return "; ".join(f"mục {citations[clause]}" for clause in hopeful or screened.clauses)


def figures_in_words(nominee: Nominee, asked: Questions) -> str:
    """What was achieved in figures: each figure that the nearest clauses ask for, with what was found."""
    screened = nominee.case.screened
    best = max(screened.clauses.values(), default=Outcome.UNMET)
    said = []
    for finding in screened.findings:
        counted = findings.unit_of(finding.test) not in ("", "truth", "awards")
        if screened.clauses[finding.test.clause] is best and counted and finding.at_least:
            question = asked[finding.test.clause, finding.test.condition]
            said.append(f"{question}: {findings.actual(finding).lower()}")
    return "; ".join(dict.fromkeys(said)) or nominee.achievements or BLANK


def award_in_words(award: EarlierAward) -> str:
    """Form, number and day of an earlier award."""
    form = award_forms()[award.form] if award.form else "Hình thức chưa ghi"
    number = f" số {award.decision}" if award.decision else ""
    when = f" ngày {day(award.decided_on)}" if award.decided_on else f" năm {award.year}" if award.year else ""
    return f"{form}{number}{when}"
