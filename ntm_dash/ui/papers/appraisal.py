"""Phiếu thẩm định: one nomination with every finding, its source and citation; many of them make the members' pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Verdict
from ntm_dash.screening.engine import Finding
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import meeting
from ntm_dash.services.papers import Nominee, nominees
from ntm_dash.services.screening import Source, sources, tally
from ntm_dash.storage.store import Store
from ntm_dash.ui import findings
from ntm_dash.ui.numbers import day
from ntm_dash.ui.papers.nominees import award_in_words, post_and_place
from ntm_dash.ui.papers.order import Order, frame
from ntm_dash.ui.papers.statistics import charts_of, progress_charts
from ntm_dash.ui.words import label

MOST_SOURCES = 3
MARKS = {"met": "Đạt", "unmet": "Chưa đạt", "unknown": "Chưa có số liệu", "for_council": "Hội đồng xét"}

Sources = Mapping[int, Source]


def appraisal(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """The sheet of one nomination."""
    found = nominees(store, campaign, codes={order.nomination or ""})
    if not found:
        raise Refused(Problem("nomination_unknown", read=order.nomination or ""))
    [nominee] = found
    return {**frame(campaign, order), **sheet(campaign, nominee, _sources(store, [nominee]))}


def appraisals(store: Store, campaign: Campaign, order: Order) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sheets of all nominations asked for, one after the other, each with its nomination code."""
    found = nominees(store, campaign, award=order.award, proposer=order.proposer)
    rows = _sources(store, found)
    for nominee in found:
        yield nominee.case.screened.nomination or "", {**frame(campaign, order), **sheet(campaign, nominee, rows)}


def pack(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """The members' pack: the agenda by verdict, progress in `bars`, then each case that the Council can decide."""
    found = _of_meeting(store, campaign, order)
    counts = tally([each.case for each in found])
    listed = sorted(found, key=lambda each: -list(Verdict).index(each.case.screened.verdict))
    decidable = [each for each in listed if each.case.screened.verdict is not Verdict.NOT_ELIGIBLE]
    rows = _sources(store, decidable)
    agenda = []
    for verdict in reversed(Verdict):
        own = [each for each in listed if each.case.screened.verdict is verdict]
        if own:
            agenda.append(
                {
                    "title": label("verdict", verdict),
                    "count": str(counts[verdict]),
                    "cases": [_agenda_row(number, each) for number, each in enumerate(own, start=1)],
                }
            )
    bars = [each for each in progress_charts(store, campaign) if each["rows"]]
    sheets = [sheet(campaign, each, rows) for each in decidable]
    return {**frame(campaign, order), "total": str(len(found)), "agenda": agenda, "bars": bars, "sheets": sheets}


def _of_meeting(store: Store, campaign: Campaign, order: Order) -> list[Nominee]:
    """The cases of the meeting's agenda in its order, or all cases where no meeting is named."""
    if not order.meeting:
        return nominees(store, campaign, award=order.award, proposer=order.proposer)
    agenda = meeting(store, campaign, order.meeting).order
    found = nominees(store, campaign, award=order.award, proposer=order.proposer, codes=set(agenda))
    return sorted(found, key=lambda each: agenda.index(each.case.screened.nomination or ""))


def pack_in_word(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """The same with the charts as pictures."""
    return {**pack(store, campaign, order), "charts": charts_of(store, campaign)}


def _sources(store: Store, found: Sequence[Nominee]) -> Sources:
    return sources(store, sorted({number for each in found for number in each.case.screened.sources}))


def _agenda_row(number: int, nominee: Nominee) -> dict[str, str]:
    screened = nominee.case.screened
    return {
        "ordinal": str(number),
        "code": screened.nomination or "",
        "name": nominee.case.nominee,
        "subject": label("subject", screened.subject),
        "award": label("award", screened.award),
        "proposer": nominee.case.proposer,
    }


def sheet(campaign: Campaign, nominee: Nominee, rows: Sources) -> dict[str, Any]:
    """The fields of one appraisal sheet."""
    case, screened = nominee.case, nominee.case.screened
    asked = findings.questions(campaign.rulebook)
    clauses = [
        {
            "title": findings.clause_title(clause, screened),
            "summary": clause.summary,
            "findings": [
                _finding(finding, asked[clause.id, finding.test.condition], rows)
                for finding in screened.findings
                if finding.test.clause == clause.id
            ],
        }
        for clause in findings.in_order_of_hope(campaign.rulebook, screened)
    ]
    readings = {reading.id: reading for reading in campaign.rulebook.readings}
    return {
        "code": screened.nomination or "",
        "name": case.nominee,
        "certificate_name": nominee.certificate_name,
        "post_unit": post_and_place(nominee),
        "subject": label("subject", screened.subject),
        "award": label("award", screened.award),
        "proposer": case.proposer,
        "received": day(case.received_on),
        "achievements": nominee.achievements,
        "verdict": label("verdict", screened.verdict),
        "dossier": _dossier(nominee),
        "on_time": {True: "Đúng hạn", False: "Trễ hạn", None: "Chưa ghi ngày nhận"}[case.on_time],
        "earlier_awards": [award_in_words(each) for each in nominee.earlier_awards],
        "flags": "; ".join(label("flag", flag) for flag in case.flags),
        "readings": [readings[each].question for each in case.turns_on],
        "clauses": clauses,
    }


def _dossier(nominee: Nominee) -> str:
    dossier = nominee.case.dossier
    if dossier is None or dossier.complete is None:
        return "Chưa ghi nhận đủ để biết"
    if dossier.complete:
        return "Đủ bộ"
    lacking = "; ".join(
        f"{label('paper', gap.kind).lower()} {gap.at_most or 0}/{gap.required} bản" for gap in dossier.missing
    )
    return f"Thiếu: {lacking}"


def _finding(finding: Finding, question: str, rows: Sources) -> dict[str, str]:
    return {
        "question": question,
        "outcome": MARKS[finding.outcome.code],
        "actual": findings.actual(finding),
        "required": findings.required(finding.test),
        "standing": findings.standing(finding),
        "sources": _places(finding, rows) or findings.owed_by(finding) or "Chưa có minh chứng trong sổ",
    }


def _places(finding: Finding, rows: Sources) -> str:
    """The file rows behind a finding, by file: "tieu-chi.xlsx, dòng 3, 4"."""
    lines: dict[str, list[str]] = {}
    known = [rows[number] for number in finding.sources if number in rows]
    for source in known[:MOST_SOURCES]:
        sheet = "" if source.file.startswith(source.sheet) else f", {source.sheet}"
        lines.setdefault(f"{source.file}{sheet}", []).append(str(source.line))
    said = "; ".join(f"{place}, dòng {', '.join(own)}" for place, own in lines.items())
    return said + (f" và {len(known) - MOST_SOURCES} dòng khác" if len(known) > MOST_SOURCES else "")
