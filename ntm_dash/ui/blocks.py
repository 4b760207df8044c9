"""The blocks that every page is set from: one sentence on top, ruled sections, marks with words.

Each function draws, and takes plain text: what users typed is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from ntm_dash.domain.problems import Problem
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.words import literal, told


class Html(str):
    """Words that are HTML already: blocks take them as they are."""


SERIF = "font-family:'Source Serif',serif;font-weight:600;"


def as_html(said: str) -> str:
    """Words as HTML, escaped unless they are HTML already."""
    return said if isinstance(said, Html) else escape(said)


def headline(sentence: str, over: str = "", *, illustrative: bool = False) -> None:
    """The page's one title, a sentence that says what is found; above it what is shown, as of when."""
    chip = illustrative_html() if illustrative else ""
    st.html(
        '<div class="ntm-over" style="display:flex;justify-content:space-between;align-items:baseline;gap:1rem;'
        f'font-size:.86rem;color:{role("soft")};line-height:1.5"><span>{as_html(over)}</span>{chip}</div>'
        f'<h1 style="{SERIF}font-size:1.9rem;line-height:1.22;letter-spacing:-.005em;margin:0;'
        f'padding:.1rem 0 .2rem;text-wrap:balance;color:{role("ink")}">{escape(sentence)}</h1>'
    )


def illustrative_html() -> str:
    """The mark of invented records."""
    style = (
        f"border:1px dashed {role('unknown')};border-radius:3px;padding:0 .5em;color:{role('unknown_text')};"
        "font-weight:600;white-space:nowrap"
    )
    return f'<span style="{style}">Dữ liệu minh họa</span>'


def section(title: str, note: str = "") -> None:
    """A ruled section: its title states the finding, the grey line the measure."""
    st.html(section_html(title, note))


def section_html(title: str, note: str = "") -> str:
    """The same as HTML, to be drawn together with what follows."""
    line = f'<div style="font-size:.86rem;color:{role("soft")};line-height:1.35">{as_html(note)}</div>' if note else ""
    return (
        f'<div style="border-top:2px solid {role("ink")};padding-top:.4rem;margin-top:.3rem">'
        f'<h2 style="{SERIF}font-size:1.22rem;line-height:1.28;margin:0;padding:0;text-wrap:pretty;'
        f'color:{role("ink")}">{as_html(title)}</h2>{line}</div>'
    )


def empty(title: str, what_to_do: str, state: str = "unknown") -> None:
    """Nothing to show: what is missing, and who or what brings it."""
    st.html(
        f'<div style="border:1.5px dashed {role("unknown")};border-radius:3px;padding:1.1rem 1.3rem;display:flex;'
        f'gap:.9rem;align-items:flex-start;line-height:1.4">{mark(state, 26)}<div>'
        f'<div style="font-weight:600;font-size:1.1rem;color:{role("ink")}">{escape(title)}</div>'
        f'<div style="color:{role("soft")}">{escape(what_to_do)}</div></div></div>'
    )


def refusals(problems: Iterable[Problem]) -> None:
    """What was refused and why, each with its place."""
    for problem in problems:
        st.error(literal(told(problem)))


def article_html(name: str, chosen: bool) -> str:
    """The beginning of one of many alike, which ends with its tag; the chosen one is marked and comes into view."""
    shown = f' data-show="{escape(name, quote=True)}"' if chosen else ""
    look = f"background:{role('accent_wash')};border-left:5px solid {role('accent')};" if chosen else ""
    return (
        f'<article{shown} style="padding:.5rem .2rem .6rem {".7rem" if chosen else "0"};line-height:1.38;'
        f'border-bottom:1px solid {role("line")};color:{role("ink")};scroll-margin-top:4.5rem;{look}">'
    )


def legend(items: Iterable[tuple[str, str]]) -> None:
    """What marks mean: pairs of a mark's HTML and its words."""
    parts = "".join(
        f'<span style="display:inline-flex;gap:.4em;align-items:center">{drawn}{as_html(words)}</span>'
        for drawn, words in items
    )
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.86rem;'
        f'color:{role("soft")};align-items:center">{parts}</div>'
    )


def figures(items: Sequence[tuple[str, str, str, str]]) -> None:
    """Big figures in one ruled row: label, figure, of what, note."""
    cells = ""
    for index, (label, value, of, note) in enumerate(items):
        edge = f"padding-left:1.1rem;border-left:1px solid {role('line')}" if index else ""
        cells += (
            f'<div style="padding:.55rem .8rem .6rem 0;{edge}">'
            f'<div style="font-size:.95rem;color:{role("soft")};line-height:1.3">{escape(label)}</div>'
            '<div style="font-size:2.9rem;font-weight:600;line-height:1.08;letter-spacing:-.01em;'
            f'color:{role("ink")}">{escape(value)}'
            f'<span style="font-size:1.25rem;font-weight:400;color:{role("soft")}"> {escape(of)}</span></div>'
            f'<div style="font-size:.86rem;line-height:1.35;color:{role("soft")};padding-top:.2rem">'
            f"{escape(note)}</div></div>"
        )
    st.html(
        f'<div style="display:grid;grid-template-columns:repeat({len(items)},1fr);'
        f'border-top:1px solid {role("line")};border-bottom:1px solid {role("line")}">{cells}</div>'
    )


def answer_html(title: str, state: str, word: str, note: str) -> str:
    """One of the three answers to a nomination: what is asked, the state with its word, one line of reason."""
    return (
        f'<div style="flex:1 1 auto;padding:.35rem .8rem .4rem;background:{role(f"{state}_wash")};'
        f'border-left:5px solid {role(state)}">'
        f'<div style="font-size:.86rem;color:{role("soft")}">{as_html(title)}</div>'
        f'<div style="font-size:1.1rem;line-height:1.3;font-weight:700;color:{role(f"{state}_text")};'
        f'display:flex;gap:.4em;align-items:center;white-space:nowrap">{mark(state, 21)}{escape(word)}</div>'
        f'<div style="font-size:.86rem;line-height:1.35;color:{role("ink")}">{escape(note)}</div></div>'
    )


def caption_html(words: str) -> str:
    """What a table holds, for those who hear it; its section says it to those who see it."""
    return f'<caption class="ntm-said">{escape(words)}</caption>'


def opening_row(pick: str, opened: bool, head: str, note: str, *cells: str) -> str:
    """A row of a table of the class `ntm-acts` that opens what it is about; `cells` are HTML."""
    picks = f'data-pick="{escape(pick, quote=True)}"'
    rest = "".join(f"<td>{cell}</td>" for cell in cells)
    return (
        f'<tr {picks}{" class=open" if opened else ""}><th scope="row"><a href="#" {picks}>{escape(head)}</a><br>'
        f"<small>{escape(note)}</small></th>{rest}</tr>"
    )


def table_html(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, figures: int = 0) -> str:
    """A ruled table; its cells are HTML, the first of a row is its head, the last `figures` columns are figures."""
    sides = ["", *("" if place < len(heads) - figures else " class=r" for place in range(1, len(heads)))]
    head = "".join(f'<th scope="col"{side}>{escape(each)}</th>' for each, side in zip(heads, sides, strict=True))
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        f"{''.join(f'<td{side}>{cell}</td>' for cell, side in zip(row[1:], sides[1:], strict=True))}</tr>"
        for row in rows
    )
    return (
        f'<table class="ntm-rules">{caption_html(caption)}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def row_html(left: str, middle: str, right: str, *, wash: str = "transparent") -> str:
    """One ruled row: a mark, words, and figures at the right. All three are HTML."""
    return (
        '<div style="display:grid;grid-template-columns:1.6rem minmax(0,1fr) minmax(9rem,auto);gap:.1rem .5rem;'
        f'padding:.28rem .5rem;background:{wash};border-bottom:1px solid {role("hair")};line-height:1.32">'
        f'<div>{left}</div><div>{middle}</div><div style="text-align:right">{right}</div></div>'
    )


def note_html(title: str, body: str, state: str = "for_council") -> str:
    """A block with a bar of a state's colour: something to know beside the figures."""
    return (
        f'<div style="background:{role(f"{state}_wash")};border-left:5px solid {role(state)};padding:.55rem .9rem;'
        f'margin-top:.6rem;line-height:1.4"><div style="font-weight:700;color:{role(f"{state}_text")}">'
        f'{as_html(title)}</div><div style="font-size:.95rem;color:{role("ink")}">{as_html(body)}</div></div>'
    )
