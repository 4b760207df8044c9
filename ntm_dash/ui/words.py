"""Codes to words: the sentence of a problem, the label of a term. The words themselves live in `data/words/`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from ntm_dash.domain.paths import WORDS
from ntm_dash.domain.problems import Problem
from ntm_dash.intake.forms.definition import terms


@cache
def problem_templates() -> Mapping[str, str]:
    """The sentence of each problem code, with names in braces."""
    raw = tomllib.loads((WORDS / "problems.toml").read_text(encoding="utf-8"))
    templates: dict[str, str] = raw["problems"]
    return templates


def sentence(problem: Problem) -> str:
    """What is wrong and what to do, without the place."""
    candidates = "; ".join(label for _, label in problem.candidates)
    values = {
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "read": problem.read,
        "expected": problem.expected,
        "candidates": candidates,
        **problem.values,
    }
    return problem_templates()[problem.code].format_map(defaultdict(str, values))


def place(problem: Problem) -> str:
    """Where a problem is: file, sheet and cell or row."""
    parts = [problem.file]
    if problem.sheet:
        parts.append(f"trang tính “{problem.sheet}”")
    if problem.cell:
        first, _, last = problem.cell.partition(":")
        parts.append(f"dòng {first}" if last else f"ô {problem.cell}" if problem.sheet else problem.cell)
    return ", ".join(part for part in parts if part)


def told(problem: Problem) -> str:
    """Place and sentence."""
    where = place(problem)
    return f"{where}: {sentence(problem)}" if where else sentence(problem)


def label(terms_name: str, code: str | None) -> str:
    """The word shown for a code of one of the closed lists; the code itself where there is none."""
    if code is None:
        return ""
    return terms()[terms_name].get(code, (code,))[0]
