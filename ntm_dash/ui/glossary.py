"""The words of the field: what each means and where that stands; on any page a word can lead to its entry."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from ntm_dash.domain.paths import GUIDE
from ntm_dash.ui.blocks import SERIF, Html, article_html, section_html
from ntm_dash.ui.choosing import TERM
from ntm_dash.ui.colours import role
from ntm_dash.ui.opening import address


@dataclass(frozen=True)
class Entry:
    """One entry: the term, the theme it stands under, its meaning in our own words, and where that is written."""

    term: str
    theme: str
    means: str
    citation: str


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((GUIDE / "glossary.toml").read_text(encoding="utf-8"))


@cache
def entries() -> Mapping[str, Entry]:
    """All entries by their id, which stands in addresses."""
    return {id: Entry(**each) for id, each in _read()["terms"].items()}


def themes() -> Mapping[str, str]:
    """The themes in their order, each with its words."""
    found: dict[str, str] = _read()["themes"]
    return found


def explained(words: str, **terms: str) -> Html:
    """Words in which some are explained: each keyword is an entry (with _ for -), its value how it is written here.

    The first place of each is a link with a dotted underline, its meaning the tooltip; it opens the entry beside the
    page, in a tab of its own, so that nobody loses the place.
    """
    places = sorted((words.find(written), name, written) for name, written in terms.items() if written in words)
    drawn, end = "", 0
    for start, name, written in places:
        if start >= end:
            drawn += escape(words[end:start]) + _link(name.replace("_", "-"), written)
            end = start + len(written)
    return Html(drawn + escape(words[end:]))


def _link(id: str, written: str) -> str:
    entry = entries()[id]
    told = escape(f"{entry.term}: {entry.means} (mở Hướng dẫn ở thẻ mới)", quote=True)
    where = escape(address("guide", **{TERM: id}), quote=True)
    return (
        f'<a href="{where}" target="_blank" rel="noopener" title="{told}" '
        f'style="color:inherit;text-decoration:underline dotted;text-underline-offset:.18em">{escape(written)}</a>'
    )


def glossary_html(chosen: str | None) -> str:
    """All entries under their themes; the chosen one is marked and comes into view."""
    drawn = f'<div style="color:{role("soft")};line-height:1.4;padding-bottom:.3rem">{escape(_read()["about"])}</div>'
    for theme, title in themes().items():
        listed = "".join(_entry(id, each, id == chosen) for id, each in entries().items() if each.theme == theme)
        drawn += section_html(title) + (
            f'<div style="display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 1.6rem">{listed}</div>'
        )
    return drawn


def _entry(id: str, entry: Entry, chosen: bool) -> str:
    return (
        f'{article_html(id, chosen)}<h3 style="{SERIF}font-size:1.05rem;margin:0;padding:0">{escape(entry.term)}</h3>'
        f'{escape(entry.means)}<div style="font-size:.86rem;color:{role("soft")}">{escape(entry.citation)}</div>'
        "</article>"
    )
