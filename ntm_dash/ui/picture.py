"""Own drawings on a page: one component that draws markup and tells which marked part was picked.

The markup is not sanitised by the browser side: escape every name that goes into it. What it understands:

- `data-pick="…"`: a click, or Enter or Space, picks this value. With Ctrl or Shift a link opens as links do.
- `data-name="…"` on a select or an input: a change picks the name, a space and the value; a search field while typing.
- `role="listbox"` with `role="option"` parts that have `data-pick`: arrow keys, Home and End go from one to another.
- `data-show="…"`: a part that comes into view when the page is drawn with another value than before.
- `data-scroll="…"`: a part that scrolls; it stays where it was when a part of the same name is drawn again, else the
  chosen option comes into view.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_picture = st.components.v2.component(
    "picture",
    html="<div class='picture'></div>",
    js="""export default function({parentElement, data, setTriggerValue}) {
        const frame = parentElement.querySelector('.picture');
        const tell = (value) => setTriggerValue('pick', value);
        if (frame.drawn !== data) {
            const at = frame.contains(document.activeElement) ? document.activeElement : null;
            const kept = new Map([...frame.querySelectorAll('[data-scroll]')].map(
                (part) => [part.dataset.scroll, part.scrollTop]));
            frame.innerHTML = data;
            frame.drawn = data;
            for (const part of frame.querySelectorAll('[data-scroll]')) {
                if (kept.has(part.dataset.scroll)) part.scrollTop = kept.get(part.dataset.scroll);
                else {
                    const option = part.querySelector('[aria-selected="true"]');
                    if (option) part.scrollTop = option.offsetTop - part.offsetTop - part.clientHeight / 2;
                }
            }
            const shown = frame.querySelector('[data-show]');
            if (shown && frame.shown !== shown.dataset.show) {
                requestAnimationFrame(() => shown.scrollIntoView({block: 'start'}));
            }
            frame.shown = shown?.dataset.show;
            if (at) {
                const [name, value] = at.dataset.name ? ['name', at.dataset.name] : ['pick', at.dataset.pick];
                const again = value && [...frame.querySelectorAll(`[data-${name}]`)].find(
                    (part) => part.dataset[name] === value);
                if (again) {
                    again.focus({preventScroll: true});
                    if (again.type === 'search') {
                        again.value = at.value;
                        again.setSelectionRange(at.selectionStart, at.selectionEnd);
                    }
                }
            }
        }
        const pick = (event) => {
            const part = event.target.closest('[data-pick]');
            if (!part || event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            if (part.getAttribute('role') === 'option') {
                for (const each of part.parentElement.children) each.removeAttribute('aria-selected');
                part.setAttribute('aria-selected', 'true');
            }
            tell(part.dataset.pick);
        };
        const send = (field) => {
            clearTimeout(frame.waiting);
            if (frame.sent === field.value && field.type === 'search') return;
            frame.sent = field.value;
            tell(`${field.dataset.name} ${field.value}`);
        };
        const steps = {ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9};
        frame.onclick = pick;
        frame.onchange = (event) => { if (event.target.dataset.name) send(event.target); };
        frame.oninput = (event) => {
            const field = event.target;
            if (field.type !== 'search' || !field.dataset.name) return;
            clearTimeout(frame.waiting);
            frame.waiting = setTimeout(() => send(field), 350);
        };
        frame.onkeydown = (event) => {
            const option = event.target.closest('[role="option"]');
            if (option && event.key in steps) {
                const all = [...option.parentElement.querySelectorAll('[role="option"]')];
                const next = Math.max(0, Math.min(all.length - 1, all.indexOf(option) + steps[event.key]));
                event.preventDefault();
                all[next].focus();
            } else if (event.target.type === 'search') {
                if (event.key === 'Enter') send(event.target);
            } else if ((event.key === 'Enter' || event.key === ' ') && event.target.closest('[data-pick]')) {
                pick(event);
            }
        };
    }""",
    isolate_styles=False,
)


def picture(markup: str, key: str, on_pick: Callable[[str], None] | None = None) -> None:
    """Draw markup; what is picked in it is given to `on_pick`."""

    def picked() -> None:
        value = st.session_state[key].get("pick")
        if on_pick is not None and value is not None:
            on_pick(value)

    _picture(data=markup, key=key, on_pick_change=picked)
