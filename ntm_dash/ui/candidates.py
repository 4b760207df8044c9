"""Units that were not proposed and could be, drawn by clause; each opens the unit's own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.candidates import Candidate
from ntm_dash.ui import findings
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark, state_of
from ntm_dash.ui.words import label

OUTCOMES = {Outcome.MET: "đủ điều kiện", Outcome.FOR_COUNCIL: "còn Hội đồng xét"}
STEP = "còn thiếu một bước"


def sentence(able: Sequence[Candidate], near: Sequence[Candidate]) -> str:
    """How many units could be proposed, and how many lack one step."""
    units = {(each.case.screened.subject, each.case.screened.case_id.split(" ")[1]) for each in able}
    close = {(each.case.screened.subject, each.case.screened.case_id.split(" ")[1]) for each in near} - units
    if not units and not close:
        return "Không xã, huyện nào bị bỏ sót"
    parts = []
    for group, what in ((units, "có thể đề nghị mà chưa được đề nghị"), (close, "chỉ còn thiếu một bước")):
        counts = [
            f"{count} {word}"
            for kind, word in ((Subject.COMMUNE, "xã"), (Subject.DISTRICT, "huyện"))
            if (count := sum(1 for subject, _ in group if subject is kind))
        ]
        if counts:
            parts.append(f"{', '.join(counts)} {what}")
    return "; ".join(parts)


def candidates_html(listed: Sequence[Candidate], rulebook: Rulebook, names: Mapping[str, str]) -> str:
    """One section per clause and outcome, with the units and what is left."""
    groups: dict[tuple[str, Outcome], list[Candidate]] = {}
    for each in listed:
        groups.setdefault((each.clause, each.outcome), []).append(each)
    clauses = {clause.id: clause for clause in rulebook.clauses}
    asked = findings.questions(rulebook)
    drawn = ""
    for (clause, outcome), found in groups.items():
        said = OUTCOMES.get(outcome, STEP)
        kind = label("subject", found[0].case.screened.subject).lower()
        title = f"{len(found)} {kind} {said}, mục {clauses[clause].citation}"
        note = f"{label('award', found[0].case.screened.award)} · {clauses[clause].summary}"
        rows = "".join(_row(each, asked, names) for each in found)
        drawn += (
            section_html(title, note)
            + f'<div data-scroll="{clause} {outcome}" style="max-height:30rem;overflow:auto">{rows}</div>'
        )
    return drawn


def _row(each: Candidate, asked: Mapping[tuple[str, str], str], names: Mapping[str, str]) -> str:
    screened = each.case.screened
    unit = (screened.commune if screened.subject is Subject.COMMUNE else screened.district) or ""
    district = names.get(screened.district or "", "") if screened.subject is Subject.COMMUNE else ""
    left = left_words(each, asked)
    kind = "xa" if screened.subject is Subject.COMMUNE else "huyen"
    return (
        '<div style="display:grid;grid-template-columns:1.5rem minmax(0,1fr);gap:.4rem;padding:.26rem .2rem;'
        f'border-bottom:1px solid {role("hair")};line-height:1.3">{mark(state_of(each.outcome), 16)}<div>'
        f'<a href="#" data-pick="{kind} {escape(unit)}" style="font-weight:600;color:{role("ink")};'
        f'text-decoration:none">{escape(each.case.nominee)}</a>'
        f'<span style="font-size:.86rem;color:{role("soft")}"> · {escape(district)}<br>{escape(left)}</span></div>'
        "</div>"
    )


def left_words(each: Candidate, asked: Mapping[tuple[str, str], str]) -> str:
    """What is left to be met or judged; `asked` are the questions by clause and condition."""
    if each.near:
        question = asked[each.near.test.clause, each.near.test.condition]
        return f"{question}: {findings.actual(each.near).lower()}, {findings.standing(each.near).lower()}"
    open_ones = [
        asked[found.test.clause, found.test.condition]
        for found in each.case.screened.findings
        if found.test.clause == each.clause and found.outcome is Outcome.FOR_COUNCIL
    ]
    return "; ".join(open_ones) or "mọi điều kiện đều đạt"
