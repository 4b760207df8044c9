"""What a place still lacks for each award: the clauses nearest to being met first, each with what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import Outcome
from ntm_dash.screening.engine import Finding, Screened
from ntm_dash.screening.rulebook import Clause, Rulebook
from ntm_dash.ui import findings
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark, state_of
from ntm_dash.ui.numbers import number, span
from ntm_dash.ui.opening import row_link
from ntm_dash.ui.words import label

SHOWN_SOURCES = 3


def lacking_html(own: Sequence[Screened], rulebook: Rulebook) -> list[str]:
    """One section for each award, in the order of the rulebook: the verdict if the place were nominated for it, and
    each clause with what it lacks."""
    asked = findings.questions(rulebook)
    order = list(rulebook.screened_awards)
    sections = []
    for case in sorted(own, key=lambda each: order.index(each.award)):
        if not case.clauses:
            continue
        state = STATE_OF_VERDICT[case.verdict]
        word = f'<b style="color:{role(f"{state}_text")}">{escape(label("verdict", case.verdict))}</b>'
        rows = "".join(_clause_row(clause, case, asked) for clause in findings.in_order_of_hope(rulebook, case))
        sections.append(
            section_html(label("award", case.award), "Nếu được đề nghị: đã đủ gì, còn thiếu gì theo từng mục")
            + f'<div style="padding:.45rem 0 .1rem;line-height:1.3">{mark(state, 18)} {word}</div>{rows}'
        )
    return sections


def clause_sentence(clause: Clause, case: Screened) -> str:
    """How far a place is from a clause: "Còn thiếu 2 tiêu chí để đạt 3.2.1.d-2"."""
    found = [finding for finding in case.findings if finding.test.clause == clause.id]
    lacks = [_lack(finding) for finding in found if finding.outcome is Outcome.UNMET]
    match case.clauses[clause.id]:
        case Outcome.MET:
            return f"Đủ điều kiện theo {clause.id}"
        case Outcome.FOR_COUNCIL:
            judged = sum(1 for finding in found if finding.outcome is Outcome.FOR_COUNCIL)
            return f"Chỉ còn {judged} điều Hội đồng kết luận để đạt {clause.id}"
        case Outcome.UNKNOWN:
            owed = sum(1 for finding in found if finding.outcome is Outcome.UNKNOWN)
            return f"Chưa rõ có đạt {clause.id}: {owed} điều chưa có số liệu"
        case _:
            counted = [lack for lack in lacks if lack]
            others = len(lacks) - len(counted)
            said = [*counted, *([f"{others} điều chưa đạt"] if others else [])]
            return f"Còn {', '.join(said)} để đạt {clause.id}" if counted else f"{said[0]} của {clause.id}".capitalize()


def _lack(finding: Finding) -> str:
    """What an unmet figure lacks: "thiếu 2 tiêu chí"; nothing where it is no figure to be reached."""
    _, _, lack = findings.standing(finding).partition(", còn ")
    return lack


def _clause_row(clause: Clause, case: Screened, asked: Mapping[tuple[str, str], str]) -> str:
    outcome = case.clauses[clause.id]
    found = [finding for finding in case.findings if finding.test.clause == clause.id]
    open_ones = [finding for finding in found if finding.outcome is not Outcome.MET]
    open_ones.sort(key=lambda finding: finding.outcome)
    lines = "".join(_line(finding, asked[clause.id, finding.test.condition]) for finding in open_ones)
    met = sum(1 for finding in found if finding.outcome is Outcome.MET)
    done = f"đã đạt {met} trong {len(found)} điều" if met and open_ones else ""
    return (
        f'<div style="display:flex;gap:.5rem;padding:.4rem 0;border-bottom:1px solid {role("hair")};line-height:1.3">'
        f"{mark(state_of(outcome), 18)}<div>"
        f'<div style="font-weight:600;color:{role("ink")}" title="{escape(clause.summary, quote=True)}">'
        f'{escape(clause_sentence(clause, case))} <span style="font-weight:400;font-size:.86rem;color:{role("soft")}">'
        f"{escape(done)}</span></div>{lines}</div></div>"
    )


def _line(finding: Finding, question: str) -> str:
    state = state_of(finding.outcome)
    said = {
        Outcome.UNKNOWN: findings.owed_by(finding),
        Outcome.FOR_COUNCIL: "Hội đồng kết luận",
    }.get(finding.outcome, f"{findings.actual(finding)}, {findings.required(finding.test)}")
    if finding.outcome is Outcome.UNKNOWN and finding.at_least and finding.at_most is not None:
        unit = findings.unit_of(finding.test)
        if unit not in ("", "truth", "place"):
            said = f"{span(finding.at_least, finding.at_most, unit, '')}; {said}"
        elif unit == "place":
            said = f"hạng {number(finding.at_least)} đến {number(finding.at_most)}; {said}"
    links = " ".join(row_link(source, f"[{at}]") for at, source in enumerate(finding.sources[:SHOWN_SOURCES], 1))
    return (
        f'<div style="display:flex;gap:.45em;font-size:.86rem;line-height:1.35;color:{role("soft")};padding-top:.2rem">'
        f'{mark(state, 15)}<span><span style="color:{role("ink")}">{escape(question)}</span> · {escape(said)} '
        f"{links}</span></div>"
    )
