"""PDF and drawings, set by Typst from `data/templates/*.typ`; its content is data, never markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

from ntm_dash.domain.paths import TEMPLATES
from ntm_dash.domain.problems import Problem, Refused

SHARPNESS = 200.0
"""Pixels per inch of drawings that go into Word."""


def typeset(name: str, content: Mapping[str, Any]) -> bytes:
    """The PDF that the template `<name>.typ` makes of its content."""
    return _compiled(name, content, "pdf")


def drawing(name: str, content: Mapping[str, Any]) -> bytes:
    """The one-page PNG that the template `<name>.typ` makes of its content."""
    return _compiled(name, content, "png")


def _compiled(name: str, content: Mapping[str, Any], form: Literal["pdf", "png"]) -> bytes:
    template = TEMPLATES / f"{name}.typ"
    if not template.is_file():
        raise Refused(Problem("template_missing", file=template.name))
    data = json.dumps(content, ensure_ascii=False)
    try:
        made = typst.compile(
            str(template),
            root=str(Path(TEMPLATES)),
            format=form,
            ppi=SHARPNESS,
            sys_inputs={"data": data},
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        raise Refused(Problem("template_wrong", file=template.name, read=str(error)[:200])) from error
    return made if isinstance(made, bytes) else made[0]
