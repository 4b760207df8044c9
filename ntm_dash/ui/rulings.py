"""Rulings as they are drawn: each open passage with how it is read, what a ruling would change, who ruled when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape

from ntm_dash.screening.rulebook import Reading
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.rulings import Judgement, Ruling, Turn
from ntm_dash.services.screening import Case
from ntm_dash.ui import findings
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.words import label

PUNCTUAL = {True: "đúng hạn", False: "trễ hạn", None: "chưa rõ thời hạn"}


def effect_html(turns: Sequence[Turn], title: str) -> str:
    """The cases that a ruling would change, each with its verdict before and after."""
    if not turns:
        return section_html(f"{title}: không hồ sơ nào đổi kết quả", "theo số liệu đang có trong sổ")
    rows = "".join(_turn(turn) for turn in turns)
    return (
        section_html(f"{title}: {len(turns)} hồ sơ đổi kết quả", "kết quả nay → kết quả khi đó")
        + f'<div data-scroll="effect" style="max-height:20rem;overflow:auto">{rows}</div>'
    )


def _turn(turn: Turn) -> str:
    said = ""
    if turn.before is not turn.after:
        for verdict, arrow in ((turn.before, " → "), (turn.after, "")):
            state = STATE_OF_VERDICT[verdict]
            word = escape(label("verdict", verdict))
            said += f'{mark(state, 15)} <b style="color:{role(f"{state}_text")}">{word}</b>{arrow}'
    if turn.was_on_time is not turn.on_time:
        said += f" · {PUNCTUAL[turn.was_on_time]} → {PUNCTUAL[turn.on_time]}"
    return (
        f'<div style="display:flex;justify-content:space-between;gap:1rem;padding:.26rem .2rem;line-height:1.3;'
        f'border-bottom:1px solid {role("hair")}"><a href="#" data-pick="open {escape(turn.code)}" '
        f'style="font-weight:600;color:{role("ink")};text-decoration:none">{escape(turn.nominee)}'
        f'<span style="font-weight:400;font-size:.86rem;color:{role("soft")}"> · {escape(turn.code)}</span></a>'
        f'<span style="font-size:.95rem;text-align:right">{said}</span></div>'
    )


def readings_html(
    campaign: Campaign, settled: Mapping[str, Ruling], turning: Mapping[str, int], chosen: str | None
) -> str:
    """Every passage that can be read in several ways: how it is read now, by whom, how many cases turn on it."""
    rows = ""
    for reading in campaign.rulebook.readings:
        ruling = settled.get(reading.id)
        state, said = ("met", _ruled(ruling)) if ruling else ("for_council", "chưa chốt, đang theo mặc định")
        count = turning.get(reading.id, 0)
        turns = f"{count} hồ sơ tùy cách hiểu này" if count else "không hồ sơ nào tùy cách hiểu này"
        wash = role("accent_wash") if reading.id == chosen else "transparent"
        read = choice_label(reading, campaign.choices[reading.id])
        rows += (
            f'<div data-pick="{escape(reading.id)}" tabindex="0" role="button" style="display:grid;cursor:pointer;'
            f"grid-template-columns:1.6rem minmax(0,1fr);gap:.4rem;padding:.34rem .3rem;background:{wash};"
            f'border-bottom:1px solid {role("hair")};line-height:1.3">{mark(state, 18)}<div>'
            f'<div style="font-weight:600;color:{role("ink")}">{escape(reading.question)}</div>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(read)}'
            f" · {escape(said)} · {escape(turns)}</div></div></div>"
        )
    return rows


def _ruled(ruling: Ruling) -> str:
    reason = f", {ruling.reason}" if ruling.reason else ""
    return f"Hội đồng chốt ngày {day(ruling.held_on)}, phiên {ruling.meeting}{reason}"


def choice_label(reading: Reading, choice: str) -> str:
    """The words of a choice."""
    return next(each.label for each in reading.choices if each.id == choice)


def judgements_html(campaign: Campaign, found: Sequence[Judgement], cases: Mapping[str, Case]) -> str:
    """Every answer the Council has given, newest first."""
    asked = findings.questions(campaign.rulebook)
    rows = ""
    for each in reversed(found):
        state, word = ("met", "Có") if each.holds else ("unmet", "Không")
        name = cases[each.case_id].nominee if each.case_id in cases else each.case_id
        rows += (
            '<div style="display:grid;grid-template-columns:1.6rem minmax(0,1fr) 4rem;gap:.4rem;padding:.3rem .2rem;'
            f'border-bottom:1px solid {role("hair")};line-height:1.3">{mark(state, 18)}<div>'
            f'<a href="#" data-pick="open {escape(each.case_id)}" style="font-weight:600;color:{role("ink")};'
            f'text-decoration:none">{escape(name)}</a>'
            f'<div style="font-size:.86rem;color:{role("soft")}">{escape(asked[each.clause, each.condition])}'
            f" · ngày {day(each.held_on)}, phiên {escape(each.meeting)}</div></div>"
            f'<b style="text-align:right;color:{role(f"{state}_text")}">{word}</b></div>'
        )
    return rows


def turning(cases: Iterable[Case]) -> dict[str, int]:
    """How many cases turn on each reading."""
    return dict(Counter(reading for case in cases for reading in case.turns_on))


def sentence(settled: Collection[str], answered: Collection[object], readings: int) -> str:
    """How much is settled."""
    if not settled and not answered:
        return f"{readings} chỗ văn bản còn để ngỏ, Hội đồng chưa chốt chỗ nào"
    return f"Hội đồng đã chốt {len(settled)} trong {readings} cách hiểu, kết luận {len(answered)} điều"
