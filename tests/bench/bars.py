"""What a benchmark has to reach, and whether it did."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One figure: what was measured, what was asked for, and whether it holds."""

    name: str
    value: float
    bar: float
    holds: bool
