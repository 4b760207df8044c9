"""How far long work has come, told while it goes on, so that who waits sees what is done and what remains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Doing(StrEnum):
    """What an import does, in this order; a preview ends before the last."""

    OPENING = "opening"
    """Each file is opened and its cells are read."""
    MATCHING = "matching"
    """The rows of each sheet are read as a form, and names are matched to units and nominations."""
    CHECKING = "checking"
    """The rows of each form are compared with each other and with the records that stand."""
    WRITING = "writing"
    """The records are written, all in one act."""


@dataclass(frozen=True)
class Headway:
    """Where the work stands: it is at number `at` (1 is the first) of `of` files, sheets or forms.

    `file` and `sheet` name what is being worked on where it has a name, `form` is the code of its form, and `rows`
    counts the rows of it, None where they are not known yet.
    """

    doing: Doing
    at: int
    of: int
    file: str = ""
    sheet: str = ""
    form: str = ""
    rows: int | None = None


Tell = Callable[[Headway], None]
"""Is told before each part of the work is begun. What it raises breaks the work off, and then nothing has changed."""


def untold(_: Headway) -> None:
    """Nobody waits to hear."""
