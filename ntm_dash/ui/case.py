"""One nomination as the Council reads it: three answers apart, each clause with its findings, what is still owed.

Everything here is HTML for one drawing; a part with `data-pick` names the file row that it opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.intake.forms.definition import forms
from ntm_dash.screening.engine import Finding
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.screening import Case, Source
from ntm_dash.services.ways import Way
from ntm_dash.ui import findings
from ntm_dash.ui.blocks import SERIF, answer_html, note_html, row_html, section_html
from ntm_dash.ui.choosing import CLAUSE, CONDITION
from ntm_dash.ui.colours import role
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark, state_of
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import page_link
from ntm_dash.ui.ways import ways_html
from ntm_dash.ui.words import label

SHOWN_SOURCES = 3
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱"


def case_html(case: Case, rulebook: Rulebook, found: Sequence[Way], sources: Mapping[int, Source], place: str) -> str:
    """The whole case. `found` are its ways to the award, `place` names where the nominee is."""
    screened = case.screened
    asked = findings.questions(rulebook)
    parts = [_title(case, place), answers_html(case, rulebook), ways_html(case, rulebook, found)]
    if not screened.has_clause:
        parts.append(
            note_html(
                "Không có tiêu chuẩn nào cho đối tượng và hình thức này",
                "Văn bản không quy định tiêu chuẩn "
                f"{label('award', screened.award)} cho {label('subject', screened.subject).lower()}.",
                "unmet",
            )
        )
    clauses = {clause.id: clause for clause in rulebook.clauses}
    for clause in (clauses[way.clause] for way in found):
        title = findings.clause_title(clause, screened)
        told = explained(title, chua_co_so_lieu="chưa có số liệu", hoi_dong_xet="Hội đồng kết luận")
        parts.append(section_html(told, clause.summary))
        for finding in screened.findings:
            if finding.test.clause == clause.id:
                parts.append(finding_html(finding, asked[clause.id, finding.test.condition], sources))
    parts.append(readings_html(case, rulebook))
    parts.append(flags_html(case))
    return "".join(parts)


def _title(case: Case, place: str) -> str:
    screened = case.screened
    name = f"{case.nominee}, {place}" if place and place not in case.nominee else case.nominee
    return (
        '<div style="display:flex;justify-content:space-between;align-items:baseline;gap:1rem">'
        f'<h2 style="{SERIF}font-size:1.5rem;line-height:1.2;margin:0;padding:0;color:{role("ink")}">'
        f"{escape(name)}</h2>"
        f'<span style="color:{role("soft")};font-size:.95rem;white-space:nowrap">'
        f"{escape(screened.nomination or '')}</span></div>"
        f'<div style="font-size:.95rem;line-height:1.4;margin-bottom:.35rem;color:{role("ink")}">'
        f"<b>{escape(label('award', screened.award))}</b> · {escape(label('subject', screened.subject).lower())} · "
        f"{escape(case.proposer)} đề nghị</div>"
    )


def answers_html(case: Case, rulebook: Rulebook) -> str:
    """The three answers to a nomination side by side: conditions, dossier, punctuality."""
    verdict = case.screened.verdict
    cards = [
        answer_html(
            explained("Điều kiện", ba_cau_tra_loi="Điều kiện"),
            STATE_OF_VERDICT[verdict],
            label("verdict", verdict),
            _reason(case),
        )
    ]
    dossier = case.dossier
    if dossier is not None:
        lacking = sum(gap.required - (gap.at_most or 0) for gap in dossier.missing)
        what = "; ".join(
            f"{label('paper', gap.kind).lower()}: "
            + (f"{gap.at_most} trong {gap.required} bản" if gap.at_most is not None else f"cần {gap.required} bản")
            for gap in dossier.missing
        )
        state, word = {
            True: ("met", "Đủ bộ"),
            False: ("unmet", f"Thiếu {lacking} bản"),
            None: ("unknown", "Chưa ghi nhận"),
        }[dossier.complete]
        told = what or ("đủ giấy tờ và số bản" if dossier.complete else "chưa ghi giấy tờ nào")
        cards.append(answer_html(explained("Bộ hồ sơ", ho_so_du_bo="Bộ hồ sơ"), state, word, told))
    state, word = {True: ("met", "Đúng hạn"), False: ("late", "Trễ hạn"), None: ("unknown", "Chưa ghi ngày nhận")}[
        case.on_time
    ]
    cards.append(answer_html(explained("Thời hạn", dung_han="Thời hạn"), state, word, _punctuality(case, rulebook)))
    return f'<div style="display:flex;gap:10px;margin-bottom:.45rem">{"".join(cards)}</div>'


def _reason(case: Case) -> str:
    screened = case.screened
    owed = len(screened.owed)
    judged = sum(
        1
        for finding in screened.findings
        if finding.outcome is Outcome.FOR_COUNCIL and screened.clauses[finding.test.clause] is Outcome.FOR_COUNCIL
    )
    match screened.verdict:
        case Verdict.ELIGIBLE:
            met = [clause for clause, outcome in screened.clauses.items() if outcome is Outcome.MET]
            return f"theo mục {', '.join(met)}"
        case Verdict.FOR_COUNCIL:
            more = f"; còn {owed} số liệu có thể thay đổi kết quả" if owed else ""
            return f"Hội đồng kết luận {judged} điều{more}"
        case Verdict.UNKNOWN:
            return f"còn {owed} số liệu phải bổ sung"
        case _:
            return "không mục nào đạt" if screened.has_clause else "không có tiêu chuẩn cho đối tượng này"


def _punctuality(case: Case, rulebook: Rulebook) -> str:
    deadline = rulebook.dossier_deadline
    if deadline is None:
        return ""
    last = case.due or deadline.date
    own = ", hạn riêng của đơn vị" if last != deadline.date else ""
    due = f"hạn trước {day(last)} ({deadline.citation}{own})"
    if case.received_on is None:
        return due
    apart = (case.received_on - last).days
    if apart == 0:
        return f"nhận đúng ngày hạn; {due}"
    if apart < 0 and not own:
        return f"nhận {day(case.received_on)}, trước hạn {-apart} ngày ({deadline.citation})"
    return f"nhận {day(case.received_on)}, {'sau' if apart > 0 else 'trước'} hạn {abs(apart)} ngày; {due}"


def finding_html(finding: Finding, question: str, sources: Mapping[int, Source]) -> str:
    """One condition: what is asked, where the figure comes from, what was found and what is needed."""
    state = state_of(finding.outcome)
    wash = role(f"{state}_wash") if finding.outcome in (Outcome.UNKNOWN, Outcome.FOR_COUNCIL) else "transparent"
    note, soft = findings.owed_by(finding), f"color:{role('soft')};white-space:nowrap"
    below = _sources(finding, sources) or escape(note or "Chưa có minh chứng trong sổ")
    if note and finding.sources:
        below += f" · {escape(note)}"
    test = finding.test
    below += " · " + page_link("rulebook", "căn cứ", soft, **{CLAUSE: test.clause, CONDITION: test.condition})
    if finding.outcome is Outcome.MET:
        # What is met takes as little room as it can: what is open is to stand on the first screen.
        middle = f'{escape(question)} <span style="font-size:.86rem;{soft}">{below}</span>'
        right = f'<b>{escape(findings.actual(finding))}</b> <span style="font-size:.86rem;{soft}">'
        right += f"{escape(findings.standing(finding))} · {escape(findings.required(test))}</span>"
        return row_html(mark(state, 17), middle, right)
    middle = (
        f'<div style="font-weight:600;color:{role("ink")}">{escape(question)}</div>'
        f'<div style="font-size:.86rem;color:{role("soft")}">{below}</div>'
    )
    right = (
        f'<div style="font-weight:700;font-size:1.05rem;color:{role("ink")}">{escape(findings.actual(finding))}</div>'
        f'<div style="font-size:.86rem;color:{role("soft")}"><b style="color:{role(f"{state}_text")}">'
        f"{escape(findings.standing(finding))}</b> · {escape(findings.required(finding.test))}</div>"
    )
    return row_html(mark(state, 21), middle, right, wash=wash)


def _sources(finding: Finding, sources: Mapping[int, Source]) -> str:
    known = [(number, sources[number]) for number in finding.sources if number in sources]
    links = [
        f'<a href="#" data-pick="{number}" title="{escape(source.file, quote=True)}" style="color:{role("soft")}">'
        f"{escape(forms()[source.form].sheet)}, dòng {source.line}</a>"
        for number, source in known[:SHOWN_SOURCES]
    ]
    more = f" và {len(known) - SHOWN_SOURCES} dòng khác" if len(known) > SHOWN_SOURCES else ""
    return "; ".join(links) + more


def readings_html(case: Case, rulebook: Rulebook) -> str:
    """Each reading under which the verdict would be another."""
    parts = []
    for position, variant in enumerate(case.screened.turns):
        reading = next(each for each in rulebook.readings if each.id == variant.reading)
        choice = next(each for each in reading.choices if each.id == variant.choice)
        verdict = case.screened.turns[variant]
        parts.append(
            note_html(
                explained(
                    f"{CIRCLED[position % len(CIRCLED)]} Tùy cách hiểu: {reading.question} ({reading.citation})",
                    cach_hieu="cách hiểu",
                ),
                explained(
                    f"Nếu hiểu “{choice.label}”: {label('verdict', verdict).lower()}. "
                    f"Hiện tính: {label('verdict', case.screened.verdict).lower()}. Hội đồng chưa chốt.",
                    chot_cach_hieu="chưa chốt",
                ),
            )
        )
    return "".join(parts)


def flags_html(case: Case) -> str:
    """What to look at twice; nothing where there is no flag."""
    if not case.flags:
        return ""
    return note_html("Cần lưu ý", flag_words(case.flags), "late")


def flag_words(flags: Sequence[str]) -> str:
    """The flags in one sentence, with those explained that need it."""
    words = "; ".join(label("flag", flag) for flag in flags)
    return explained(words[:1].upper() + words[1:], dong_hang="đồng hạng", loai_tru="loại trừ", trung_khen="cả hai cấp")
