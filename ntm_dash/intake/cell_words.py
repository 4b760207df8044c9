"""The words of `data/forms/cell_words.toml`, read once."""

from __future__ import annotations

import tomllib
from typing import Any

from ntm_dash.domain.paths import FORMS

CELL_WORDS: dict[str, Any] = tomllib.loads((FORMS / "cell_words.toml").read_text(encoding="utf-8"))


def expected(kind: str, **values: object) -> str:
    """What a cell of this kind should hold, in words for people."""
    return str(CELL_WORDS["expected"][kind]).format(**values)
