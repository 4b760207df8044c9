"""What long work is doing and what remains: its steps in a row, a bar for each, and the part it is at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from time import monotonic

from streamlit.delta_generator import DeltaGenerator

from ntm_dash.domain.headway import Doing, Headway
from ntm_dash.ui.colours import role
from ntm_dash.ui.numbers import number
from ntm_dash.ui.words import form_title, label

APART = 0.1
"""Seconds between two drawings: often enough to see that it moves, too seldom to slow it down."""
COUNTED = {Doing.OPENING: "tệp", Doing.MATCHING: "trang tính", Doing.CHECKING: "biểu"}


class Waiting:
    """Draws how far work is in one place of the page.

    Work that `writes` is not broken off by what somebody clicks meanwhile: the interruption waits in `interrupted`
    until it is done.
    """

    def __init__(self, place: DeltaGenerator, *, writes: bool) -> None:
        self.interrupted: BaseException | None = None
        self._place = place
        self._writes = writes
        self._drawn: tuple[Doing | None, float] = (None, 0.0)

    def __call__(self, headway: Headway) -> None:
        """Draw it, unless the same step was drawn a moment ago."""
        doing, at = self._drawn
        if self.interrupted or (doing is headway.doing and monotonic() - at < APART):
            return
        self._drawn = (headway.doing, monotonic())
        steps = [each for each in Doing if self._writes or each is not Doing.WRITING]
        try:
            self._place.html(headway_html(headway, steps))
        except Exception:
            raise
        except BaseException as interruption:
            if not self._writes:
                raise
            self.interrupted = interruption

    def over(self) -> None:
        """Clear the place; what interrupted the work meanwhile takes its course."""
        self._place.empty()
        if self.interrupted:
            raise self.interrupted


def headway_html(headway: Headway, steps: Sequence[Doing]) -> str:
    """The steps with what is done of each, and in words where the work is."""
    place = steps.index(headway.doing)
    parts = ""
    for index, step in enumerate(steps):
        done = 1.0 if index < place else (headway.at - 1) / headway.of if index == place else 0.0
        now = index == place
        sign = "✓ " if index < place else ""
        weight, colour = ("700", role("ink")) if now else ("400", role("soft"))
        parts += (
            f'<div style="flex:1;min-width:0"><div style="height:8px;background:{role("wash")};border:1px solid '
            f'{role("line")}"><div style="height:100%;width:{100 * done:.0f}%;background:{role("accent")}"></div></div>'
            f'<div style="font-size:.86rem;font-weight:{weight};color:{colour};padding-top:.15rem">'
            f"{sign}{escape(label('doing', step))}</div></div>"
        )
    told = escape(headway_words(headway))
    return (
        f'<div role="status" style="border-left:5px solid {role("accent")};padding:.5rem .9rem .6rem;'
        f'background:{role("paper")};line-height:1.35"><div style="font-weight:600;color:{role("ink")};'
        f'padding-bottom:.4rem">{told}</div><div style="display:flex;gap:8px">{parts}</div></div>'
    )


def headway_words(headway: Headway) -> str:
    """Where the work is: "Đối chiếu tên và ô: trang tính 2 trong 41 · “Đề nghị” của bac-son.xlsx, 243 dòng"."""
    said = label("doing", headway.doing)
    if headway.doing in COUNTED:
        said += f": {COUNTED[headway.doing]} {number(headway.at)} trong {number(headway.of)}"
    rows = "" if headway.rows is None else f"{number(headway.rows)} dòng"
    of = f"“{headway.sheet}” của {headway.file}" if headway.sheet else headway.file
    of = of or (form_title(headway.form) if headway.form else "")
    what = ", ".join(part for part in (of, rows) if part)
    return f"{said} · {what}" if what else said
