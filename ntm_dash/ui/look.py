"""The style that every page shares, sent once with the document: colour roles, focus, projector, contrast, print."""

from __future__ import annotations

import re
from functools import cache

from ntm_dash.domain.paths import STATIC
from ntm_dash.ui.colours import ROLES


@cache
def look() -> str:
    """The style sheet: each colour role as a variable of its name, light and dark, then `data/static/look.css`."""
    roles = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in ROLES.items())
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / "look.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return f":root{{{roles}}}" + re.sub(r"\s*\n\s*", " ", rules).strip()


@cache
def returning() -> str:
    """The script that takes Back and Forward to where the page was left."""
    return (STATIC / "returning.js").read_text(encoding="utf-8")
