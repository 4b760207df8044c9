"""The first steps of a campaign as a list that ticks itself off, each leading to the page where it is done."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache

from ntm_dash.domain.paths import GUIDE
from ntm_dash.services.first_steps import FirstSteps
from ntm_dash.ui.blocks import section_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.marks import mark
from ntm_dash.ui.opening import page_link

BOX = (
    '<span aria-hidden="true" style="display:inline-block;box-sizing:border-box;width:18px;height:18px;'
    f'border:2px solid {role("faint")};border-radius:3px;vertical-align:-.18em"></span>'
)
"""The place of a tick."""


@cache
def _steps() -> Mapping[str, Mapping[str, str]]:
    raw = tomllib.loads((GUIDE / "first_steps.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = raw["steps"]
    return found


def first_steps_html(found: FirstSteps) -> str:
    """All steps in order with what is done of them."""
    done = asdict(found)
    rows = "".join(_row(id, done[id]) for id in _steps())
    title = f"Việc đầu tiên: xong {sum(done.values())} trong {len(done)}"
    guide = page_link("guide", "Hướng dẫn từng vai trò")
    return (
        section_html(title, "sổ tự đánh dấu theo những gì đã có; thứ tự là thứ tự nên làm")
        + f'<ol style="list-style:none;margin:0;padding:0">{rows}</ol><div style="padding:.5rem 0">{guide}</div>'
    )


def _row(id: str, done: bool) -> str:
    step = _steps()[id]
    drawn = mark("met", 18) if done else BOX
    words = page_link(step["page"], step["done" if done else "todo"])
    return (
        f'<li style="display:grid;grid-template-columns:1.7rem minmax(0,1fr);padding:.3rem .2rem;line-height:1.35;'
        f'border-bottom:1px solid {role("hair")};color:{role("ink")}"><span>{drawn}</span><span>{words}'
        f'<span style="color:{role("soft")}"> · {"xong" if done else "chưa"}</span></span></li>'
    )


def steps_left_html(found: FirstSteps) -> str:
    """What is left of the first steps, in one line; nothing once all records that the pages need are there."""
    if not found.records_missing:
        return ""
    left = [id for id, done in asdict(found).items() if not done]
    links = " · ".join(page_link(_steps()[id]["page"], _steps()[id]["todo"]) for id in left)
    return (
        f'<div style="font-size:.95rem;line-height:1.45;color:{role("ink")};padding:.2rem 0 .4rem">'
        f"<b>Việc đầu tiên còn lại:</b> {links}</div>"
    )
