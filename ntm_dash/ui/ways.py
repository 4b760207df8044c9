"""Why a case stands as it does and what would change it, in a few lines above the clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.gaps import datum_of
from ntm_dash.services.screening import Case
from ntm_dash.services.ways import Obstacle, Way, outcome_of
from ntm_dash.ui import findings
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark, state_of
from ntm_dash.ui.numbers import figure
from ntm_dash.ui.words import label

SHOWN = 4
"""Lines of what would change it; the clauses below have the rest."""
OTHERS = 2
"""Lines for other clauses."""
Asked = Mapping[tuple[str, str], str]
"""The question of each condition, by clause and condition."""


def ways_html(case: Case, rulebook: Rulebook, found: Sequence[Way]) -> str:
    """The reason of the verdict, and below it what would change it. `found` are the ways of the case."""
    verdict = case.screened.verdict
    asked = findings.questions(rulebook)
    obstacles = sorted(found[0].obstacles if found else (), key=outcome_of)
    lines = [
        _line(mark(state_of(outcome_of(each)), 16), escape(_sentence(obstacle_words(each, asked))))
        for each in obstacles
    ]
    more = len(lines) - SHOWN
    if more > 0:
        lines[SHOWN:] = [_line("", escape(f"và {more} điều nữa, xem các điều kiện bên dưới"))]
    lines += [_line("", escape(line)) for line in other_lines(rulebook, found, asked)]
    lines += [_line(mark("for_council", 16), escape(line)) for line in reading_lines(case, rulebook)]
    change = f"<b>Điều gì sẽ thay đổi kết quả:</b> {escape(change_title(case, found))}"
    return (
        f'<div style="border-left:5px solid {role(STATE_OF_VERDICT[verdict])};padding:.15rem 0 .25rem .9rem;'
        f'margin-bottom:.35rem;line-height:1.3;color:{role("ink")}"><div><b>Vì sao:</b> '
        f"{escape(reason(case, rulebook, found, asked))}</div>"
        f'<div style="padding-top:.2rem">{change}</div>{"".join(lines)}</div>'
    )


def reason(case: Case, rulebook: Rulebook, found: Sequence[Way], asked: Asked) -> str:
    """Why the verdict is what it is, in one sentence, by the clause nearest to being met."""
    if not found:
        award, subject = label("award", case.screened.award), label("subject", case.screened.subject).lower()
        return f"văn bản không có tiêu chuẩn {award} cho {subject}."
    way = found[0]
    citation = next(clause.citation for clause in rulebook.clauses if clause.id == way.clause)
    others = len(found) - 1
    match way.outcome:
        case Outcome.MET:
            return f"mục {citation} đạt mọi điều kiện; một mục đạt là đủ."
        case Outcome.FOR_COUNCIL:
            left = len(way.obstacles)
            return f"mục {citation} đạt mọi điều tính được bằng số liệu, còn {left} điều Hội đồng kết luận."
        case Outcome.UNKNOWN:
            return f"mục {citation} chưa kết luận được vì thiếu số liệu; chưa có điều nào chắc chắn không đạt."
    short = way.short
    beside = f" {others} mục khác cũng chưa đạt." if others else ""
    if len(short) == 1 and len(short[0]) == 1 and len(short[0][0]) == 1:
        [finding] = short[0][0]
        question = asked[finding.test.clause, finding.test.condition]
        return f"mục {citation} cần “{question}”, hiện {_now(finding)}.{beside}"
    return f"mục {citation} gần đạt nhất, còn {len(short)} điều chắc chắn chưa đạt.{beside}"


def change_title(case: Case, found: Sequence[Way]) -> str:
    """What the case would become, and by how much."""
    if not found:
        return "không số liệu nào; chỉ khi đổi hình thức hoặc đối tượng đề nghị."
    way = found[0]
    if way.outcome is Outcome.MET:
        return (
            "chỉ cách hiểu dưới đây." if case.screened.turns else "không số liệu nào đang chờ có thể đổi kết quả này."
        )
    become = label("verdict", Verdict.of(way.leads_to))
    count = len(way.obstacles)
    if way.outcome is Outcome.FOR_COUNCIL:
        return f"thành “{label('verdict', Verdict.ELIGIBLE)}” khi Hội đồng kết luận " + (
            "điều sau:" if count == 1 else f"đủ {count} điều sau:"
        )
    return f"thành “{become}” khi " + ("có điều sau:" if count == 1 else f"có đủ {count} điều sau:")


def obstacle_words(obstacle: Obstacle, asked: Asked) -> str:
    """One obstacle in words: what must come, of whom; alternatives with "hoặc"."""
    return "; hoặc ".join(
        " và ".join(_finding_words(finding, asked) for finding in alternative) for alternative in obstacle
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def other_lines(rulebook: Rulebook, found: Sequence[Way], asked: Asked) -> list[str]:
    """The other clauses that are as open, or one step from it: what each still needs."""
    if not found or found[0].outcome is Outcome.MET:
        return []
    citations = {clause.id: clause.citation for clause in rulebook.clauses}
    lines = []
    for way in found[1:]:
        if way.outcome is Outcome.UNMET and len(way.obstacles) > 1:
            continue
        become = f"Hoặc theo mục {citations[way.clause]}, thành “{label('verdict', Verdict.of(way.leads_to))}”: "
        if len(way.obstacles) == 1:
            lines.append(become + obstacle_words(way.obstacles[0], asked))
        else:
            lines.append(f"{become}còn {len(way.obstacles)} điều, xem bên dưới")
    return lines[:OTHERS]


def reading_lines(case: Case, rulebook: Rulebook) -> list[str]:
    """Each reading that would turn the verdict, and to what."""
    lines = []
    for variant, verdict in case.screened.turns.items():
        reading = next(each for each in rulebook.readings if each.id == variant.reading)
        choice = next(each for each in reading.choices if each.id == variant.choice)
        lines.append(f"{reading.question} Nếu Hội đồng chốt “{choice.label}”: “{label('verdict', verdict)}”")
    return lines


def _finding_words(finding: Finding, asked: Asked) -> str:
    question = f"“{asked[finding.test.clause, finding.test.condition]}”"
    if finding.outcome is Outcome.FOR_COUNCIL:
        return f"Hội đồng kết luận {question}"
    owner = _owner(finding)
    if finding.outcome is Outcome.UNKNOWN:
        known = f", hiện {_now(finding)}" if finding.at_least else ""
        return f"{owner} gửi {label('datum', datum_of(finding))}: {question}{known}"
    unit, distance = findings.unit_of(finding.test), finding.distance
    if finding.test.comparison == "at_least" and distance is not None and unit not in ("truth", "place"):
        lacking = figure(-distance, unit, label("figure_unit", unit))
        return f"thêm {lacking} được ghi nhận: {question}; {owner} cung cấp"
    return (
        f"{question}, hiện {_now(finding)}, {findings.required(finding.test)}; chỉ đổi nếu "
        f"{label('datum', datum_of(finding))} ghi sai và được sửa"
    )


def _now(finding: Finding) -> str:
    said = findings.actual(finding)
    return said[:1].lower() + said[1:]


def _owner(finding: Finding) -> str:
    call = finding.test.call
    if call is None:
        return ""
    return label("owner", catalogue()[call.values["of"] if call.fact == "rank" else call.fact].owner)


def _line(drawn: str, words: str) -> str:
    return (
        '<div style="display:grid;grid-template-columns:1.35rem minmax(0,1fr);font-size:.95rem;padding-top:.12rem">'
        f"<div>{drawn}</div><div>{words}</div></div>"
    )
