"""Parts of a page that run alone: each asks again who sits there before it draws, and a click in it is an act.

Streamlit runs such a part without the page around it, and so without the check that stands before every page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, ParamSpec

import streamlit as st

from ntm_dash.domain.problems import Refused
from ntm_dash.ui.access import acted, present
from ntm_dash.ui.blocks import refusals

Given = ParamSpec("Given")
Draw = Callable[Given, None]


def part(draw: Draw[Given]) -> Draw[Given]:
    """A part that runs alone when somebody does something in it."""
    return st.fragment(_asking_first(draw))


def part_every(seconds: float) -> Callable[[Draw[Given]], Draw[Given]]:
    """A part that runs alone by the clock too: by itself it keeps nobody signed in."""
    return lambda draw: st.fragment(_asking_first(draw, by_the_clock=True), run_every=seconds)


def dialog(
    title: str, *, width: Literal["small", "large"] = "small", on_dismiss: Callable[[], Any] | None = None
) -> Callable[[Draw[Given]], Draw[Given]]:
    """A dialog over the page, which runs alone until it is closed."""
    return lambda draw: st.dialog(title, width=width, on_dismiss=on_dismiss or "ignore")(_asking_first(draw))


def _asking_first(draw: Draw[Given], *, by_the_clock: bool = False) -> Draw[Given]:
    @wraps(draw)
    def drawn(*arguments: Given.args, **options: Given.kwargs) -> None:
        try:
            present()
        except Refused:
            st.rerun()  # the page as a whole says why, and shows nothing else
        if not by_the_clock:
            acted()
        try:
            draw(*arguments, **options)
        except Refused as refused:
            # A server that cannot be reached is met wherever something is asked.
            refusals(refused.problems)

    return drawn
