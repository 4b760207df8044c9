"""What is wrong with something a person gave us, as data: the sentence is worded at the edge.

A problem has a `code` (a template in `data/words/problems.toml`) and the values the template names. Codes and
values are stable and testable; the Vietnamese sentence is not repeated in code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["refused", "question", "note"]


@dataclass(frozen=True)
class Problem:
    """One thing to mend, answer or know about.

    `refused` and `question` stop an import; a question can be answered by picking one of `candidates`
    (pairs of value and label). `note` only informs. `cell` is an address such as "C5"; `read` is what stood
    there, as read.
    """

    code: str
    severity: Severity = "refused"
    file: str = ""
    sheet: str = ""
    cell: str = ""
    read: str = ""
    expected: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    candidates: Sequence[tuple[str, str]] = ()

    def at(self, *, file: str = "", sheet: str = "", cell: str = "") -> Problem:
        """The same problem with its place filled in, where the place is not known yet."""
        return replace(self, file=self.file or file, sheet=self.sheet or sheet, cell=self.cell or cell)


class Refused(Exception):
    """An act or an input that is refused whole; nothing has changed."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems: tuple[Problem, ...] = problems
