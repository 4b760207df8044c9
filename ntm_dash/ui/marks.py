"""The mark of each state: a shape of its own, so that no state is told by colour alone.

Drawn with CSS boxes, because `st.html` removes SVG; as a picture for the cells of tables, which are canvas.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote

from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.ui.colours import plain, role

STATE_OF_VERDICT = {
    Verdict.ELIGIBLE: "met",
    Verdict.FOR_COUNCIL: "for_council",
    Verdict.UNKNOWN: "unknown",
    Verdict.NOT_ELIGIBLE: "unmet",
}


def state_of(outcome: Outcome) -> str:
    """The state that an outcome is drawn as."""
    return outcome.code


def _stripe(colour: str, degrees: int) -> str:
    return f"linear-gradient({degrees}deg,transparent 43%,{colour} 43% 57%,transparent 57%)"


@cache
def mark(state: str, size: int = 20) -> str:
    """The mark of a state as HTML, `size` pixels square."""
    box = f"display:inline-block;flex:none;box-sizing:border-box;width:{size}px;height:{size}px;vertical-align:-.18em;"
    match state:
        case "met":
            stroke = max(2, round(size * 0.12))
            tick = (
                f"position:absolute;left:{size * 0.35:.1f}px;top:{size * 0.14:.1f}px;width:{size * 0.3:.1f}px;"
                f"height:{size * 0.54:.1f}px;box-sizing:border-box;border:solid {role('paper')};"
                f"border-width:0 {stroke}px {stroke}px 0;transform:rotate(42deg)"
            )
            style = f"{box}background:{role('met')};border-radius:3px;position:relative"
            return f'<span aria-hidden="true" style="{style}"><span style="{tick}"></span></span>'
        case "unmet":
            cross = f"{_stripe(role('unmet'), 45)},{_stripe(role('unmet'), -45)},{role('unmet_wash')}"
            style = f"{box}border:2px solid {role('unmet')};border-radius:3px;background:{cross}"
        case "for_council":
            inner = f"width:{size * 0.74:.1f}px;height:{size * 0.74:.1f}px;background:{role('for_council')};flex:none"
            style = f"{box}display:inline-flex;align-items:center;justify-content:center"
            return (
                f'<span aria-hidden="true" style="{style}"><span style="{inner};transform:rotate(45deg)"></span></span>'
            )
        case "excluded":
            bar = f"linear-gradient({role('paper')},{role('paper')}) 50% 50%/56% 16% no-repeat"
            style = f"{box}border-radius:50%;background:{bar},{role('excluded')}"
        case "late":
            hands = (
                f"linear-gradient({role('late_text')},{role('late_text')}) 50% 22%/2px 40% no-repeat,"
                f"linear-gradient({role('late_text')},{role('late_text')}) 78% 54%/38% 2px no-repeat"
            )
            style = f"{box}border-radius:50%;border:2px solid {role('late')};background:{hands},{role('late_wash')}"
        case _:
            style = (
                f"{box}border:2px dashed {role('unknown')};border-radius:3px;text-align:center;"
                f"line-height:{size - 4}px;font-size:{size * 0.68:.0f}px;font-weight:700;color:{role('unknown_text')}"
            )
            return f'<span aria-hidden="true" style="{style}">?</span>'
    return f'<span aria-hidden="true" style="{style}"></span>'


@cache
def mark_picture(state: str, *, dark: bool = False) -> str:
    """The mark of a state as a picture's address, for a table's cells."""
    fill, wash, paper = (plain(name, dark=dark) for name in (state, f"{state}_wash", "paper"))
    square = f'<rect x="2" y="2" width="20" height="20" rx="3" fill="{wash}" stroke="{fill}" stroke-width="2"'
    shapes = {
        "met": f'<rect x="1" y="1" width="22" height="22" rx="3" fill="{fill}"/>'
        f'<path d="M6.5 12.5l3.6 3.7 7.4-8.2" fill="none" stroke="{paper}" stroke-width="2.8"/>',
        "unmet": f'{square}/><path d="M7 7l10 10M17 7l-10 10" stroke="{fill}" stroke-width="2.6"/>',
        "unknown": f'{square} stroke-dasharray="3.2 2.6"/>'
        f'<path d="M9 9.5a3 3 0 1 1 4.3 2.7c-1 .5-1.3 1-1.3 2" fill="none" stroke="{fill}" stroke-width="2"/>'
        f'<circle cx="12" cy="17" r="1.3" fill="{fill}"/>',
        "for_council": f'<path d="M12 1.5L22.5 12 12 22.5 1.5 12z" fill="{fill}"/>',
    }
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="-8 -8 40 40">{shapes[state]}</svg>'
    )
    return "data:image/svg+xml," + quote(drawing)


def repeated(state: str, size: int, name: str) -> tuple[str, str]:
    """A mark that stands very many times: its styles as rules of classes that begin with `name`, and the mark."""
    rules: list[str] = []

    def named(style: re.Match[str]) -> str:
        rules.append(f".{name}{len(rules)}{{{style[1]}}}")
        return f'class="{name}{len(rules) - 1}"'

    drawn = re.sub(r'style="([^"]*)"', named, mark(state, size))
    return "".join(rules), drawn
