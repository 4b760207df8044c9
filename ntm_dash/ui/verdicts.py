"""Nominations at a glance: one mark each by subject and verdict, counts by award, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from ntm_dash.domain.terms import Subject, Verdict
from ntm_dash.screening.rulebook import Stage
from ntm_dash.services.screening import Case
from ntm_dash.services.stages import Position
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.choosing import AWARD, SUBJECT, VERDICTS
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import STATE_OF_VERDICT, mark, repeated
from ntm_dash.ui.numbers import number
from ntm_dash.ui.opening import LIST, address
from ntm_dash.ui.picture import chart
from ntm_dash.ui.words import label

MOST_MARKS = 60


def verdicts_html(cases: Sequence[Case]) -> str:
    """One mark per nomination, by subject, the surest verdicts first; a mark opens the list that it is on."""
    counts = Counter((case.screened.subject, case.screened.verdict) for case in cases)
    by_subject, tallied = Counter[Subject](), Counter[Verdict]()
    for (subject, verdict), count in counts.items():
        by_subject[subject] += count
        tallied[verdict] += count
    drawn = {verdict: repeated(STATE_OF_VERDICT[verdict], 15, f"ntm-{verdict}-") for verdict in reversed(Verdict)}
    rows = ""
    for subject, count in by_subject.most_common():
        marks = "".join(_marks(subject, verdict, counts[subject, verdict], one) for verdict, (_, one) in drawn.items())
        rows += (
            f"<div>{escape(label('subject', subject))}</div>"
            f'<div style="display:flex;flex-wrap:wrap;gap:3px">{marks}</div>'
            f'<div style="text-align:right;font-weight:600">{number(count)}</div>'
        )
    legend = "".join(
        f'<a href="{escape(cases_address(verdict), quote=True)}" target="_self" '
        f'style="display:inline-flex;gap:.4em;align-items:center;color:inherit;text-decoration:none">'
        f"{mark(STATE_OF_VERDICT[verdict], 15)}{escape(label('verdict', verdict))} "
        f"<b>{number(tallied[verdict])}</b></a>"
        for verdict in reversed(Verdict)
    )
    waiting, eligible = number(tallied[Verdict.FOR_COUNCIL]), number(tallied[Verdict.ELIGIBLE])
    head = section_html(
        f"{waiting} hồ sơ chờ Hội đồng, {eligible} hồ sơ đủ điều kiện",
        "Mỗi dấu là một hồ sơ, theo đối tượng và kết quả sàng lọc",
    )
    return chart(
        "Hồ sơ theo đối tượng và kết quả sàng lọc",
        f"<style>{''.join(rules for rules, _ in drawn.values())}</style>"
        f'{head}<div style="display:grid;grid-template-columns:190px 1fr 2.4em;gap:.32rem .7rem;align-items:center;'
        f'font-size:.95rem;color:{role("ink")}">{rows}</div><div style="display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;'
        f'font-size:.86rem;color:{role("soft")};padding-top:.6rem">{legend}</div>{awards_html(cases)}',
    )


def _marks(subject: Subject, verdict: Verdict, count: int, drawn: str) -> str:
    """The marks of one verdict; where they are very many, one with the count."""
    if not count:
        return ""
    way = escape(cases_address(verdict, **{SUBJECT: label("subject", subject)}), quote=True)
    said = escape(f"{count} {label('subject', subject).lower()}: {label('verdict', verdict).lower()}", quote=True)
    shown = drawn * count if count <= MOST_MARKS else f"{drawn} ×{number(count)}"
    return (
        f'<a href="{way}" target="_self" title="{said}" aria-label="{said}" style="display:inline-flex;flex-wrap:wrap;'
        f'gap:3px;text-decoration:none;color:inherit">{shown}</a>'
    )


def awards_html(cases: Sequence[Case]) -> str:
    """Nominations by award and verdict; each count opens its list."""
    counts = Counter((case.screened.award, case.screened.verdict) for case in cases)
    head = "".join(f"<div>{escape(label('verdict', verdict))}</div>" for verdict in reversed(Verdict))
    rows = ""
    for award in dict.fromkeys(case.screened.award for case in cases):
        cells = "".join(
            f'<a href="{escape(cases_address(verdict, **{AWARD: label("award", award)}), quote=True)}" target="_self" '
            f'style="color:inherit;font-weight:600">'
            f"{counts[award, verdict]}</a>"
            for verdict in reversed(Verdict)
        )
        rows += f"<div>{escape(label('award', award))}</div>{cells}"
    return (
        f'<div style="display:grid;grid-template-columns:190px repeat({len(Verdict)},1fr);gap:.2rem .7rem;'
        f'font-size:.95rem;color:{role("ink")};padding-top:.7rem;line-height:1.3"><div></div>{head}{rows}</div>'
    )


def cases_address(verdict: Verdict, **filters: str) -> str:
    """The screening list with its filters set: a verdict, and an award or a kind of subject in words."""
    return address("screening", **{VERDICTS: str(verdict), **filters})


def stages_html(stages: Sequence[Stage], positions: Sequence[Position]) -> str:
    """How many dossiers stand at each stage of their road."""
    counts = Counter(each.stage for each in positions)
    top = max(counts.values(), default=0) or 1
    rows = "".join(
        f'<a href="#" data-pick="{LIST} stage {escape(stage.id, quote=True)}" style="display:contents;color:inherit">'
        f'<div>{escape(stage.word)}</div><div style="height:15px;background:{role("wash")}"><div style="height:15px;'
        f'width:{100 * counts[stage.id] / top:.1f}%;background:{role("accent")}"></div></div>'
        f'<div style="text-align:right;font-weight:600">{counts[stage.id]}</div></a>'
        for stage in stages
        if counts[stage.id]
    )
    head = section_html(f"{len(positions)} hồ sơ trên đường đi", "Theo bước xử lý (mục IV)")
    return (
        f'{head}<div style="display:grid;grid-template-columns:minmax(140px,200px) 1fr 2.4em;gap:.3rem .7rem;'
        f'align-items:center;font-size:.95rem;color:{role("ink")}">{rows}</div>'
    )
