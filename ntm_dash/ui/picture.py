"""Own drawings on a page: one component that draws markup and tells which marked part was picked.

The markup is not sanitised by the browser side: escape every name that goes into it. What it understands:

- `data-pick="…"`: a click, or Enter or Space, picks this value. With Ctrl or Shift a link opens as links do.
- `data-name="…"` on a select or an input: a change picks the name, a space and the value; a search field while typing.
- `role="listbox"` with `role="option"` parts that have `data-pick`: arrow keys, Home and End go from one to another.
- `data-show="…"`: a part that comes into view when the page is drawn with another value than before.
- `data-roving` on an `svg`: of its parts that have `data-pick` one is in the tab order, arrow keys go to the nearest in
  their direction, and an `output` beside it says the title of the one that is reached.
- `data-switch="…"`: a button that switches a class of this name on the whole document, kept while the tab is open.
- `data-fold="…"` on `details`: stays as it was when it is drawn again.
- `data-save` on a button in a part with `data-chart="…"`: takes that part as a picture of this name (see `chart`).
- `data-scroll="…"`: a part that scrolls; it stays where it was when a part of the same name is drawn again, else the
  chosen option comes into view.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from ntm_dash.domain.paths import STATIC

_picture = st.components.v2.component(
    "picture",
    html="<div class='picture'></div>",
    js=(STATIC / "picture.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def chart(name: str, drawn: str) -> str:
    """A chart with what says what it shows, and a button that takes it as a PNG file, in light, with the page's words
    on what the figures are as of."""
    title = escape(name, quote=True)
    return (
        f'<div data-chart="{title}">{drawn}<button type="button" class="ntm-save" data-save '
        f'aria-label="Tải hình: {title}">Tải hình</button></div>'
    )


def picture(markup: str, key: str, on_pick: Callable[[str], None] | None = None) -> None:
    """Draw markup; what is picked in it is given to `on_pick`."""

    def picked() -> None:
        # Nothing is known of a drawing that was replaced while somebody clicked in it.
        value = st.session_state.get(key, {}).get("pick")
        if on_pick is not None and value is not None:
            on_pick(value)

    _picture(data=markup, key=key, on_pick_change=picked)
