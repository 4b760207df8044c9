"""Controls as HTML, for `picture`: much lighter for the browser than widgets, and they stand where the drawing wants.

A choice picks its name, a space and the value; a toggle or a link what it is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark

PAPER = f"color:{role('ink')};background:{role('paper')};border:1px solid {role('line')}"
ON_SIDEBAR = (
    "color:inherit;background:rgb(255 255 255/.09);border:1px solid rgb(255 255 255/.28);color-scheme:dark;"
    "font-size:.9em"
)
_FIELD = "box-sizing:border-box;width:100%;font:inherit;height:2.15em;padding:0 .4em;border-radius:3px;"


def choice(
    name: str, title: str, options: Iterable[tuple[str, str]], chosen: str, *, every: str = "", style: str = PAPER
) -> str:
    """One of some options (value, words); `every` are the words for no choice, where none is possible."""
    listed = [("", every), *options] if every else options
    items = "".join(
        f'<option value="{escape(value, quote=True)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in listed
    )
    return (
        f'<select data-name="{name}" aria-label="{escape(title, quote=True)}" style="{_FIELD}{style}">{items}</select>'
    )


def search(name: str, title: str, words: str, hint: str = "", *, style: str = PAPER) -> str:
    """A field to search by words, which answers while one types."""
    return (
        f'<input type="search" data-name="{name}" aria-label="{escape(title, quote=True)}" autocomplete="off" '
        f'placeholder="{escape(hint or title, quote=True)}" value="{escape(words, quote=True)}" '
        f'style="{_FIELD}{style}">'
    )


def field(name: str, title: str, value: str, *, kind: str, style: str = PAPER) -> str:
    """A field for a whole number (`number`) or for words, such as a day as people write it (`text`)."""
    least = ' min="0" step="1"' if kind == "number" else ""
    return (
        f'<input type="{kind}"{least} data-name="{name}" aria-label="{escape(title, quote=True)}" '
        f'value="{escape(value, quote=True)}" style="{_FIELD}{style}">'
    )


def titled(title: str, control: str) -> str:
    """A control with its title above."""
    return f'<div><div style="padding:.1rem 0 .25rem;line-height:1.3">{escape(title)}</div>{control}</div>'


def toggle(pick: str, words: str, on: bool, *, state: str = "") -> str:
    """A button that is pressed or not, with the mark of a state."""
    drawn = f"{mark(state, 17)} " if state else ""
    look = (
        f"background:{role('accent_wash')};border:1px solid {role('accent')};color:{role('accent')};font-weight:700"
        if on
        else f"background:{role('paper')};border:1px solid {role('line')};color:{role('ink')}"
    )
    return (
        f'<button type="button" data-pick="{escape(pick, quote=True)}" aria-pressed="{str(on).lower()}" '
        f'style="font:inherit;display:inline-flex;gap:.4em;align-items:center;cursor:pointer;padding:.22em .55em;'
        f'border-radius:3px;line-height:1.4;white-space:nowrap;{look}">{drawn}{escape(words)}</button>'
    )


def step(pick: str, words: str, sign: str, *, possible: bool) -> str:
    """A button with a sign that goes one step on or back."""
    return (
        f'<button type="button" data-pick="{escape(pick, quote=True)}" aria-label="{escape(words, quote=True)}" '
        f'{"" if possible else "disabled "}style="font:inherit;cursor:pointer;width:2em;height:1.8em;border-radius:3px;'
        f'{PAPER};opacity:{1 if possible else 0.4}">{sign}</button>'
    )
