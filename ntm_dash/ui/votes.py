"""A vote as it is drawn: one bar per member with a line at the count that is needed, whole numbers first."""

from __future__ import annotations

from html import escape

from ntm_dash.domain.voting import Count, needed, passes, tied
from ntm_dash.services.ballots import Ballot, Vote
from ntm_dash.ui.blocks import SERIF
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import number
from ntm_dash.ui.sitting import grown

METHODS = {"hands": "Giơ tay", "paper": "Phiếu giấy", "devices": "Trên thiết bị"}
CHOICES = {"yes": "Đồng ý", "no": "Không đồng ý", "other": "Ý kiến khác"}
BASES = {"all": "tổng số thành viên", "present": "số người biểu quyết"}
VOIDED = {
    "process_ended": "phần mềm dừng giữa chừng, phiếu kín không còn; phải biểu quyết lại",
    "choices_lost": "số phiếu kín không khớp số người đã bỏ; phải biểu quyết lại",
}
"""Why the program itself declared a ballot void."""


def bar_html(count: Count, share: int, base: int) -> str:
    """One box per member of the base: yes filled, against outlined, the rest dashed; a line at the needed count."""
    fewest = needed(share, base)
    against = count.no + count.other + count.invalid
    boxes = ""
    for at in range(base):
        if at == fewest:
            boxes += f'<span style="width:3px;flex:none;background:{role("ink")};margin-top:-.5rem"></span>'
        if at < count.yes:
            style = f"background:{role('met')}"
        elif at < count.yes + against:
            style = f"border:1.5px solid {role('unmet')};background:{role('unmet_wash')}"
        else:
            style = f"border:1.5px dashed {role('unknown')};background:{role('unknown_wash')}"
        boxes += f'<span style="flex:1;box-sizing:border-box;border-radius:1px;{style}"></span>'
    if fewest == base:
        boxes += f'<span style="width:3px;flex:none;background:{role("ink")};margin-top:-.5rem"></span>'
    left = min(88, 100 * fewest / base) if base else 0
    return (
        f'<div style="position:relative;height:1.95rem;font-size:.95rem;font-weight:600;color:{role("ink")}">'
        f'<span style="position:absolute;left:{left:.1f}%;transform:translateX(-50%);white-space:nowrap">'
        f"cần {fewest}</span></div>"
        f'<div style="display:flex;gap:2px;height:2.1rem">{boxes}</div>'
    )


def result_html(count: Count, share: int, base: int, of: str) -> str:
    """The yes of the base, whether that is enough, and the share in words."""
    carried = passes(count.yes, share, base)
    state, word = ("met", "Đạt tỷ lệ") if carried else ("unmet", "Chưa đạt tỷ lệ")
    tie = " · số phiếu ngang nhau" if tied(count) else ""
    per_cent = number(round(100 * count.yes / base, 1)) if base else "–"
    return (
        '<div style="display:flex;gap:1rem;align-items:center;padding:.5rem 0">'
        f'<div style="font-size:{grown(2.3)};font-weight:700;line-height:1;color:{role("ink")}">{count.yes}'
        f'<span style="font-size:{grown(1.2)};font-weight:400;color:{role("soft")}">/{base}</span></div>'
        f'<div><div style="display:flex;gap:.4em;align-items:center;font-size:{grown(1.1)};font-weight:700;'
        f'color:{role(f"{state}_text")}">{mark(state, 21)}{word}</div>'
        f'<div style="font-size:.95rem;color:{role("soft")}">{per_cent} % {BASES[of]}; cần từ {share} %{tie}</div>'
        "</div></div>"
    )


def parts_html(count: Count) -> str:
    """What else was counted, in words."""
    said = [("không đồng ý", count.no), ("ý kiến khác", count.other), ("không hợp lệ", count.invalid)]
    said.append(("chưa gửi phiếu", count.not_returned))
    words = " · ".join(f"{word} <b>{value}</b>" for word, value in said if value)
    return f'<div style="font-size:.95rem;color:{role("soft")}">{words}</div>' if words else ""


def vote_html(vote: Vote) -> str:
    """A counted vote: bar, result, the rest of the count, corrections."""
    rules = vote.ballot.rules
    corrected = "".join(
        f'<div style="font-size:.86rem;color:{role("late_text")}">Đã sửa kết quả: {escape(reason)}</div>'
        for reason in vote.ballot.corrections
    )
    despite = (
        f'<div style="font-size:.86rem;color:{role("late_text")}">Biểu quyết khi chưa đủ người: '
        f"{escape(vote.ballot.despite)}</div>"
        if vote.ballot.despite
        else ""
    )
    return (
        bar_html(vote.count, rules.share, vote.base)
        + result_html(vote.count, rules.share, vote.base, rules.base)
        + parts_html(vote.count)
        + corrected
        + despite
    )


def heading_html(secret: bool, members: int, present: int) -> str:
    """The head of the vote's box: open or secret, how many of the members are there."""
    how = "bỏ phiếu kín" if secret else "công khai"
    return (
        '<div style="display:flex;justify-content:space-between;align-items:baseline;gap:.6rem">'
        f'<h2 style="{SERIF}font-size:1.35rem;margin:0;padding:0;white-space:nowrap;color:{role("ink")}">'
        "Biểu quyết</h2>"
        f'<span style="font-size:.95rem;color:{role("soft")}">{how} · có mặt {present}/{members}</span></div>'
    )


def progress_html(ballot: Ballot) -> str:
    """How many have voted on their devices; what they chose is not shown before the ballot closes."""
    may = len(ballot.may_vote[ballot.cases[0]])
    voted, waiting = f"background:{role('accent')}", f"border:1.5px dashed {role('unknown')}"
    boxes = "".join(
        f'<span style="flex:1;box-sizing:border-box;border-radius:1px;{voted if at < len(ballot.voted) else waiting}">'
        "</span>"
        for at in range(may)
    )
    return (
        f'<div style="display:flex;gap:2px;height:2.1rem;margin:.4rem 0">{boxes}</div>'
        f'<div style="font-size:{grown(1.1)};color:{role("ink")}"><b>{len(ballot.voted)}</b> trong {may} người '
        "đã bỏ phiếu</div>"
    )
