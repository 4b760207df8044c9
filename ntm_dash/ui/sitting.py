"""One case as the Council sees it, on a laptop or on the wall: readable from the back of the room.

Everything here is HTML; a part with `data-pick` names the file row or the nomination that it opens. Sizes grow with
the window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import AwardStatus, Outcome
from ntm_dash.screening.engine import Finding
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.agenda import Change
from ntm_dash.services.case_file import EarlierAward
from ntm_dash.services.meetings import Meeting
from ntm_dash.services.screening import Case, Source
from ntm_dash.ui import findings
from ntm_dash.ui.agenda import CHANGES
from ntm_dash.ui.blocks import SERIF, as_html, caption_html
from ntm_dash.ui.case import SHOWN_SOURCES, flag_words
from ntm_dash.ui.colours import role
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark, state_of
from ntm_dash.ui.numbers import day
from ntm_dash.ui.words import label


def grown(rem: float) -> str:
    """A size of type that is `rem` on a laptop and grows with the window."""
    return f"max({rem}rem,{rem * 1.22:.2f}vw)"


def steps_html(meeting: Meeting, position: int, voted: Sequence[str]) -> str:
    """Where the meeting is: its day, which case of how many, one dash per case."""
    dashes = ""
    for at, code in enumerate(meeting.order):
        fill = role("accent") if at == position else role("met") if code in voted else role("line")
        dashes += f'<span style="flex:0 1 .62vw;height:.38rem;background:{fill}"></span>'
    return (
        f'<div class="ntm-grown" style="display:flex;gap:.9rem;align-items:center;white-space:nowrap;'
        f"font-size:{grown(0.95)};"
        f'color:{role("soft")}"><span>Phiên họp ngày {day(meeting.held_on)} · '
        f'<b style="color:{role("ink")}">hồ sơ {position + 1} trong {len(meeting.order)}</b></span>'
        f'<span aria-hidden="true" style="display:flex;flex:1 1 0;min-width:0;gap:2px">{dashes}</span></div>'
    )


def title_html(case: Case, rulebook: Rulebook, place: str, level: int = 1) -> str:
    """Who, for what, by which clause, proposed by whom; the name is a heading of that level."""
    screened = case.screened
    name = f"{case.nominee}, {place}" if place and place not in case.nominee else case.nominee
    nearest = findings.in_order_of_hope(rulebook, screened)[:1]
    clause = f" · {escape(nearest[0].citation)}" if nearest else ""
    state = STATE_OF_VERDICT[screened.verdict]
    return (
        f'<h{level} style="{SERIF}font-size:{grown(1.85)};line-height:1.15;margin:0;padding:.3rem 0 .1rem;'
        f'text-wrap:balance;color:{role("ink")}">{escape(name)}</h{level}>'
        f'<div style="font-size:{grown(1.05)};line-height:1.35;color:{role("ink")}">Đề nghị '
        f"<b>{escape(label('award', screened.award))}</b>"
        f'<span style="color:{role("soft")}">{clause} · {escape(case.proposer)} đề nghị</span></div>'
        f'<div style="display:flex;gap:.5em;align-items:center;font-size:{grown(0.95)};font-weight:600;'
        f'color:{role(f"{state}_text")};padding:.15rem 0 .35rem">{mark(state, 18)}'
        f"{escape(label('verdict', screened.verdict))}{_beside(case)}</div>"
    )


def _beside(case: Case) -> str:
    dossier = {True: "hồ sơ đủ bộ", False: "hồ sơ thiếu giấy tờ", None: "chưa ghi nhận giấy tờ"}[
        case.dossier.complete if case.dossier else None
    ]
    time = {True: "đúng hạn", False: "trễ hạn", None: "chưa ghi ngày nhận"}[case.on_time]
    late = role("late_text") if case.on_time is False else role("soft")
    return (
        f'<span style="font-weight:400;color:{role("soft")}">· {dossier} · '
        f'<span style="color:{late}">{time}</span></span>'
    )


def findings_html(case: Case, rulebook: Rulebook, sources: Mapping[int, Source]) -> str:
    """The nearest clause with each condition, its figure and source; the other clauses in a line each."""
    screened = case.screened
    clauses = findings.in_order_of_hope(rulebook, screened)
    if not clauses:
        return _note("Không có tiêu chuẩn nào cho đối tượng và hình thức này", "", "unmet")
    asked = findings.questions(rulebook)
    rows = "".join(
        _row(finding, asked[finding.test.clause, finding.test.condition], sources)
        for finding in screened.findings
        if finding.test.clause == clauses[0].id and finding.outcome is not Outcome.FOR_COUNCIL
    )
    others = "".join(
        f'<div style="font-size:{grown(0.86)};color:{role("soft")};padding:.15rem 0">'
        f"{escape(findings.clause_title(clause, screened))}</div>"
        for clause in clauses[1:]
    )
    return f'<div style="border-top:2px solid {role("ink")}">{rows}</div>{others}'


def _row(finding: Finding, question: str, sources: Mapping[int, Source]) -> str:
    state = state_of(finding.outcome)
    wash = role(f"{state}_wash") if finding.outcome is not Outcome.MET else "transparent"
    judged = finding.test.call is None
    beside = "Hội đồng đã kết luận" if judged else findings.required(finding.test)
    known = [f"{sources[each].file}, dòng {sources[each].line}" for each in finding.sources if each in sources]
    more = f" và {len(known) - SHOWN_SOURCES} dòng khác" if len(known) > SHOWN_SOURCES else ""
    said = [beside, findings.owed_by(finding), "; ".join(known[:SHOWN_SOURCES]) + more]
    actual = ("Có" if finding.outcome is Outcome.MET else "Không") if judged else findings.actual(finding)
    return (
        '<div style="display:grid;grid-template-columns:2rem minmax(0,1fr) auto;gap:.2rem .6rem;align-items:center;'
        f'padding:.34rem .4rem;background:{wash};border-bottom:1px solid {role("hair")};line-height:1.25">'
        f"<div>{mark(state, 21)}</div>"
        f'<div><div style="font-weight:600;font-size:{grown(1.0)};color:{role("ink")}">{escape(question)}</div>'
        f'<div style="font-size:{grown(0.78)};color:{role("soft")}">'
        f"{escape(' · '.join(part for part in said if part))}</div></div>"
        f'<div style="text-align:right"><div style="font-weight:700;font-size:{grown(1.08)};color:{role("ink")}">'
        f'{escape(actual)}</div><div style="font-size:{grown(0.82)};font-weight:600;'
        f'color:{role(f"{state}_text")}">{escape(findings.standing(finding))}</div></div></div>'
    )


def open_questions(case: Case) -> list[Finding]:
    """What only the Council can answer, in the clauses that could still bring the award."""
    screened = case.screened
    return [
        finding
        for finding in screened.findings
        if finding.outcome is Outcome.FOR_COUNCIL and screened.clauses[finding.test.clause] is not Outcome.UNMET
    ]


def question_html(question: str, clause: str, note: str) -> str:
    """A question to the Council, in words large enough for the room."""
    return (
        f'<div style="background:{role("for_council_wash")};border-left:8px solid {role("for_council")};'
        'padding:.5rem 1rem;display:flex;gap:1rem;align-items:center;margin-top:.5rem">'
        f'{mark("for_council", 34)}<div><div style="font-size:{grown(0.86)};font-weight:600;'
        f'color:{role("for_council_text")}">Chỉ còn Hội đồng quyết định · {escape(clause)}</div>'
        f'<div style="{SERIF}font-size:{grown(1.2)};line-height:1.25;color:{role("ink")}">{escape(question)}</div>'
        f'<div style="font-size:{grown(0.86)};color:{role("soft")}">{escape(note)}</div></div></div>'
    )


def beside_html(
    case: Case, rulebook: Rulebook, awards: Sequence[EarlierAward], others: Sequence[Case], change: Change | None
) -> str:
    """Earlier awards, readings, flags, what changed since the papers, and others of its kind side by side."""
    parts = []
    if change is not None:
        said = ", ".join(CHANGES[each] for each in change.what)
        then = f"; khi đó: {label('verdict', change.then.screened.verdict).lower()}" if change.then else ""
        parts.append(_note("Khác với tài liệu đã phát", f"đổi {said}{then}", "late"))
    parts.append(_awards(awards))
    for variant, verdict in case.screened.turns.items():
        reading = next(each for each in rulebook.readings if each.id == variant.reading)
        choice = next(each for each in reading.choices if each.id == variant.choice)
        parts.append(
            _note(
                explained(f"Tùy cách hiểu: {reading.question}", cach_hieu="cách hiểu"),
                f"nếu hiểu “{choice.label}”: {label('verdict', verdict).lower()}",
                "for_council",
            )
        )
    if case.flags:
        parts.append(_note("Cần lưu ý", flag_words(case.flags), "late"))
    parts.append(_neighbours(case, rulebook, others))
    return "".join(parts)


def _note(title: str, body: str, state: str) -> str:
    return (
        f'<div style="border-left:5px solid {role(state)};background:{role(f"{state}_wash")};padding:.3rem .8rem;'
        f'margin-top:.4rem;font-size:{grown(0.86)};line-height:1.35"><b style="color:{role(f"{state}_text")}">'
        f"{as_html(title)}</b> {as_html(body)}</div>"
    )


def _awards(awards: Sequence[EarlierAward]) -> str:
    if not awards:
        said = "chưa có lịch sử khen thưởng"
    elif all(each.status == AwardStatus.NONE for each in awards):
        said = "đã rà soát, không có"
    else:
        said = "; ".join(_award(each) for each in awards if each.status != AwardStatus.NONE)
    return (
        f'<div style="font-size:{grown(0.86)};line-height:1.4;padding-top:.4rem;color:{role("ink")}">'
        f"<b>Đã được khen:</b> {escape(said)}</div>"
    )


def _award(each: EarlierAward) -> str:
    when = day(each.decided_on) if each.decided_on else str(each.decided_year or "chưa rõ ngày")
    number = f" số {each.decision}" if each.decision else ""
    annulled = ", đã thu hồi" if each.status == AwardStatus.ANNULLED else ""
    return f"{label('award', each.form)}, QĐ{number} ngày {when}{annulled}"


def _neighbours(case: Case, rulebook: Rulebook, others: Sequence[Case]) -> str:
    clauses = findings.in_order_of_hope(rulebook, case.screened)
    if not others or not clauses:
        return ""
    clause, asked = clauses[0].id, findings.questions(rulebook)
    tests = [
        finding.test
        for finding in case.screened.findings
        if finding.test.clause == clause and findings.unit_of(finding.test) not in ("", "truth")
    ]
    if not tests:
        names = ", ".join(other.nominee for other in others)
        return f'<div style="font-size:{grown(0.86)};padding-top:.4rem"><b>Cùng loại:</b> {escape(names)}</div>'
    cell = f"padding:.2rem .5rem;border-bottom:1px solid {role('hair')};text-align:right"
    head = "".join(
        f'<th scope="col" style="{cell};font-weight:400;color:{role("soft")}">'
        f"{escape(asked[test.clause, test.condition])}</th>"
        for test in tests
    )
    rows = ""
    for each in (case, *others):
        known = {(found.test.clause, found.test.condition): found for found in each.screened.findings}
        values = "".join(
            f'<td style="{cell}">{escape(findings.actual(known[test.clause, test.condition]))}</td>'
            if (test.clause, test.condition) in known
            else f'<td style="{cell}">–</td>'
            for test in tests
        )
        weight = "700" if each is case else "400"
        name = f'<th scope="row" style="{cell};text-align:left;font-weight:inherit">{escape(each.nominee)}</th>'
        rows += f'<tr style="font-weight:{weight}">{name}{values}</tr>'
    return (
        f'<table style="width:100%;border-collapse:collapse;margin-top:.5rem;font-size:{grown(0.82)};'
        f'color:{role("ink")}">{caption_html("Hồ sơ cùng loại, để đối chiếu số liệu")}<thead><tr>'
        f'<th scope="col" style="{cell};text-align:left">Cùng loại, để đối chiếu số liệu</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
