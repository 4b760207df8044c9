"""The agenda of a meeting: what the verdicts offer, what is on it in which order, what changed since the papers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape

import streamlit as st

from ntm_dash.domain.access import Person
from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.agenda import Change, Group, freeze_papers, group_of, set_agenda
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.meetings import Meeting
from ntm_dash.services.meetings import meeting as meeting_of
from ntm_dash.services.screening import Case
from ntm_dash.ui import findings
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.council import attempt
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.words import label

GROUPS = {
    Group.TOGETHER: ("met", "rõ theo quy định", "thông qua cùng lúc"),
    Group.ONE_BY_ONE: ("for_council", "Hội đồng xét từng hồ sơ", "còn điều phải kết luận, hoặc tùy cách hiểu"),
    Group.UNDETERMINED: ("unknown", "chưa xác định được", "còn thiếu số liệu"),
    Group.NOT_ELIGIBLE: ("unmet", "không đủ điều kiện", "có lý do từng hồ sơ"),
}
"""How each group is drawn: state, title, note."""

CHANGES = {
    "verdict": "kết quả",
    "figures": "số liệu",
    "dossier": "giấy tờ",
    "on_time": "thời hạn",
    "flags": "lưu ý",
    "new": "hồ sơ mới",
    "gone": "đã rút",
}


def reason(case: Case, rulebook: Rulebook) -> str:
    """Why a case stands where it does, in one line: what is missing, what is not met, what is asked."""
    screened = case.screened
    if not screened.has_clause:
        return "không có tiêu chuẩn cho đối tượng này"
    asked = findings.questions(rulebook)
    if screened.verdict is Verdict.ELIGIBLE:
        return "theo mục " + ", ".join(id for id, outcome in screened.clauses.items() if outcome is Outcome.MET)
    wanted = {
        Verdict.UNKNOWN: Outcome.UNKNOWN,
        Verdict.FOR_COUNCIL: Outcome.FOR_COUNCIL,
        Verdict.NOT_ELIGIBLE: Outcome.UNMET,
    }[screened.verdict]
    nearest = findings.in_order_of_hope(rulebook, screened)[0]
    for finding in screened.findings:
        if finding.test.clause == nearest.id and finding.outcome is wanted:
            question = asked[finding.test.clause, finding.test.condition].rstrip("?")
            if wanted is Outcome.UNKNOWN:
                return findings.owed_by(finding)
            return question if wanted is Outcome.FOR_COUNCIL else f"{question}: {findings.standing(finding).lower()}"
    return label("verdict", screened.verdict).lower()


def sentence(meeting: Meeting, cases: Mapping[str, Case], settled: Collection[str]) -> str:
    """How many cases are on the agenda, and how they are taken."""
    listed = [cases[code] for code in meeting.order if code in cases]
    if not listed:
        return "Chương trình chưa có hồ sơ nào"
    counts = {group: sum(1 for case in listed if group_of(case, settled) is group) for group in Group}
    counts[Group.TOGETHER] = len(meeting.together)
    counts[Group.ONE_BY_ONE] += sum(
        1
        for case in listed
        if group_of(case, settled) is Group.TOGETHER and case.screened.case_id not in meeting.together
    )
    words = ("thông qua cùng lúc", "xét từng hồ sơ", "chưa xác định được", "không đủ điều kiện")
    parts = [f"{count} {word}" for count, word in zip(counts.values(), words, strict=True) if count]
    return f"Chương trình {len(listed)} hồ sơ: {', '.join(parts)}"


def freeze_button(campaign: Campaign, meeting: Meeting, by: Person) -> None:
    """Takes down that the papers went out as things stand."""
    st.button(
        "Chốt tài liệu",
        icon=":material/inventory_2:",
        help="Ghi lại tài liệu phát theo số liệu lúc này; điều gì đổi về sau sẽ được nêu ra.",
        disabled=not meeting.order,
        on_click=attempt,
        args=(freeze_papers, campaign, meeting.id),
        kwargs={"by": by},
    )


def offer_html(
    campaign: Campaign, meeting: Meeting, cases: Sequence[Case], settled: Collection[str], acts: bool
) -> str:
    """The cases that are not on the agenda yet, by how they are taken; with `acts` each can be put on it."""
    drawn = ""
    on_it = set(meeting.order)
    for group, (state, title, note) in GROUPS.items():
        listed = [case for case in cases if group_of(case, settled) is group and case.screened.case_id not in on_it]
        if not listed:
            continue
        every = (
            f'<div class="ntm-screen" style="padding:.2rem 0">{mark(state, 16)} <a href="#" data-pick="group {group}" '
            f'style="font-size:.95rem;font-weight:600;color:{role("accent")}">'
            f"đưa cả {len(listed)} hồ sơ vào chương trình</a></div>"
        )
        rows = "".join(_offered(case, campaign.rulebook, acts) for case in listed)
        drawn += (
            section_html(f"{len(listed)} hồ sơ {title}", note)
            + (every if acts and not meeting.closed else "")
            + f'<div data-scroll="{group}" style="max-height:15.5rem;overflow:auto">{rows}</div>'
        )
    return drawn


def _offered(case: Case, rulebook: Rulebook, acts: bool) -> str:
    code = escape(case.screened.case_id)
    add = f'<a href="#" data-pick="add {code}" title="Đưa vào chương trình" style="{_LINK}">+</a>' if acts else ""
    return (
        f'<div style="display:grid;grid-template-columns:minmax(0,1fr) 1.6rem;gap:.4rem;padding:.26rem .2rem;'
        f'border-bottom:1px solid {role("hair")};line-height:1.3"><div>'
        f'<a href="#" data-pick="open {code}" style="font-weight:600;color:{role("ink")};text-decoration:none">'
        f"{escape(case.nominee)}</a>"
        f'<span style="font-size:.86rem;color:{role("soft")}"> · {code} · {escape(label("award", case.screened.award))}'
        f'<br>{escape(reason(case, rulebook))}</span></div><div class="ntm-screen">{add}</div></div>'
    )


_LINK = f"text-decoration:none;font-weight:700;padding:0 .3em;color:{role('accent')}"


def agenda_html(meeting: Meeting, cases: Mapping[str, Case], changed: Mapping[str, Change], acts: bool) -> str:
    """The agenda in its order; with `acts` each case can be moved, taken off, or adopted together or not."""
    rows = ""
    for position, code in enumerate(meeting.order, 1):
        case = cases.get(code)
        if case is None:
            continue
        state = STATE_OF_VERDICT[case.screened.verdict]
        together = code in meeting.together
        word = "cùng lúc" if together else "từng hồ sơ"
        safe = escape(code)
        picks = (
            f'<a href="#" data-pick="up {safe}" title="Lên" style="{_LINK}">▲</a>'
            f'<a href="#" data-pick="down {safe}" title="Xuống" style="{_LINK}">▼</a>'
            f'<a href="#" data-pick="off {safe}" title="Đưa ra khỏi chương trình" style="{_LINK}">✕</a>'
        )
        how = f'<a href="#" data-pick="how {safe}" style="color:{role("soft")}">{word}</a>' if acts else word
        since = _changed_chip(changed.get(code))
        rows += (
            '<div style="display:grid;grid-template-columns:2rem 1.4rem minmax(0,1fr) 4.6rem 4.4rem;gap:.3rem;'
            f'padding:.26rem .2rem;border-bottom:1px solid {role("hair")};align-items:baseline;line-height:1.3">'
            f'<span style="text-align:right;color:{role("soft")}">{position}</span>{mark(state, 16)}'
            f'<div><a href="#" data-pick="open {safe}" style="font-weight:600;color:{role("ink")};'
            f'text-decoration:none">{escape(case.nominee)}</a>'
            f'<span style="font-size:.86rem;color:{role("soft")}"> · {safe} · '
            f"{escape(label('award', case.screened.award))}</span>{since}</div>"
            f'<span style="font-size:.86rem;color:{role("soft")}">{how}</span>'
            f'<span class="ntm-screen" style="text-align:right;white-space:nowrap">{picks if acts else ""}</span></div>'
        )
    return f'<div data-scroll="agenda" style="max-height:38rem;overflow:auto">{rows}</div>'


def _changed_chip(change: Change | None) -> str:
    if change is None:
        return ""
    what = ", ".join(CHANGES[each] for each in change.what)
    return f'<span style="font-size:.86rem;color:{role("late_text")};font-weight:600"> · đổi {escape(what)}</span>'


def changed_html(changed: Sequence[Change]) -> str:
    """What is no longer as the papers say, in one list; each opens its case."""
    if not changed:
        return section_html("Không có gì thay đổi sau khi phát tài liệu", "mọi hồ sơ vẫn như tài liệu đã phát")
    rows = ""
    for change in changed:
        now = label("verdict", change.case.screened.verdict).lower()
        then = label("verdict", change.then.screened.verdict).lower() if change.then else "chưa có"
        said = f"{then} → {now}" if "verdict" in change.what or "new" in change.what else now
        what = ", ".join(CHANGES[each] for each in change.what)
        rows += (
            f'<div style="padding:.26rem .2rem;border-bottom:1px solid {role("hair")};line-height:1.3">'
            f'<a href="#" data-pick="open {escape(change.case.screened.case_id)}" style="font-weight:600;'
            f'color:{role("ink")};text-decoration:none">{escape(change.case.nominee)}</a>'
            f'<span style="font-size:.86rem;color:{role("soft")}"> · đổi {escape(what)} · {escape(said)}</span></div>'
        )
    title = f"{len(changed)} hồ sơ thay đổi sau khi phát tài liệu"
    return (
        section_html(title, "so với lúc chốt tài liệu")
        + f'<div data-scroll="changed" style="max-height:15rem;overflow:auto">{rows}</div>'
    )


def arranged(
    meeting: Meeting, offered: Sequence[Case], settled: Collection[str], pick: str
) -> tuple[list[str], set[str]]:
    """The order and what is adopted together after a click: "up", "down", "off", "how", "add" CODE, "group" GROUP."""
    what, _, value = pick.partition(" ")
    order, together = list(meeting.order), set(meeting.together)
    clear = {case.screened.case_id for case in offered if group_of(case, settled) is Group.TOGETHER}
    match what:
        case "add" if value not in order:
            order.append(value)
            together |= {value} & clear
        case "group":
            new = [case.screened.case_id for case in offered if group_of(case, settled) is Group(value)]
            new = [code for code in new if code not in order]
            order += new
            together |= set(new) & clear
        case "off" if value in order:
            order.remove(value)
            together.discard(value)
        case "how" if value in order:
            together = together - {value} if value in together else together | ({value} & clear)
        case "up" | "down" if value in order:
            at = order.index(value)
            to = max(0, at - 1) if what == "up" else min(len(order) - 1, at + 1)
            order.insert(to, order.pop(at))
    return order, together


def arrange(
    campaign: Campaign, meeting: Meeting, offered: Sequence[Case], settled: Collection[str], pick: str, by: Person
) -> None:
    """Set the agenda as a click wants it."""
    # Who clicks fast clicks on a list that is a step behind: what stands now is asked again.
    order, together = arranged(ask(meeting_of, campaign, meeting.id), offered, settled, pick)
    attempt(set_agenda, campaign, meeting.id, order, sorted(together), by=by)
