"""Own drawings on a page: one component that draws markup and tells which marked part was clicked.

The markup is not sanitised by the browser side: escape every name that goes into it.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_picture = st.components.v2.component(
    "picture",
    html="<div class='picture'></div>",
    js="""export default function({parentElement, data, setTriggerValue}) {
        const frame = parentElement.querySelector('.picture');
        if (frame.innerHTML !== data) frame.innerHTML = data;
        const pick = (event) => {
            const part = event.target.closest('[data-pick]');
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            if (part) { event.preventDefault(); setTriggerValue('pick', part.dataset.pick); }
        };
        frame.onclick = pick;
        frame.onkeydown = (event) => { if (event.key === 'Enter' || event.key === ' ') pick(event); };
    }""",
    isolate_styles=False,
)


def picture(markup: str, key: str, on_pick: Callable[[str], None] | None = None) -> None:
    """Draw markup; a click, or Enter, on a part with `data-pick` calls `on_pick` with its value."""

    def picked() -> None:
        value = st.session_state[key].get("pick")
        if on_pick is not None and value is not None:
            on_pick(value)

    _picture(data=markup, key=key, on_pick_change=picked)
