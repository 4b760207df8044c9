"""The clauses of a rulebook as a jurist reads them: the document on the left, beside it every condition that is asked.

Everything here is HTML for one drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import Award, Outcome
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.rulebook import Reading, Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.rulebook import ClauseRead, Line, clauses_read
from ntm_dash.services.screening import Case
from ntm_dash.ui import findings
from ntm_dash.ui.blocks import SERIF, article_html, section_html
from ntm_dash.ui.choosing import AWARD, CLAUSE, CONDITION, READING, SUBJECT, VIEW
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark, state_of
from ntm_dash.ui.opening import case_link, page_link, view_link
from ntm_dash.ui.rulings import choice_label
from ntm_dash.ui.words import label

TOGETHER = {
    "any": "Chỉ cần một trong các điều sau:",
    "all": "Cần đủ các điều sau:",
    "not": "Không được có điều sau:",
}
MOST_CASES = 12
"""Cases named below a clause; the list of the screening page has all."""

Sorted = Mapping[str, Mapping[Outcome, Sequence[Case]]]


def clauses_html(campaign: Campaign, found: Sorted, clause: str | None, condition: str | None) -> str:
    """Every clause under the heading of its award; the chosen one is marked and comes into view, with its condition."""
    rulebook = campaign.rulebook
    drawn = ""
    of_award: Award | None = None
    for each in clauses_read(rulebook, campaign.choices):
        if each.clause.award is not of_award:
            of_award = each.clause.award
            drawn += _award(rulebook, of_award)
        chosen = each.clause.id == clause
        drawn += _clause(campaign, each, found.get(each.clause.id, {}), chosen, condition if chosen else None)
    return drawn


def _award(rulebook: Rulebook, award: Award) -> str:
    rule = next(each for each in rulebook.awards if each.id == award)
    return section_html(
        f"{label('award', award)} ({rule.citation})",
        "Bên trái là văn bản, bên phải là từng điều kiện; một mục đạt là đủ, trong một mục thì phải đạt mọi điều kiện",
    )


def _clause(
    campaign: Campaign, read: ClauseRead, found: Mapping[Outcome, Sequence[Case]], chosen: bool, condition: str | None
) -> str:
    clause = read.clause
    served = ", ".join(label("subject", each).lower() for each in read.subjects) or "không đối tượng nào"
    lines = "".join(_line(campaign, read, each, condition) for each in read.lines)
    opening = article_html(" ".join(filter(None, (clause.id, condition))), chosen)
    return (
        f'{opening}<div style="display:grid;grid-template-columns:minmax(0,5fr) minmax(0,8fr);gap:0 1.4rem"><div>'
        f'<h3 style="{SERIF}font-size:1.08rem;margin:0;padding:0">'
        f"Mục {escape(clause.citation)}</h3>"
        f"<div>{escape(clause.summary)}</div>"
        f'<div style="font-size:.86rem;color:{role("soft")};padding-top:.2rem">Đối tượng: {escape(served)}</div>'
        f"{_readings(campaign, read.readings)}"
        f"{_cases(read, found, chosen=chosen)}</div><div>{lines}</div></div></article>"
    )


def _line(campaign: Campaign, read: ClauseRead, line: Line, condition: str | None) -> str:
    asked = line.condition
    notes = [*_needed(line), *_limits(campaign.rulebook, read, line)]
    faded = "" if line.subjects else f"color:{role('soft')};"
    chosen = f"background:{role('paper')};border-left:5px solid {role('accent')};padding-left:.5rem;"
    below = "".join(_line(campaign, read, each, condition) for each in line.parts)
    if below:
        below = (
            f'<div style="font-size:.86rem;color:{role("soft")}">{TOGETHER[line.how]}</div>'
            f'<div style="border-left:2px solid {role("line")};padding-left:.6rem">{below}</div>'
        )
    drawn = mark("for_council", 16) if asked.judged else ""
    return (
        f'<div style="display:grid;grid-template-columns:1.35rem minmax(0,1fr);padding:.16rem 0;{faded}'
        f'{chosen if asked.id == condition else ""}"><div>{drawn}</div><div>'
        f'<div style="font-weight:600">{escape(asked.question)}</div>'
        f'<div style="font-size:.86rem;color:{role("soft")}">{escape(" · ".join(notes))}</div>'
        f"{_readings(campaign, line.readings)}{below}</div></div>"
    )


def _needed(line: Line) -> Iterable[str]:
    """What the condition needs, where the figure comes from and who owes it."""
    test, asked = line.test, line.condition
    if test is None:
        return
    if test.call is None:
        yield "Hội đồng kết luận, không tính bằng số"
        if asked.evidence:
            yield f"minh chứng kèm theo: {label('evidence', asked.evidence).lower()}"
        if asked.single_within:
            yield "chỉ một nơi trong " + {"district": "huyện", "province": "tỉnh"}[asked.single_within]
        return
    fact = catalogue()[test.call.values["of"] if test.call.fact == "rank" else test.call.fact]
    yield findings.required(test)
    if kinds := [label("contribution_kind", each) for each in _contribution_kinds(test.call.fact, test.call.values)]:
        yield f"tính: {', '.join(kinds).lower()}"
    yield f"theo {label('datum', fact.datum)}"
    yield f"{label('owner', fact.owner)} cung cấp"


def _contribution_kinds(fact: str, values: Mapping[str, object]) -> list[str]:
    kinds = values.get("kinds")
    return [str(each) for each in kinds] if fact == "contribution_total" and isinstance(kinds, list) else []


def _limits(rulebook: Rulebook, read: ClauseRead, line: Line) -> Iterable[str]:
    """When it is asked, and of whom, where not always and of everybody."""
    for name, choice in line.condition.when.items():
        yield f"chỉ xét khi hiểu “{choice_label(_known(rulebook, name), choice)}”"
    if line.subjects and set(line.subjects) != set(read.subjects):
        yield f"chỉ với: {', '.join(label('subject', each).lower() for each in line.subjects)}"


def _readings(campaign: Campaign, names: Sequence[str]) -> str:
    """The open passages that a part turns on, each with the way it is read now."""
    if not names:
        return ""
    said = []
    for name in names:
        reading = _known(campaign.rulebook, name)
        now = choice_label(reading, campaign.choices[name])
        linked = page_link("rulebook", reading.question, "color:inherit", **{VIEW: "cach-hieu", READING: name})
        said.append(f'{linked} <span style="color:{role("soft")}">nay: {escape(now[:1].lower() + now[1:])}</span>')
    return f'<div style="font-size:.86rem;color:{role("for_council_text")}">Tùy cách hiểu: {" · ".join(said)}</div>'


def _known(rulebook: Rulebook, name: str) -> Reading:
    return next(each for each in rulebook.readings if each.id == name)


def _cases(read: ClauseRead, found: Mapping[Outcome, Sequence[Case]], *, chosen: bool) -> str:
    """How many nominations the clause answers, by outcome; of the chosen clause each of them, which opens."""
    total = sum(len(each) for each in found.values())
    if not total:
        return f'<div style="font-size:.86rem;color:{role("soft")}">Chưa hồ sơ nào xét theo mục này</div>'
    counts = " · ".join(
        f"{mark(state_of(each), 15)} {len(found[each])} {escape(label('outcome', each.code).lower())}"
        for each in reversed(Outcome)
        if found.get(each)
    )
    words = f"{total} hồ sơ xét theo mục này"
    head = words if chosen else view_link(words, {CLAUSE: read.clause.id, CONDITION: None})
    listed = _listed(read, found, total) if chosen else ""
    return f'<div style="font-size:.86rem;padding-top:.3rem">{head}: {counts}{listed}</div>'


def _listed(read: ClauseRead, found: Mapping[Outcome, Sequence[Case]], total: int) -> str:
    cases = [case for each in reversed(Outcome) for case in found.get(each, ())]
    rows = "".join(
        f'<div style="padding:.12rem 0">{mark(state_of(case.screened.clauses[read.clause.id]), 15)} '
        f"{case_link(str(case.screened.nomination), case.nominee)} "
        f'<span style="color:{role("soft")}">{escape(str(case.screened.nomination))}</span></div>'
        for case in cases[:MOST_CASES]
    )
    of = {AWARD: str(read.clause.award), SUBJECT: str(read.subjects[0])} if len(read.subjects) == 1 else {}
    every = page_link("screening", f"Mở {'danh sách' if of else 'trang'} Sàng lọc", **of)
    more = f"và {total - MOST_CASES} hồ sơ nữa · " if total > MOST_CASES else ""
    return f"{rows}<div>{more}{every}</div>"
