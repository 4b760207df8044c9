"""The province at a glance: communes, criteria that block, nominations by verdict."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Province:
    """Communes and criteria at the cut-off; pairs are at least and at most. `criteria_met` sums all communes."""

    communes: int
    recognised: tuple[int, int]
    criteria_met: tuple[int, int]
    not_assessed: int


@dataclass(frozen=True)
class Blocking:
    """One criterion: in how many communes it is not met, and in how many not known."""

    number: int
    unmet: int
    unknown: int


def province(store: Store, campaign: Campaign) -> Province:
    """How far the communes of the campaign are."""
    [row] = scope_of(store, campaign).rows("overview_communes")
    communes, recognised_least, recognised_most, met_least, met_most, not_assessed = row
    return Province(communes, (recognised_least, recognised_most), (met_least, met_most), not_assessed)


def blocking(store: Store, campaign: Campaign) -> list[Blocking]:
    """Every criterion, the one that blocks most communes first."""
    return [Blocking(*row) for row in scope_of(store, campaign).rows("overview_blocking")]
