"""What is told of one sheet: problems with their places, up to a number that a person can read."""

from __future__ import annotations

import re

from ntm_dash.domain.problems import Problem, Severity

LIMIT = 1000

_CELL = re.compile(r"([A-Z]+)(\d+)")


class Remarks:
    """The problems of one sheet. After `LIMIT` of them the rest is counted only."""

    def __init__(self, file: str, sheet: str) -> None:
        self.file = file
        self.sheet = sheet
        self._told: list[Problem] = []
        self._left_out = 0
        self._stops = False

    def add(self, problem: Problem) -> None:
        """Tell one more."""
        self._stops |= problem.severity != "note"
        if len(self._told) < LIMIT:
            self._told.append(problem.at(file=self.file, sheet=self.sheet))
        else:
            self._left_out += 1

    @property
    def stops(self) -> bool:
        """Whether something must be mended or answered first."""
        return self._stops

    @property
    def problems(self) -> list[Problem]:
        """All that is told, row by row, and how much is not."""
        told = sorted(self._told, key=_place)
        if not self._left_out:
            return told
        severity: Severity = "refused" if self._stops else "note"
        values = {"count": str(self._left_out)}
        return [*told, Problem("more_problems", severity, self.file, self.sheet, values=values)]


def _place(problem: Problem) -> tuple[int, int, str]:
    """Where a problem stands: by row, the whole row first, then by column."""
    found = _CELL.fullmatch(problem.cell)
    if found is None:
        first = problem.cell.partition(":")[0]
        return int(first) if first.isdecimal() else 0, 0, ""
    return int(found[2]), len(found[1]), found[1]
