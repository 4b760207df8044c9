"""Criteria gained and lost: since the baseline, and from review to review, each with both assessments behind it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.storage.store import Store

Since = Literal["baseline", "review"]
PAGE = 40
"""Changes on one page."""


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion of one commune that was gained or lost.

    `source` is the file row of the assessment that shows it, `was_source` that of the last answer before. `changed_set`
    says that the two were made by different sets of criteria, so that the change may come from the set.
    """

    code: str
    name: str
    district: str
    number: int
    lost: bool
    on: date
    was_on: date
    source: int
    was_source: int
    changed_set: bool


@dataclass(frozen=True)
class Changes:
    """How many criteria were lost and gained in all that is asked of, and one page of them."""

    lost: int
    gained: int
    listed: tuple[Change, ...]


@dataclass(frozen=True)
class Loss:
    """One event by which a commune no longer keeps its criteria."""

    code: str
    name: str
    district: str
    from_on: date
    to_on: date | None
    decision: str | None
    content: str | None
    source: int


def changes(
    store: Store,
    campaign: Campaign,
    since: Since,
    baseline: date | None,
    *,
    district: str | None = None,
    communes: Collection[str] | None = None,
    number: int | None = None,
    lost: bool | None = None,
    page: int = 1,
) -> Changes:
    """One page of the changes up to the cut-off, the lost first, then the latest: of one district, of some communes,
    of one criterion, lost or gained only. Since the baseline there are none where no baseline is named."""
    asked = {
        "since": since,
        "baseline_on": baseline,
        "district": district,
        "communes": None if communes is None else sorted(communes),
        "number": number,
        "lost": lost,
        "most": PAGE,
        "skipped": PAGE * (page - 1),
    }
    rows = scope_of(store, campaign).rows("progress_changes", asked)
    all_lost, all_gained, *_ = rows[0]
    return Changes(all_lost, all_gained, tuple(Change(*each) for _, _, *each in rows if each[0] is not None))


def losses(store: Store, campaign: Campaign) -> tuple[Loss, ...]:
    """The events of loss up to the cut-off, latest first."""
    return tuple(Loss(*row) for row in scope_of(store, campaign).rows("progress_losses"))
